package redisdb

import (
	"context"
	"sync"

	"echowall/storage"
)

// lanes give each community one Update at a time within this process. Between processes the version decides; here it is cheaper to
// wait than to do the work twice, and the number of a commit can tell a late copy of it by its order.
type lanes struct {
	mu  sync.Mutex
	all map[storage.ID]*lane
}

// lane exists while somebody is in it.
type lane struct {
	turn   chan struct{}
	inside int
}

// enter waits for the turn of a community, until ctx ends or the store closes.
func (l *lanes) enter(ctx context.Context, closing <-chan struct{}, id storage.ID) (leave func(), err error) {
	in := l.join(id)
	select {
	case in.turn <- struct{}{}:
		return func() { <-in.turn; l.part(id) }, nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-closing:
		err = storage.ErrClosed
	}
	l.part(id)
	return nil, err
}

func (l *lanes) join(id storage.ID) *lane {
	l.mu.Lock()
	defer l.mu.Unlock()
	in := l.all[id]
	if in == nil {
		in = &lane{turn: make(chan struct{}, 1)}
		l.all[id] = in
	}
	in.inside++
	return in
}

func (l *lanes) part(id storage.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all[id].inside--; l.all[id].inside == 0 {
		delete(l.all, id)
	}
}
