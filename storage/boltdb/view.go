package boltdb

import (
	"bytes"
	"slices"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// view reads one community. It is a storage.Reader, and the half of a tx that reads; what a tx wrote, it sees.
type view struct {
	id   storage.ID
	home *bolt.Bucket // nil while the community holds nothing
	over map[part]*overlay
}

func newView(btx *bolt.Tx, id storage.ID) (v *view, err error) {
	defer trap(&err)()
	home := btx.Bucket([]byte(communitiesBucket)).Bucket([]byte(id))
	return &view{id: id, home: home, over: make(map[part]*overlay)}, nil
}

// part returns a bucket of the community, under what was written to it.
func (v *view) part(name part) *overlay {
	if o := v.over[name]; o != nil {
		return o
	}
	var base *bolt.Bucket
	if v.home != nil {
		base = v.home.Bucket([]byte(name))
	}
	o := newOverlay(base)
	v.over[name] = o
	return o
}

// Get implements storage.Reader.
func (v *view) Get(keys ...storage.Key) (values [][]byte, err error) {
	defer trap(&err)()
	values = make([][]byte, len(keys))
	for i, key := range keys {
		values[i] = bytes.Clone(v.part(records).get([]byte(key)))
	}
	return values, nil
}

// Near implements storage.Nearby: in a file everything is at hand. What cannot be read is left to Get, to say so.
func (v *view) Near(key storage.Key) (value []byte, known bool) {
	values, err := v.Get(key)
	if err != nil {
		return nil, false
	}
	return values[0], true
}

// Range implements storage.Reader.
func (v *view) Range(prefix storage.Key) (found []storage.Record, err error) {
	defer trap(&err)()
	for key, value := range v.part(records).from([]byte(prefix)) {
		if !bytes.HasPrefix(key, []byte(prefix)) {
			break
		}
		found = append(found, storage.Record{Key: storage.Key(key), Value: bytes.Clone(value)})
	}
	return found, nil
}

// Journal implements storage.Reader.
func (v *view) Journal(from uint64, limit int) (entries []storage.Entry, err error) {
	defer trap(&err)()
	for key, value := range v.part(journal).from(seqKey(from)) {
		if len(entries) >= limit {
			break
		}
		seq, err := parseSeq(key)
		if err != nil {
			return nil, err
		}
		entries = append(entries, storage.Entry{Seq: seq, Data: bytes.Clone(value)})
	}
	return entries, nil
}

// Outbox implements storage.Reader.
func (v *view) Outbox(from uint64, limit int) (messages []storage.Message, err error) {
	defer trap(&err)()
	for key, value := range v.part(outbox).from(seqKey(from)) {
		if len(messages) >= limit {
			break
		}
		l, err := parseMessage(key, value)
		if err != nil {
			return nil, err
		}
		messages = append(messages, l)
	}
	return messages, nil
}

// Wakes implements storage.Reader.
func (v *view) Wakes() (all []storage.WakeUp, err error) {
	defer trap(&err)()
	for thing, value := range v.part(wakes).from(nil) {
		at, _, err := cutTime(value)
		if err != nil {
			return nil, err
		}
		all = append(all, storage.WakeUp{Community: v.id, Thing: string(thing), At: at})
	}
	slices.SortStableFunc(all, func(a, b storage.WakeUp) int { return a.At.Compare(b.At) })
	return all, nil
}
