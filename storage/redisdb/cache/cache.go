package cache

import (
	"bytes"
	"container/list"
	"sync"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
)

const (
	// perRecord is about what a remembered record costs beside its bytes.
	perRecord = 150
	// perCommunity is about what a remembered community costs beside its records.
	perCommunity = 800
	// MaxHot is how many of the keys that were read last are brought along when somebody else has committed.
	MaxHot = 64
	// MaxBring bounds the keys that are brought along in all.
	MaxBring = 256
	// maxHeads is how long an outbox may be that is remembered.
	maxHeads = 4096
)

// State is what a reader knows of a community from its first read on.
type State struct {
	Version     string
	Journal     uint64 // how many entries there are
	LastMessage uint64 // the last number given
}

// Community is what is remembered of one community, all of it true of one version. That of version "" holds nothing.
type Community struct {
	State
	Records map[storage.Key][]byte // nil for those that are not there
	Heads   map[uint64]layout.Head // of all unsent messages; nil when they are not known
	Views   map[string]uint64      // the number of each view's unsent message
	Wakes   map[string]int64       // those that this process set, as far as they are known
	Hot     []storage.Key          // what Updates read last; readers hold it, so it is replaced and never changed
	id      storage.ID
	size    int
	counted int // the size that the cache has counted
}

// Cache remembers what was read and committed last, up to some size. Nothing in it is believed before the server has
// told the version.
type Cache struct {
	mu    sync.Mutex
	room  int
	used  int
	all   map[storage.ID]*list.Element
	order *list.List // the last used first
}

// New makes a cache for about so many bytes.
func New(room int) *Cache {
	return &Cache{room: room, all: map[storage.ID]*list.Element{}, order: list.New()}
}

// With runs fn on what is remembered of a community, and makes room for what fn adds.
func (c *Cache) With(id storage.ID, fn func(*Community)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.all[id]
	if e == nil {
		l := &Community{id: id}
		l.Turn(State{}, map[uint64]layout.Head{})
		e = c.order.PushFront(l)
		c.all[id] = e
	}
	c.order.MoveToFront(e)
	l := e.Value.(*Community)
	fn(l)
	c.used += l.size - l.counted
	l.counted = l.size
	c.evict(l)
}

// At is With for a reader of a version; fn does not run when another one is remembered.
func (c *Cache) At(id storage.ID, version string, fn func(*Community)) {
	c.With(id, func(l *Community) {
		if l.Version == version {
			fn(l)
		}
	})
}

// evict makes room, first at the cost of others, then at that of the one in use.
func (c *Cache) evict(current *Community) {
	for c.used > c.room && c.order.Len() > 1 {
		l := c.order.Remove(c.order.Back()).(*Community)
		delete(c.all, l.id)
		c.used -= l.counted
	}
	if c.used > c.room {
		current.Turn(current.State, current.Heads)
		c.used, current.counted = current.size, current.size
	}
}

// Forget makes a community one of which nothing is known.
func (c *Cache) Forget(id storage.ID) {
	c.With(id, func(l *Community) { l.Turn(State{}, map[uint64]layout.Head{}) })
}

// Turn replaces all that is remembered, but for the keys that are useful to have.
func (l *Community) Turn(now State, heads map[uint64]layout.Head) {
	l.State, l.Records, l.Heads, l.Views, l.Wakes = now, map[storage.Key][]byte{}, heads, map[string]uint64{},
		map[string]int64{}
	for seq, h := range heads {
		if h.View != "" {
			l.Views[h.View] = seq
		}
	}
	l.size = perCommunity + perRecord*len(heads)
}

// Put remembers a record; nil that there is none.
func (l *Community) Put(key storage.Key, value []byte) {
	if old, ok := l.Records[key]; ok {
		l.size -= perRecord + len(key) + len(old)
	}
	l.Records[key] = bytes.Clone(value)
	l.size += perRecord + len(key) + len(value)
}

// wake remembers when a thing wakes; one that rests is forgotten.
func (l *Community) wake(thing string, ms int64) {
	if _, ok := l.Wakes[thing]; ok {
		l.size -= perRecord + len(thing)
		delete(l.Wakes, thing)
	}
	if ms != layout.Rest {
		l.size += perRecord + len(thing)
		l.Wakes[thing] = ms
	}
}

// Warm notes which keys were read last, those of the latest Update first.
func (l *Community) Warm(read KeySet) {
	read.Add(MaxHot, l.Hot...)
	l.Hot = read.All
}

// Pick copies those of the records that are remembered.
func (l *Community) Pick(keys []storage.Key) map[storage.Key][]byte {
	values := make(map[storage.Key][]byte, len(keys))
	for _, key := range keys {
		if value, ok := l.Records[key]; ok {
			values[key] = bytes.Clone(value)
		}
	}
	return values
}

// Change is what an Update wrote.
type Change struct {
	Version     string                     // the one that its commit made
	Records     map[storage.Key][]byte     // nil for what was deleted
	Entries     int                        // how many were added to the journal
	LastMessage uint64                     // the last number given to a message; 0 when none was
	Messages    map[uint64]storage.Message // new ones and those with a new body
	Sent        map[uint64]string          // messages that went, with their views
	Wakes       map[string]int64           // layout.Rest for those that are removed
}

// Take makes what an Update wrote part of what is remembered, which must be of the version that the commit came upon.
func (l *Community) Take(c Change) {
	l.Version = c.Version
	l.Journal += uint64(c.Entries)
	l.LastMessage = max(l.LastMessage, c.LastMessage)
	for key, value := range c.Records {
		l.Put(key, value)
	}
	for thing, ms := range c.Wakes {
		l.wake(thing, ms)
	}
	if l.Heads == nil {
		return
	}
	for seq, view := range c.Sent {
		delete(l.Heads, seq)
		delete(l.Views, view)
	}
	for seq, message := range c.Messages {
		l.Heads[seq] = layout.Head{Revision: message.Revision, View: message.View}
		if message.View != "" {
			l.Views[message.View] = seq
		}
	}
	if len(l.Heads) > maxHeads {
		l.Heads = nil
	}
}
