package redisdb

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"echowall/storage"
	"echowall/storage/redisdb/cache"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/script"
)

// remember is how long Once knows an id; the contract asks for 48 hours.
const remember = 48 * time.Hour

// maxValue is the longest value, that of boltdb.
const maxValue = 1 << 30

// tx is one run of an Update. What it writes it keeps to itself until it commits.
type tx struct {
	*view
	ids      *learned
	records  map[storage.Key][]byte     // nil for what was deleted
	entries  [][]byte                   // of the journal
	messages map[uint64]storage.Message // new ones and those with a new body
	gone     map[uint64]string          // messages that went, with their views
	views    map[string]uint64          // number of a view's message, 0 when it went
	last     uint64                     // the last number given to a message; 0 when none was
	wakes    map[string]int64           // rest for those that are removed
	once     map[string]int64           // ids that are new, as far as this tx knows
	fence    string                     // the token of the lease it is committed under, if any
}

// learned is what the runs of one Update hand on to the next.
type learned struct {
	seen  map[string]bool // ids that Once was given before
	wrong int             // how many runs guessed wrong about ids
	state *cache.State    // what the server said last, nil when the next run must ask
}

func newTx(ctx context.Context, s *Store, id storage.ID, known *learned) *tx {
	v := newView(ctx, s, id)
	v.lazy = true
	if known.state != nil {
		v.State, v.begun, known.state = *known.state, true, nil
	}
	return &tx{
		view: v, ids: known,
		records: map[storage.Key][]byte{}, messages: map[uint64]storage.Message{}, gone: map[uint64]string{},
		views: map[string]uint64{}, wakes: map[string]int64{}, once: map[string]int64{},
	}
}

// run runs fn and commits what it wrote. When t.stale is set afterwards, it must be run again on a new tx.
func (t *tx) run(fn func(storage.Tx) error) error {
	err := fn(t)
	if !t.stale {
		err = t.end(err)
	}
	if t.stale && t.begun { // not overtaken since the server was asked
		t.ids.state = &t.State
	}
	return err
}

// end ends a run with what fn said.
func (t *tx) end(said error) error {
	if said == nil && t.err != nil { // fn has not noticed that it was not told everything
		return t.err
	}
	if said == nil && (t.dirty() || t.s.wait > 0) { // what was read may be a commit that has not reached a replica yet
		return t.commit()
	}
	// What fn says may come from what it was told in advance.
	if err := t.confirm(); err != nil {
		return err
	}
	return said
}

func (t *tx) dirty() bool {
	return len(t.records)+len(t.entries)+len(t.messages)+len(t.gone)+len(t.wakes)+len(t.once) > 0
}

// Put implements storage.Tx.
func (t *tx) Put(key storage.Key, value []byte) error {
	if err := layout.CheckName("record", string(key)); err != nil {
		return fmt.Errorf("put: %w", err)
	}
	if err := checkValue(value); err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	t.records[key] = append([]byte{}, value...)
	return nil
}

// Delete implements storage.Tx.
func (t *tx) Delete(key storage.Key) error {
	t.records[key] = nil
	return nil
}

// Append implements storage.Tx.
func (t *tx) Append(entry []byte) (uint64, error) {
	if err := checkValue(entry); err != nil {
		return 0, fmt.Errorf("append to the journal: %w", err)
	}
	if err := t.begin(); err != nil {
		return 0, fmt.Errorf("append to the journal: %w", err)
	}
	t.entries = append(t.entries, bytes.Clone(entry))
	return t.State.Journal + uint64(len(t.entries)), nil
}

// Wake implements storage.Tx.
func (t *tx) Wake(thing string, at time.Time) error {
	if err := layout.CheckName("thing", thing); err != nil {
		return fmt.Errorf("wake: %w", err)
	}
	if at.IsZero() {
		t.wakes[thing] = layout.Rest
		return nil
	}
	ms, err := layout.Millis(at)
	if err != nil {
		return fmt.Errorf("wake %s: %w", thing, err)
	}
	t.wakes[thing] = ms
	return nil
}

// Once implements storage.Tx. At first it believes that an id is new; the commit looks whether that is so.
func (t *tx) Once(id string, at time.Time) (bool, error) {
	if err := layout.CheckName("update id", id); err != nil {
		return false, fmt.Errorf("once: %w", err)
	}
	ms, err := layout.Millis(at)
	if err != nil {
		return false, fmt.Errorf("once %s: %w", id, err)
	}
	if _, own := t.once[id]; own || t.ids.seen[id] {
		return false, nil
	}
	if t.ids.wrong > 1 { // an Update whose course depends on each of many ids is asked about one after the other
		if err := t.learn([]string{id}); err != nil || t.ids.seen[id] {
			return false, err
		}
	}
	t.once[id] = ms
	return true, nil
}

// learn asks which of the ids are seen.
func (t *tx) learn(all []string) error {
	about := make([]any, len(all))
	for i, id := range all {
		about[i] = id
	}
	answer, _, err := t.ask("once", about...)
	if err != nil {
		return fmt.Errorf("once: %w", err)
	}
	r := script.NewReply(answer)
	for i, id := range all {
		if r.Number(i) != 0 {
			t.ids.seen[id] = true
		}
	}
	return r.Err
}

// confirm looks whether the ids that were taken for new are, and whether what was remembered was true. If not, the tx
// is stale.
func (t *tx) confirm() error {
	guessed := len(t.once) > 0 && t.ids.wrong <= 1
	if guessed {
		if err := t.learn(sortedKeys(t.once)); err != nil {
			return err
		}
	} else if t.lent && !t.begun {
		_, _, err := t.ask("get")
		return err
	}
	for id := range t.once {
		if guessed && t.ids.seen[id] && !t.stale {
			t.stale = true
			t.ids.wrong++
		}
	}
	return nil
}

// Get implements storage.Reader.
func (t *tx) Get(keys ...storage.Key) ([][]byte, error) {
	var below []storage.Key
	for _, key := range keys {
		if _, own := t.records[key]; !own {
			below = append(below, key)
		}
	}
	found, err := t.view.records(below)
	if err != nil {
		return nil, err
	}
	values := make([][]byte, len(keys))
	for i, key := range keys {
		value, own := t.records[key]
		if !own {
			value = found[key]
		}
		values[i] = bytes.Clone(value)
	}
	return values, nil
}

// Near implements storage.Nearby.
func (t *tx) Near(key storage.Key) ([]byte, bool) {
	if value, own := t.records[key]; own {
		return bytes.Clone(value), true
	}
	return t.view.Near(key)
}

// Range implements storage.Reader.
func (t *tx) Range(prefix storage.Key) ([]storage.Record, error) {
	all, err := t.view.Range(prefix)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(r storage.Record) bool {
		_, own := t.records[r.Key]
		return own
	})
	for key, value := range t.records {
		if value != nil && strings.HasPrefix(string(key), string(prefix)) {
			all = append(all, storage.Record{Key: key, Value: bytes.Clone(value)})
		}
	}
	slices.SortFunc(all, func(a, b storage.Record) int { return strings.Compare(string(a.Key), string(b.Key)) })
	return all, nil
}

// Journal implements storage.Reader.
func (t *tx) Journal(from uint64, limit int) ([]storage.Entry, error) {
	all, err := t.view.Journal(from, limit)
	if err != nil {
		return nil, err
	}
	for i, data := range t.entries {
		if seq := t.State.Journal + uint64(i+1); seq >= from && len(all) < limit {
			all = append(all, storage.Entry{Seq: seq, Data: bytes.Clone(data)})
		}
	}
	return all, nil
}

// Wakes implements storage.Reader.
func (t *tx) Wakes() ([]storage.WakeUp, error) {
	all, err := t.view.Wakes()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(w storage.WakeUp) bool {
		_, own := t.wakes[w.Thing]
		return own
	})
	for thing, ms := range t.wakes {
		if ms != layout.Rest {
			all = append(all, storage.WakeUp{Community: t.id, Thing: thing, At: layout.FromMillis(ms)})
		}
	}
	slices.SortStableFunc(all, func(a, b storage.WakeUp) int { return a.At.Compare(b.At) })
	return all, nil
}

func checkValue(value []byte) error {
	if len(value) > maxValue {
		return fmt.Errorf("%w: a value has %d bytes, more than %d", storage.ErrUnfit, len(value), maxValue)
	}
	return nil
}
