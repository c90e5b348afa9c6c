package redisdb

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"echowall/storage"
)

// A slot is what is held by one process at a time: a partition, or what is done alone.
const (
	alone = partitions
	slots = partitions + 1
)

// share is the part of the store that this process serves.
type share struct {
	s   *Store
	ttl time.Duration

	mu     sync.Mutex
	epoch  int
	token  string    // names this process among the members; "" when it is none
	before string    // the token it had last
	until  time.Time // nothing is held any more then, unless there is another beat
	lapse  *time.Timer
	held   [slots]*holding
	turned chan struct{} // closed when something is held anew

	// What follows is Serve's own.
	tell    func(storage.News)
	known   []string      // the members at the last beat
	owner   [slots]string // whose each slot is fairly, by token
	handing sync.WaitGroup
}

var _ storage.Share = (*share)(nil)

func newShare(s *Store, ttl time.Duration) *share {
	return &share{s: s, ttl: ttl, turned: make(chan struct{})}
}

// Share implements storage.Shared.
func (s *Store) Share() storage.Share { return s.share }

// holding is a slot that is held, until it is over: lost, or to be handed over.
type holding struct {
	sh    *share
	token string
	ended chan struct{}
	over  bool
	uses  int
	idle  chan struct{} // closed when it is over and nobody works under it
}

// Lease implements storage.Share.
func (sh *share) Lease(community storage.ID) (storage.Lease, bool) {
	return sh.lease(partitionOf(community))
}

func (sh *share) lease(slot int) (storage.Lease, bool) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	h := sh.held[slot]
	if h == nil || !h.valid() {
		return nil, false
	}
	h.uses++
	return h, true
}

// valid is Valid with sh.mu held. Both clocks must agree: the steady one stands still while a machine sleeps, the other may be set.
func (h *holding) valid() bool {
	now := time.Now()
	return !h.over && now.Before(h.sh.until) && now.Round(0).Before(h.sh.until.Round(0))
}

// Valid implements storage.Lease.
func (h *holding) Valid() bool {
	h.sh.mu.Lock()
	defer h.sh.mu.Unlock()
	return h.valid()
}

// Ended implements storage.Lease.
func (h *holding) Ended() <-chan struct{} { return h.ended }

// Fence implements storage.Lease.
func (h *holding) Fence(of storage.Tx) {
	if own, ok := of.(*tx); ok {
		own.fence = h.token
	}
}

// Release implements storage.Lease.
func (h *holding) Release() {
	h.sh.mu.Lock()
	defer h.sh.mu.Unlock()
	h.uses--
	h.rest()
}

// end lets nothing new begin. The caller holds sh.mu.
func (h *holding) end() {
	if !h.over {
		h.over = true
		close(h.ended)
		h.rest()
	}
}

func (h *holding) rest() {
	if h.over && h.uses == 0 {
		close(h.idle)
	}
}

// gain makes slots this process's, under the token it has.
func (sh *share) gain(token string, gained []int) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if token != sh.token {
		return // lost meanwhile
	}
	for _, slot := range gained {
		sh.held[slot] = &holding{sh: sh, token: token, ended: make(chan struct{}), idle: make(chan struct{})}
	}
	close(sh.turned)
	sh.turned = make(chan struct{})
}

// lose forgets all that is held.
func (sh *share) lose() {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	for slot, h := range sh.held {
		if h != nil {
			h.end()
			sh.held[slot] = nil
		}
	}
	if sh.token != "" {
		sh.before, sh.token = sh.token, ""
	}
}

// deny hears that the store knows a token as the holder's no more. Where this process believes it is, as after a failover that lost some,
// it comes in anew.
func (sh *share) deny(token string) {
	sh.mu.Lock()
	wrong := sh.token == token
	for _, h := range sh.held {
		wrong = wrong && !(h != nil && h.over) // what is being handed over may be gone already
	}
	sh.mu.Unlock()
	if wrong {
		sh.lose()
	}
}

// expire loses what no beat has renewed in time.
func (sh *share) expire() {
	sh.mu.Lock()
	late := !time.Now().Before(sh.until)
	sh.mu.Unlock()
	if late {
		sh.lose()
	}
}

// drop forgets a slot that was handed over.
func (sh *share) drop(slot int, h *holding) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.held[slot] == h {
		sh.held[slot] = nil
	}
}

// mine lists the partitions that are held.
func (sh *share) mine() (all []int) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	for slot, h := range sh.held[:partitions] {
		if h != nil && h.valid() {
			all = append(all, slot)
		}
	}
	return all
}

// Unsent implements storage.Share.
func (sh *share) Unsent(ctx context.Context) ([]storage.ID, error) {
	return sh.s.unsentIn(ctx, sh.mine())
}

// Due implements storage.Share.
func (sh *share) Due(ctx context.Context, now time.Time, limit int) ([]storage.WakeUp, error) {
	return sh.s.dueIn(ctx, sh.mine(), now, limit)
}

// NextWake implements storage.Share.
func (sh *share) NextWake(ctx context.Context) (time.Time, error) {
	return sh.s.nextWakeIn(ctx, sh.mine())
}

// Alone implements storage.Share.
func (sh *share) Alone(ctx context.Context, fn func(context.Context) error) error {
	for ctx.Err() == nil {
		sh.mu.Lock()
		turned := sh.turned
		sh.mu.Unlock()
		l, ok := sh.lease(alone)
		if !ok {
			select {
			case <-turned:
			case <-ctx.Done():
			}
			continue
		}
		if ended, err := under(ctx, l, fn); !ended {
			return err
		}
	}
	return nil
}

// under runs fn while a lease lasts, and tells whether that, or ctx, ended it.
func under(ctx context.Context, l storage.Lease, fn func(context.Context) error) (ended bool, err error) {
	defer l.Release()
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-l.Ended():
			cancel()
		case <-inner.Done():
		}
	}()
	err = fn(inner)
	return inner.Err() != nil, err
}

// A token is "<process>.<number of its coming in>", so that what a process held before it was lost is not taken for what it holds now.
func (sh *share) newToken() string {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.epoch++
	return sh.s.writer + "." + strconv.Itoa(sh.epoch)
}

// processOf is the process in a token.
func processOf(token string) string {
	process, _, _ := strings.Cut(token, ".")
	return process
}
