package storagetest

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"echowall/storage"
)

// memory is a sound store in memory, made of models: what the suite finds in it when a fault is planted is that fault.
type memory struct {
	door  *storage.Door
	lanes storage.Lanes

	mu     sync.Mutex
	all    map[storage.ID]*model
	values map[place]string
	sets   map[place]map[string]bool

	// plant spoils what an Update and a View are handed; nil for nothing.
	plant func(*planted)
}

var _ storage.Store = (*memory)(nil)

// place is a key of the directory.
type place struct {
	space storage.Space
	key   string
}

func newMemory() *memory {
	return &memory{
		door: storage.NewDoor(), all: map[storage.ID]*model{}, values: map[place]string{},
		sets: map[place]map[string]bool{},
	}
}

// held is a copy of a community as it is committed.
func (m *memory) held(id storage.ID) *model {
	m.mu.Lock()
	defer m.mu.Unlock()
	if c := m.all[id]; c != nil {
		return c.clone()
	}
	return newModel(id)
}

func (m *memory) keep(c *model) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all[c.id] = c
}

// handed is what fn reads and writes.
func (m *memory) handed(c *model) storage.Tx {
	p := &planted{Tx: c, model: c, committed: c.clone()}
	p.get, p.put, p.remove, p.ranged, p.journal = c.Get, c.Put, c.Delete, c.Range, c.Journal
	p.append, p.outbox, p.send, p.sent = c.Append, c.Outbox, c.Send, c.Sent
	p.wake, p.wakes, p.once = c.Wake, c.Wakes, c.Once
	p.get = func(keys ...storage.Key) ([][]byte, error) {
		values, err := c.Get(keys...)
		for i, v := range values {
			values[i] = bytes.Clone(v)
		}
		return values, err
	}
	if m.plant != nil {
		m.plant(p)
	}
	return p
}

func (m *memory) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	if err := m.door.Enter(ctx); err != nil {
		return err
	}
	defer m.door.Leave()
	leave, err := m.lanes.Enter(ctx, m.door, id)
	if err != nil {
		return err
	}
	defer leave()
	c := m.held(id)
	if err := fn(m.handed(c)); err != nil {
		return err
	}
	m.keep(c)
	return nil
}

// inside runs fn unless the store is closed or ctx has ended.
func (m *memory) inside(ctx context.Context, fn func() error) error {
	if err := m.door.Enter(ctx); err != nil {
		return err
	}
	defer m.door.Leave()
	return fn()
}

// locked is inside, with nobody else within.
func (m *memory) locked(ctx context.Context, fn func()) error {
	return m.inside(ctx, func() error {
		m.mu.Lock()
		defer m.mu.Unlock()
		fn()
		return nil
	})
}

func (m *memory) View(ctx context.Context, id storage.ID, fn func(storage.Reader) error) error {
	return m.inside(ctx, func() error { return fn(m.handed(m.held(id))) })
}

func (m *memory) Communities(ctx context.Context, after storage.ID, limit int) (ids []storage.ID, err error) {
	return ids, m.locked(ctx, func() {
		for _, id := range slices.Sorted(maps.Keys(m.all)) {
			if id > after && m.all[id].holds() && len(ids) < limit {
				ids = append(ids, id)
			}
		}
	})
}

func (m *memory) Unsent(ctx context.Context) (ids []storage.ID, err error) {
	return ids, m.locked(ctx, func() {
		for id, c := range m.all {
			if len(c.messages) > 0 {
				ids = append(ids, id)
			}
		}
	})
}

func (m *memory) Due(ctx context.Context, now time.Time, limit int) (due []storage.WakeUp, err error) {
	return due, m.locked(ctx, func() {
		for _, c := range m.all {
			for thing, at := range c.wakes {
				if !at.After(now) {
					due = append(due, storage.WakeUp{Community: c.id, Thing: thing, At: at})
				}
			}
		}
		sortWakes(due)
		due = due[:min(len(due), limit)]
	})
}

func (m *memory) NextWake(ctx context.Context) (next time.Time, err error) {
	return next, m.locked(ctx, func() {
		for _, c := range m.all {
			for _, at := range c.wakes {
				if next.IsZero() || at.Before(next) {
					next = at
				}
			}
		}
	})
}

func (m *memory) Erase(ctx context.Context, id storage.ID) error {
	if id == "" {
		return errors.New("a community without a name")
	}
	return m.locked(ctx, func() { delete(m.all, id) })
}

func (m *memory) Check(ctx context.Context) error { return m.inside(ctx, func() error { return nil }) }

func (m *memory) Close() error {
	m.door.Close()
	return nil
}

func (m *memory) Look(ctx context.Context, space storage.Space, key string) (value string, err error) {
	return value, m.locked(ctx, func() { value = m.values[place{space, key}] })
}

func (m *memory) Claim(ctx context.Context, space storage.Space, key, value string) (holds string, err error) {
	return holds, m.locked(ctx, func() {
		if m.values[place{space, key}] == "" {
			m.values[place{space, key}] = value
		}
		holds = m.values[place{space, key}]
	})
}

func (m *memory) Assign(ctx context.Context, space storage.Space, key, value string) error {
	return m.locked(ctx, func() {
		m.values[place{space, key}] = value
		if value == "" {
			delete(m.values, place{space, key})
		}
	})
}

func (m *memory) Include(ctx context.Context, space storage.Space, key, member string) error {
	return m.locked(ctx, func() {
		if m.sets[place{space, key}] == nil {
			m.sets[place{space, key}] = map[string]bool{}
		}
		m.sets[place{space, key}][member] = true
	})
}

func (m *memory) Exclude(ctx context.Context, space storage.Space, key, member string) error {
	return m.locked(ctx, func() { delete(m.sets[place{space, key}], member) })
}

func (m *memory) Members(ctx context.Context, space storage.Space, key string) (all []string, err error) {
	return all, m.locked(ctx, func() { all = sortedKeys(m.sets[place{space, key}]) })
}

func (m *memory) Entries(ctx context.Context, space storage.Space, fn func(storage.DirectoryEntry) error) error {
	var all []storage.DirectoryEntry
	err := m.locked(ctx, func() {
		for at, value := range m.values {
			if at.space == space {
				all = append(all, storage.DirectoryEntry{Key: at.key, Value: value})
			}
		}
		for at, set := range m.sets {
			for member := range set {
				if at.space == space {
					all = append(all, storage.DirectoryEntry{Key: at.key, Value: member, Member: true})
				}
			}
		}
	})
	for _, e := range all {
		if err == nil {
			err = fn(e)
		}
	}
	return err
}

// planted is a transaction each of whose methods may be replaced by a broken one.
type planted struct {
	storage.Tx
	model     *model // what is being written
	committed *model // what stood when it began

	get     func(...storage.Key) ([][]byte, error)
	put     func(storage.Key, []byte) error
	remove  func(storage.Key) error
	ranged  func(storage.Key) ([]storage.Record, error)
	journal func(uint64, int) ([]storage.Entry, error)
	append  func([]byte) (uint64, error)
	outbox  func(uint64, int) ([]storage.Message, error)
	send    func(storage.Message) (uint64, error)
	sent    func(uint64, uint64) (bool, error)
	wake    func(string, time.Time) error
	wakes   func() ([]storage.WakeUp, error)
	once    func(string, time.Time) (bool, error)
	near    func(storage.Key) ([]byte, bool)
}

func (p *planted) Get(keys ...storage.Key) ([][]byte, error)            { return p.get(keys...) }
func (p *planted) Put(key storage.Key, value []byte) error              { return p.put(key, value) }
func (p *planted) Delete(key storage.Key) error                         { return p.remove(key) }
func (p *planted) Range(prefix storage.Key) ([]storage.Record, error)   { return p.ranged(prefix) }
func (p *planted) Journal(from uint64, n int) ([]storage.Entry, error)  { return p.journal(from, n) }
func (p *planted) Append(entry []byte) (uint64, error)                  { return p.append(entry) }
func (p *planted) Outbox(from uint64, n int) ([]storage.Message, error) { return p.outbox(from, n) }
func (p *planted) Send(l storage.Message) (uint64, error)               { return p.send(l) }
func (p *planted) Sent(seq, revision uint64) (bool, error)              { return p.sent(seq, revision) }
func (p *planted) Wake(thing string, at time.Time) error                { return p.wake(thing, at) }
func (p *planted) Wakes() ([]storage.WakeUp, error)                     { return p.wakes() }
func (p *planted) Once(id string, at time.Time) (first bool, err error) { return p.once(id, at) }
func (p *planted) Near(key storage.Key) (value []byte, known bool) {
	if p.near == nil {
		return nil, false
	}
	return p.near(key)
}
