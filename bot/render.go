package bot

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"echowall/flows/calendar"
	"echowall/flows/community"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/locales"
)

// Limits of Telegram, in UTF-16 units after entities, and for callback data in bytes.
const (
	MaxMessage  = 4096
	MaxCaption  = 1024
	maxToast    = 200
	maxLabel    = 64
	maxCallback = 64
)

// Renderer turns what the domain says into text and keyboards, in the reader's language. It keeps no state and never fails: what
// the catalogue lacks in a language is said in English, and what it lacks altogether by the message's id.
type Renderer struct {
	texts    *locales.Catalogue
	username string
	// public is the address under which the world reaches the pages, without a slash at its end; "" where there is none.
	public string
}

// NewRenderer is a renderer over a catalogue. The username of the bot, without @, makes its start links.
func NewRenderer(c *locales.Catalogue, username string) *Renderer {
	return &Renderer{texts: c, username: username}
}

// Under is the same renderer, for a program that the world reaches under an address: its pages are linked to.
func (r *Renderer) Under(address string) *Renderer {
	return &Renderer{texts: r.texts, username: r.username, public: strings.TrimRight(address, "/")}
}

// page is the address of a page by its code; "" where there is none.
func (r *Renderer) page(code string) string {
	if r.public == "" || code == "" {
		return ""
	}
	return r.public + PagePath(code)
}

// below is the address of a page below that of a code; "" where there is none.
func (r *Renderer) below(code, path string) string {
	if r.page(code) == "" {
		return ""
	}
	return r.page(code) + path
}

// PagePath is where the page of a code stands below the public address.
func PagePath(code string) string { return "/w/" + code + "/" }

// Message is a message as HTML for Telegram, at most MaxMessage long: where what people typed is too long, that is cut and
// not the sentence around it. s may be nil where no community is spoken of; what it has not read it notes as missing.
func (r *Renderer) Message(s *community.State, lang string, now time.Time, m say.Message) string {
	return r.fitted(s, lang, now, m, MaxMessage)
}

// Caption is a message as HTML for below a photo, at most MaxCaption long.
func (r *Renderer) Caption(s *community.State, lang string, now time.Time, m say.Message) string {
	return r.fitted(s, lang, now, m, MaxCaption)
}

func (r *Renderer) fitted(s *community.State, lang string, now time.Time, m say.Message, limit int) string {
	v := r.voice(s, lang, now)
	html := ""
	for _, clip := range []int{0, limit / 2, limit / 4, limit / 12} {
		v.clip = clip
		if html = v.message(m); units(html) <= limit {
			return html
		}
	}
	return Fit(html, limit)
}

// Plain is a message as plain text, for where there is no Telegram.
func (r *Renderer) Plain(s *community.State, lang string, now time.Time, m say.Message) string {
	return plain(r.Message(s, lang, now, m))
}

// Toast is a message as plain text for the answer to a pressed button: no tags, at most 200 characters.
func (r *Renderer) Toast(s *community.State, lang string, now time.Time, m say.Message) string {
	return plain(Fit(r.fitted(s, lang, now, m, maxToast), maxToast))
}

// Clock is an hour of the day as a language writes it.
func (r *Renderer) Clock(lang string, t time.Time) string {
	return plain(r.voice(nil, lang, t).clock(t.Hour(), t.Minute()))
}

// Percent is a rate that the domain gives, as "85.5%", as a language writes it.
func (r *Renderer) Percent(lang, rate string) string {
	return plain(r.voice(nil, lang, time.Time{}).percent(rate))
}

// Tenths is a number of tenths, as 3.5, as a language writes it.
func (r *Renderer) Tenths(lang string, n int) string {
	return plain(r.voice(nil, lang, time.Time{}).tenths(n))
}

// View shows what is true now: a card, the wall, a ballot or a meeting, as HTML of at most MaxMessage with its buttons. ok is
// false for a view it does not know and for a thing that is not there.
func (r *Renderer) View(s *community.State, lang string, now time.Time, view string) (html string, buttons [][]say.Button, ok bool) {
	v := r.voice(s, lang, now)
	kind, which, _ := strings.Cut(view, ":")
	n, _ := strconv.Atoi(which) // what is no number is 0, and nothing has that
	switch kind {
	case "card":
		html, buttons, ok = v.card(n)
	case "wall":
		html, buttons, ok = v.wall()
	case "ballot":
		html, buttons, ok = v.ballot(which)
	case "meeting":
		html, buttons, ok = v.meeting(n)
	}
	return Fit(html, MaxMessage), buttons, ok
}

// Keyboard is rows of buttons as Telegram takes them; nil where there are none. A button whose line is longer than Telegram
// allows is left out, for it would make Telegram refuse the message with it.
func (r *Renderer) Keyboard(s *community.State, lang string, now time.Time, rows [][]say.Button) *models.InlineKeyboardMarkup {
	v := r.voice(s, lang, now)
	var keys [][]models.InlineKeyboardButton
	for _, row := range rows {
		var line []models.InlineKeyboardButton
		for _, b := range row {
			key := models.InlineKeyboardButton{Text: plain(Fit(v.message(b.Label), maxLabel)), CallbackData: b.Line}
			if b.Start != "" {
				key.URL, key.CallbackData = r.StartLink(b.Start), ""
			}
			if b.Page != "" {
				key.URL, key.CallbackData = r.below(b.Page, b.Below), ""
			}
			if key.URL != "" || key.CallbackData != "" && len(key.CallbackData) <= maxCallback {
				line = append(line, key)
			}
		}
		if len(line) > 0 {
			keys = append(keys, line)
		}
	}
	if keys == nil {
		return nil
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: keys}
}

// StartLink opens the private chat with a start code.
func (r *Renderer) StartLink(code string) string {
	return "https://t.me/" + r.username + "?start=" + code
}

// tell writes a message with data rendered already, in the language, else in English, else its id.
func (r *Renderer) tell(lang, id string, d data) string {
	var count *int
	if n, ok := d["Count"].(int); ok {
		count = &n
	}
	for _, l := range []string{lang, locales.Default} {
		if text, err := r.texts.Render(l, id, d, count); err == nil {
			return text
		}
	}
	return escape(id)
}

// data are the placeholders of a message, rendered and escaped; numbers stay numbers, so that templates can ask for them.
type data = map[string]any

// voice speaks of one community in one language at one moment.
type voice struct {
	r    *Renderer
	s    *community.State
	lang string
	now  time.Time
	// clip is how long a text that a person typed may be, in characters; 0 for as long as it is.
	clip int
}

func (r *Renderer) voice(s *community.State, lang string, now time.Time) voice {
	return voice{r: r, s: s, lang: r.texts.Match(lang), now: now}
}

// zone is where the community is. It is asked for only by what speaks of time, for most answers do not.
func (v voice) zone() *time.Location {
	if v.s == nil {
		return time.UTC
	}
	return v.s.Location()
}

func (v voice) tell(id string, d data) string { return v.r.tell(v.lang, id, d) }

// message renders a message of the domain.
func (v voice) message(m say.Message) string {
	m.ID = v.timely(m)
	d := make(data, len(m.Args))
	for name, a := range m.Args {
		d[name] = v.value(name, a)
	}
	return v.tell(m.ID, d)
}

// timely is the id of a message, but of who is waited for by when only the first half once that day is over: "by 1 July" is no news
// on the third.
func (v voice) timely(m say.Message) string {
	due := m.Args["Due"].Date
	if id, ok := strings.CutSuffix(m.ID, ".by"); ok && strings.HasPrefix(id, "wait.") && due != nil && !due.After(v.now) {
		return id
	}
	return m.ID
}

// value renders a datum of a message. The name tells of some texts what they are.
func (v voice) value(name string, a say.Arg) any {
	switch {
	case a.Text != nil:
		return v.text(name, *a.Text)
	case a.Num != nil:
		return *a.Num
	case a.Person != nil:
		return v.person(*a.Person)
	case a.Time != nil:
		return v.moment(*a.Time)
	case a.Date != nil:
		return v.date(*a.Date)
	case a.Msg != nil:
		return v.message(*a.Msg)
	case a.Names != nil:
		return escape(v.named(a.Names))
	case name == "Mentions":
		return v.list(v.mentions(a.List))
	case name == "Rule", name == "Votes" && len(a.List) > 0:
		return strings.Join(v.values(a.List), v.tell("list.clause", nil))
	case a.Lines != nil:
		return strings.Join(v.values(a.Lines), "\n")
	}
	return v.list(v.values(a.List))
}

func (v voice) values(all []say.Arg) []string {
	var texts []string
	for _, a := range all {
		switch x := v.value("", a).(type) {
		case string:
			texts = append(texts, x)
		case int:
			texts = append(texts, strconv.Itoa(x))
		}
	}
	return texts
}

// text renders what a person typed, and the spans and fractions that the domain gives as text.
func (v voice) text(name, text string) string {
	switch name {
	case "Title":
		return v.title(text)
	case "Month":
		return v.month(text)
	case "Page":
		return escape(v.r.page(text))
	case "Rate":
		return v.percent(text)
	case "Schedule":
		return v.rounds(text)
	case "Within", "Window", "Open", "Echo", "Value", "Notice":
		if s, err := calendar.ParseSpan(text); err == nil {
			return v.span(s)
		}
		if name != "Value" {
			return ""
		}
	case "Place":
		if strings.TrimSpace(text) == "" {
			return v.tell("meeting.place.later", nil)
		}
	case "Majority", "Quorum", "Satisfied":
		if f, err := procedure.ParseFraction(text); err == nil && f.Num > 0 {
			return v.fraction(f)
		}
		return ""
	}
	return escape(clipped(strings.TrimSpace(text), v.clip))
}

// title is a title in one line, without the stop at its end, for it stands within sentences; a case that is only photos has none of
// its own.
func (v voice) title(text string) string {
	if text = strings.TrimRight(oneLine(text), ".。,，;；:：、"); text == "" {
		return v.tell("case.untitled", nil)
	}
	return escape(text)
}

// maxName is how long a name may be, in characters: longer ones are made to annoy.
const maxName = 40

// person is the name of a person, or that the person was erased.
func (v voice) person(n int) string {
	if v.s != nil {
		if p := v.s.Profile(n); p != nil && oneLine(p.Name) != "" {
			return escape(clipped(oneLine(p.Name), maxName))
		}
	}
	return v.tell("erased", nil)
}

// mentions are the names of persons as links that call them, where Telegram knows them.
func (v voice) mentions(persons []say.Arg) []string {
	var all []string
	for _, a := range persons {
		name := v.person(*a.Person)
		if p := v.s.Profile(*a.Person); p != nil {
			name = `<a href="tg://user?id=` + strconv.FormatInt(p.User, 10) + `">` + name + `</a>`
		}
		all = append(all, name)
	}
	return all
}

// named picks the name in the reader's language, else the English one.
func (v voice) named(names map[string]string) string {
	if name := names[v.lang]; name != "" {
		return name
	}
	return names[locales.Default]
}

// list joins texts as the language joins them: "A, B and C", "A、B和C".
func (v voice) list(texts []string) string {
	n := len(texts)
	if n < 2 {
		return strings.Join(texts, "")
	}
	return v.tell("list.and", data{"First": strings.Join(texts[:n-1], v.tell("list.comma", nil)), "Last": texts[n-1]})
}
