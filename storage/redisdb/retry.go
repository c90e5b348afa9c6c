package redisdb

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
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

// passes tells whether an error may be gone by the next try: whatever goes wrong on the way to a server, but for
// certificates, and whatever state it is in. What stays is what it refuses to this user, to this command or to what is
// stored there.
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
	switch word := stateIn(reply.Error()); word {
	case "MOVED", "ASK", "CROSSSLOT":
		return s.cluster // one that is being laid out anew; to a single server they are foreign
	default:
		return slices.Contains(passing(), word)
	}
}

// passing are the words by which a server names a state that it, or what stands behind it, can leave again: full,
// read-only, starting, cut off from its replicas, its master or its disk, busy, or having lost a script.
func passing() []string {
	return []string{
		"OOM", "MISCONF", "READONLY", "NOREPLICAS", "LOADING", "MASTERDOWN", "BUSY", "TRYAGAIN", "CLUSTERDOWN", "UNBLOCKED",
		"NOSCRIPT",
		"EXECABORT", "UNKILLABLE", "NOTBUSY", "INPROG", "NOMASTERLINK", "NOGOODSLAVE", "NOQUORUM", "REDIRECT", "max",
	}
}

// stateIn is the word by which an answer names the server's state. Before Redis 7 the answer of a script holds that of
// its command, with a dash before it; and a server with too many clients has no word for it but "max".
func stateIn(answer string) string {
	if _, within, ok := strings.Cut(answer, ": -"); ok {
		answer = within
	}
	word, rest, _ := strings.Cut(answer, " ")
	if word != "ERR" {
		return word
	}
	word, _, _ = strings.Cut(rest, " ")
	return strings.TrimPrefix(word, "-")
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
