package redisdb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
)

const (
	// beats is how many beats fit into the life of a lease. The last of them is kept back, so that a lease ends here before it does in
	// the store.
	beats = 6
	// lookEach is after how many beats everybody looks for what nobody told of.
	lookEach = 5
	// leaveTime is how long giving back may take.
	leaveTime = 5 * time.Second
)

// Serve implements storage.Share.
func (sh *share) Serve(ctx context.Context, tell func(storage.News)) error {
	sh.mu.Lock()
	sh.tell = tell
	sh.lapse = time.AfterFunc(sh.ttl, sh.expire)
	sh.mu.Unlock()
	defer sh.lapse.Stop()
	news := sh.s.client.Subscribe(ctx, sh.s.keys.news()+sh.s.writer)
	_, _ = news.ReceiveTimeout(ctx, sh.ttl/3) // what nobody tells is found by looking
	heard := make(chan struct{})
	go func() { defer close(heard); sh.listen(ctx, news) }()
	defer func() { _ = news.Close(); <-heard }() // it has nothing left to fail at

	rhythm := time.NewTicker(sh.ttl / beats)
	defer rhythm.Stop()
	for n := 1; ; n++ {
		for again := true; again && ctx.Err() == nil; {
			again = sh.beat(ctx)
		}
		if n%lookEach == 0 {
			sh.look(ctx, sh.mine())
		}
		select {
		case <-ctx.Done():
			sh.handing.Wait()
			sh.leave(ctx)
			return nil
		case <-sh.s.door.Closing():
			sh.lose()
			return fmt.Errorf("serve: %w", storage.ErrClosed)
		case <-rhythm.C:
		}
	}
}

// beat renews what is held, and takes and gives what has become fair. It tells whether to do so again at once. What fails is left to the
// next beat, or to the end of all leases.
func (sh *share) beat(serving context.Context) (again bool) {
	ctx, cancel := context.WithTimeout(serving, sh.ttl/3)
	defer cancel()
	// Who holds a slot is asked before who lives: a holder who came in meanwhile would else be taken for dead.
	vacant := sh.vacant()
	holders, err := sh.holders(ctx, vacant)
	if err != nil {
		return false
	}
	token, members, err := sh.renew(ctx)
	if err != nil || token == "" {
		return err == nil // who was lost comes in anew
	}
	changed := !slices.Equal(sh.known, members)
	if changed {
		sh.known, sh.owner = members, assign(members)
		sh.giveBack(serving, token)
	}
	gained, err := sh.claim(ctx, token, vacant, holders)
	if err == nil && len(gained) > 0 {
		sh.gain(token, gained)
		sh.look(ctx, gained)
	}
	return err == nil && changed
}

// renew keeps this process among the members, and returns its token and those of all. The token is "" when it has been lost.
func (sh *share) renew(ctx context.Context) (token string, members []string, err error) {
	sh.mu.Lock()
	token, before, word := sh.token, sh.before, "stay"
	sh.mu.Unlock()
	if token == "" {
		token, word = sh.newToken(), "join"
	}
	asked := time.Now()
	members, err = sh.s.members(ctx, token, sh.ttl, word, before)
	if err != nil {
		sh.unsure(token)
		return "", nil, err
	}
	if !slices.Contains(members, token) {
		sh.lose()
		return "", nil, nil
	}
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if word == "stay" && sh.token != token {
		return "", nil, nil // expired while the answer was on its way
	}
	sh.token, sh.until = token, asked.Add(sh.ttl-sh.ttl/beats)
	sh.lapse.Reset(time.Until(sh.until) + time.Millisecond)
	return token, members, nil
}

// members lists who lives, and renews or begins the life of a token other than "".
func (s *Store) members(ctx context.Context, token string, ttl time.Duration, word, before string) ([]string, error) {
	return s.scripts.beat.Run(ctx, s.client, []string{s.keys.replicas()}, token, ttl.Milliseconds(), word, before).StringSlice()
}

// vacant lists the slots that fairly are this process's and that it does not hold.
func (sh *share) vacant() (all []int) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	for slot, h := range sh.held {
		if h == nil && sh.token != "" && sh.owner[slot] == sh.token {
			all = append(all, slot)
		}
	}
	return all
}

// holders reads who holds slots.
func (sh *share) holders(ctx context.Context, of []int) ([]string, error) {
	if len(of) == 0 {
		return nil, nil
	}
	p := sh.s.client.Pipeline()
	asked := make([]*redis.StringCmd, len(of))
	for i, slot := range of {
		asked[i] = p.Get(ctx, sh.s.keys.holder(slot))
	}
	// What goes wrong stands in each answer as well; that nobody holds a slot is an error to Exec.
	_, _ = p.Exec(ctx)
	all := make([]string, len(of))
	for i, cmd := range asked {
		var err error
		if all[i], err = cmd.Result(); err != nil && !errors.Is(err, redis.Nil) {
			return nil, err
		}
	}
	return all, nil
}
