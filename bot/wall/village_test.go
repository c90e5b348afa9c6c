package wall_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"echowall/bot/text"
	"echowall/bot/wall"
	"echowall/bot/wall/guard"
	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/talk"
	"echowall/locales"
	"echowall/storage"
	"echowall/storage/boltdb"
)

// village is a community that lives through the engine, and the wall that shows it.
type village struct {
	t      testing.TB
	store  storage.Store
	engine *flows.Engine
	wall   *wall.Wall
	log    *bytes.Buffer
	id     storage.ID
	mu     sync.Mutex
	now    time.Time
	codes  int
	pages  http.Handler
	config wall.Config
}

// The people of the village by their Telegram ids.
const (
	secretary = 1001 + iota
	convener
	member
	lawyer
	authority
	handler
	resident
	neighbour
)

func names() []string {
	return []string{"陈静", "刘国强", "李明", "吴芳", "周卫东", "马电工", "王秀英", "张保国"}
}

// Now is the time in the village; it moves when the test says so.
func (v *village) Now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now
}

// Until waits for nothing: no test waits for the village.
func (v *village) Until(context.Context, time.Time) error {
	return errors.New("no time passes here")
}

func (v *village) later(d time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now = v.now.Add(d)
}

// found makes a village with an office and a council, and a page behind a link.
func found(t testing.TB) *village {
	v := foundIn(t, "zh-Hans", 0)
	for who, role := range map[int64]string{
		convener: "convener", member: "member:elder", lawyer: "member:legal", authority: "authority", handler: "handler:供电所",
	} {
		v.say(who, "start")
		v.say(secretary, "appoint "+role+" @p"+fmt.Sprint(who))
	}
	v.say(secretary, "web")
	return v
}

// What every village reads is read once, for none changes it.
var (
	catalogue    = sync.OnceValues(locales.Load)
	knownMethods = sync.OnceValues(procedure.Default)
)

func foundIn(t testing.TB, lang string, rate float64) *village {
	t.Helper()
	texts, err := catalogue()
	must(t, err)
	methods, err := knownMethods()
	must(t, err)
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "wall.db"), boltdb.Options{NoSync: true})
	must(t, err)
	v := &village{
		t: t, store: store, id: "c1", log: &bytes.Buffer{},
		now: time.Date(2026, 6, 1, 9, 0, 0, 0, time.FixedZone("CST", 8*3600)),
	}
	v.engine = flows.New(flows.Config{
		Store: store, Methods: methods, Words: texts.Lexicon(), Languages: []talk.Language{{Tag: lang}},
		Clock: v, Code: v.code, Poke: func(storage.ID, uint64) {},
		Changed: func(c flows.Change) { v.wall.Changed(c) }, Log: slog.New(slog.DiscardHandler),
	})
	v.config = wall.Config{
		Store: store, Methods: methods, Texts: texts,
		Words: text.NewRenderer(texts, "echo_wall_bot").Under("https://wall.example.org"),
		Clock: v, Public: "https://wall.example.org", File: v.file, Do: v.engine.Do, Code: v.code,
		Guard: guard.Rules{Rate: rate},
		Log:   slog.New(slog.NewTextHandler(v.log, nil)),
	}
	v.wall, err = wall.New(v.config)
	must(t, err)
	v.pages = v.wall.Handler()
	t.Cleanup(func() {
		v.engine.Close()
		must(t, store.Close())
		if v.log.Len() > 0 {
			t.Errorf("the log says:\n%s", v.log)
		}
	})
	in := v.input(secretary, "setup six-step "+lang+" Asia/Shanghai")
	in.Chat, in.Admin = talk.Chat{ID: -100, Title: "柳树村"}, true
	v.do(in)
	return v
}

func (v *village) code() string {
	v.codes++
	return fmt.Sprintf("CODE%08d", v.codes)
}

// another is a wall of another process, which nobody tells of changes.
func (v *village) another(store storage.Store) http.Handler {
	c := v.config
	c.Store = store
	w, err := wall.New(c)
	must(v.t, err)
	return w.Handler()
}

// file is a photo as Telegram would give it.
func (v *village) file(_ context.Context, id string, _ int64) ([]byte, error) {
	switch {
	case strings.HasPrefix(id, "broken"):
		return nil, errors.New("Telegram is not there")
	case strings.HasPrefix(id, "page"):
		return []byte("<html><script>alert(1)</script>"), nil
	}
	return picture(len(id)), nil
}

// picture is a lamp in the evening, or at night.
func picture(seed int) []byte {
	p := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for y := range 240 {
		for x := range 320 {
			c := color.RGBA{uint8(24 + y/4), uint8(34 + y/5), uint8(70 - y/8 + seed), 255}
			if dx, dy := x-160, y-70; dx*dx+dy*dy < 900 {
				c = color.RGBA{255, 214, 120, 255}
			} else if x > 156 && x < 164 && y > 70 || y > 200 {
				c = color.RGBA{20, 20, 26, 255}
			}
			p.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, p) // memory does not fail
	return b.Bytes()
}

func (v *village) input(who int64, line string) flows.Input {
	name := names()[who-secretary]
	return flows.Input{
		At: v.Now(), Code: v.code(), User: talk.User{ID: who, Name: name, Username: "p" + fmt.Sprint(who)}, Line: line,
		Chat: talk.Chat{ID: who, Private: true},
	}
}

// say gives a command in private, which must not be refused.
func (v *village) say(who int64, line string, photos ...string) {
	v.t.Helper()
	in := v.input(who, line)
	in.Photos = photos
	v.do(in)
}

func (v *village) do(in flows.Input) {
	v.t.Helper()
	reply, err := v.engine.Do(context.Background(), v.id, in)
	must(v.t, err)
	if reply.Refused {
		v.t.Fatalf("refused: %s", in.Line)
	}
}

// tick lets the clock look at a case.
func (v *village) tick(things ...string) {
	v.t.Helper()
	for _, thing := range things {
		_, err := v.engine.Do(context.Background(), v.id, flows.Input{At: v.Now(), Code: v.code(), Tick: thing})
		must(v.t, err)
	}
}

// page is where the pages of the village stand now.
func (v *village) page() string {
	v.t.Helper()
	code := ""
	must(v.t, flows.Read(context.Background(), v.store, nil, v.id, func(s *life.State) error {
		if h := s.Head(); h != nil {
			code = h.Page.Code
		}
		return nil
	}))
	return "/w/" + code + "/"
}

// get asks for a page below that of the village, or for another address where path begins with a slash.
func (v *village) get(path string, header ...string) *httptest.ResponseRecorder {
	v.t.Helper()
	if !strings.HasPrefix(path, "/") {
		path = v.page() + path
	}
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	v.pages.ServeHTTP(rec, r)
	return rec
}

// shows is the body of a page that is there.
func (v *village) shows(path string, header ...string) string {
	v.t.Helper()
	rec := v.get(path, header...)
	if rec.Code != http.StatusOK {
		v.t.Fatalf("%s: status %d\n%s\n%s", path, rec.Code, rec.Body, v.log)
	}
	return rec.Body.String()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
