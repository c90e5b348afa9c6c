package flows_test

import (
	"context"
	"sync"
	"time"
)

// watch stands still until it is moved.
type watch struct {
	mu sync.Mutex
	at time.Time
}

func (c *watch) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Until waits until ctx ends: nobody sleeps on a clock that stands still.
func (c *watch) Until(ctx context.Context, _ time.Time) error {
	<-ctx.Done()
	return ctx.Err()
}

func (c *watch) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}
