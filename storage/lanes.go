package storage

import (
	"context"
	"sync"
)

// Lanes are for drivers: they give each community one Update at a time within this process. What an Update has read
// then stays true until its commit, as far as this process goes. The zero value is ready.
type Lanes struct {
	mu  sync.Mutex
	all map[ID]*lane
}

// lane is the lane of one community. It exists while somebody is in it.
type lane struct {
	token  chan struct{}
	inside int
}

// Enter waits until nobody else is in the lane of a community, until ctx ends or the door closes; leave leaves it.
func (l *Lanes) Enter(ctx context.Context, d *Door, id ID) (leave func(), err error) {
	in := l.join(id)
	select {
	case in.token <- struct{}{}:
		return func() { <-in.token; l.part(id) }, nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-d.Closing():
		err = ErrClosed
	}
	l.part(id)
	return nil, err
}

func (l *Lanes) join(id ID) *lane {
	l.mu.Lock()
	defer l.mu.Unlock()
	in := l.all[id]
	if in == nil {
		in = &lane{token: make(chan struct{}, 1)}
		if l.all == nil {
			l.all = map[ID]*lane{}
		}
		l.all[id] = in
	}
	in.inside++
	return in
}

func (l *Lanes) part(id ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all[id].inside--; l.all[id].inside == 0 {
		delete(l.all, id)
	}
}
