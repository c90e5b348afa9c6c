package guard_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"testing"
	"time"

	"echowall/bot/wall/guard"
)

// TestNobodySaysWhoHeIs: whom a request comes from is told by the connection. Only the operator's proxies are believed,
// and of what they pass on only what they added themselves.
func TestNobodySaysWhoHeIs(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.0.0.0/8"),
		netip.MustParsePrefix("fd00::/8")}
	for _, x := range []struct {
		name, remote string
		named        []string
		want         string
		proxies      []netip.Prefix
	}{
		{"a reader", "203.0.113.9:4000", nil, "203.0.113.9/32", proxies},
		{"a reader who names another", "203.0.113.9:4000", []string{"198.51.100.1"}, "203.0.113.9/32", proxies},
		{"a reader from a private network that is no proxy's", "192.168.1.7:4000", []string{"198.51.100.1"}, "192.168.1.7/32",
			proxies},
		{"this machine, where no proxy is named", "127.0.0.1:4000", []string{"198.51.100.1"}, "127.0.0.1/32", nil},
		{"by a proxy", "127.0.0.1:4000", []string{"198.51.100.1"}, "198.51.100.1/32", proxies},
		{"by a proxy, having named another first", "127.0.0.1:4000", []string{"8.8.8.8, 198.51.100.1"}, "198.51.100.1/32",
			proxies},
		{"by two proxies", "127.0.0.1:4000", []string{"8.8.8.8, 198.51.100.1, 10.1.2.3"}, "198.51.100.1/32", proxies},
		{"by two proxies, each with its own line", "127.0.0.1:4000", []string{"198.51.100.1", "10.1.2.3"}, "198.51.100.1/32",
			proxies},
		{"by a proxy that says nothing", "10.1.2.3:4000", nil, "10.1.2.3/32", proxies},
		{"by a proxy that says nonsense", "10.1.2.3:4000", []string{"198.51.100.1, unknown"}, "10.1.2.3/32", proxies},
		{"of IPv6 the network", "[2001:db8:1:2:3:4:5:6]:4000", nil, "2001:db8:1:2::/64", proxies},
		{"by a proxy of IPv6", "[fd00::1]:4000", []string{"2001:db8::7"}, "2001:db8::/64", proxies},
		{"of IPv4 within IPv6", "[::ffff:127.0.0.1]:4000", []string{"::ffff:198.51.100.1"}, "198.51.100.1/32", proxies},
		{"with a zone", "[fe80::1%eth0]:4000", nil, "fe80::/64", proxies},
		{"from nowhere", "@", nil, "invalid Prefix", proxies},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr, r.Header["X-Forwarded-For"] = x.remote, x.named
		if got := guard.New(guard.Rules{Now: time.Now, Proxies: x.proxies}).Reader(r).String(); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}

// TestNobodyTakesAllPlaces lets addresses look on for as long as they are let in: one address has fifty places, one
// community five hundred, and whoever leaves makes room.
func TestNobodyTakesAllPlaces(t *testing.T) {
	g := guard.New(guard.Rules{Now: time.Now})
	from := func(n int) netip.Prefix { return netip.MustParsePrefix("10.0.0." + strconv.Itoa(n) + "/32") }
	joined := func(address netip.Prefix, community string) (n int) {
		for g.Joins(address, community) {
			n++
		}
		return n
	}
	if n := joined(from(1), "willow"); n != 50 {
		t.Errorf("one address has %d places", n)
	}
	if !g.Joins(from(2), "willow") {
		t.Error("another has none")
	}
	all := 51
	for n := 2; n < 60; n++ {
		all += joined(from(n), "willow")
	}
	if all != 500 {
		t.Errorf("%d look on at one community", all)
	}
	if !g.Joins(from(100), "poplar") {
		t.Error("nobody may look on at another")
	}
	if g.Leaves(from(1), "willow"); !g.Joins(from(101), "willow") || g.Joins(from(102), "willow") {
		t.Error("who leaves does not make room for one")
	}
	all = 501
	for n := range 200 {
		all += joined(from(n), "village "+strconv.Itoa(n%7))
	}
	if all != 2000 {
		t.Errorf("%d look on in all", all)
	}
}
