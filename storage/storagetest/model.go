package storagetest

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"time"

	"echowall/storage"
)

// model is one community in memory, as dumb as can be: it is what the property test believes. It is a storage.Tx.
type model struct {
	id       storage.ID
	records  map[storage.Key][]byte
	journal  [][]byte
	messages []storage.Message
	lastSeq  uint64
	wakes    map[string]time.Time
	seen     map[string]bool
}

var _ storage.Tx = (*model)(nil)

func newModel(id storage.ID) *model {
	return &model{id: id, records: map[storage.Key][]byte{}, wakes: map[string]time.Time{}, seen: map[string]bool{}}
}

func (m *model) clone() *model {
	c := *m
	c.records, c.wakes, c.seen = maps.Clone(m.records), maps.Clone(m.wakes), maps.Clone(m.seen)
	c.journal, c.messages = slices.Clone(m.journal), slices.Clone(m.messages)
	return &c
}

// holds tells whether the community must be listed, mayHold whether it may be: a store may count what it only
// remembers.
func (m *model) holds() bool {
	return len(m.records)+len(m.journal)+len(m.messages)+len(m.wakes) > 0
}

func (m *model) mayHold() bool {
	return m.holds() || m.lastSeq > 0 || len(m.seen) > 0
}

// Get gives the records as they are kept here.
func (m *model) Get(keys ...storage.Key) ([][]byte, error) {
	var values [][]byte
	for _, key := range keys {
		values = append(values, m.records[key])
	}
	return values, nil
}

// Range gives the records below a prefix, in order.
func (m *model) Range(prefix storage.Key) ([]storage.Record, error) {
	var found []storage.Record
	for _, key := range slices.Sorted(maps.Keys(m.records)) {
		if strings.HasPrefix(string(key), string(prefix)) {
			found = append(found, storage.Record{Key: key, Value: m.records[key]})
		}
	}
	return found, nil
}

// Journal gives the entries from a number on.
func (m *model) Journal(from uint64, limit int) ([]storage.Entry, error) {
	var entries []storage.Entry
	for i, data := range m.journal {
		if seq := uint64(i + 1); seq >= from && len(entries) < limit {
			entries = append(entries, storage.Entry{Seq: seq, Data: data})
		}
	}
	return entries, nil
}

// Outbox gives the messages from a number on.
func (m *model) Outbox(from uint64, limit int) ([]storage.Message, error) {
	var messages []storage.Message
	for _, l := range m.messages {
		if l.Seq >= from && len(messages) < limit {
			messages = append(messages, l)
		}
	}
	return messages, nil
}

// Wakes gives what is to wake, in order.
func (m *model) Wakes() ([]storage.WakeUp, error) {
	var all []storage.WakeUp
	for thing, at := range m.wakes {
		all = append(all, storage.WakeUp{Community: m.id, Thing: thing, At: at})
	}
	sortWakes(all)
	return all, nil
}

// sortWakes sorts by time and, as stores may do as they like there, by name.
func sortWakes(all []storage.WakeUp) {
	slices.SortFunc(all, func(a, b storage.WakeUp) int {
		if c := byTime(a, b); c != 0 {
			return c
		}
		return strings.Compare(string(a.Community)+" "+a.Thing, string(b.Community)+" "+b.Thing)
	})
}

func byTime(a, b storage.WakeUp) int { return a.At.Compare(b.At) }

// Put keeps a record.
func (m *model) Put(key storage.Key, value []byte) error {
	m.records[key] = append([]byte{}, value...)
	return nil
}

// Delete forgets a record.
func (m *model) Delete(key storage.Key) error {
	delete(m.records, key)
	return nil
}

func (m *model) Append(entry []byte) (uint64, error) {
	m.journal = append(m.journal, bytes.Clone(entry))
	return uint64(len(m.journal)), nil
}

func (m *model) Send(l storage.Message) (uint64, error) {
	for i, old := range m.messages {
		if l.View != "" && old.View == l.View {
			m.messages[i].Body = l.Body
			m.messages[i].Revision++
			return old.Seq, nil
		}
	}
	m.lastSeq++
	m.messages = append(m.messages, storage.Message{Seq: m.lastSeq, View: l.View, Body: l.Body})
	return m.lastSeq, nil
}

func (m *model) Sent(seq, revision uint64) (bool, error) {
	for i, l := range m.messages {
		if l.Seq == seq && l.Revision != revision {
			return false, nil
		}
		if l.Seq == seq {
			m.messages = slices.Delete(m.messages, i, i+1)
			return true, nil
		}
	}
	return true, nil
}

func (m *model) Wake(thing string, at time.Time) error {
	m.wakes[thing] = at
	if at.IsZero() {
		delete(m.wakes, thing)
	}
	return nil
}

func (m *model) Once(id string, _ time.Time) (bool, error) {
	first := !m.seen[id]
	m.seen[id] = true
	return first, nil
}
