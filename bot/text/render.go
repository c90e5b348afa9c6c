package text

import (
	"strconv"
	"strings"
	"time"

	"echowall/flows/fit"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/locales"
)

// Limits of Telegram, in UTF-16 units after entities.
const (
	MaxMessage = 4096
	MaxCaption = 1024
	maxToast   = 200
	maxLabel   = 64
)

// Renderer turns what the domain says into text and keys, in the reader's language. It keeps no state and never fails:
// what the catalogue lacks in a language is said in English, and what it lacks altogether by the message's id.
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

// Message is a message as HTML for Telegram, at most MaxMessage long: where what people typed is too long, that
// is cut and not the sentence around it. s may be nil where no community is spoken of; of what it has not read
// it panics with record.Unread.
func (r *Renderer) Message(s *life.State, lang string, now time.Time, m say.Message) string {
	return r.fitted(s, lang, now, m, MaxMessage)
}

// Caption is a message as HTML for below a photo, at most MaxCaption long.
func (r *Renderer) Caption(s *life.State, lang string, now time.Time, m say.Message) string {
	return r.fitted(s, lang, now, m, MaxCaption)
}

func (r *Renderer) fitted(s *life.State, lang string, now time.Time, m say.Message, limit int) string {
	v := r.voice(s, lang, now)
	if s != nil {
		record.WantCalled(s.Records, m.People()...)
	}
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
func (r *Renderer) Plain(s *life.State, lang string, now time.Time, m say.Message) string {
	return plain(r.Message(s, lang, now, m))
}

// Toast is a message as plain text for the answer to a pressed button: no tags, at most 200 characters.
func (r *Renderer) Toast(s *life.State, lang string, now time.Time, m say.Message) string {
	return plain(Fit(r.fitted(s, lang, now, m, maxToast), maxToast))
}

// Clock is an hour of the day as a language writes it.
func (r *Renderer) Clock(lang string, t time.Time) string {
	return plain(r.tongue(r.texts.Match(lang)).clock(t.Hour(), t.Minute()))
}

// Percent is a rate in tenths of a per cent, as 85.5%, as a language writes it; "" where there are too few to say.
func (r *Renderer) Percent(lang string, perMille int, enough bool) string {
	return plain(r.tongue(r.texts.Match(lang)).percent(perMille, enough))
}

// Tenths is a number of tenths, as 3.5, as a language writes it.
func (r *Renderer) Tenths(lang string, n int) string {
	return plain(r.tongue(r.texts.Match(lang)).tenths(n))
}

// View shows what is true now: a card, the wall, a ballot or a meeting, as HTML of at most MaxMessage with its buttons.
// ok is false for a view it does not know and for a thing that is not there.
func (r *Renderer) View(s *life.State, lang string, now time.Time, view string) (html string, buttons [][]say.Button,
	ok bool) {
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

// Key is a button in words: the command line it carries, or the address it opens.
type Key struct{ Text, Line, URL string }

// Keys are rows of buttons put into words. A button whose page has no address is left out.
func (r *Renderer) Keys(s *life.State, lang string, now time.Time, rows [][]say.Button) [][]Key {
	v := r.voice(s, lang, now)
	var keys [][]Key
	for _, row := range rows {
		var line []Key
		for _, b := range row {
			key := Key{Text: plain(Fit(v.message(b.Label), maxLabel)), Line: b.Line}
			if b.Start != "" {
				key.URL, key.Line = r.StartLink(b.Start), ""
			}
			if b.Page != "" {
				key.URL, key.Line = r.below(b.Page, b.Below), ""
			}
			if key.URL != "" || key.Line != "" {
				line = append(line, key)
			}
		}
		if len(line) > 0 {
			keys = append(keys, line)
		}
	}
	return keys
}

// Command says what a command is for, as plain text.
func (r *Renderer) Command(lang string, verb permission.Verb) string {
	return plain(r.tongue(lang).tell("command."+string(verb), nil))
}

// StartLink opens the private chat with a start code.
func (r *Renderer) StartLink(code string) string {
	return "https://t.me/" + r.username + "?start=" + code
}

// data are the placeholders of a message, rendered and escaped; numbers stay numbers, so that templates can ask for
// them.
type data = map[string]any

// voice speaks of one community in one language at one moment.
type voice struct {
	tongue
	r   *Renderer
	s   *life.State
	now time.Time
	// clip is how long a text that a person typed may be, in characters; 0 for as long as it is.
	clip int
}

func (r *Renderer) voice(s *life.State, lang string, now time.Time) voice {
	return voice{tongue: r.tongue(r.texts.Match(lang)), r: r, s: s, now: now}
}

// zone is where the community is. It is asked for only by what speaks of time, for most answers do not.
func (v voice) zone() *time.Location {
	if v.s == nil {
		return time.UTC
	}
	return v.s.Location()
}

// message renders a message of the domain.
func (v voice) message(m say.Message) string {
	d := make(data, len(m.Args))
	for name, a := range m.Args {
		d[name] = v.value(a)
	}
	return v.tell(m.Now(v.now).ID, d)
}

// value renders a datum of a message by its kind. A number stays one, so that a template can ask for it.
func (v voice) value(a say.Arg) any {
	switch {
	case a.Num != nil:
		return *a.Num
	case a.Case != nil:
		return *a.Case
	case a.Msg != nil:
		return v.message(*a.Msg)
	case a.Lines != nil:
		return strings.Join(v.values(a.Lines), "\n")
	case a.Clauses != nil:
		return strings.Join(v.values(a.Clauses), v.tell("list.clause", nil))
	case a.List != nil:
		return v.list(v.values(a.List))
	case a.Time != nil, a.Date != nil, a.Month != nil, a.Span != nil, a.Schedule != nil:
		return v.timing(a)
	}
	return v.wording(a)
}

// timing renders a datum that tells of time.
func (v voice) timing(a say.Arg) string {
	switch {
	case a.Time != nil:
		return v.moment(*a.Time)
	case a.Date != nil:
		return v.date(*a.Date)
	case a.Month != nil:
		return v.month(*a.Month)
	case a.Span != nil:
		return v.span(*a.Span)
	}
	return v.rounds(*a.Schedule)
}

// wording renders a datum that is a word or a few; nothing for one of no kind.
func (v voice) wording(a say.Arg) string {
	switch {
	case a.Text != nil:
		return v.typed(*a.Text)
	case a.Title != nil:
		return v.title(*a.Title)
	case a.Place != nil:
		return v.place(*a.Place)
	case a.Page != nil:
		return escape(v.r.page(*a.Page))
	case a.Person != nil:
		return v.person(*a.Person)
	case a.Mention != nil:
		return v.mention(*a.Mention)
	case a.Names != nil:
		return escape(v.named(a.Names))
	case a.Fraction != nil && a.Fraction.Num > 0:
		return v.fraction(*a.Fraction)
	case a.Rate != nil:
		return v.percent(*a.Rate, true)
	}
	return ""
}

func (v voice) values(all []say.Arg) []string {
	var texts []string
	for _, a := range all {
		switch x := v.value(a).(type) {
		case string:
			texts = append(texts, x)
		case int:
			texts = append(texts, strconv.Itoa(x))
		}
	}
	return texts
}

// typed renders what a person typed.
func (v voice) typed(text string) string { return escape(clipped(strings.TrimSpace(text), v.clip)) }

// place is where people meet, or that this comes later.
func (v voice) place(text string) string {
	if strings.TrimSpace(text) == "" {
		return v.tell("meeting.place.later", nil)
	}
	return v.typed(text)
}

// title is a title in one line, without the stop at its end, for it stands within sentences; a case that is only photos
// has none of its own.
func (v voice) title(text string) string {
	if text = strings.TrimRight(oneLine(text), ".。,，;；:：、"); text == "" {
		return v.tell("case.untitled", nil)
	}
	return escape(text)
}

// maxName is how much of a name is shown, in characters.
const maxName = fit.MaxName

// person is what a person is called, told apart from others of the name, or that the person was erased.
func (v voice) person(n int) string {
	var c record.Called
	if v.s != nil {
		c = record.CalledOf(v.s.Records, n)
	}
	switch {
	case !c.Known:
		return v.tell("erased", nil)
	case c.Plain() == "":
		return v.tell("nameless", data{"Number": n})
	case c.Instead != "":
		return v.tell("not_in_office", data{"Name": escape(c.Plain()), "Role": v.tell("role."+string(c.Instead), nil)})
	}
	return escape(c.Plain())
}

// mention is the name of a person as a link that calls them, where Telegram knows them.
func (v voice) mention(n int) string {
	name := v.person(n)
	if v.s == nil {
		return name
	}
	if p := v.s.Profile(n); p != nil {
		name = `<a href="tg://user?id=` + strconv.FormatInt(p.User, 10) + `">` + name + `</a>`
	}
	return name
}
