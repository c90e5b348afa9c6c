package demo

import (
	"context"
	"errors"
	"slices"
	"time"

	"echowall/bot/sim/people"
)

const (
	// glance is how often the stage is looked at while it settles.
	glance = time.Millisecond
	// patience is how long it may take, and by the stage's own clock patienceThere: a group bears twenty messages a
	// minute.
	patience      = 30 * time.Second
	patienceThere = 15 * time.Minute
	// answerable is how long Telegram lets the press of a button be answered.
	answerable = 15 * time.Minute
)

// press is the press of a button, with when it was made.
type press struct {
	people.Press
	at time.Time
}

// errRestless says that the bot never finished.
var errRestless = errors.New("demo: the bot does not come to rest")

// do plays a line and lets the bot finish.
func (s *stage) do(ctx context.Context, line string) error {
	var waited error
	s.cast.Wait = func(d time.Duration) { waited = s.pass(ctx, d) }
	if err := s.cast.Do(line); err != nil {
		return err
	}
	for _, p := range s.cast.Presses() {
		s.presses = append(s.presses, press{p, s.clock.Now()})
	}
	return errors.Join(waited, s.settle(ctx))
}

// pass lets time pass, from one thing that is due to the next, so that each happens at its hour.
func (s *stage) pass(ctx context.Context, d time.Duration) error {
	until := s.clock.Now().Add(d)
	for {
		next, err := s.store.NextWake(ctx)
		if err != nil {
			return err
		}
		if next.IsZero() || next.After(until) {
			break
		}
		s.clock.JumpTo(next)
		if err := s.settle(ctx); err != nil {
			return err
		}
		s.stopped()
	}
	s.clock.JumpTo(until)
	return s.settle(ctx)
}

// settle returns when the bot has done all it has to do.
func (s *stage) settle(ctx context.Context) error {
	begun, there := time.Now(), s.clock.Now()
	look := time.NewTicker(glance)
	defer look.Stop()
	for {
		rests, err := s.rests(ctx)
		if rests || err != nil {
			return err
		}
		select {
		case <-look.C:
		case err := <-s.ran:
			s.ran = nil
			return errors.Join(errRestless, err)
		case <-ctx.Done():
			return ctx.Err()
		}
		if time.Since(begun) > patience && s.clock.Now().Sub(there) > patienceThere {
			return errRestless
		}
	}
}

// rests tells whether nothing is left to do. What one step leaves for the next is asked for after it: an update is
// acknowledged, and a wake-up put off, in the commit that fills the outbox.
func (s *stage) rests(ctx context.Context) (bool, error) {
	if s.server.Pending() > 0 {
		return false, nil
	}
	if next, err := s.store.NextWake(ctx); err != nil || !next.IsZero() && !next.After(s.clock.Now()) {
		return false, err
	}
	if unsent, err := s.store.Unsent(ctx); err != nil || len(unsent) > 0 {
		return false, err
	}
	waiting, _ := s.bot.Waiting()
	return waiting == 0 && s.answered(), nil
}

// answered tells whether every press of a button was answered that still can be.
func (s *stage) answered() bool {
	s.presses = slices.DeleteFunc(s.presses, func(p press) bool {
		_, _, done := p.Query.Answer()
		return done || s.clock.Now().Sub(p.at) > answerable
	})
	return len(s.presses) == 0
}
