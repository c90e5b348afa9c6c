package redisdb

import (
	"bytes"
	"container/list"
	"sync"

	"echowall/storage"
)

const (
	// perRecord is about what a remembered record costs beside its bytes.
	perRecord = 150
	// perLeaf is about what a remembered community costs beside its records.
	perLeaf = 800
	// maxHot is how many of the keys that were read last are brought along when somebody else has committed.
	maxHot = 64
	// maxBring bounds the keys that are brought along in all.
	maxBring = 256
	// maxHeads is how long an outbox may be that is remembered.
	maxHeads = 4096
)

// state is what a reader knows of a community from its first read on.
type state struct {
	version string
	journal uint64 // how many entries there are
	letter  uint64 // the last number given
}

// leaf is what is remembered of one community, all of it true of one version. That of version "" holds nothing.
type leaf struct {
	state
	id      storage.ID
	records map[storage.Key][]byte // nil for those that are not there
	heads   map[uint64]head        // of all unsent letters; nil when they are not known
	views   map[string]uint64
	wakes   map[string]int64 // those that this process set, as far as they are known
	hot     []storage.Key    // what Updates read last; readers hold it, so it is replaced and never changed
	size    int
	counted int // the size that the cache has counted
}

// cache remembers what was read and committed last, up to some size. Nothing in it is believed before the server has
// told the version.
type cache struct {
	mu    sync.Mutex
	room  int
	used  int
	all   map[storage.ID]*list.Element
	order *list.List // the last used first
}

func newCache(room int) *cache {
	return &cache{room: room, all: map[storage.ID]*list.Element{}, order: list.New()}
}

// with runs fn on what is remembered of a community, and makes room for what fn adds.
func (c *cache) with(id storage.ID, fn func(*leaf)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.all[id]
	if e == nil {
		l := &leaf{id: id}
		l.turn(state{}, map[uint64]head{})
		e = c.order.PushFront(l)
		c.all[id] = e
	}
	c.order.MoveToFront(e)
	l := e.Value.(*leaf)
	fn(l)
	c.used += l.size - l.counted
	l.counted = l.size
	c.evict(l)
}

// at is with for a reader of a version; fn does not run when another one is remembered.
func (c *cache) at(id storage.ID, version string, fn func(*leaf)) {
	c.with(id, func(l *leaf) {
		if l.version == version {
			fn(l)
		}
	})
}

// evict makes room, first at the cost of others, then at that of the one in use.
func (c *cache) evict(current *leaf) {
	for c.used > c.room && c.order.Len() > 1 {
		l := c.order.Remove(c.order.Back()).(*leaf)
		delete(c.all, l.id)
		c.used -= l.counted
	}
	if c.used > c.room {
		current.turn(current.state, current.heads)
		c.used, current.counted = current.size, current.size
	}
}

// forget makes a community one of which nothing is known.
func (c *cache) forget(id storage.ID) {
	c.with(id, func(l *leaf) { l.turn(state{}, map[uint64]head{}) })
}

// turn replaces all that is remembered, but for the keys that are useful to have.
func (l *leaf) turn(now state, heads map[uint64]head) {
	l.state, l.records, l.heads, l.views, l.wakes = now, map[storage.Key][]byte{}, heads, map[string]uint64{},
		map[string]int64{}
	for seq, h := range heads {
		if h.view != "" {
			l.views[h.view] = seq
		}
	}
	l.size = perLeaf + perRecord*len(heads)
}

// put remembers a record; nil that there is none.
func (l *leaf) put(key storage.Key, value []byte) {
	if old, ok := l.records[key]; ok {
		l.size -= perRecord + len(key) + len(old)
	}
	l.records[key] = bytes.Clone(value)
	l.size += perRecord + len(key) + len(value)
}

// wake remembers when a thing wakes; one that rests is forgotten.
func (l *leaf) wake(thing string, ms int64) {
	if _, ok := l.wakes[thing]; ok {
		l.size -= perRecord + len(thing)
		delete(l.wakes, thing)
	}
	if ms != rest {
		l.size += perRecord + len(thing)
		l.wakes[thing] = ms
	}
}

// warm notes which keys were read last, those of the latest Update first.
func (l *leaf) warm(read keySet) {
	read.add(maxHot, l.hot...)
	l.hot = read.all
}

// pick copies those of the records that are remembered.
func (l *leaf) pick(keys []storage.Key) map[storage.Key][]byte {
	values := make(map[storage.Key][]byte, len(keys))
	for _, key := range keys {
		if value, ok := l.records[key]; ok {
			values[key] = bytes.Clone(value)
		}
	}
	return values
}

// take makes what an Update wrote part of what is remembered. The leaf must be of the version that the commit came
// upon.
func (l *leaf) take(t *tx, version string) {
	l.version = version
	l.journal += uint64(len(t.entries))
	l.letter = max(l.letter, t.last)
	for key, value := range t.records {
		l.put(key, value)
	}
	for thing, ms := range t.wakes {
		l.wake(thing, ms)
	}
	if l.heads == nil {
		return
	}
	for seq, view := range t.gone {
		delete(l.heads, seq)
		delete(l.views, view)
	}
	for seq, letter := range t.letters {
		l.heads[seq] = head{letter.Revision, letter.View}
		if letter.View != "" {
			l.views[letter.View] = seq
		}
	}
	if len(l.heads) > maxHeads {
		l.heads = nil
	}
}
