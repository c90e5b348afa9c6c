package redisdb

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
)

const (
	// beats is how many beats fit into the life of the lease. The last of them is kept back, so that it ends here
	// before it does in the store.
	beats = 6
	// lookEach is after how many beats the holder looks for what nobody told it of.
	lookEach = 5
	// leaveTime is how long giving up the lease may take.
	leaveTime = 2 * time.Second
)

// lease is the lease while this process holds it.
type lease struct {
	token string
	end   context.CancelFunc // of what is done under it

	mu    sync.Mutex
	until time.Time // it does not stand any more then, unless a beat has renewed it
}

// Valid implements storage.Lease. Both clocks must agree: the steady one stands still while a machine sleeps, the other
// may be set.
func (l *lease) Valid() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	return now.Before(l.until) && now.Round(0).Before(l.until.Round(0))
}

// Fence implements storage.Lease.
func (l *lease) Fence(of storage.Tx) {
	if own, ok := of.(*tx); ok {
		own.fence = l.token
	}
}

// extend lets the lease stand until a time, unless it has ended before.
func (l *lease) extend(until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Now().Before(l.until) {
		l.until = until
	}
}

// lose ends the lease.
func (l *lease) lose() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until = time.Time{}
	l.end()
}

// Hold implements storage.Shared.
func (s *Store) Hold(ctx context.Context, tell func(storage.News), fn storage.Work) error {
	rhythm := time.NewTicker(s.ttl / beats)
	defer rhythm.Stop()
	for {
		l, err := s.obtain(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil && !s.passes(err) && advice(err) != "": // somebody must mend it
			return fmt.Errorf("take the lease: %w", explain(err))
		case l != nil:
			if ended, err := s.under(ctx, l, tell, fn); !ended {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.door.Closing():
			return fmt.Errorf("hold the lease: %w", storage.ErrClosed)
		case <-rhythm.C: // what failed may go well at the next beat
		}
	}
}

// obtain takes the lease and shuts out of every partition whoever had it before; nil when another process has it.
func (s *Store) obtain(within context.Context) (*lease, error) {
	ctx, cancel := context.WithTimeout(within, s.ttl/3)
	defer cancel()
	for seen := "0"; ; {
		token, until, err := s.ask(ctx, "", s.ttl, seen)
		if err != nil || token == "" {
			return nil, err
		}
		seen, err = s.raise(ctx, token)
		if err != nil {
			s.giveUp(within, token) // another may be able to
			return nil, err
		}
		if seen == token {
			return &lease{token: token, until: until}, nil
		}
	}
}

// ask asks for the lease, or for more of it when own is its token, and tells until when it stands here.
func (s *Store) ask(
	ctx context.Context, own string, lasts time.Duration, above string,
) (token string, until time.Time, err error) {
	asked, keys := time.Now(), []string{s.keys.Lease()}
	token, err = s.scripts.Lease.Run(ctx, s.client, keys, s.writer, own, lasts.Milliseconds(), above).Text()
	return token, asked.Add(lasts - lasts/beats), err
}

// raise lets every partition know a token, and returns the highest that any has seen.
func (s *Store) raise(ctx context.Context, token string) (highest string, err error) {
	p := s.client.Pipeline()
	for partition := range layout.Partitions {
		s.scripts.Raise.Eval(ctx, p, []string{s.keys.Token(partition)}, token)
	}
	answers, err := p.Exec(ctx)
	if err != nil {
		return "", err
	}
	most := int64(0)
	for _, each := range answers {
		seen, err := strconv.ParseInt(each.(*redis.Cmd).Val().(string), 10, 64)
		if err != nil {
			return "", layout.Damaged("a token of a partition: %w", err)
		}
		most = max(most, seen)
	}
	return strconv.FormatInt(most, 10), nil
}

// under runs fn under the lease, which is kept until fn has returned, and tells whether its end, or that of ctx, ended
// fn.
func (s *Store) under(ctx context.Context, l *lease, tell func(storage.News), fn storage.Work) (ended bool, err error) {
	inner, end := context.WithCancel(ctx)
	defer end()
	l.end = end
	s.held.Store(l)
	defer s.held.Store(nil)
	keeping, enough := context.WithCancel(context.WithoutCancel(ctx))
	news := s.client.Subscribe(keeping, s.keys.News())
	_, _ = news.ReceiveTimeout(keeping, s.ttl/beats) // what nobody tells is found by looking
	kept := make(chan struct{})
	go func() { defer close(kept); s.keep(keeping, l, news, tell) }()

	err = fn(inner, l)
	ended = inner.Err() != nil
	enough()
	<-kept
	s.giveUp(ctx, l.token)
	return ended, err
}

// keep renews the lease at every beat, until ctx ends or it is lost, and hears of commits of others meanwhile.
func (s *Store) keep(ctx context.Context, l *lease, news *redis.PubSub, tell func(storage.News)) {
	defer l.lose()
	defer news.Close() // it has nothing left to fail at
	rhythm := time.NewTicker(s.ttl / beats)
	defer rhythm.Stop()
	for n := 1; l.Valid(); {
		select {
		case <-ctx.Done():
			return
		case <-s.door.Closing():
			return
		case m, ok := <-news.Channel():
			if !ok {
				return // the store closes
			}
			tell(parseNews(m.Payload))
		case <-rhythm.C:
			if !s.renew(ctx, l) {
				return
			}
			if n++; n%lookEach == 0 {
				s.look(ctx, tell)
			}
		}
	}
}

// renew makes the lease last longer, and tells whether it is not known to be another's. What fails is left to the next
// beat.
func (s *Store) renew(ctx context.Context, l *lease) bool {
	ctx, cancel := context.WithTimeout(ctx, s.ttl/3)
	defer cancel()
	token, until, err := s.ask(ctx, l.token, s.ttl, "0")
	if err == nil && token == l.token {
		l.extend(until)
	}
	return err != nil || token == l.token
}

// giveUp lets others take the lease at once.
func (s *Store) giveUp(ctx context.Context, token string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveTime)
	defer cancel()
	_, _, _ = s.ask(ctx, token, 0, "0") // else it ends by itself
}

// deny hears that a partition knows a higher token than one.
func (s *Store) deny(token string) {
	if l := s.held.Load(); l != nil && l.token == token {
		l.lose()
	}
}

// look tells what nobody may have told of.
func (s *Store) look(ctx context.Context, tell func(storage.News)) {
	ctx, cancel := context.WithTimeout(ctx, s.ttl/3)
	defer cancel()
	unsent, err1 := s.Unsent(ctx)
	wake, err2 := s.NextWake(ctx)
	if err1 == nil && err2 == nil || len(unsent) > 0 || !wake.IsZero() { // what is missing the next look may find
		tell(storage.News{Unsent: unsent, Wake: wake})
	}
}

// parseNews reads what commit.lua has published.
func parseNews(text string) storage.News {
	wake, rest, _ := strings.Cut(text, ":")
	letters, id, _ := strings.Cut(rest, ":")
	var n storage.News
	if ms, err := layout.ParseScore(wake); err == nil {
		n.Wake = layout.FromMillis(ms)
	}
	if letters != "" {
		n.Unsent = []storage.ID{storage.ID(id)}
	}
	return n
}

// Holder implements storage.Shared.
func (s *Store) Holder(ctx context.Context) (string, error) {
	const what = "look who holds the lease"
	if err := s.door.Enter(ctx); err != nil {
		return "", fmt.Errorf("%s: %w", what, err)
	}
	defer s.door.Leave()
	answer, err := s.run(ctx, what, s.scripts.Lease, []string{s.keys.Lease()}, "", "", 0, 0)
	holder, _ := answer.(string)
	return holder, err
}
