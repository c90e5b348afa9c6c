package boltdb

import (
	"bytes"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

const (
	// remember is how long Once knows an id; the contract asks for 48 hours.
	remember = 48 * time.Hour
	// pruneEach is how many older ids may be forgotten for each new one: more than one, so that the store shrinks after a
	// rush, and few, so that no Update pays for all.
	pruneEach = 4
)

// tx is one Update of one community. It writes nothing to bolt; what it leaves behind is to be committed.
type tx struct {
	*view
	fresh int       // new ids that Once saw
	since time.Time // the earliest time one came with
}

func newTx(btx *bolt.Tx, id storage.ID) (*tx, error) {
	v, err := newView(btx, id)
	return &tx{view: v}, err
}

// Put implements storage.Tx.
func (t *tx) Put(key storage.Key, value []byte) (err error) {
	defer trap(&err)()
	if err := checkName("record", string(key)); err != nil {
		return fmt.Errorf("put: %w", err)
	}
	if err := checkValue(value); err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	t.part(records).put([]byte(key), value)
	return nil
}

// Delete implements storage.Tx.
func (t *tx) Delete(key storage.Key) (err error) {
	defer trap(&err)()
	t.part(records).delete([]byte(key))
	return nil
}

// Append implements storage.Tx.
func (t *tx) Append(entry []byte) (seq uint64, err error) {
	defer trap(&err)()
	if err := checkValue(entry); err != nil {
		return 0, fmt.Errorf("append to the journal: %w", err)
	}
	o := t.part(journal)
	o.seq++
	o.put(seqKey(o.seq), entry)
	return o.seq, nil
}

// Wake implements storage.Tx.
func (t *tx) Wake(thing string, at time.Time) (err error) {
	defer trap(&err)()
	if err := checkName("thing", thing); err != nil {
		return fmt.Errorf("wake: %w", err)
	}
	if at.IsZero() {
		t.part(wakes).delete([]byte(thing))
		return nil
	}
	if at := appendTime(nil, at); !bytes.Equal(t.part(wakes).get([]byte(thing)),
		at) { // most look again when they would have anyway
		t.part(wakes).put([]byte(thing), at)
	}
	return nil
}

// Once implements storage.Tx.
func (t *tx) Once(id string, at time.Time) (first bool, err error) {
	defer trap(&err)()
	if err := checkName("update id", id); err != nil {
		return false, fmt.Errorf("once: %w", err)
	}
	if t.part(seen).get([]byte(id)) != nil {
		return false, nil
	}
	when := appendTime(nil, at)
	t.part(seen).put([]byte(id), when)
	t.part(seenTime).put(append(when, id...), nil)
	if t.fresh == 0 || at.Before(t.since) {
		t.since = at
	}
	t.fresh++
	return true, nil
}

// prune forgets some of the ids that are older than the contract asks for. It runs once at the end of an Update, for
// all its new ids.
func (t *tx) prune() (err error) {
	defer trap(&err)()
	if t.fresh == 0 {
		return nil
	}
	var old [][]byte
	for key := range t.part(seenTime).from(nil) {
		at, _, err := cutTime(key)
		if err != nil {
			return err
		}
		if len(old) == pruneEach*t.fresh || !at.Add(remember).Before(t.since) {
			break
		}
		old = append(old, key)
	}
	for _, key := range old {
		t.part(seenTime).delete(key)
		t.part(seen).delete(key[timeSize:])
	}
	return nil
}
