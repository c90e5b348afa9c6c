package personnel

import (
	"fmt"
	"slices"
	"time"

	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Wait is how long a change of an office of trust is announced before it takes effect without a second officer.
const Wait = 48 * time.Hour

// First tells whether nobody has held an office of trust before: then there may be nobody else to ask.
func First(s *life.State, r people.Role) bool {
	return !slices.Contains(s.Holders().Filled, r) && len(s.Holders().Of(r)) == 0
}

// fill notes that an office of trust was held.
func fill(s *life.State, r people.Role) {
	if h := s.Holders(); slices.Contains(people.Trusted(), r) && !slices.Contains(h.Filled, r) {
		h = record.Edit[people.Holders](s.Cache, record.HoldersKey)
		h.Filled = append(h.Filled, r)
	}
}

// Seconds are those who can agree to a change that waits: whoever has an office of those that run or look over the
// community, but neither proposed it nor is the one it is about.
func Seconds(s *life.State, person int, w people.Waiting) []int {
	all := s.Holders().Of(people.Secretary, people.Convener, people.Authority, people.Supervisor)
	return slices.DeleteFunc(all, func(n int) bool { return n == person || n == w.By || w.By == 0 })
}

// MayTakeBack tells whether somebody may take back a change that waits: who proposed it; of an appointment any
// secretary; and where who proposed it is secretary no more, another. Nobody does so for an own dismissal.
func MayTakeBack(s *life.State, by, person int, w people.Waiting) bool {
	secretaries := s.Secretaries()
	if by == w.By {
		return true
	}
	return by != person && slices.Contains(secretaries, by) && (!w.Ends || !slices.Contains(secretaries, w.By))
}

// ChangeProposed lets a change of an office of trust wait for a second officer, or until it has been announced for long
// enough.
type ChangeProposed struct {
	Person int          `json:"person"`
	Grant  people.Grant `json:"grant"`
	// Ends says that the office is to end.
	Ends bool `json:"ends,omitempty"`
	// Proposer is who wants it: whoever gave the command, or issued the link with Code that was opened.
	Proposer int       `json:"proposer,omitempty"`
	Until    time.Time `json:"until"`
	Code     string    `json:"code,omitempty"`
}

// Apply implements life.Event.
func (e ChangeProposed) Apply(s *life.State, _ life.Meta) {
	p := record.Edit[people.Person](s.Cache, record.PersonKey(e.Person))
	p.Settle(e.Grant.Role)
	p.Waiting = append(p.Waiting, e.waiting())
	fill(s, e.Grant.Role)
	UseCode(s, e.Code)
}

func (e ChangeProposed) waiting() people.Waiting {
	return people.Waiting{Grant: e.Grant, Ends: e.Ends, By: e.Proposer, Until: e.Until}
}

// Args are what a change that waits is told with.
func (e ChangeProposed) Args() say.Args {
	args := GrantArgs(e.Person, e.Grant)
	args["Until"] = say.Time(e.Until)
	if e.Ends {
		args["Ends"] = say.Num(1)
	}
	if e.Proposer != 0 {
		args["By"] = say.Person(e.Proposer)
	}
	return args
}

// TakesBack is the button by which a change that waits is taken back.
func (e ChangeProposed) TakesBack() []say.Button {
	return say.Row(say.Press(say.New("button.takeback"), e.line(permission.TakeBack)))
}

func (e ChangeProposed) line(v permission.Verb) string {
	return record.Line(v, record.Num(e.Person), string(e.Grant.Role))
}

// Tell implements life.Event.
func (e ChangeProposed) Tell(s *life.State, m life.Meta, n *life.Notices) {
	n.Add(say.Notice{
		To: say.Address{Room: say.Group}, Kind: say.Echo, Message: say.New("notice.proposed", e.Args()),
	})
	second := say.Row(say.Press(say.New("button.second"), e.line(permission.Second)))
	for _, p := range Seconds(s, e.Person, e.waiting()) {
		rows := [][]say.Button{second}
		if MayTakeBack(s, p, e.Person, e.waiting()) {
			rows = append(rows, e.TakesBack())
		}
		n.Person(p, say.New("notice.proposed.second", e.Args()), rows...)
	}
	if e.Proposer != m.By && e.Proposer != 0 {
		n.Person(e.Proposer, say.New("notice.proposed.link", e.Args()), e.TakesBack())
	}
}

// ChangeDropped ends a change that waits without effect: it was taken back, whom it is about has left, or it is not
// possible any more.
type ChangeDropped struct {
	Person int         `json:"person"`
	Role   people.Role `json:"role"`
	Ends   bool        `json:"ends,omitempty"`
}

// Apply implements life.Event.
func (e ChangeDropped) Apply(s *life.State, _ life.Meta) {
	record.Edit[people.Person](s.Cache, record.PersonKey(e.Person)).Settle(e.Role)
}

// Args are what the end of a change is told with.
func (e ChangeDropped) Args() say.Args {
	args := GrantArgs(e.Person, people.Grant{Role: e.Role})
	if e.Ends {
		args["Ends"] = say.Num(1)
	}
	return args
}

// Tell implements life.Event.
func (e ChangeDropped) Tell(_ *life.State, _ life.Meta, n *life.Notices) {
	n.Add(say.Notice{To: say.Address{Room: say.Group}, Kind: say.Echo, Message: say.New("notice.dropped", e.Args())})
}

// Effect is what a change that waits brings about.
func Effect(person int, w people.Waiting) life.Event {
	if w.Ends {
		return Dismissed{Person: person, Role: w.Grant.Role}
	}
	return Appointed{Person: person, Grant: w.Grant}
}

// proposalAllowed lets a change of an office of trust wait for two days.
func proposalAllowed(a *proof.Act, e ChangeProposed) error {
	p := a.Now.Person(e.Person)
	switch {
	case p == nil || !slices.Contains(people.Trusted(), e.Grant.Role):
		return fmt.Errorf("nothing of person %d as %s waits", e.Person, e.Grant.Role)
	case !e.Until.Equal(a.At.Add(Wait)):
		return fmt.Errorf("the change waits until %s", e.Until)
	case e.Ends != (a.Cause == permission.Dismiss), e.Ends && !p.Has(e.Grant.Role):
		return fmt.Errorf("/%s does not end the office of person %d", a.Cause, e.Person)
	case a.Cause != permission.Start:
		return proof.Unless(e.Proposer == a.By && e.Code == "", "was proposed by somebody else")
	}
	code, err := Code(a, e.Code, UseRole)
	if err != nil {
		return err
	}
	if code.Grant.Role != e.Grant.Role || code.By != e.Proposer {
		return fmt.Errorf("code %s does not propose anybody as %s", e.Code, e.Grant.Role)
	}
	return proof.Own(a, e.Person)
}

// dropAllowed ends what waits, by who may take it back; who leaves takes no office.
func dropAllowed(a *proof.Act, e ChangeDropped) error {
	p := a.Now.Person(e.Person)
	if p == nil || p.WaitsAs(e.Role) == nil || p.WaitsAs(e.Role).Ends != e.Ends {
		return fmt.Errorf("nothing of person %d as %s waits", e.Person, e.Role)
	}
	if a.Nobody() || a.Cause == permission.Second {
		return nil
	}
	return proof.Unless(MayTakeBack(a.Now, a.By, e.Person, *p.WaitsAs(e.Role)), "took back what is not theirs")
}

// seconded holds what a second officer brings about against what waits.
func seconded(a *proof.Act, person int, r people.Role, want life.Event) error {
	p := a.Now.Person(person)
	w := p.WaitsAs(r)
	if w == nil || !slices.Contains(Seconds(a.Now, person, *w), a.By) {
		return fmt.Errorf("person %d agreed to nothing that waited", a.By)
	}
	same := proof.SameEvents([]life.Event{Effect(person, *w)}, []life.Event{want})
	return proof.Unless(same, "something else waited for person %d", person)
}
