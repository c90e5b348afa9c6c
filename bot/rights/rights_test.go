package rights_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/rights"
	"echowall/flows/clock"
)

// desk is a desk that is told something after a while, and counts how often it asks.
func desk(rank rights.Rank, err error) (*rights.Desk, *atomic.Int64) {
	var asked atomic.Int64
	return rights.New(func(context.Context, rights.Person) (rights.Rank, error) {
		asked.Add(1)
		time.Sleep(300 * time.Millisecond)
		return rank, err
	}, clock.Wall{}), &asked
}

var chen = rights.Person{Chat: -100, User: 7}

func TestNobodyIsAskedAboutTwiceAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, asked := desk(rights.Admin, nil)
		if _, known := d.Known(chen); known {
			t.Error("known before anybody asked")
		}
		var all sync.WaitGroup
		for range 60 {
			all.Go(func() {
				if err := d.Ask(t.Context(), chen); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if rank, known := d.Known(chen); !rank.Runs() || !known || asked.Load() != 1 {
			t.Errorf("after %d questions: rank %v, known %v", asked.Load(), rank, known)
		}
	})
}

func TestNoAnswerIsBelievedForLong(t *testing.T) {
	for name, c := range map[string]struct {
		rank, told rights.Rank
		err        error
		stays      time.Duration
	}{
		"the owner":            {rights.Owner, rights.Owner, nil, time.Minute},
		"an admin":             {rights.Admin, rights.Admin, nil, time.Minute},
		"no admin":             {rights.None, rights.None, nil, time.Minute},
		"Telegram cannot tell": {rights.Owner, rights.None, errors.New("away"), 5 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			d, _ := desk(c.rank, c.err)
			if err := d.Ask(t.Context(), chen); !errors.Is(err, c.err) {
				t.Errorf("%s: %v", name, err)
			}
			time.Sleep(c.stays - time.Nanosecond)
			if rank, known := d.Known(chen); !known || rank != c.told {
				t.Errorf("%s: just before the end the rank is %v, known %v", name, rank, known)
			}
			time.Sleep(time.Nanosecond)
			if _, known := d.Known(chen); known {
				t.Errorf("%s: still believed after %s", name, c.stays)
			}
		})
	}
}

func TestNobodyWaitsForAnAnswerForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := desk(rights.Admin, nil)
		go func() { _ = d.Ask(context.Background(), chen) }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := d.Ask(ctx, chen); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waited until %v", err)
		}
		time.Sleep(time.Second)
	})
}

// A crowd that asks at once must leave others what Telegram bears.
func TestNoCrowdIsAskedAboutAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, asked := desk(rights.Admin, nil)
		var all sync.WaitGroup
		for i := range int64(60) {
			all.Go(func() { _ = d.Ask(t.Context(), rights.Person{Chat: -100, User: i}) })
		}
		synctest.Wait()
		if n := asked.Load(); n > 10 {
			t.Errorf("%d are asked about at once", n)
		}
		all.Wait()
		if n := asked.Load(); n != 60 {
			t.Errorf("%d of 60 were asked about", n)
		}
	})
}
