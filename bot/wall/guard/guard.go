// Package guard stands before every route of the wall: it limits what one address may ask for and how many may look on,
// and says what a browser may do with an answer. It knows addresses and no pages.
package guard

import (
	"cmp"
	"net"
	"net/http"
	"net/netip"
	"slices"
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

// How many may look on: in all, at one community, and from one address.
const (
	maxLive     = 2000
	maxLiveAt   = 500
	maxLiveFrom = 50
)

// Rules are what a guard holds to.
type Rules struct {
	Now func() time.Time
	// Framers are the pages that may show ours within theirs, as a Content-Security-Policy names them; "" for none.
	Framers string
	// Rate is how many requests a second one address may make for long; 0 is the default.
	Rate float64
	// Proxies are where requests come from that say whom they come from; no other's word is taken.
	Proxies []netip.Prefix
}

// Guard stands before every route: it limits what one address may ask for, and says what a browser may do with an
// answer.
type Guard struct {
	rules Rules

	mu      sync.Mutex
	readers map[netip.Prefix]*rate.Limiter
	// from and at count who looks on at the moment, by address and by what is looked at; live is how many those are.
	from map[netip.Prefix]int
	at   map[string]int
	live int
}

// New is a guard that knows nobody yet.
func New(rules Rules) *Guard {
	rules.Rate = cmp.Or(rules.Rate, defaultRate)
	return &Guard{rules: rules, readers: map[netip.Prefix]*rate.Limiter{}, from: map[netip.Prefix]int{},
		at: map[string]int{}}
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
		h.Set("Content-Security-Policy", policy(g.rules.Framers))
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
	from := g.Reader(r)
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.readers[from]
	if l == nil {
		if len(g.readers) >= maxReaders {
			clear(g.readers)
		}
		l = rate.NewLimiter(rate.Limit(g.rules.Rate), max(burst, int(g.rules.Rate)))
		g.readers[from] = l
	}
	return l.AllowN(g.rules.Now(), 1)
}

// Reader is whom a request comes from: of IPv6 the network, for a house has many addresses. Behind a proxy it is whom
// the proxy names last; what stands before that anybody may have written.
func (g *Guard) Reader(r *http.Request) netip.Prefix {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	from, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Prefix{}
	}
	named := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, text := range slices.Backward(named) {
		next, err := netip.ParseAddr(strings.TrimSpace(text))
		if err != nil || !g.trusts(from) {
			break
		}
		from = next
	}
	return network(from)
}

// trusts tells whether a request from an address says truly whom it comes from.
func (g *Guard) trusts(from netip.Addr) bool {
	return slices.ContainsFunc(g.rules.Proxies, func(p netip.Prefix) bool { return p.Contains(from.Unmap().WithZone("")) })
}

func network(from netip.Addr) netip.Prefix {
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

// Joins counts somebody who looks on at a community; false where there are too many.
func (g *Guard) Joins(from netip.Prefix, community string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.live >= maxLive || g.at[community] >= maxLiveAt || g.from[from] >= maxLiveFrom {
		return false
	}
	g.live++
	g.at[community]++
	g.from[from]++
	return true
}

// Leaves counts somebody out who looked on.
func (g *Guard) Leaves(from netip.Prefix, community string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.live--
	if g.at[community]--; g.at[community] == 0 {
		delete(g.at, community)
	}
	if g.from[from]--; g.from[from] == 0 {
		delete(g.from, from)
	}
}
