package flows

import (
	"bytes"
	"sync"

	"echowall/flows/record"
	"echowall/storage"
)

// Limits of the memory: how many records a generation holds, and how many bytes one may have. Together they bound it to
// some tens of megabytes.
const (
	generation = 4096
	maxRecord  = 8 << 10
)

// memory keeps the records that were decoded last, over all communities, and what was found out about time zones. Most
// inputs read the same few that seldom change: the head, the holders of roles, the days, the case. When one generation
// is full a new one begins, and what is not asked for in the life of that is forgotten.
type memory struct {
	mu         sync.Mutex
	young, old map[recordKey]decoded
	zones      sync.Map
}

type recordKey struct {
	community storage.ID
	key       string
}

// decoded is a record as it was stored and as it was read. What was read follows from the bytes alone, so it is true of
// any version of the community that holds them.
type decoded struct {
	raw   []byte
	value any
}

func newMemory() *memory { return &memory{young: map[recordKey]decoded{}} }

// of is the memory of one community.
func (m *memory) of(id storage.ID) record.Memory { return &memoryOf{m, id} }

// zone is community.FindZone, which finds each out once.
func (m *memory) zone(name string) *record.Zone {
	if known, ok := m.zones.Load(name); ok {
		return known.(*record.Zone)
	}
	found := record.FindZone(name)
	m.zones.Store(name, found)
	return found
}

func (m *memory) get(key recordKey) (decoded, bool) {
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

func (m *memory) put(key recordKey, d decoded) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(key, d)
}

// keep is put with m.mu held.
func (m *memory) keep(key recordKey, d decoded) {
	if len(m.young) >= generation {
		m.old, m.young = m.young, map[recordKey]decoded{}
	}
	m.young[key] = d
}

type memoryOf struct {
	*memory
	id storage.ID
}

// Recall implements community.Memory.
func (m *memoryOf) Recall(key string, raw []byte) any {
	if d, ok := m.get(recordKey{m.id, key}); ok && bytes.Equal(d.raw, raw) {
		return d.value
	}
	return nil
}

// Keep implements community.Memory.
func (m *memoryOf) Keep(key string, raw []byte, value any) {
	if len(raw) <= maxRecord {
		m.put(recordKey{m.id, key}, decoded{bytes.Clone(raw), value})
	}
}
