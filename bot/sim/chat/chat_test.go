package chat_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/chat"
	"echowall/bot/sim/people"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// yard is a host with a village of two. Streams read the world while another request replaces it.
type yard struct {
	world   atomic.Pointer[chat.World]
	skipped time.Duration
}

func (y *yard) World() *chat.World { return y.world.Load() }

func (y *yard) Skip(_ context.Context, d time.Duration) error { y.skipped += d; return nil }

func (y *yard) Restart(_ context.Context, lang string) error {
	if lang != "en" {
		return errors.New("no such language")
	}
	y.world.Swap(newWorld()).Server.Close()
	return nil
}

func newWorld() *chat.World {
	clock := people.NewJumpClock(noon, 60)
	s := api.New(api.Config{Token: "42:TEST", Username: "echo_wall_bot", Name: "Echo Wall", Clock: clock})
	li, wang := s.AddUser(people.User{First: "Li", Lang: "en"}), s.AddUser(people.User{First: "Wang", Lang: "en"})
	g := s.AddGroup("Village", li)
	s.Join(g, wang)
	texts := map[string]string{}
	for _, name := range chat.Texts() {
		texts[name] = name
	}
	return &chat.World{
		Server: s, Clock: clock, Zone: time.UTC, Group: func() *people.Chat { return s.Current(g) }, Me: wang, Lang: "en",
		People: []chat.Person{{User: li, Part: "</script><b>elder"}, {User: wang, Part: "resident"}},
		Langs:  []chat.Lang{{Tag: "en", Name: "English"}}, Texts: texts,
	}
}

func serve(t *testing.T) (*yard, *httptest.Server) {
	t.Helper()
	y := &yard{}
	y.world.Store(newWorld())
	page, err := chat.New(y)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(page)
	t.Cleanup(func() {
		srv.CloseClientConnections()
		srv.Close()
		y.World().Server.Close()
	})
	return y, srv
}

// post does something on the page and returns the status.
func post(t *testing.T, url string, body any, change ...func(*http.Request)) int {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range change {
		f(req)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

type fields = map[string]any

func TestPeopleSpeakOnThePage(t *testing.T) {
	y, srv := serve(t)
	g, wang := y.World().Group(), y.World().Me
	for what, body := range map[string]fields{
		"say":   {"as": wang.ID, "chat": g.ID, "text": "the lamps are dark"},
		"start": {"as": wang.ID, "chat": wang.Private().ID, "text": "door"},
	} {
		if got := post(t, srv.URL+"/do/"+what, body); got != http.StatusNoContent {
			t.Errorf("%s: status %d", what, got)
		}
	}
	said := y.World().Server.Messages(g)
	if last := said[len(said)-1]; last.Text != "the lamps are dark" || last.From != wang {
		t.Errorf("the group hears %+v", last)
	}
	if began := y.World().Server.Messages(wang.Private()); len(began) != 1 || began[0].Text != "/start door" {
		t.Errorf("the private chat holds %+v", began)
	}
}

func TestNobodyDoesWhatCannotBe(t *testing.T) {
	y, srv := serve(t)
	g, wang := y.World().Group(), y.World().Me
	for name, c := range map[string]struct {
		what string
		body fields
	}{
		"a stranger":               {"say", fields{"as": 5, "chat": g.ID, "text": "x"}},
		"in another's chat":        {"say", fields{"as": wang.ID, "chat": y.World().People[0].ID, "text": "x"}},
		"nothing":                  {"say", fields{"as": wang.ID, "chat": g.ID}},
		"a button that is nowhere": {"press", fields{"as": wang.ID, "chat": g.ID, "message": 77, "data": "x"}},
		"a gesture nobody knows":   {"dance", fields{"as": wang.ID, "chat": g.ID}},
		"back in time":             {"skip", fields{"seconds": -5}},
		"a year at once":           {"skip", fields{"seconds": 366 * 86400}},
		"a clock that stands":      {"speed", fields{"speed": 0}},
		"a language nobody speaks": {"restart", fields{"lang": "fr"}},
	} {
		if got := post(t, srv.URL+"/do/"+c.what, c.body); got != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", name, got)
		}
	}
	if got := post(t, srv.URL+"/do/say", "no gesture"); got != http.StatusBadRequest {
		t.Errorf("what is no gesture: status %d", got)
	}
}

func TestTheClockIsMoved(t *testing.T) {
	y, srv := serve(t)
	if got := post(t, srv.URL+"/do/skip", fields{"seconds": 3600}); got != http.StatusNoContent || y.skipped != time.Hour {
		t.Errorf("status %d, skipped %s", got, y.skipped)
	}
	if got := post(t, srv.URL+"/do/speed", fields{"speed": 600}); got != http.StatusNoContent ||
		y.World().Clock.Speed() != 600 {
		t.Errorf("status %d, speed %v", got, y.World().Clock.Speed())
	}
}

// Only the page itself is served, and only under a name of this machine.
func TestOthersAreKeptOut(t *testing.T) {
	y, srv := serve(t)
	say := fields{"as": y.World().Me.ID, "chat": y.World().Group().ID, "text": "x"}
	for name, change := range map[string]func(*http.Request){
		"another site":    func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
		"a borrowed name": func(r *http.Request) { r.Host = "evil.example" },
		"a picture frame": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
	} {
		if got := post(t, srv.URL+"/do/say", say, change); got != http.StatusForbidden {
			t.Errorf("%s: status %d", name, got)
		}
	}
	res, err := http.Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") ||
		strings.Contains(policy, "unsafe") {
		t.Errorf("policy: %s", policy)
	}
	if strings.Contains(string(page), "</script><b>elder") {
		t.Error("what somebody is called ends the script it stands in")
	}
}

func TestPicturesAndFilesComeBack(t *testing.T) {
	y, srv := serve(t)
	g, wang := y.World().Group(), y.World().Me
	lamp, _ := y.World().Server.Message(g, wang.Photo(g, ""))
	plan, _ := y.World().Server.Message(g, wang.Document(g, "plan.html", []byte("<script>"), ""))
	place := "?as=" + strconv.FormatInt(wang.ID, 10) + "&chat=" + strconv.FormatInt(g.ID, 10) + "&caption=dark"
	send := func(body []byte) int {
		res, err := http.Post(srv.URL+"/picture"+place, "image/png", strings.NewReader(string(body)))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		return res.StatusCode
	}
	if got := send([]byte("no picture")); got != http.StatusUnsupportedMediaType {
		t.Errorf("what is no picture: status %d", got)
	}
	if got := send(y.World().Server.File(lamp.Photo)); got != http.StatusNoContent {
		t.Errorf("a picture: status %d", got)
	}
	all := y.World().Server.Messages(g)
	for path, want := range map[string]string{
		"/photo/" + all[len(all)-1].Photo: "image/png", "/file/" + plan.Document: "application/octet-stream",
		"/photo/" + plan.Document: "text/plain; charset=utf-8",
		"/file/nothing":           "text/plain; charset=utf-8",
	} {
		res, err := http.Get(srv.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if got := res.Header.Get("Content-Type"); got != want {
			t.Errorf("%s is served as %s, want %s", path, got, want)
		}
	}
}

// frames reads the frames of a stream of events until one holds.
func frames(t *testing.T, url string, done func(frame string) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if done(lines.Text()) {
			return
		}
	}
	t.Fatal("the stream ended:", lines.Err())
}

func TestWhatHappensIsSeen(t *testing.T) {
	y, srv := serve(t)
	g, wang := y.World().Group(), y.World().Me
	id := wang.Say(g, "dark")
	wang.Edit(g, id, "very dark")
	first := true
	frames(t, srv.URL, func(line string) bool {
		if first && line != "" {
			first = false
			if strings.Count(line, "dark") != 1 || !strings.Contains(line, `"text":"very dark"`) {
				t.Errorf("a message that changed is told more than once, or as it was: %s", line)
			}
			wang.Say(g, "still dark")
		}
		return strings.Contains(line, `"text":"still dark"`)
	})
}

func TestANewWorldIsTold(t *testing.T) {
	y, srv := serve(t)
	begun := false
	frames(t, srv.URL, func(line string) bool {
		if !begun && line != "" {
			begun = true
			if err := y.Restart(t.Context(), "en"); err != nil {
				t.Error(err)
			}
		}
		return strings.Contains(line, `"over":true`)
	})
}
