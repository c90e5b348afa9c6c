package flows

import (
	"context"
	"time"

	"echowall/storage"
)

// lane holds what waits for one community. It exists while somebody waits in it.
type lane struct{ waiting []*job }

type job struct {
	in Input
	// seed is fresh random bytes; it stays the same when a commit is tried again.
	seed []byte
	// lease is what a tick is done under; nil for what anybody may do.
	lease storage.Lease
	reply Reply
	err   error
	done  chan struct{}
}

// maxBatch is how many inputs are committed together at most.
const maxBatch = 256

// Do takes one input down the road and returns when it is committed, in the order in which it came. An error says that
// nothing was kept: the input may be given again.
func (e *Engine) Do(ctx context.Context, id storage.ID, in Input) (Reply, error) {
	return e.Submit(ctx, id, in)(ctx)
}

// Submit puts an input into its community's lane and returns at once; the function it returns waits as Do does. What
// one goroutine submits for a community is done in that order.
func (e *Engine) Submit(ctx context.Context, id storage.ID, in Input) func(context.Context) (Reply, error) {
	return e.submit(ctx, id, &job{in: in, seed: seed(), done: make(chan struct{})})
}

func (e *Engine) submit(ctx context.Context, id storage.ID, j *job) func(context.Context) (Reply, error) {
	err := e.enqueue(ctx, id, j)
	return func(ctx context.Context) (Reply, error) {
		if err != nil {
			return Reply{}, err
		}
		select {
		case <-j.done:
			return j.reply, j.err
		case <-ctx.Done():
			return Reply{}, ctx.Err()
		}
	}
}

func (e *Engine) enqueue(ctx context.Context, id storage.ID, j *job) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return ErrClosed
	}
	if l := e.lanes[id]; l != nil {
		l.waiting = append(l.waiting, j)
		return nil
	}
	e.lanes[id] = &lane{waiting: []*job{j}}
	// A commit that was begun is finished even when the one who asked has gone.
	work := context.WithoutCancel(ctx)
	e.work.Go(func() { e.drain(work, id) })
	return nil
}

// drain commits what waits in a lane until nothing does.
func (e *Engine) drain(ctx context.Context, id storage.ID) {
	for e.drainOnce(ctx, id) {
	}
}

func (e *Engine) drainOnce(ctx context.Context, id storage.ID) (more bool) {
	refused := e.admit(ctx, id)
	defer e.awaitSlot()()
	jobs := e.take(id)
	if jobs == nil {
		return false
	}
	if refused == nil {
		e.commit(ctx, id, jobs)
	}
	for _, j := range jobs {
		if refused != nil {
			j.err = refused
		}
		close(j.done)
	}
	return true
}

// impatience is how long a commit waits for its slot: one may hang for long when a part of the store is away, and must
// not keep the others.
const impatience = 2 * time.Millisecond

// slotsEach is how many slots there are for each processor: while one decides, the commit of another is on its way.
const slotsEach = 2

// awaitSlot waits for a slot to commit; the function it returns ends it. More slots would only make the commits
// smaller: where a community waits for its slot, what comes meanwhile gathers, and costs less each.
func (e *Engine) awaitSlot() (end func()) {
	select {
	case e.slots <- struct{}{}:
		return func() { <-e.slots }
	default:
	}
	late := time.NewTimer(impatience)
	defer late.Stop()
	select {
	case e.slots <- struct{}{}:
		return func() { <-e.slots }
	case <-late.C:
		return func() {}
	}
}

func (e *Engine) take(id storage.ID) []*job {
	e.mu.Lock()
	defer e.mu.Unlock()
	l := e.lanes[id]
	if len(l.waiting) == 0 {
		delete(e.lanes, id)
		return nil
	}
	n := min(len(l.waiting), maxBatch)
	jobs := l.waiting[:n:n]
	l.waiting = l.waiting[n:]
	return jobs
}
