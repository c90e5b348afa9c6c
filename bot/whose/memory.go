package whose

import (
	"sync"
	"time"

	"echowall/storage"
)

// most is how much is remembered of one kind.
const most = 10_000

// memory is what was found out lately, for as long as it may be believed.
type memory struct {
	mu    sync.Mutex
	known map[string]remembered
}

type remembered struct {
	community storage.ID
	until     time.Time
}

func (m *memory) recall(key string, now time.Time) storage.ID {
	m.mu.Lock()
	defer m.mu.Unlock()
	if x := m.known[key]; now.Before(x.until) {
		return x.community
	}
	return ""
}

func (m *memory) keep(key string, id storage.ID, until time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= most {
		m.known = map[string]remembered{}
	}
	m.known[key] = remembered{id, until}
}
