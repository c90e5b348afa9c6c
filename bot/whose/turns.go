package whose

import (
	"context"
	"sync"
)

// Turns are what people said last in private and is not committed yet, by their ids. What somebody says next may answer
// a question that is asked only then.
type Turns struct {
	mu   sync.Mutex
	last map[int64]func(context.Context)
}

// mostTurns is how many are remembered: those who are forgotten wait for nothing.
const mostTurns = 10_000

// Keep remembers what somebody said last.
func (t *Turns) Keep(user int64, done func(context.Context)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last == nil || len(t.last) >= mostTurns {
		t.last = map[int64]func(context.Context){}
	}
	t.last[user] = done
}

// Await waits until what somebody said last is done. That it could not be is for whoever waits for it to say.
func (t *Turns) Await(ctx context.Context, user int64) {
	t.mu.Lock()
	done := t.last[user]
	delete(t.last, user)
	t.mu.Unlock()
	if done != nil {
		done(ctx)
	}
}
