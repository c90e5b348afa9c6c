package outbox_test

import (
	"context"
	"slices"
	"sync"

	"echowall/storage"
)

// memory is a dumb store: outboxes and records in maps, a commit under one lock.
type memory struct {
	storage.Store // whatever is not written below is not called

	mu          sync.Mutex
	communities map[storage.ID]*state
	fault       func(op string) error // asked before each call; may be nil
	lost        func() error          // asked after each commit: an error for one whose answer is lost
}

type state struct {
	last     uint64
	messages []storage.Message
	records  map[storage.Key]string
}

func (s *state) clone() *state {
	c := &state{last: s.last, messages: slices.Clone(s.messages), records: map[storage.Key]string{}}
	for k, v := range s.records {
		c.records[k] = v
	}
	return c
}

func newMemory() *memory { return &memory{communities: map[storage.ID]*state{}} }

func (m *memory) failing(op string) error {
	if m.fault == nil {
		return nil
	}
	return m.fault(op)
}

func (m *memory) state(community storage.ID) *state {
	if m.communities[community] == nil {
		m.communities[community] = &state{records: map[storage.Key]string{}}
	}
	return m.communities[community]
}

func (m *memory) Update(ctx context.Context, community storage.ID, fn func(storage.Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := m.failing("update"); err != nil {
		return err
	}
	_ = fn(&memoryTx{state: m.state(community).clone()}) // a conflict: it runs again, and what it wrote is forgotten
	tx := &memoryTx{state: m.state(community).clone()}
	if err := fn(tx); err != nil {
		return err
	}
	if tx.lease != nil && !tx.lease.Valid() {
		return storage.ErrNotHeld
	}
	m.communities[community] = tx.state
	if m.lost != nil {
		return m.lost()
	}
	return nil
}

func (m *memory) View(ctx context.Context, community storage.ID, fn func(storage.Reader) error) error {
	m.mu.Lock()
	tx := &memoryTx{state: m.state(community).clone()}
	err := m.failing("view")
	m.mu.Unlock()
	if err = cmpErr(ctx.Err(), err); err != nil {
		return err
	}
	return fn(tx)
}

func (m *memory) Unsent(context.Context) ([]storage.ID, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var ids []storage.ID
	for id, s := range m.communities {
		if len(s.messages) > 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, m.failing("unsent")
}

// records returns the records of a community.
func (m *memory) records(community storage.ID) map[storage.Key]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state(community).clone().records
}

// unsent counts what is left in the outbox.
func (m *memory) unsent(community storage.ID) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.state(community).messages)
}

func cmpErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

type memoryTx struct {
	storage.Tx
	*state
	lease storage.Lease // that must stand at the commit
}

func (tx *memoryTx) Outbox(from uint64, limit int) ([]storage.Message, error) {
	var out []storage.Message
	for _, l := range tx.messages {
		if l.Seq >= from && len(out) < limit {
			out = append(out, l)
		}
	}
	return out, nil
}

func (tx *memoryTx) Put(key storage.Key, value []byte) error {
	tx.records[key] = string(value)
	return nil
}

func (tx *memoryTx) Send(l storage.Message) (uint64, error) {
	for i, old := range tx.messages {
		if l.View != "" && old.View == l.View {
			tx.messages[i].Body = l.Body
			tx.messages[i].Revision++
			return old.Seq, nil
		}
	}
	tx.last++
	l.Seq = tx.last
	tx.messages = append(tx.messages, l)
	return l.Seq, nil
}

func (tx *memoryTx) Sent(seq, revision uint64) (bool, error) {
	for i, l := range tx.messages {
		if l.Seq == seq {
			if l.Revision != revision {
				return false, nil
			}
			tx.messages = slices.Delete(tx.messages, i, i+1)
		}
	}
	return true, nil
}
