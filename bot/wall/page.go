package wall

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/reader"
	"echowall/flows/life"
	"echowall/flows/public"
	"echowall/storage"
)

// stateOf is a community's state, as pages read it.
type stateOf = life.State

// view is a community at one moment, to make something of.
type view struct {
	site      *site
	state     *stateOf
	community public.Community
}

// builder makes an answer of a community; it may run several times.
type builder struct {
	build func(p *sheet) (answer.Answer, error)
	// past says that it tells of what happened, and not only of what is.
	past bool
	// search says that it looks for what a reader typed, which takes as long as there are cases.
	search bool
}

// sheet is what an answer is made on: the community, the reader's wish, and words in the reader's language.
type sheet struct {
	*view
	Lang   string
	chosen bool
	now    time.Time
	path   string // of the request
	args   url.Values
	values map[string]string // of the path
	origin string
}

// page serves what a builder makes, made anew only when the community has changed.
func (w *Wall) page(b builder) handler {
	return func(rw http.ResponseWriter, r *http.Request) error {
		s, err := w.find(r.Context(), r.PathValue("code"))
		if err != nil {
			return err
		}
		p := w.sheet(s, r)
		switch asked := p.args.Get("q") != ""; {
		case !b.search:
			p.args.Del("q") // so that no page is made anew, nor shows another reader, what somebody typed
		case asked:
			m, err := s.search(r.Context(), p, b)
			if err != nil {
				return err
			}
			return w.send(rw, r, s, m)
		}
		key, keep := p.key()
		if m := s.recall(key, p.now); keep && m != nil {
			return w.send(rw, r, s, m)
		}
		m, err := s.make(r.Context(), p, b, key, keep)
		if err != nil {
			return err
		}
		return w.send(rw, r, s, m)
	}
}

func (w *Wall) sheet(s *site, r *http.Request) *sheet {
	p := &sheet{now: w.Clock.Now(), path: r.URL.Path, args: r.URL.Query(), origin: w.base(r), values: map[string]string{}}
	for _, name := range []string{"number", "id", "name", "rest"} {
		p.values[name] = r.PathValue(name)
	}
	p.Lang, p.chosen = reader.Language(w.Texts, r, s.door.Load().lang)
	return p
}

// pageMemory is how many bytes of answers are kept of all communities.
const pageMemory = 64 << 20

// pageKey names an answer among those kept of all communities.
type pageKey struct {
	site uint64
	key  string
}

// key names an answer among those of its community. What is not offered is not kept: it would push out what is asked
// for again.
func (p *sheet) key() (key string, keep bool) {
	parts := []string{p.path, p.Lang, strconv.FormatBool(p.chosen), p.origin}
	keep = true
	for _, name := range reader.Parameters() {
		value := p.args.Get(name)
		parts, keep = append(parts, value), keep && (value == "" || reader.Offered(name, value))
	}
	key = strings.Join(parts, "\x00")
	return key, keep && len(key) < 500
}

// recall is a kept answer that is still true; nil where there is none.
func (s *site) recall(key string, now time.Time) *answer.Made {
	m, ok := s.wall.kept.Recall(pageKey{s.number, key})
	if !ok || m.Version != s.version.Load() || !now.Before(m.Expires) {
		return nil
	}
	return m
}

// make makes an answer and keeps it.
func (s *site) make(ctx context.Context, p *sheet, b builder, key string, keep bool) (*answer.Made, error) {
	s.making.Lock()
	defer s.making.Unlock()
	if m := s.recall(key, p.now); keep && m != nil {
		return m, nil // somebody made it while we waited
	}
	version := s.version.Load()
	var a answer.Answer
	err := s.wall.Store.View(ctx, s.id, func(r storage.Reader) error {
		if b.past {
			if err := s.catchUp(r); err != nil {
				return err
			}
		}
		return s.read(r, func(v *view) (err error) {
			a, err = p.build(v, b)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	m := answer.Make(a, p.now)
	m.Version = version
	if keep && s.version.Load() == version {
		s.wall.kept.Keep(pageKey{s.number, key}, m, len(key)+m.Weight())
	}
	return m, nil
}

// build makes an answer of a community as it is at one moment.
func (p *sheet) build(v *view, b builder) (answer.Answer, error) {
	if v.community.Code == "" {
		return answer.Answer{}, errNotFound
	}
	p.view = v
	return b.build(p)
}

// html makes a page of a template.
func (p *sheet) html(name, title string, body any) (answer.Answer, error) {
	var b bytes.Buffer
	err := p.site.wall.pages.ExecuteTemplate(&b, name, &page{sheet: p, Heading: title, Body: body, Here: name})
	return answer.New("text/html; charset=utf-8", b.Bytes()), err
}

// page is what a template sees.
type page struct {
	*sheet
	Heading, Here string
	Body          any
}

// Community is the community whose page it is.
func (p *page) Community() public.Community { return p.community }

// Dir is the direction in which the reader's language is written.
func (p *page) Dir() string {
	if p.site.wall.rightToLeft(p.Lang) {
		return "rtl"
	}
	return "ltr"
}

// Style is the address of the one style sheet.
func (p *page) Style() string { return p.site.wall.assets.Path("wall.css") }

// Script is the address of the one script, which no page needs to be read.
func (p *page) Script() string { return p.site.wall.assets.Path("wall.js") }

// Root is where the community's pages begin.
func (p *sheet) Root() string { return "/w/" + p.community.Code + "/" }

// Link is the address of another page of the community, in the language the reader asked for.
func (p *sheet) Link(to string) string {
	if !p.chosen {
		return p.Root() + to
	}
	mark := "?"
	if strings.Contains(to, "?") {
		mark = "&"
	}
	return p.Root() + to + mark + "lang=" + url.QueryEscape(p.Lang)
}

// Abs is an address as the world sees it.
func (p *sheet) Abs(to string) string { return p.origin + p.Root() + to }

// Live is where changes are told.
func (p *sheet) Live() string { return "/events/" + p.community.Code }

// Tongue is a language that the page can be read in.
type Tongue struct {
	Tag, Name, Link string
	Now             bool
}

// Tongues are the languages to choose from.
func (p *page) Tongues() []Tongue {
	var all []Tongue
	for _, l := range p.site.wall.Texts.Languages() {
		args := url.Values{"lang": {l}}
		for _, name := range append(reader.Parameters(), "q") {
			if v := p.args.Get(name); v != "" {
				args.Set(name, v)
			}
		}
		all = append(all, Tongue{
			Tag: l, Name: p.site.wall.Texts.Name(l), Link: p.path + "?" + args.Encode(), Now: l == p.Lang,
		})
	}
	return all
}

// Noindex says that search engines are to leave the page alone.
func (p *page) Noindex() bool { return !p.community.Listed }

// Is tells whether the page is one of these.
func (p *page) Is(names ...string) bool { return slices.Contains(names, p.Here) }

// Icon is the address of the mark.
func (p *page) Icon() string { return p.site.wall.assets.Path("wall.svg") }

// Chosen says that the reader asked for the language.
func (p *sheet) Chosen() bool { return p.chosen }

// Now is the moment at which the page was made.
func (p *sheet) Now() time.Time { return p.now }

// with is a thing with the page it stands on, for a template within a template.
type with struct {
	P *page
	L any
}

// With puts a thing beside the page.
func (p *page) With(thing any) with { return with{p, thing} }
