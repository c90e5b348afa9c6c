package redisdb

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/script"
)

// errLoading is what a server says that will be there soon.
var errLoading = replyError("LOADING Redis is loading the dataset in memory")

// patient is a store that only tries.
func patient(patience time.Duration) *Store {
	return &Store{patience: patience, door: storage.NewDoor()}
}

// moments notes when it is called, and fails until some time has passed.
type moments struct {
	began time.Time
	at    []time.Duration
	until time.Duration
}

func (m *moments) call(context.Context) error {
	now := time.Since(m.began)
	m.at = append(m.at, now)
	if now < m.until {
		return errLoading
	}
	return nil
}

func TestATryGoesOnUntilItSucceedsWithPausesThatGrowToALimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &moments{began: time.Now(), until: 10 * time.Second}
		if err := patient(time.Minute).try(t.Context(), "look", m.call); err != nil {
			t.Fatal(err)
		}
		for i := 1; i < len(m.at); i++ {
			longest := min(time.Millisecond<<min(i-1, 20), maxPause)
			if pause := m.at[i] - m.at[i-1]; pause <= 0 || pause > longest {
				t.Errorf("before try %d it paused %v, want at most %v", i, pause, longest)
			}
		}
		if n := len(m.at); n < 40 || n > 400 {
			t.Errorf("in ten seconds it tried %d times", n)
		}
	})
}

func TestATryEndsWhenNothingMoreIsToBeHoped(t *testing.T) {
	why := errors.New("the program ends")
	for name, c := range map[string]struct {
		fail  error
		begin func(s *Store, cancel context.CancelCauseFunc)
		want  []error
		tries int           // 0 for many
		after time.Duration // when it ends, at least
	}{
		"patience is at its end":  {errLoading, nil, []error{storage.ErrAway, errLoading}, 0, time.Second},
		"a connection that fails": {errors.New("connection refused"), nil, []error{storage.ErrAway}, 0, time.Second},
		"what is refused":         {replyError("NOPERM no"), nil, []error{replyError("NOPERM no")}, 1, 0},
		"a reply that is none":    {script.ErrReply, nil, []error{script.ErrReply}, 1, 0},
		"what is damaged":         {layout.Damaged("spoiled"), nil, []error{storage.ErrDamaged}, 1, 0},
		"a client that is closed": {redis.ErrClosed, nil, []error{storage.ErrClosed}, 1, 0},
		"moved, and no Cluster":   {replyError("MOVED 1 a:1"), nil, []error{replyError("MOVED 1 a:1")}, 1, 0},
		"the context ends at once": {errLoading, func(_ *Store, c context.CancelCauseFunc) { c(why) },
			[]error{why, errLoading}, 1, 0},
		"the context ends meanwhile": {errLoading, func(_ *Store, c context.CancelCauseFunc) {
			time.AfterFunc(300*time.Millisecond, func() { c(why) })
		}, []error{why, errLoading}, 0, 300 * time.Millisecond},
		"the store closes meanwhile": {errLoading, func(s *Store, _ context.CancelCauseFunc) {
			time.AfterFunc(300*time.Millisecond, func() { s.door.Close() })
		}, []error{storage.ErrClosed, errLoading}, 0, 300 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				defer cancel(nil)
				s, began, tries := patient(time.Second), time.Now(), 0
				if c.begin != nil {
					c.begin(s, cancel)
				}
				err := s.try(ctx, "look", func(context.Context) error { tries++; return c.fail })
				for _, want := range c.want {
					if !errors.Is(err, want) {
						t.Errorf("got %v, want it to wrap %v", err, want)
					}
				}
				if err == nil || !strings.HasPrefix(err.Error(), "look: ") {
					t.Errorf("%v does not say what was tried", err)
				}
				if c.tries != 0 && tries != c.tries || c.tries == 0 && tries < 3 {
					t.Errorf("it tried %d times", tries)
				}
				if took := time.Since(began); took < c.after || took > c.after+maxPause {
					t.Errorf("it ended after %v, want %v", took, c.after)
				}
			})
		})
	}
}

func TestOthersPassAtOnceTheFirstTimeAndLaterAfterAPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, began := patient(time.Second), time.Now()
		if err := s.yield(t.Context(), 0); err != nil || time.Since(began) != 0 {
			t.Errorf("the first time: after %v, %v", time.Since(began), err)
		}
		if err := s.yield(t.Context(), 1); err != nil || time.Since(began) <= 0 {
			t.Errorf("the second time: after %v, %v", time.Since(began), err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for tries := range 3 {
			if err := s.yield(ctx, tries); !errors.Is(err, context.Canceled) {
				t.Errorf("time %d with a context that has ended: %v", tries, err)
			}
		}
	})
}

func TestACommitIsAwaitedAWhileAfterItsContextHasEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		why := errors.New("the program ends")
		ctx, cancel := context.WithCancelCause(t.Context())
		late, done := outlast(ctx, linger)
		defer done()
		began := time.Now()
		time.AfterFunc(time.Minute, func() { cancel(why) })
		<-late.Done()
		if took := time.Since(began); took != time.Minute+linger || !errors.Is(context.Cause(late), why) {
			t.Errorf("it ended after %v by %v", took, context.Cause(late))
		}
	})
}

func TestWhatIsDoneIsAwaitedNoLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		late, done := outlast(ctx, linger)
		cancel()
		synctest.Wait()
		if err := late.Err(); err != nil {
			t.Errorf("with its context it ended: %v", err)
		}
		began := time.Now()
		done()
		synctest.Wait() // a timer that is left would keep the bubble
		if <-late.Done(); time.Since(began) != 0 {
			t.Errorf("it ended %v after it was done", time.Since(began))
		}
	})
}

func TestWhatRedisSaysIsExplainedWithoutLosingIt(t *testing.T) {
	for says, means := range map[string]string{
		"WRONGPASS invalid username-password pair": "user or password is wrong",
		"NOAUTH Authentication required.":          "Redis asks",
		"NOPERM User x has no permissions":         "may not do what is needed", "MOVED 1 a:1": "redis+cluster://",
		"ERR This instance has cluster support disabled":      "not a Cluster",
		"WRONGTYPE Operation against a key of the wrong kind": "not an Echo Wall store",
		"ERR unknown": "ERR unknown",
	} {
		err := explain(replyError(says))
		if !strings.Contains(err.Error(), means) || !errors.Is(err, replyError(says)) {
			t.Errorf("%q is explained as %q", says, err)
		}
	}
}
