// Package memory keeps the records that were decoded last, over all communities, so that what most inputs read and
// seldom changes is not decoded again for each. It reads and writes no store: what it is shown as stored decides. The
// engine keeps one and gives each batch its community's.
package memory

import (
	"bytes"
	"sync"

	"echowall/flows/record"
)

// Limits of the memory: how many records a generation holds, and how many bytes one may have. Together they bound it to
// some tens of megabytes.
const (
	generation = 4096
	maxRecord  = 8 << 10
)

// Memory keeps the records that were decoded last, over all communities, and what was found out about time zones. Its
// methods may be called from many goroutines. Most
// inputs read the same few that seldom change: the head, the holders of roles, the days, the case. When one generation
// is full a new one begins, and what is not asked for in the life of that is forgotten.
type Memory struct {
	mu         sync.Mutex
	young, old map[recordKey]decoded
	zones      sync.Map
}

type recordKey struct {
	community, key string
}

// decoded is a record as it was stored and as it was read. What was read follows from the bytes alone, so it is true of
// any version of the community that holds them.
type decoded struct {
	raw   []byte
	value any
}

// New is a memory of nothing.
func New() *Memory { return &Memory{young: map[recordKey]decoded{}} }

// Of is the memory of one community.
func (m *Memory) Of(community string) record.Memory { return &one{m, community} }

// Zone is record.FindZone, which finds each out once.
func (m *Memory) Zone(name string) *record.Zone {
	if known, ok := m.zones.Load(name); ok {
		return known.(*record.Zone)
	}
	found := record.FindZone(name)
	m.zones.Store(name, found)
	return found
}

func (m *Memory) get(key recordKey) (decoded, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, ok := m.young[key]
	if !ok {
		if d, ok = m.old[key]; ok {
			m.keep(key, d)
		}
	}
	return d, ok
}

func (m *Memory) put(key recordKey, d decoded) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(key, d)
}

// keep is put with m.mu held.
func (m *Memory) keep(key recordKey, d decoded) {
	if len(m.young) >= generation {
		m.old, m.young = m.young, map[recordKey]decoded{}
	}
	m.young[key] = d
}

// one is the memory of one community.
type one struct {
	*Memory
	community string
}

// Recall implements record.Memory.
func (m *one) Recall(key string, raw []byte) any {
	if d, ok := m.get(recordKey{m.community, key}); ok && bytes.Equal(d.raw, raw) {
		return d.value
	}
	return nil
}

// Keep implements record.Memory.
func (m *one) Keep(key string, raw []byte, value any) {
	if len(raw) <= maxRecord {
		m.put(recordKey{m.community, key}, decoded{bytes.Clone(raw), value})
	}
}
