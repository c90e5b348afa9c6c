package redisdb

import (
	"context"
	"errors"
	"time"

	"echowall/storage"
)

// Take implements storage.Share. A call whose answer was lost is counted twice, which only makes others wait.
func (sh *share) Take(ctx context.Context, limits ...storage.Limit) (wait time.Duration, by int, err error) {
	if len(limits) == 0 {
		return 0, 0, nil
	}
	var keys []string
	var args []any
	for _, l := range limits {
		calls, rest := sh.s.keys.limit(l.Key)
		keys = append(keys, calls, rest)
		args = append(args, l.Calls, l.Span.Microseconds(), l.Every.Microseconds(), l.Burst)
	}
	raw, err := sh.s.run(ctx, "count a call", sh.s.scripts.take, keys, args...)
	if err != nil {
		return 0, 0, err
	}
	r := newReply(raw)
	wait, by = time.Duration(r.number(0))*time.Microsecond, int(r.number(1))
	if by >= len(limits) {
		return 0, 0, errors.Join(errReply, r.err)
	}
	return wait, by, r.err
}

// Rest implements storage.Share.
func (sh *share) Rest(ctx context.Context, key string, d time.Duration) error {
	if d < time.Millisecond {
		return nil
	}
	_, rest := sh.s.keys.limit(key)
	_, err := sh.s.run(ctx, "rest", sh.s.scripts.rest, []string{rest}, d.Milliseconds())
	return err
}
