package redisdb

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/script"
)

// linger is how long a commit is awaited after its context has ended, so that its answer is no guess.
const linger = 5 * time.Second

// maxPause is the longest wait between two tries.
const maxPause = 250 * time.Millisecond

var errReplicas = errors.New("too few replicas have the commit")

// try runs fn until it succeeds or fails for good, ctx ends, the store closes, or patience is at its end.
func (s *Store) try(ctx context.Context, what string, fn func(context.Context) error) error {
	began := time.Now()
	for tries := 0; ; tries++ {
		err := fn(ctx)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, redis.ErrClosed):
			err = storage.ErrClosed
		case ctx.Err() != nil:
			err = fmt.Errorf("%w (%w)", context.Cause(ctx), err)
		case s.passes(err) && time.Since(began) < s.patience:
			end := s.pause(ctx, tries)
			if end == nil {
				continue
			}
			err = fmt.Errorf("%w (%w)", end, err)
		case s.passes(err):
			err = fmt.Errorf("%w: %w", storage.ErrAway, err)
		}
		return fmt.Errorf("%s: %w", what, err)
	}
}

// pause waits a while that grows with tries, never the same for two processes.
func (s *Store) pause(ctx context.Context, tries int) error {
	longest := min(time.Millisecond<<min(tries, 20), maxPause)
	timer := time.NewTimer(rand.N(longest) + 1)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-s.door.Closing():
		return storage.ErrClosed
	}
}

// yield lets others pass before fn runs again; the first time it does so at once.
func (s *Store) yield(ctx context.Context, tries int) error {
	if tries == 0 {
		return ctx.Err()
	}
	return s.pause(ctx, tries-1)
}

// passes tells whether an error may be gone by the next try. What a server refuses stays refused, but for a few states
// it can be in; what goes wrong on the way to it may go well the next time, but for certificates.
func (s *Store) passes(err error) bool {
	if errors.Is(err, storage.ErrDamaged) {
		return false
	}
	var reply redis.Error
	if !errors.As(err, &reply) {
		return !errors.As(err, new(*tls.CertificateVerificationError)) && !errors.As(err, new(x509.UnknownAuthorityError)) &&
			!errors.As(err, new(x509.HostnameError)) && !errors.As(err, new(tls.RecordHeaderError)) &&
			!errors.Is(err, script.ErrReply)
	}
	text := reply.Error()
	for _, state := range []string{"READONLY ", "NOREPLICAS "} { // before Redis 7 they stand within the error of a script
		if strings.Contains(text, state) {
			return true
		}
	}
	word, _, _ := strings.Cut(text, " ")
	switch word {
	case "LOADING", "MASTERDOWN", "BUSY", "TRYAGAIN", "CLUSTERDOWN", "UNBLOCKED":
		return true
	case "MOVED", "ASK":
		return s.cluster
	}
	return strings.HasPrefix(text, "ERR max number of clients")
}

// outlast is ctx, ended a while later, with the same cause.
func outlast(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	late, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel(context.Cause(ctx))
		case <-late.Done():
		}
	})
	return late, func() { stop(); cancel(nil) }
}
