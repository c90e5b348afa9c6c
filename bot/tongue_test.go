package bot_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"unicode"

	"golang.org/x/net/html"

	"echowall/bot/sim/people"
	"echowall/bot/text"
	"echowall/bot/wall"
	"echowall/flows"
	"echowall/flows/cases"
	"echowall/flows/clock"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/locales"
	"echowall/locales/localestest"
	"echowall/storage/testenv"
)

// tongue is the language made by machine: one that is written from right to left and has six plural forms.
const tongue = "ar"

// machine is the catalogue with that language, of which no folder knows.
func machine(t *testing.T) *locales.Catalogue {
	t.Helper()
	folders, err := localestest.With(os.DirFS("../locales"), tongue)
	if err != nil {
		t.Fatal(err)
	}
	c, err := locales.LoadFrom(folders)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestOneFolderIsALanguage plays a whole case in a language that nothing but a folder of texts says anything of,
// and after it conversations that reach further. Whatever is said outside of the brackets of that language escaped
// translation.
func TestOneFolderIsALanguage(t *testing.T) {
	testenv.Unraced(t)
	for _, name := range []string{
		"tongue", "conversations/council", "conversations/joint", "conversations/outcomes", "conversations/papers",
		"conversations/schedules", "conversations/six-links", "conversations/station", "conversations/work",
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			script, err := os.ReadFile("testdata/" + name + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			texts, dir := machine(t), t.TempDir()
			synctest.Test(t, func(t *testing.T) { abroad(t, dir, texts, string(script)) })
		})
	}
}

// abroad plays a script in the language and looks for what escaped translation.
func abroad(t *testing.T, dir string, texts *locales.Catalogue, script string) {
	words, whole := []string{tongue, "bare", "webhook"}, true
	if header := regexp.MustCompile(`(?m)^= en(.*)$`).FindStringSubmatch(script); header != nil {
		words, whole = brought(append([]string{tongue}, strings.Fields(header[1])...)), false
	}
	v := foundIn(t, dir, words, methodsFor(t, words), texts)
	e := escape{v: v, names: v.properNames()}
	for line := range strings.Lines(script) {
		kind, line, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case kind != ">" && kind != "~":
		case line == "everybody takes office":
			v.appoint()
		default:
			line = v.filled(line)
			e.typed += strings.ReplaceAll(line, `\n`, " ") + "\n"
			v.act(line)
		}
	}
	for _, event := range v.server.Log() {
		for _, text := range spoken(event) {
			e.look("the bot", text)
		}
	}
	e.look("the bot of itself", v.server.Description(tongue)+v.server.ShortDescription(tongue))
	if whole {
		e.settled()
	}
	if v.cast.Groups == nil { // there is one village, which has the page
		e.pages(texts)
	}
	v.close()
}

// properNames are what is called the same in each language: people, places, the bot's languages, and what
// procedures name.
func (v *village) properNames() []string {
	names := append([]string{"柳树村", "柳树镇", "Riverside", unit, "Asia/Shanghai", "CN"}, v.texts.Languages()...)
	for _, lang := range v.texts.Languages() {
		names = append(names, v.texts.Name(lang))
	}
	for _, u := range v.cast.People {
		names = append(names, u.Last+u.First, "@"+u.Username)
	}
	for _, id := range v.methods.IDs() {
		p, _ := v.methods.Latest(id)
		names = append(names, p.ID, p.Names[procedure.DefaultLanguage])
		for _, s := range p.Stages {
			names = append(names, s.Names[procedure.DefaultLanguage], s.Part[procedure.DefaultLanguage])
			for _, phase := range s.Phases {
				names = append(names, phase[procedure.DefaultLanguage])
			}
		}
	}
	return names
}

// spoken are the texts of something that the bot did, for people whose language it is.
func spoken(e people.Event) []string {
	var all []string
	if e.Message.FromBot() {
		all = append(all, e.Message.Text)
		for _, b := range slices.Concat(e.Message.Buttons...) {
			all = append(all, b.Text)
		}
	}
	if e.Kind == people.Answered {
		all = append(all, e.Text)
	}
	if e.Kind == people.Commanded && (strings.HasPrefix(e.Text, "chat") || strings.HasSuffix(e.Text, "/"+tongue)) {
		for _, c := range e.Commands {
			all = append(all, c.Description)
		}
	}
	return all
}

// escape looks for words that are nobody's.
type escape struct {
	v     *village
	names []string
	typed string // all that people typed, a line each
}

// look finds words outside of brackets that are no names, that nobody typed, and that are no codes.
func (e *escape) look(where, text string) {
	for _, piece := range localestest.Outside(text) {
		for line := range strings.Lines(piece) {
			if e.isNobodys(line) {
				e.v.t.Errorf("%s says %q untranslated, in %q", where, strings.TrimSpace(line), text)
			}
		}
	}
}

// code is a start code, a receipt, an address, a hash of the journal, countries by their letters.
var code = regexp.MustCompile(`^([0-9A-Z]{6,}|https://\S+|[0-9a-f]{12}|[0-9a-f]{64}|([A-Z]{2} ?)+)$`)

func (e *escape) isNobodys(piece string) bool {
	piece = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, piece)
	if piece = strings.TrimSpace(piece); code.MatchString(piece) {
		return false
	}
	// What stands side by side without a word between, as a number and a title, is one piece, and a title may have
	// been cut.
	piece = strings.Trim(strings.TrimLeft(piece, "0123456789.#M· -"), "… –")
	if !strings.ContainsFunc(piece, unicode.IsLetter) || strings.Contains(e.typed, piece) {
		return false
	}
	for name := range strings.FieldsFuncSeq(piece, func(r rune) bool { return strings.ContainsRune(",–", r) }) {
		if name = strings.TrimSpace(name); !slices.Contains(e.names, name) && !strings.Contains(e.typed, name) {
			return true
		}
	}
	return false
}

// settled holds that the case came to its end, so that what was typed in the language was understood.
func (e *escape) settled() {
	v := e.v
	var h *record.Community
	var c *cases.Case
	v.must(flows.Read(context.Background(), v.store, v.methods, v.home(), func(s *life.State) error {
		h, c = s.Head(), s.Case(1)
		return nil
	}))
	if h.Language != tongue || c == nil || c.Closed == nil || c.Closed.Outcome != cases.Solved {
		v.t.Errorf("the village speaks %q, and its case stands at %+v", h.Language, c)
	}
}

// pages looks at what the wall shows of the village, and that it is shown from right to left.
func (e *escape) pages(texts *locales.Catalogue) {
	v := e.v
	w, err := wall.New(wall.Config{
		Store: v.store, Methods: v.methods, Texts: texts, Words: v.bot.Renderer(), Clock: clock.Wall{}, Do: v.bot.Do,
		Log:  slog.New(slog.NewTextHandler(v.log, nil)),
		File: func(context.Context, string, int64) ([]byte, error) { return nil, os.ErrNotExist },
	})
	v.must(err)
	defer w.Leave()
	code := ""
	v.must(flows.Read(context.Background(), v.store, v.methods, v.home(), func(s *life.State) error {
		if h := s.Head(); h != nil {
			code = h.Page.Code
		}
		return nil
	}))
	if code == "" {
		return
	}
	for _, path := range []string{
		"", "case/1", "case/1/notice", "case/99", "meeting/1", "meetings", "closed", "figures", "figures/answered",
		"procedure", "council", "kiosk",
	} {
		r := httptest.NewRequest(http.MethodGet, text.PagePath(code)+path, nil)
		r.Header.Set("Accept-Language", tongue)
		rec := httptest.NewRecorder()
		w.Handler().ServeHTTP(rec, r)
		body := rec.Body.String()
		if rec.Code == http.StatusOK && !strings.Contains(body, `lang="`+tongue+`" dir="rtl"`) {
			v.t.Errorf("the page %q (status %d) is not in the language", path, rec.Code)
		}
		e.page("the page "+strconv.Quote(path), body)
	}
}

// page looks at all that a page shows and says.
func (e *escape) page(where, body string) {
	doc, err := html.Parse(strings.NewReader(body))
	e.v.must(err)
	for n := range doc.Descendants() {
		parent := n.Parent.Data
		if n.Type == html.TextNode && !slices.Contains([]string{"script", "style", "noscript"}, parent) {
			e.look(where, n.Data)
		}
		for _, a := range n.Attr {
			if slices.Contains([]string{"alt", "title", "aria-label", "placeholder"}, a.Key) {
				e.look(where+", "+n.Data+" "+a.Key, a.Val)
			}
		}
	}
}
