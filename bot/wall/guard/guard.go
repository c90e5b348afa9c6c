// Package guard stands before every route of the wall: it limits what one address may ask for and how many may look on,
// and says what a browser may do with an answer. It knows addresses and no pages.
package guard

import (
	"cmp"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits of reading: how many requests an address may make a second for long and at once, how many addresses are
// remembered, how much a request may weigh.
const (
	defaultRate = 20
	burst       = 120
	maxReaders  = 20_000
	maxBody     = 64 << 10
	maxURL      = 2 << 10
)

// How many may look on, in all and from one address.
const (
	maxLive     = 2000
	maxLiveFrom = 50
)

// Guard stands before every route: it limits what one address may ask for, and says what a browser may do with an
// answer.
type Guard struct {
	now  func() time.Time
	rate rate.Limit

	mu      sync.Mutex
	readers map[netip.Prefix]*rate.Limiter
	// framers are the pages that may show ours within theirs.
	framers string
	// lookers are who looks on at the moment, live how many those are in all.
	lookers map[netip.Prefix]int
	live    int
}

// New is a guard that knows nobody yet: framers are the pages that may show ours, perSecond is what one address may ask
// for; 0 is the default.
func New(now func() time.Time, framers string, perSecond float64) *Guard {
	if perSecond == 0 {
		perSecond = defaultRate
	}
	return &Guard{now: now, framers: framers, rate: rate.Limit(perSecond), readers: map[netip.Prefix]*rate.Limiter{},
		lookers: map[netip.Prefix]int{}}
}

// policy lets a page use what comes from here and nothing else: no code or style within it, and no frames around it but
// those of framers, as the policy names them.
func policy(framers string) string {
	return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors " + cmp.Or(framers, "'none'")
}

// Protect puts the guard before a handler.
func (g *Guard) Protect(next http.Handler, tooMany http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		h := rw.Header()
		h.Set("Content-Security-Policy", policy(g.framers))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		switch {
		case len(r.RequestURI) > maxURL:
			http.Error(rw, http.StatusText(http.StatusRequestURITooLong), http.StatusRequestURITooLong)
		case !g.admits(r):
			h.Set("Retry-After", "5")
			tooMany(rw, r)
		default:
			r.Body = http.MaxBytesReader(rw, r.Body, maxBody)
			next.ServeHTTP(rw, r)
		}
	})
}

// admits counts a request and tells whether its address may make it.
func (g *Guard) admits(r *http.Request) bool {
	from := Reader(r)
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.readers[from]
	if l == nil {
		if len(g.readers) >= maxReaders {
			clear(g.readers)
		}
		l = rate.NewLimiter(g.rate, max(burst, int(g.rate)))
		g.readers[from] = l
	}
	return l.AllowN(g.now(), 1)
}

// Reader is whom a request comes from: of IPv6 the network, for a house has many addresses. Behind a proxy on this
// machine or in the same private network, it is whom the proxy names last.
func Reader(r *http.Request) netip.Prefix {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	from, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Prefix{}
	}
	if from.IsLoopback() || from.IsPrivate() {
		// Some proxies add to the line that a reader may have sent, others add a line of their own.
		all := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if named, err := netip.ParseAddr(strings.TrimSpace(all[len(all)-1])); err == nil {
			from = named
		}
	}
	from = from.Unmap()
	bits := 32
	if from.Is6() {
		bits = 64
	}
	p, err := from.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// Joins counts somebody who looks on; false where there are too many.
func (g *Guard) Joins(from netip.Prefix) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.live >= maxLive || g.lookers[from] >= maxLiveFrom {
		return false
	}
	g.live++
	g.lookers[from]++
	return true
}

// Leaves counts somebody out who looked on.
func (g *Guard) Leaves(from netip.Prefix) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.live--
	if g.lookers[from]--; g.lookers[from] == 0 {
		delete(g.lookers, from)
	}
}
