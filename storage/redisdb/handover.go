package redisdb

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
)

// claim takes the vacant slots that nobody who lives holds, and lists those that it got.
func (sh *share) claim(ctx context.Context, token string, vacant []int, holders []string) (gained []int, err error) {
	p := sh.s.client.Pipeline()
	var asked []int
	var answers []*redis.Cmd
	for i, slot := range vacant {
		if sh.owner[slot] == token && (holders[i] == token || !slices.Contains(sh.known, holders[i])) {
			asked = append(asked, slot)
			answers = append(answers, sh.s.scripts.hold.Eval(ctx, p, []string{sh.s.keys.holder(slot)}, holders[i], token))
		}
	}
	if len(asked) == 0 {
		return nil, nil
	}
	// What goes wrong stands in each answer as well.
	_, err = p.Exec(ctx)
	for i, slot := range asked {
		if has, _ := answers[i].Text(); has == token {
			gained = append(gained, slot)
		}
	}
	return gained, err
}

// giveBack hands over what fairly is another's by now.
func (sh *share) giveBack(ctx context.Context, token string) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	for slot, h := range sh.held {
		if h != nil && !h.over && sh.owner[slot] != token {
			h.end()
			sh.handing.Go(func() { sh.handOver(ctx, slot, h) })
		}
	}
}

// handOver lets a slot go when nobody works under it any more. Who works for too long is kept from doing harm by the fence.
func (sh *share) handOver(ctx context.Context, slot int, h *holding) {
	late := time.NewTimer(sh.ttl)
	defer late.Stop()
	select {
	case <-h.idle:
	case <-late.C:
	case <-ctx.Done():
	}
	for ctx.Err() == nil && sh.is(h.token) {
		// It is tried within the patience of the store, and again until the token is lost: a slot left behind would wait for ever.
		if _, err := sh.s.run(ctx, "hand over", sh.s.scripts.hold, []string{sh.s.keys.holder(slot)}, h.token, ""); err == nil {
			sh.drop(slot, h)
			return
		}
	}
}

// is tells whether a token is that of this process now.
func (sh *share) is(token string) bool {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	return sh.token == token
}

// unsure remembers a token that may be among the members, though its coming in was not answered, so that the next coming in removes it.
func (sh *share) unsure(token string) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.token == "" {
		sh.before = token
	}
}

// leave ends all leases, waits for those who work under them, and goes from among the members, so that the others take everything at their
// next beat.
func (sh *share) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveTime)
	defer cancel()
	for _, h := range sh.endAll() {
		select {
		case <-h.idle:
		case <-ctx.Done():
		}
	}
	sh.mu.Lock()
	token := sh.token
	sh.mu.Unlock()
	if token != "" {
		_ = sh.s.client.ZRem(ctx, sh.s.keys.replicas(), token).Err() // else the leases end by themselves
	}
	sh.lose()
}

func (sh *share) endAll() (all []*holding) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	for _, h := range sh.held {
		if h != nil {
			h.end()
			all = append(all, h)
		}
	}
	return all
}

// listen hears of commits of others to what is held here.
func (sh *share) listen(ctx context.Context, news *redis.PubSub) {
	heard := news.Channel()
	for {
		select {
		case m, ok := <-heard:
			if !ok {
				return
			}
			sh.tell(parseNews(m.Payload))
		case <-ctx.Done():
			return
		}
	}
}

// look tells what is unsent in slots. That something may be due earlier is told in any case.
func (sh *share) look(ctx context.Context, in []int) {
	ctx, cancel := context.WithTimeout(ctx, sh.ttl/3)
	defer cancel()
	in = slices.DeleteFunc(in, func(slot int) bool { return slot == alone })
	ids, _ := sh.s.unsentIn(ctx, in) // the next look may succeed
	sh.tell(storage.News{Unsent: ids, Look: true})
}

// parseNews reads what commit.lua has published.
func parseNews(text string) storage.News {
	wake, rest, _ := strings.Cut(text, ":")
	letters, id, _ := strings.Cut(rest, ":")
	var n storage.News
	if ms, err := parseScore(wake); err == nil {
		n.Wake = fromMillis(ms)
	}
	if letters != "" {
		n.Unsent = []storage.ID{storage.ID(id)}
	}
	return n
}
