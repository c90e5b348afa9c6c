package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// patience is how long an answer may take before the press counts as unanswered.
const patience = 30 * time.Second

// desk hands out presses and takes the answers to them.
type desk struct {
	mu      sync.Mutex
	waiting map[int64]chan string // by who pressed: one press at a time for each
}

func newDesk(server *api.Server) *desk {
	d := &desk{waiting: map[int64]chan string{}}
	server.Watch(func(e people.Event) {
		if e.Kind == people.Answered {
			d.answered(e.User.ID, e.Text)
		}
	})
	return d
}

func (d *desk) answered(user int64, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if c := d.waiting[user]; c != nil {
		c <- text
		delete(d.waiting, user)
	}
}

// expect makes ready for the answer to somebody's press; nil while an earlier press of theirs waits.
func (d *desk) expect(user int64) chan string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.waiting[user] != nil {
		return nil
	}
	c := make(chan string, 1)
	d.waiting[user] = c
	return c
}

// errBusy says that somebody still waits for an earlier answer.
var errBusy = errors.New("waits for an earlier answer")

// vote presses once and returns how long it took until the answer was there.
func (d *desk) vote(ctx context.Context, b *ballot, who *people.User, choice string) (time.Duration, error) {
	c := d.expect(who.ID)
	if c == nil {
		return 0, errBusy
	}
	began := time.Now()
	if q := who.PressData(b.group, b.message, b.line+choice); q.Err() != nil {
		return 0, q.Err()
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case text := <-c:
		took := time.Since(began)
		if !strings.Contains(text, "you voted") && !strings.Contains(text, "changed to") {
			return took, fmt.Errorf("the vote was not taken: %q", text)
		}
		return took, nil
	case <-late.C:
		return 0, fmt.Errorf("no answer within %s", patience)
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// seat is a voter before a ballot.
type seat struct {
	*ballot
	who *people.User
}

// seats are all voters of some ballots, mixed so that neighbours are of different villages.
func seats(all []*ballot) (mixed []seat) {
	for i := 0; ; i++ {
		before := len(mixed)
		for _, b := range all {
			if i < len(b.voters) {
				mixed = append(mixed, seat{b, b.voters[i]})
			}
		}
		if len(mixed) == before {
			return mixed
		}
	}
}

// figures are what a round of voting came to.
type figures struct {
	took    []time.Duration
	span    time.Duration
	mu      sync.Mutex
	failed  int
	problem error
	// cpu is what the bot, and the server its store is in, used of the processors for each vote; zero where nobody looked.
	cpu, store time.Duration
}

func (f *figures) note(took time.Duration, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil {
		f.failed++
		f.problem = err
		return
	}
	f.took = append(f.took, took)
}

// rate is votes a second.
func (f *figures) rate() float64 { return float64(len(f.took)) / f.span.Seconds() }

// part is how long the given part of the votes took at most.
func (f *figures) part(p float64) time.Duration {
	if len(f.took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(f.took))
	return sorted[min(int(p*float64(len(sorted))), len(sorted)-1)]
}

// choices are what people vote, one after another, so that most presses change something.
func choices() []string { return []string{"yes", "no", "abstain"} }

// rush lets so many people at a time vote again and again, each as soon as the last answer is there.
func (d *desk) rush(ctx context.Context, all []seat, abreast int, span time.Duration) *figures {
	began := time.Now()
	return d.abreast(ctx, all, abreast, func(int) bool { return time.Since(began) < span })
}

// once lets everybody vote once, so many people at a time.
func (d *desk) once(ctx context.Context, all []seat, abreast int) *figures {
	return d.abreast(ctx, all, abreast, func(turn int) bool { return turn == 0 })
}

func (d *desk) abreast(ctx context.Context, all []seat, abreast int, more func(turn int) bool) *figures {
	f := &figures{}
	began := time.Now()
	var wg sync.WaitGroup
	abreast = min(abreast, len(all))
	for w := range abreast {
		wg.Go(func() {
			for turn := 0; ctx.Err() == nil; turn++ {
				for i := w; i < len(all) && more(turn) && ctx.Err() == nil; i += abreast {
					f.note(d.vote(ctx, all[i].ballot, all[i].who, choices()[turn%3]))
				}
				if !more(turn + 1) {
					return
				}
			}
		})
	}
	wg.Wait()
	f.span = time.Since(began)
	return f
}

// voteOfAny is the vote of the next who does not still wait for an earlier answer. When all wait, because the machine
// or the bot stood still for a moment, it waits for one as well, and that counts.
func (d *desk) voteOfAny(ctx context.Context, all []seat, first int) (took time.Duration, err error) {
	began := time.Now()
	for i := first; ; i++ {
		at := all[i%len(all)]
		took, err = d.vote(ctx, at.ballot, at.who, choices()[i/len(all)%3])
		if waited := time.Since(began); !errors.Is(err, errBusy) || waited > patience {
			return max(took, waited), err
		}
		if (i-first)%len(all) == len(all)-1 {
			time.Sleep(time.Millisecond)
		}
	}
}

// stream lets people vote at an even rate, whether or not the others have been answered.
func (d *desk) stream(ctx context.Context, all []seat, rate float64, span time.Duration) *figures {
	f := &figures{}
	began := time.Now()
	var wg sync.WaitGroup
	for i := 0; ctx.Err() == nil; i++ {
		due := began.Add(time.Duration(float64(i) / rate * float64(time.Second)))
		if due.Sub(began) > span {
			break
		}
		time.Sleep(time.Until(due))
		wg.Go(func() { f.note(d.voteOfAny(ctx, all, i)) })
	}
	wg.Wait()
	f.span = time.Since(began)
	return f
}
