package boltdb

import (
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// plan writes what an Update decided to the bolt transaction. Its error spoils the transaction, for part of it may be
// written.
type plan func() error

// dirty tells whether the Update wrote anything.
func (t *tx) dirty() bool {
	for _, o := range t.over {
		if o.dirty() {
			return true
		}
	}
	return false
}

// commit writes what the Update wrote to a transaction that is later than the one it read from. Of its own community
// nothing has changed in between.
func (t *tx) commit(btx *bolt.Tx) error {
	home, err := btx.Bucket([]byte(communitiesBucket)).CreateBucketIfNotExists([]byte(t.id))
	if err != nil {
		return fmt.Errorf("community %s: %w", t.id, err)
	}
	// The index needs the times as they were.
	if err := t.indexWakes(btx, home); err != nil {
		return fmt.Errorf("community %s: index of wake-ups: %w", t.id, err)
	}
	for name, o := range t.over {
		if !o.dirty() {
			continue
		}
		if err := o.commit(home, name); err != nil {
			return fmt.Errorf("community %s: %w", t.id, err)
		}
	}
	if err := t.indexOutbox(btx, home); err != nil {
		return fmt.Errorf("community %s: index of the unsent: %w", t.id, err)
	}
	return t.tidy(btx, home)
}

func (t *tx) indexWakes(btx *bolt.Tx, home *bolt.Bucket) error {
	o := t.over[wakes]
	if o == nil {
		return nil
	}
	due, before := btx.Bucket([]byte(dueBucket)), home.Bucket([]byte(wakes))
	for _, thing := range o.keys {
		if old := valueIn(before, []byte(thing)); old != nil {
			if err := due.Delete(dueKey(old, t.id, thing)); err != nil {
				return err
			}
		}
		if at := o.written[thing]; at != nil {
			if err := due.Put(dueKey(at, t.id, thing), []byte{}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tx) indexOutbox(btx *bolt.Tx, home *bolt.Bucket) error {
	if o := t.over[outbox]; o == nil || !o.dirty() {
		return nil
	}
	var mark []byte
	if hasKeys(home.Bucket([]byte(outbox))) {
		mark = []byte{}
	}
	unsent := btx.Bucket([]byte(unsentBucket))
	if marked := unsent.Get([]byte(t.id)) != nil; marked == (mark != nil) {
		return nil
	}
	return write(unsent, []byte(t.id), mark)
}

// tidy removes the community when it holds nothing any more, so that it is no longer listed. The numbers given out are
// something to hold.
func (t *tx) tidy(btx *bolt.Tx, home *bolt.Bucket) error {
	for _, name := range parts() {
		if b := home.Bucket([]byte(name)); b != nil && (hasKeys(b) || b.Sequence() > 0) {
			return nil
		}
	}
	return btx.Bucket([]byte(communitiesBucket)).DeleteBucket([]byte(t.id))
}

func hasKeys(b *bolt.Bucket) bool {
	if b == nil {
		return false
	}
	first, _ := b.Cursor().First()
	return first != nil
}
