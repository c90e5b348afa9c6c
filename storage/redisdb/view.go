package redisdb

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"echowall/storage"
	"echowall/storage/redisdb/cache"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/script"
)

// page is how much one round trip brings at most, so that no other community waits long for a large one.
const page = 4096

// errChanged ends a read when another commit has come since the first one; fn will run again.
var errChanged = errors.New("the community has changed meanwhile")

// view reads one community. It is a storage.Reader, and the half of a tx that reads.
type view struct {
	ctx  context.Context
	s    *Store
	id   storage.ID
	keys []string
	cache.State
	recalled bool          // the state is that of the cache
	begun    bool          // the state is that of the server
	lazy     bool          // the cache may be believed for the time being; the commit will tell
	lent     bool          // it was believed
	frozen   bool          // all that is asked for cannot change any more
	stale    bool          // another commit has come
	err      error         // the first error of a read
	read     cache.KeySet  // what was read, for the next Update to have at hand
	lately   []storage.Key // what the last Updates read
	found    cache.KeySet  // what was found in memory
}

func newView(ctx context.Context, s *Store, id storage.ID) *view {
	return &view{ctx: ctx, s: s, id: id, keys: s.keys.Home(id)}
}

// begin makes the first read, if there was none and the cache will not do.
func (v *view) begin() error {
	v.recall(nil)
	if v.begun || v.believe() {
		return nil
	}
	_, _, err := v.ask("get")
	return err
}

// believe tells whether to go on with what is remembered.
func (v *view) believe() bool {
	v.lent = v.lent || v.lazy && !v.begun && v.Version != ""
	return v.lent && !v.begun
}

// recall returns what is remembered of keys. Until the first question to the server that is a guess.
func (v *view) recall(keys []storage.Key) (values map[storage.Key][]byte) {
	v.remember(func(l *cache.Community) { values = l.Pick(keys) })
	if !v.begun {
		for key := range values {
			v.found.Add(cache.MaxBring, key)
		}
	}
	return values
}

// remember runs fn on what is remembered, if it is of the version read.
func (v *view) remember(fn func(*cache.Community)) {
	if v.begun || v.recalled {
		v.s.cache.At(v.id, v.Version, fn)
		return
	}
	v.recalled = true
	v.s.cache.With(v.id, func(l *cache.Community) {
		v.State, v.lately = l.State, l.Hot
		fn(l)
	})
}

// hot are the keys to bring along with a new state.
func (v *view) hot(more ...storage.Key) []storage.Key {
	var all cache.KeySet
	all.Add(cache.MaxBring, v.lately...)
	all.Add(cache.MaxBring, v.found.All...)
	all.Add(cache.MaxBring, more...)
	return all.All
}

// Get implements storage.Reader.
func (v *view) Get(keys ...storage.Key) ([][]byte, error) {
	found, err := v.records(keys)
	if err != nil {
		return nil, err
	}
	values := make([][]byte, len(keys))
	for i, key := range keys {
		values[i] = slices.Clone(found[key]) // a key may be asked for twice, and each answer is the caller's own
	}
	return values, nil
}

// Near implements storage.Nearby: at hand is what is remembered and may be believed.
func (v *view) Near(key storage.Key) (value []byte, known bool) {
	if v.stale {
		return nil, false
	}
	v.remember(func(l *cache.Community) {
		value, known = l.Records[key]
		value = bytes.Clone(value)
	})
	if known && !v.begun {
		v.found.Add(cache.MaxBring, key)
	}
	if !known || !v.begun && !v.believe() {
		return nil, false
	}
	v.note(key)
	return value, true
}

// records reads records by key, from memory where that can be.
func (v *view) records(keys []storage.Key) (map[storage.Key][]byte, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	found := v.recall(keys)
	var missing []storage.Key
	var about []any
	for _, key := range keys {
		v.note(key)
		if _, ok := found[key]; !ok && !slices.Contains(missing, key) {
			missing, about = append(missing, key), append(about, string(key))
		}
	}
	if len(missing) == 0 && (v.begun || v.believe()) {
		return found, nil
	}
	answer, brought, err := v.ask("get", about...)
	if answer == nil {
		return nil, err
	}
	r := script.NewReply(answer)
	values := r.Values(r.Items)
	if r.Err != nil || len(values) != len(missing) {
		return nil, errors.Join(script.ErrReply, r.Err)
	}
	if brought != nil {
		found = brought
	}
	return v.keep(found, missing, values), err // even when fn must run again, what was read serves the next run
}

// keep adds what was read to what was found, and remembers it.
func (v *view) keep(found map[storage.Key][]byte, keys []storage.Key, values [][]byte) map[storage.Key][]byte {
	if found == nil {
		found = make(map[storage.Key][]byte, len(keys))
	}
	for i, key := range keys {
		found[key] = values[i]
	}
	v.s.cache.At(v.id, v.Version, func(l *cache.Community) {
		for i, key := range keys {
			l.Put(key, values[i])
		}
	})
	return found
}

// note notes that a key was read.
func (v *view) note(key storage.Key) { v.read.Add(cache.MaxHot, key) }

// Range implements storage.Reader.
func (v *view) Range(prefix storage.Key) (all []storage.Record, err error) {
	low, high := "-", "+"
	if prefix != "" {
		low = "[" + string(prefix)
	}
	if next := successor(string(prefix)); next != "" {
		high = "(" + next
	}
	for {
		answer, _, err := v.ask("range", low, high, page)
		if err != nil {
			return nil, err
		}
		r := script.NewReply(answer)
		keys, values := r.Texts(r.List(0)), r.Values(r.List(1))
		if r.Err != nil || len(keys) != len(values) {
			return nil, errors.Join(script.ErrReply, r.Err)
		}
		for i, key := range keys {
			all = append(all, storage.Record{Key: storage.Key(key), Value: values[i]})
		}
		if len(keys) < page {
			return all, nil
		}
		low = "(" + keys[len(keys)-1]
	}
}

// successor is the first text that is after all that begin with prefix, "" when there is none.
func successor(prefix string) string {
	for last := len(prefix) - 1; last >= 0; last-- {
		if prefix[last] < 0xff {
			return prefix[:last] + string([]byte{prefix[last] + 1})
		}
	}
	return ""
}

// Journal implements storage.Reader.
func (v *view) Journal(from uint64, limit int) (all []storage.Entry, err error) {
	from = max(from, 1)
	for len(all) < limit && from < layout.MaxMillis {
		n := uint64(min(limit-len(all), page))
		if v.frozen {
			n = min(n, max(v.State.Journal+1, from)-from) // what came since is not of this state
		}
		if n == 0 {
			return all, nil
		}
		answer, _, err := v.ask("journal", from-1, from+n-2)
		if err != nil {
			return nil, err
		}
		r := script.NewReply(answer)
		for _, data := range r.Values(r.Items) {
			all = append(all, storage.Entry{Seq: from, Data: data})
			from++
		}
		if r.Err != nil || uint64(len(r.Items)) < n {
			return all, r.Err
		}
	}
	return all, nil
}

// Wakes implements storage.Reader.
func (v *view) Wakes() ([]storage.WakeUp, error) {
	answer, _, err := v.ask("wakes")
	if err != nil {
		return nil, err
	}
	return script.WakeUps(v.id, answer)
}
