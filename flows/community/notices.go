package community

import (
	"slices"
	"strconv"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// Notices gathers what must be told after a command.
type Notices struct {
	// List is in the order of telling.
	List []say.Notice
}

// Announce tells what must be said of an event. The state is the one after all events of its command, so that what comes next is
// told as it is.
func Announce(s *State, e Event, m Meta) []say.Notice {
	n := &Notices{}
	e.announce(s, m, n)
	if h := s.Head(); h != nil {
		s.hush(m, n.List)
	}
	return n.List
}

// hush holds back until the end of the quiet hours what would wake people: what is told in private, and what the clock alone brings
// into a room. Cards and lists change without a sound, what somebody says in the group at night is answered there, and an urgent case
// is heard at any hour.
func (s *State) hush(m Meta, notices []say.Notice) {
	until := s.Quiet().Until(s.local(m.At))
	if !until.After(m.At) {
		return
	}
	for i, n := range notices {
		if n.View == "" && n.Class == say.News && (n.To.Person != 0 || n.To.Room != "" && m.By == 0) && !s.urgent(n) {
			notices[i].After, notices[i].While = until, s.asksFor(n)
		}
	}
}

// asksFor is what a notice asks somebody to do in a case, as its Wait names it; "" where it asks for nothing.
func (s *State) asksFor(n say.Notice) string {
	if c := s.caseOf(n); c != nil && n.Kind == say.Duty {
		return s.Wait(c).For
	}
	return ""
}

// Overtaken tells whether what a notice asks for has been done while it was held back.
func (s *State) Overtaken(n say.Notice) bool {
	c := s.caseOf(n)
	return n.While != "" && c != nil && s.Wait(c).For != n.While
}

// caseOf is the case a notice is about; nil where it is about none.
func (s *State) caseOf(n say.Notice) *cases.Case {
	if number := n.Message.Case(); number != 0 {
		return s.Case(number)
	}
	return nil
}

// urgent tells whether a notice is about an urgent case.
func (s *State) urgent(n say.Notice) bool {
	c := s.caseOf(n)
	return c != nil && c.Track == procedure.Urgent
}

func (n *Notices) add(x say.Notice) { n.List = append(n.List, x) }

// show posts a view, or refreshes it where it stands.
func (n *Notices) show(room say.Room, view string) {
	n.add(say.Notice{To: say.Address{Room: room}, View: view})
}

// card refreshes the card of a case, wall the pinned list.
func (n *Notices) card(number int) { n.show(say.Group, say.CardView(number)) }
func (n *Notices) wall()           { n.show(say.Group, say.WallView) }

// menu refreshes the command menu of a person whose roles changed.
func (n *Notices) menu(person int) {
	n.add(say.Notice{To: say.Address{Person: person}, View: say.MenuView(person)})
}

// person tells one person in private.
func (n *Notices) person(to int, m say.Message, buttons ...[]say.Button) {
	n.add(say.Notice{To: say.Address{Person: to}, Message: m, Buttons: buttons})
}

// asks tells several persons in private what is expected of them, and tells nobody any more once it is done; about lets them
// answer in words.
func (n *Notices) asks(to []int, m say.Message, about string, buttons ...[]say.Button) {
	for _, p := range to {
		n.add(say.Notice{To: say.Address{Person: p}, Kind: say.Duty, Message: m, Buttons: buttons, About: about})
	}
}

// tells tells several persons in private; about lets them answer in words.
func (n *Notices) tells(to []int, m say.Message, about string, buttons ...[]say.Button) {
	for _, p := range to {
		n.add(say.Notice{To: say.Address{Person: p}, Message: m, Buttons: buttons, About: about})
	}
}

// filed tells several persons the same with a file.
func (n *Notices) filed(to []int, m say.Message, f say.File, about string, buttons ...[]say.Button) {
	for _, p := range to {
		n.add(say.Notice{To: say.Address{Person: p}, Message: m, File: f, Buttons: buttons, About: about})
	}
}

// echoes tells in public what one thing means for each of several cases, and in private whoever follows one of them: each once, and
// not those who are told otherwise.
func (n *Notices) echoes(s *State, all []*cases.Case, afar audience, id string, args say.Args, otherwise []int) {
	told := slices.Clone(otherwise)
	for _, c := range all {
		m := n.post(s, c, afar, id, args)
		for _, p := range s.followers(c) {
			if !slices.Contains(told, p) {
				told = append(told, p)
				n.person(p, m)
			}
		}
	}
}

// partners tells the communities that deliberate on one of the cases with this one.
func (n *Notices) partners(s *State, all []*cases.Case, l Letter) {
	for _, c := range all {
		n.tellPartners(s, c, l)
	}
}

// echo tells in public what became of a case, below its card, and in private to the raiser and the supporters. What comes next
// and who is waited for is added to every echo.
func (n *Notices) echo(s *State, c *cases.Case, id string, args say.Args, buttons ...[]say.Button) {
	n.echoTo(s, c, everywhere, id, args, buttons...)
}

// echoTo is an echo that not all of the communities hear whose cases follow this one.
func (n *Notices) echoTo(s *State, c *cases.Case, afar audience, id string, args say.Args, buttons ...[]say.Button) {
	m := n.post(s, c, afar, id, args, buttons...)
	for _, p := range s.followers(c) {
		n.person(p, m)
	}
}

// post is the public part of an echo; it returns what was said.
func (n *Notices) post(s *State, c *cases.Case, afar audience, id string, args say.Args, buttons ...[]say.Button) say.Message {
	full := say.Args{"Case": say.Case(c.Number), "Title": say.Title(c.Title), "Next": say.Arg{Msg: ptr(s.Wait(c).Message())}}
	for k, v := range args {
		full[k] = v
	}
	m := say.New(id, full)
	n.card(c.Number)
	n.wall()
	n.add(say.Notice{
		To: say.Address{Room: say.Wall}, Kind: say.Echo, Message: m, Buttons: buttons,
		Under: say.CardView(c.Number), About: "case " + strconv.Itoa(c.Number),
	})
	if c.Closed == nil { // of how it ended the followers are told apart
		n.tellFollowers(s, c, afar, m)
	}
	return m
}

// followers are those who hear of a case in private: the raiser, the supporters, those who objected.
func (s *State) followers(c *cases.Case) []int {
	seen := map[int]bool{0: true}
	var all []int
	add := func(p int) {
		if !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	add(c.Raiser)
	add(c.Through)
	for _, p := range s.supporters(c.Number) {
		add(p)
	}
	for _, o := range c.Publicity.Objections {
		add(o.By)
	}
	return all
}

func ptr[T any](x T) *T { return &x }

// persons turns numbers into data of a message.
func persons(numbers []int) say.Arg {
	var all []say.Arg
	for _, p := range numbers {
		all = append(all, say.Person(p))
	}
	return say.List(all...)
}

// mentions turns numbers into people who are called.
func mentions(numbers []int) say.Arg {
	var all []say.Arg
	for _, p := range numbers {
		all = append(all, say.Mention(p))
	}
	return say.List(all...)
}

// raiserArg is the raiser as the public may know it.
func raiserArg(c *cases.Case) say.Arg {
	switch {
	case c.Anonymous:
		return say.Msg("someone")
	case c.Via != "":
		return say.Msg("raised.via")
	case c.Raiser == 0 && len(c.Followers) > 0:
		return say.Msg("raised.below", whoseArgs(c.Followers[0]))
	}
	return say.Person(c.Raiser)
}

func roleArgs(roles []people.Role) say.Arg {
	var all []say.Arg
	for _, r := range roles {
		all = append(all, say.Msg("role."+string(r)))
	}
	return say.List(all...)
}

// days says a span in whole days, as people are told of it.
func days(s calendar.Span) int { return int(s.Rough() / (24 * time.Hour)) }
