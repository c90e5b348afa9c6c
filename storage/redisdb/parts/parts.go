// Package parts asks all parts of something side by side, as the masters of a Cluster, and answers with what those said
// that answered in time: one that is away keeps nothing of the others from whoever asks. What a part was asked and has
// not answered it is not asked again until it has, so that nothing piles up before it.
//
// It knows no server: package redisdb says what the parts are and how to ask them.
package parts

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// Asker asks parts for one sort of thing. The zero Asker is ready, and may be used by many at once.
type Asker[T any] struct {
	mu sync.Mutex
	// owed are the questions that were not answered in time, by the part.
	owed map[string]*question[T]
}

// question is what a part was asked; answer and err are there once done is closed.
type question[T any] struct {
	done   chan struct{}
	answer T
	err    error
}

// Ask asks each part by its name, and waits until all have answered or ctx ends. It returns the answers it has; an
// error names each part that failed or did not answer in time, and wraps why. With late an answer that a part still
// owed to an earlier call will do. ask goes on when ctx has ended, until it has its answer.
func (a *Asker[T]) Ask(ctx context.Context, names []string, late bool, ask func(name string) (T, error)) ([]T, error) {
	asked := make([]*question[T], len(names))
	old := make([]bool, len(names))
	for i, name := range names {
		if asked[i], old[i] = a.take(name); !old[i] {
			asked[i] = begin(name, ask)
		}
	}
	var answers []T
	var missing []error
	for i, name := range names {
		q := asked[i]
		if old[i] && !late && q.wait(ctx) {
			q = begin(name, ask) // what it owed is no answer to this
		}
		if err := a.await(ctx, name, q); err != nil {
			missing = append(missing, naming(name, err))
			continue
		}
		answers = append(answers, q.answer)
	}
	return answers, errors.Join(missing...)
}

// await waits for an answer; what does not come in time is owed.
func (a *Asker[T]) await(ctx context.Context, name string, q *question[T]) error {
	if q.wait(ctx) {
		return q.err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.owed == nil {
		a.owed = map[string]*question[T]{}
	}
	a.owed[name] = q
	return context.Cause(ctx)
}

// take takes over what a part still owes.
func (a *Asker[T]) take(name string) (q *question[T], ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	q, ok = a.owed[name]
	delete(a.owed, name)
	return q, ok
}

func begin[T any](name string, ask func(name string) (T, error)) *question[T] {
	q := &question[T]{done: make(chan struct{})}
	go func() {
		defer close(q.done)
		q.answer, q.err = ask(name)
	}()
	return q
}

// wait tells whether the answer came before ctx ended.
func (q *question[T]) wait(ctx context.Context) bool {
	select {
	case <-q.done:
		return true
	case <-ctx.Done():
	}
	select {
	case <-q.done:
		return true
	default:
		return false
	}
}

// naming says of which part an error is; what has one part only needs no name for it.
func naming(name string, err error) error {
	if name == "" {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}
