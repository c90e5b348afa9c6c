package boltdb

import (
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// plan writes what an Update decided to the bolt transaction. Its error spoils the transaction, for part of it may be written.
type plan func() error

// plan ends the Update; nil means that it wrote nothing.
func (t *tx) plan() (p plan, err error) {
	defer trap(&err)()
	if t.fresh > 0 {
		if err := t.prune(); err != nil {
			return nil, err
		}
	}
	for _, o := range t.over {
		if o.dirty() {
			return t.commit, nil
		}
	}
	return nil, nil
}

func (t *tx) commit() error {
	home, err := t.btx.Bucket([]byte(communitiesBucket)).CreateBucketIfNotExists([]byte(t.id))
	if err != nil {
		return fmt.Errorf("community %s: %w", t.id, err)
	}
	// The index needs the times as they were.
	if err := t.indexWakes(); err != nil {
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
	if err := t.indexOutbox(home); err != nil {
		return fmt.Errorf("community %s: index of the unsent: %w", t.id, err)
	}
	return t.tidy(home)
}

func (t *tx) indexWakes() error {
	due := t.btx.Bucket([]byte(dueBucket))
	o := t.part(wakes)
	for _, thing := range o.keys {
		if old := o.inBase([]byte(thing)); old != nil {
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

func (t *tx) indexOutbox(home *bolt.Bucket) error {
	if !t.part(outbox).dirty() {
		return nil
	}
	var mark []byte
	if hasKeys(home.Bucket([]byte(outbox))) {
		mark = []byte{}
	}
	return write(t.btx.Bucket([]byte(unsentBucket)), []byte(t.id), mark)
}

// tidy removes the community when it holds nothing any more, so that it is no longer listed. The numbers given out are something to hold.
func (t *tx) tidy(home *bolt.Bucket) error {
	for _, name := range parts() {
		if b := home.Bucket([]byte(name)); b != nil && (hasKeys(b) || b.Sequence() > 0) {
			return nil
		}
	}
	return t.btx.Bucket([]byte(communitiesBucket)).DeleteBucket([]byte(t.id))
}

func hasKeys(b *bolt.Bucket) bool {
	if b == nil {
		return false
	}
	first, _ := b.Cursor().First()
	return first != nil
}
