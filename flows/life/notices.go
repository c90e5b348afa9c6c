package life

import (
	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"slices"
	"strconv"
	"time"
)

// Notices gathers what must be told after a command.
type Notices struct {
	// List is in the order of telling.
	List []say.Notice
}

// Announce tells what must be said of an event. The state is the one after all events of its command, so that what
// comes next is told as it is.
func Announce(s *State, e Event, m Meta) []say.Notice {
	n := &Notices{}
	e.Tell(s, m, n)
	if h := s.Head(); h != nil {
		hush(s, m, n.List)
	}
	return n.List
}

// hush holds back until the end of the quiet hours what would wake people: what is told in private, and what the clock
// alone brings into a room. Cards and lists change without a sound, what somebody says in the group at night is
// answered there, and an urgent case is heard at any hour.
func hush(s *State, m Meta, notices []say.Notice) {
	until := s.Quiet().Until(s.Local(m.At))
	if !until.After(m.At) {
		return
	}
	for i, n := range notices {
		if n.View == "" && n.Class == say.News && (n.To.Person != 0 || n.To.Room != "" && m.By == 0) && !urgent(s, n) {
			notices[i].After, notices[i].While = until, asksFor(s, n)
		}
	}
}

// asksFor is what a notice asks somebody to do in a case, as its Wait names it; "" where it asks for nothing.
func asksFor(s *State, n say.Notice) string {
	if c := caseOf(s, n); c != nil && n.Kind == say.Duty {
		return Waiting(s, c).For
	}
	return ""
}

// Overtaken tells whether what a notice asks for has been done while it was held back.
func Overtaken(s *State, n say.Notice) bool {
	c := caseOf(s, n)
	return n.While != "" && c != nil && Waiting(s, c).For != n.While
}

// caseOf is the case a notice is about; nil where it is about none.
func caseOf(s *State, n say.Notice) *cases.Case {
	if number := n.Message.Case(); number != 0 {
		return s.Case(number)
	}
	return nil
}

// urgent tells whether a notice is about an urgent case.
func urgent(s *State, n say.Notice) bool {
	c := caseOf(s, n)
	return c != nil && c.Track == procedure.Urgent
}

// Add tells one thing more.
func (n *Notices) Add(x say.Notice) { n.List = append(n.List, x) }

// MeantFor says that what is told so far was to be told at a time, at which the clock may have been kept from it.
func (n *Notices) MeantFor(at time.Time) {
	for i := range n.List {
		n.List[i].Written = at.UTC()
	}
}

// Show posts a view, or refreshes it where it stands.
func (n *Notices) Show(room say.Room, view string) {
	n.Add(say.Notice{To: say.Address{Room: room}, View: view})
}

// Card refreshes the card of a case, wall the pinned list.
func (n *Notices) Card(number int) { n.Show(say.Group, say.CardView(number)) }

// Wall refreshes the pinned list of open cases.
func (n *Notices) Wall() { n.Show(say.Group, say.WallView) }

// Menu refreshes the command menu of a person whose roles changed.
func (n *Notices) Menu(person int) {
	n.Add(say.Notice{To: say.Address{Person: person}, View: say.MenuView(person)})
}

// Person tells one person in private.
func (n *Notices) Person(to int, m say.Message, buttons ...[]say.Button) {
	n.Add(say.Notice{To: say.Address{Person: to}, Message: m, Buttons: buttons})
}

// Asks tells several persons in private what is expected of them, and tells nobody any more once it is done; about lets
// them answer in words.
func (n *Notices) Asks(to []int, m say.Message, about string, buttons ...[]say.Button) {
	for _, p := range to {
		n.Add(say.Notice{To: say.Address{Person: p}, Kind: say.Duty, Message: m, Buttons: buttons, About: about})
	}
}

// Tells tells several persons in private; about lets them answer in words.
func (n *Notices) Tells(to []int, m say.Message, about string, buttons ...[]say.Button) {
	for _, p := range to {
		n.Add(say.Notice{To: say.Address{Person: p}, Message: m, Buttons: buttons, About: about})
	}
}

// Filed tells several persons the same with a file.
func (n *Notices) Filed(to []int, m say.Message, f say.File, about string, buttons ...[]say.Button) {
	for _, p := range to {
		n.Add(say.Notice{To: say.Address{Person: p}, Message: m, File: f, Buttons: buttons, About: about})
	}
}

// Echoes tells in public what one thing means for each of several cases, and in private whoever follows one of them:
// each once, and not those who are told otherwise.
func (n *Notices) Echoes(s *State, all []*cases.Case, afar Elsewhere, id string, args say.Args, otherwise []int) {
	told := slices.Clone(otherwise)
	for _, c := range all {
		m := n.post(s, c, afar, id, args)
		for _, p := range followers(s, c) {
			if !slices.Contains(told, p) {
				told = append(told, p)
				n.Person(p, m)
			}
		}
	}
}

// Partners tells the communities that deliberate on one of the cases with this one.
func (n *Notices) Partners(s *State, all []*cases.Case, l Dispatch) {
	for _, c := range all {
		n.TellPartners(s, c, l)
	}
}

// Echo tells in public what became of a case, below its card, and in private to the raiser and the supporters. What
// comes next and who is waited for is added to every echo.
func (n *Notices) Echo(s *State, c *cases.Case, id string, args say.Args, buttons ...[]say.Button) {
	n.EchoTo(s, c, Everywhere, id, args, buttons...)
}

// EchoTo is an echo that not all of the communities hear whose cases follow this one.
func (n *Notices) EchoTo(s *State, c *cases.Case, afar Elsewhere, id string, args say.Args, buttons ...[]say.Button) {
	m := n.post(s, c, afar, id, args, buttons...)
	for _, p := range followers(s, c) {
		n.Person(p, m)
	}
}

// post is the public part of an echo; it returns what was said.
func (n *Notices) post(s *State, c *cases.Case, afar Elsewhere, id string, args say.Args,
	buttons ...[]say.Button) say.Message {
	full := say.Args{"Case": say.Case(c.Number), "Title": say.Title(c.Title),
		"Next": say.Arg{Msg: record.Ptr(Waiting(s, c).Message())}}
	for k, v := range args {
		full[k] = v
	}
	m := say.New(id, full)
	n.Card(c.Number)
	n.Wall()
	n.Add(say.Notice{
		To: say.Address{Room: say.Wall}, Kind: say.Echo, Message: m, Buttons: buttons,
		Under: say.CardView(c.Number), About: "case " + strconv.Itoa(c.Number),
	})
	if c.Closed == nil { // of how it ended the followers are told apart
		n.tellFollowers(s, c, afar, m)
	}
	return m
}

// followers are those who hear of a case in private: the raiser, the supporters, those who objected.
func followers(s *State, c *cases.Case) []int {
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
	for _, p := range s.Supporters(c.Number) {
		add(p)
	}
	for _, o := range c.Publicity.Objections {
		add(o.By)
	}
	return all
}

// Mentions turns numbers into people who are called.
func Mentions(numbers []int) say.Arg {
	var all []say.Arg
	for _, p := range numbers {
		all = append(all, say.Mention(p))
	}
	return say.List(all...)
}

// Evidence shows photos below the card; id says of what they are: before the work, during it, after it.
func (n *Notices) Evidence(c *cases.Case, photos []string, id string) {
	if len(photos) > 0 {
		n.Add(say.Notice{
			To: say.Address{Room: say.Wall}, Message: say.New(id, CaseArgs(c)),
			Photos: photos, Under: say.CardView(c.Number), Quiet: true,
		})
	}
}
