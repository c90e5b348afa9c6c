// Package wall is what the public sees over HTTP: the pages of each community's echo wall, the screen in the hall,
// feeds, a calendar, and an interface for other systems.
//
// What may be shown comes from package flows/public and from nowhere else; this package only gives it a form. Pages are
// plain HTML that needs no script, no cookie and nothing from elsewhere. What was made is kept until its community
// changes, so that most requests read no record. It is wired by cmd and knows the bot by what it is given: a renderer,
// a way to fetch a photo, a way to take an input down the road.
package wall

import (
	"context"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"echowall/bot/text"
	"echowall/bot/wall/answer"
	"echowall/bot/wall/guard"
	"echowall/bot/wall/photos"
	"echowall/bot/wall/shelf"
	"echowall/flows"
	"echowall/flows/clock"
	"echowall/flows/procedure"
	"echowall/locales"
	"echowall/storage"
)

// Config is what a wall works with.
type Config struct {
	Store   storage.Store
	Methods *procedure.Registry
	Texts   *locales.Catalogue
	Words   *text.Renderer
	Clock   clock.Clock
	// Public is the address under which the world reaches the pages, without a slash at its end; "" where that is not
	// known, and the address of each request is taken.
	Public string
	// File fetches a photo by the id that Telegram gave it, of at most limit bytes.
	File func(ctx context.Context, id string, limit int64) ([]byte, error)
	// Do takes an input down the road, as the engine does.
	Do func(ctx context.Context, id storage.ID, in flows.Input) (flows.Reply, error)
	// Code makes a fresh random word.
	Code func() string
	Log  *slog.Logger
	// Guard is what is held to before any page is served; the time is the wall's own.
	Guard guard.Rules
}

// Wall serves the pages. All methods may be called from many goroutines.
type Wall struct {
	Config
	pages  *template.Template
	assets answer.Files
	guard  *guard.Guard
	photos *photos.Box
	kept   *shelf.Shelf[pageKey, *answer.Made]
	// rightToLeft tells how a language is written.
	rightToLeft func(lang string) bool

	// searching holds a place for each question that is being looked for.
	searching chan struct{}
	// leaving is closed when those who look on are to go.
	leaving chan struct{}
	left    sync.Once

	mu sync.Mutex
	// codes lead to sites, sites are the communities looked at lately.
	codes map[string]*site
	sites map[storage.ID]*site
	// opened counts sites.
	opened uint64
}

// New makes a wall. It starts nothing.
func New(c Config) (*Wall, error) {
	files, err := answer.Load(embedded, "assets")
	if err != nil {
		return nil, fmt.Errorf("wall: %w", err)
	}
	c.Guard.Now = c.Clock.Now
	w := &Wall{
		Config: c, assets: files, guard: guard.New(c.Guard), photos: photos.New(),
		kept: shelf.New[pageKey, *answer.Made](pageMemory), rightToLeft: c.Texts.RightToLeft,
		searching: make(chan struct{}, searches), leaving: make(chan struct{}), codes: map[string]*site{},
		sites: map[storage.ID]*site{},
	}
	if w.pages, err = template.ParseFS(embedded, "pages/*.html"); err != nil {
		return nil, fmt.Errorf("wall: read the pages: %w", err)
	}
	return w, nil
}

// Changed is told what commits did, so that what was made of it is made anew and those who look on hear of it.
func (w *Wall) Changed(c flows.Change) {
	w.mu.Lock()
	s := w.sites[c.Community]
	w.mu.Unlock()
	if s != nil {
		s.changed(c)
	}
}

// Leave ends the answers that go on for as long as somebody looks, so that the program can end.
func (w *Wall) Leave() { w.left.Do(func() { close(w.leaving) }) }

// Handler serves all addresses of the wall.
func (w *Wall) Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, serve := range w.routes() {
		mux.Handle(pattern, w.timed(serve))
	}
	mux.HandleFunc("GET /events/{code}", w.live)
	return w.guard.Protect(mux, w.tooMany)
}

// pageTime is how long making an answer may take.
const pageTime = 15 * time.Second

// timed ends the work on a request that takes too long, or whose reader has gone.
func (w *Wall) timed(serve handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), pageTime)
		defer cancel()
		w.answer(rw, r.WithContext(ctx), serve)
	})
}
