package guard_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"echowall/bot/wall/guard"
)

// gate is a guard with a clock of its own before a page that reads what it is sent.
type gate struct {
	*guard.Guard
	now time.Time
	// turned is how often somebody was told that it was too much, read the error of the last body.
	turned int
	read   error
}

func newGate(framers string, perSecond float64) *gate {
	g := &gate{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	g.Guard = guard.New(guard.Rules{Now: func() time.Time { return g.now }, Framers: framers, Rate: perSecond})
	return g
}

// ask asks for a page and returns what came back.
func (g *gate) ask(r *http.Request) *http.Response {
	page := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, g.read = io.ReadAll(r.Body) })
	tooMany := func(rw http.ResponseWriter, _ *http.Request) {
		g.turned++
		rw.WriteHeader(http.StatusTooManyRequests)
	}
	rec := httptest.NewRecorder()
	g.Protect(page, tooMany).ServeHTTP(rec, r)
	return rec.Result()
}

// from is a request of an address.
func from(address string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/w/rose/", nil)
	r.RemoteAddr = address
	return r
}

func TestOneAddressMayAskForSoMuch(t *testing.T) {
	const burst = 120
	g := newGate("", 2)
	asks := func(address string, times int) (served int) {
		for range times {
			if g.ask(from(address)).StatusCode == http.StatusOK {
				served++
			}
		}
		return served
	}
	if got := asks("203.0.113.9:1", burst+30); got != burst || g.turned != 30 {
		t.Errorf("at once served %d, turned away %d", got, g.turned)
	}
	if got := asks("203.0.113.9:2", 1); got != 0 {
		t.Error("another port is another reader")
	}
	if got := asks("203.0.113.10:1", 1); got != 1 {
		t.Error("a neighbour pays for it")
	}
	g.now = g.now.Add(10 * time.Second)
	if got := asks("203.0.113.9:1", 30); got != 20 {
		t.Errorf("after ten seconds of two served %d", got)
	}
	if after := g.ask(from("203.0.113.9:1")).Header.Get("Retry-After"); after != "5" {
		t.Errorf("told to come back after %q", after)
	}
}

func TestAFastReaderIsNotHeldBackByTheBurst(t *testing.T) {
	g := newGate("", 500)
	for i := range 500 {
		if code := g.ask(from("203.0.113.9:1")).StatusCode; code != http.StatusOK {
			t.Fatalf("request %d: status %d", i, code)
		}
	}
}

// Addresses cost an attacker nothing: what is remembered of them has a bound.
func TestSoManyAddressesAreRemembered(t *testing.T) {
	g := newGate("", 0)
	for range 121 {
		g.ask(from("203.0.113.9:1"))
	}
	if g.turned != 1 {
		t.Fatalf("turned away %d", g.turned)
	}
	for i := range 20_000 {
		g.ask(from(fmt.Sprintf("10.%d.%d.%d:1", i>>16, i>>8&255, i&255)))
	}
	if code := g.ask(from("203.0.113.9:1")).StatusCode; code != http.StatusOK {
		t.Errorf("who was forgotten is turned away: status %d", code)
	}
}

func TestWhatABrowserMayDo(t *testing.T) {
	for framers, want := range map[string]string{
		"": "frame-ancestors 'none'", "https://village.example": "frame-ancestors https://village.example",
	} {
		g := newGate(framers, 0)
		long := from("203.0.113.9:1")
		long.RequestURI = "/" + strings.Repeat("x", 2<<10)
		for range 121 {
			g.ask(from("203.0.113.10:1"))
		}
		for code, r := range map[int]*http.Request{
			http.StatusOK: from("203.0.113.9:1"), http.StatusRequestURITooLong: long,
			http.StatusTooManyRequests: from("203.0.113.10:1"),
		} {
			answer := g.ask(r)
			csp := answer.Header.Get("Content-Security-Policy")
			if answer.StatusCode != code || !strings.HasPrefix(csp, "default-src 'none'; ") || !strings.HasSuffix(csp, want) {
				t.Errorf("expected status %d, got %d under %q", code, answer.StatusCode, csp)
			}
			for _, name := range []string{
				"X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy",
			} {
				if answer.Header.Get(name) == "" {
					t.Errorf("status %d without %s", code, name)
				}
			}
		}
	}
}

func TestWhatARequestMayWeigh(t *testing.T) {
	g := newGate("", 0)
	for size, fits := range map[int]bool{0: true, 64 << 10: true, 64<<10 + 1: false, 1 << 20: false} {
		r := from("203.0.113.9:1")
		r.Body = io.NopCloser(strings.NewReader(strings.Repeat("x", size)))
		g.ask(r)
		var tooLarge *http.MaxBytesError
		if errors.As(g.read, &tooLarge) == fits {
			t.Errorf("%d bytes: %v", size, g.read)
		}
	}
	for size, fits := range map[int]bool{2 << 10: true, 2<<10 + 1: false} {
		r := from("203.0.113.9:1")
		r.RequestURI = "/" + strings.Repeat("x", size-1)
		if got := g.ask(r).StatusCode == http.StatusOK; got != fits {
			t.Errorf("an address of %d bytes: served is %v", size, got)
		}
	}
}
