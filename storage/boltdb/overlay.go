package boltdb

import (
	"bytes"
	"fmt"
	"iter"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// overlay holds the writes of one Update to one bucket, and reads the bucket as if they were made.
type overlay struct {
	base    *bolt.Bucket      // nil while there is none
	keys    []string          // what was written, in order
	written map[string][]byte // nil for what was deleted
	began   uint64            // the last number given before
	seq     uint64            // the last number given
}

func newOverlay(base *bolt.Bucket) *overlay {
	o := &overlay{base: base}
	if base != nil {
		o.began = base.Sequence()
		o.seq = o.began
	}
	return o
}

func (o *overlay) inBase(key []byte) []byte { return valueIn(o.base, key) }

// valueIn is Get, also where there is no bucket.
func valueIn(b *bolt.Bucket, key []byte) []byte {
	if b == nil {
		return nil
	}
	return b.Get(key)
}

// get returns the value of key, nil for none. The value is not the caller's.
func (o *overlay) get(key []byte) []byte {
	if value, ok := o.written[string(key)]; ok {
		return value
	}
	return o.inBase(key)
}

// put keeps a copy of value.
func (o *overlay) put(key, value []byte) {
	o.set(string(key), append([]byte{}, value...))
}

// delete forgets key. A key that was never committed leaves no trace.
func (o *overlay) delete(key []byte) {
	if o.inBase(key) != nil {
		o.set(string(key), nil)
		return
	}
	if i, ok := slices.BinarySearch(o.keys, string(key)); ok {
		o.keys = slices.Delete(o.keys, i, i+1)
		delete(o.written, string(key))
	}
}

func (o *overlay) set(key string, value []byte) {
	if o.written == nil {
		o.written = make(map[string][]byte)
	}
	if i, ok := slices.BinarySearch(o.keys, key); !ok {
		o.keys = slices.Insert(o.keys, i, key)
	}
	o.written[key] = value
}

// from runs through keys and values in order, beginning at key. They are not the caller's, and nothing may be written
// meanwhile.
func (o *overlay) from(key []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		at, _ := slices.BinarySearch(o.keys, string(key))
		mine := o.keys[at:]
		for k, v := range inBucket(o.base, key) {
			for len(mine) > 0 && mine[0] < string(k) {
				if !o.give(mine[0], yield) {
					return
				}
				mine = mine[1:]
			}
			if len(mine) > 0 && mine[0] == string(k) {
				continue // the next round or the end gives what was written instead
			}
			if !yield(k, v) {
				return
			}
		}
		for _, k := range mine {
			if !o.give(k, yield) {
				return
			}
		}
	}
}

func (o *overlay) give(key string, yield func(k, v []byte) bool) bool {
	value := o.written[key]
	return value == nil || yield([]byte(key), value)
}

// inBucket runs through a bucket from key on.
func inBucket(b *bolt.Bucket, key []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		if b == nil {
			return
		}
		c := b.Cursor()
		for k, v := c.Seek(key); k != nil; k, v = c.Next() {
			if !yield(k, v) {
				return
			}
		}
	}
}

// inPrefix runs through the keys of a bucket that begin with prefix.
func inPrefix(b *bolt.Bucket, prefix []byte) iter.Seq[[]byte] {
	return func(yield func(k []byte) bool) {
		for k := range inBucket(b, prefix) {
			if !bytes.HasPrefix(k, prefix) || !yield(k) {
				return
			}
		}
	}
}

func (o *overlay) dirty() bool {
	return len(o.keys) > 0 || o.seq != o.began
}

// commit writes everything to the bucket name of home.
func (o *overlay) commit(home *bolt.Bucket, name part) error {
	b, err := home.CreateBucketIfNotExists([]byte(name))
	if err != nil {
		return fmt.Errorf("bucket %s: %w", name, err)
	}
	for _, key := range o.keys {
		if err := write(b, []byte(key), o.written[key]); err != nil {
			return fmt.Errorf("bucket %s: %w", name, err)
		}
	}
	if b.Sequence() == o.seq {
		return nil
	}
	return b.SetSequence(o.seq)
}

// write puts value under key; nil deletes it.
func write(b *bolt.Bucket, key, value []byte) error {
	if value == nil {
		return b.Delete(key)
	}
	return b.Put(key, value)
}
