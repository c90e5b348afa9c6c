package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"echowall/bot/sim/people"
	"echowall/flows/clock"
)

// pushAgain is how soon an update that the webhook did not take comes again. Telegram waits longer each time; a trial
// has no day to spare.
const pushAgain = 100 * time.Millisecond

// maxHookAnswer is how much of a webhook's answer is read.
const maxHookAnswer = 1 << 20

// Push brings what waits to the bot over HTTP until ctx ends, to the address at instead of the one that setWebhook was
// given, which is the world's and not this machine's. As Telegram does, it brings many updates at the same time, as
// many as setWebhook allowed, and each again until it is answered with 2xx; so what the bot does not take in time is
// overtaken.
func (s *Server) Push(ctx context.Context, client *http.Client, at string) {
	for {
		u, hook, ok := s.nextPush()
		if ok {
			go s.bring(ctx, client, at, hook, u)
			continue
		}
		select {
		case <-s.Queue.Fresh:
		case <-ctx.Done():
			return
		}
	}
}

// nextPush takes the first update that is not under way, if the webhook may be given one more, and counts it as a call
// that Close waits for.
func (s *Server) nextPush() (u people.Update, hook webhook, ok bool) {
	s.Hold()
	defer s.Release()
	if s.closed || s.hook.url == "" || int64(len(s.Queue.Pushed)) >= s.hook.max {
		return u, hook, false
	}
	for _, u := range s.Queue.Waiting {
		if !s.Queue.Pushed[u.ID] {
			s.Queue.Pushed[u.ID] = true
			s.serving.Add(1)
			return u, s.hook, true
		}
	}
	return u, hook, false
}

// bring brings one update; one that was not taken comes again after a while.
func (s *Server) bring(ctx context.Context, client *http.Client, at string, hook webhook, u people.Update) {
	defer s.serving.Done()
	err := s.deliverTo(ctx, client, at, hook, u)
	if err != nil && ctx.Err() == nil {
		_ = clock.Sleep(ctx, s.clock, pushAgain) // when ctx ends nothing is brought any more
	}
	s.Hold()
	delete(s.Queue.Pushed, u.ID)
	s.Release()
	s.Queue.Stir()
}

func (s *Server) deliverTo(ctx context.Context, client *http.Client, at string, hook webhook, u people.Update) error {
	r, err := hookRequest(ctx, at, hook, u)
	if err != nil {
		return err
	}
	res, err := client.Do(r)
	if err != nil {
		return fmt.Errorf("deliver update %d: %w", u.ID, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxHookAnswer))
	if err != nil {
		return fmt.Errorf("deliver update %d: %w", u.ID, err)
	}
	return s.answered(ctx, u, res.StatusCode, res.Header, body)
}

// hookRequest is an update as Telegram brings it.
func hookRequest(ctx context.Context, at string, hook webhook, u people.Update) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, at, bytes.NewReader(u.Raw))
	if err != nil {
		return nil, fmt.Errorf("deliver update %d: %w", u.ID, err)
	}
	r.Header.Set("Content-Type", "application/json")
	if hook.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
	}
	return r, nil
}
