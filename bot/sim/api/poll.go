package api

import (
	"context"
	"time"

	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

// maxPoll is the longest Telegram lets a getUpdates call wait.
const maxPoll = 50 * time.Second

// getUpdates hands out what waits, or waits for something.
func (s *Server) getUpdates(ctx context.Context, c *call) answer {
	s.Lock()
	defer s.Unlock()
	if s.hook.url != "" {
		return s.refused(c, method.Conflict("can't use getUpdates method while webhook is active; "+
			"use deleteWebhook to delete the webhook first"))
	}
	if err := c.allow(); err != nil {
		return s.refused(c, err)
	}
	s.EndPoll(method.Conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
	s.Queue.Expire(s.clock.Now())
	s.Queue.Acknowledge(c.params.Int("offset"))
	p := &people.Poll{}
	s.Queue.Poll = p
	defer func() {
		if s.Queue.Poll == p {
			s.Queue.Poll = nil
		}
	}()
	return s.wait(ctx, c, p)
}

// allow remembers the kinds of update the bot asks for.
func (c *call) allow() error {
	if !c.params.Has("allowed_updates") {
		return nil
	}
	var kinds []string
	if err := c.params.Decode("allowed_updates", &kinds); err != nil {
		return err
	}
	c.s.Queue.Allowed = kinds
	return nil
}

// wait answers a getUpdates call once there is something to say. The server is locked, except while it waits.
func (s *Server) wait(ctx context.Context, c *call, p *people.Poll) answer {
	until := s.clock.Now().Add(min(maxPoll, time.Duration(c.params.Int("timeout"))*time.Second))
	for {
		if s.down() {
			return answer{}
		}
		if p.Ended != nil {
			return s.refused(c, p.Ended)
		}
		batch := s.Queue.Batch(c.params.Int("offset"), c.params.Int("limit"))
		left := until.Sub(s.clock.Now())
		if len(batch) > 0 || left <= 0 || ctx.Err() != nil {
			return s.granted(c, batch)
		}
		waiting, cancel := context.WithCancel(ctx)
		p.Cancel = cancel
		s.Unlock()
		_ = s.clock.Until(waiting, until) // whatever ended it, the loop looks at everything again
		s.Lock()
		cancel()
	}
}
