package wall_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"echowall/storage"
)

// Every answer holds to the policy, sets no cookie, and leaves nothing to the browser's guess.
func TestEveryAnswerIsGuarded(t *testing.T) {
	v := found(t)
	v.live()
	for _, path := range []string{"", "case/1", "case/99", "feed.atom", "cases.json", "open311/v2/requests.xml",
		"open311/v2/none", "/", "/robots.txt", "/nowhere", "/w/unknowncode/", "kiosk"} {
		h := v.get(path).Header()
		csp := h.Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") ||
			h.Get("X-Content-Type-Options") != "nosniff" ||
			h.Get("Set-Cookie") != "" || h.Get("Referrer-Policy") != "no-referrer" || h.Get("Content-Type") == "" {
			t.Errorf("%s: %v", path, h)
		}
	}
	if h := v.get("").Header(); !strings.Contains(h.Get("X-Robots-Tag"), "noindex") ||
		!strings.HasPrefix(h.Get("Cache-Control"), "private") {
		t.Errorf("a private page: %v", h)
	}
	v.say(secretary, "web public")
	if h := v.get("").Header(); h.Get("X-Robots-Tag") != "" || !strings.HasPrefix(h.Get("Cache-Control"), "public") {
		t.Errorf("a public page: %v", h)
	}
}

func TestLimits(t *testing.T) {
	v := foundIn(t, "en", 1)
	v.say(secretary, "web")
	if code := v.get("?q=" + strings.Repeat("x", 3000)).Code; code != http.StatusRequestURITooLong {
		t.Errorf("a long address: status %d", code)
	}
	for i := range 130 {
		rec := v.get("", "X-Forwarded-For", "203.0.113.9")
		if want := map[bool]int{true: 200, false: 429}[i < 120]; rec.Code != want && i != 120 {
			t.Fatalf("request %d from one address: status %d", i, rec.Code)
		}
	}
	// httptest requests come from 192.0.2.1, which no proxy of ours has: what it says of others does not count.
	if code := v.get("", "X-Forwarded-For", "203.0.113.10").Code; code != http.StatusTooManyRequests {
		t.Errorf("a reader that names another address: status %d", code)
	}
	v.later(10 * time.Second)
	if code := v.get("").Code; code != http.StatusOK {
		t.Errorf("after a while: status %d", code)
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		rec := httptest.NewRecorder()
		v.pages.ServeHTTP(rec, httptest.NewRequest(method, v.page(), nil))
		if rec.Code != http.StatusMethodNotAllowed && rec.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", method, rec.Code)
		}
	}
}

// Nobody but those in office is named, and of somebody who was erased nothing is.
func TestNames(t *testing.T) {
	v := found(t)
	v.live()
	v.gathers()
	pages := func() (all string) {
		for path := range everyPage() {
			all += v.shows(path)
		}
		for _, path := range []string{"feed.atom", "case/1/feed.atom", "case/4.json", "case/1.json",
			"open311/v2/requests.json?extensions=true"} {
			all += v.shows(path)
		}
		return all
	}
	before := pages()
	for _, name := range []string{"王秀英", "张保国", "p1007", "1007", "photo-dark", "photo-work"} {
		if strings.Contains(before, name) {
			t.Errorf("%s is on the wall", name)
		}
	}
	if !strings.Contains(before, "吴芳") {
		t.Error("who holds an office is not on the wall")
	}
	v.say(lawyer, "erase")
	if strings.Contains(pages(), "吴芳") {
		t.Error("who was erased is still on the wall")
	}
}

// A page that is kept is served without a look at the store; a commit of this process is seen at once, one of another
// soon.
func TestKeptPages(t *testing.T) {
	v := found(t)
	v.live()
	counted := &counting{Store: v.store}
	w := v.another(counted)
	get := func() string {
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, v.page()+"case/4?lang=en", nil))
		return rec.Body.String()
	}
	first := get()
	views := counted.views
	for range 10 {
		if get() != first {
			t.Fatal("the page changes by itself")
		}
	}
	if counted.views != views {
		t.Errorf("%d looks at the store for pages that were kept", counted.views-views)
	}
	v.say(neighbour, "support 4") // the other wall is not told
	v.later(3 * time.Second)
	if now := get(); !strings.Contains(now, "One supporter") {
		t.Errorf("what another process wrote is not seen:\n%s", now)
	}
	before := v.shows("case/4?lang=en")
	v.say(member, "support 4")
	if now := v.shows("case/4?lang=en"); now == before || !strings.Contains(now, "2 supporters") {
		t.Error("what this process wrote is not seen at once")
	}
}

// counting counts the looks at a store.
type counting struct {
	storage.Store
	views int
}

func (c *counting) View(ctx context.Context, id storage.ID, fn func(storage.Reader) error) error {
	c.views++
	return c.Store.View(ctx, id, fn)
}

// Who looks on hears of changes, and is let go when the program ends.
func TestLive(t *testing.T) {
	v := found(t)
	v.live()
	server := httptest.NewServer(v.pages)
	defer server.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet,
		server.URL+"/events/"+strings.Trim(strings.TrimPrefix(v.page(), "/w/"), "/"), nil)
	must(t, err)
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	defer res.Body.Close()
	if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("%s: %d", kind, res.StatusCode)
	}
	lines := bufio.NewScanner(res.Body)
	await := func(want string) {
		t.Helper()
		for lines.Scan() {
			if lines.Text() == want {
				return
			}
		}
		t.Fatalf("never heard %q: %v", want, lines.Err())
	}
	await("retry: 5000")
	v.say(neighbour, "support 4")
	await("event: changed")
	v.wall.Leave()
	for lines.Scan() {
	}
	must(t, lines.Err())
}

// A photo is given by a name that tells nothing, once fetched it is kept, and another case's is not found.
func TestPhotos(t *testing.T) {
	v := found(t)
	v.live()
	links := photosOf(t, v.shows("case/1"))
	for _, link := range links {
		rec := v.get(link)
		if rec.Code != http.StatusOK || rec.Header().Get("Content-Type") != "image/png" || rec.Body.Len() == 0 {
			t.Errorf("%s: %d %v", link, rec.Code, rec.Header())
		}
		if code := v.get(strings.Replace(link, "photo/1/", "photo/2/", 1)).Code; code != http.StatusNotFound {
			t.Errorf("as a photo of another case: status %d", code)
		}
	}
	if len(links) != 3 { // of the case, of the task, of what happened
		t.Errorf("%d photos", len(links))
	}
}

// An address that was renewed, or made private again, leads nowhere any more.
func TestAddresses(t *testing.T) {
	v := found(t)
	v.live()
	for _, change := range []string{"web public", "web renew", "web private"} {
		old := v.page()
		v.shows("")
		v.say(secretary, change)
		if rec := v.get(old); rec.Code != http.StatusNotFound || v.page() == old {
			t.Errorf("after /%s the old address answers with %d", change, rec.Code)
		}
		v.shows("")
	}
}
