package personnel

import (
	"slices"
	"time"

	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// WentAway says that somebody left the residents' group or, as Shut says, shut the private chat.
type WentAway struct {
	Person int  `json:"person"`
	Shut   bool `json:"shut,omitempty"`
}

// Apply implements Event.
func (e WentAway) Apply(s *life.State, m life.Meta) {
	p := record.Edit[people.Person](s.Cache, record.PersonKey(e.Person))
	if e.Shut {
		p.Shut = true
	} else {
		p.Left = m.At
	}
}

// Tell implements Event.
//
// Whoever holds an office and is gone holds up what waits for them, and the secretary may not have seen it.
func (e WentAway) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	showBallots(s, e.Person, n)
	p := s.Person(e.Person)
	if len(p.Grants) == 0 {
		return
	}
	id := "notice.left"
	if e.Shut {
		id = "notice.shut"
	}
	told := say.New(id, say.Args{"Person": say.Person(e.Person), "Roles": RolesArg(p)})
	others := func(all []int) []int {
		return slices.DeleteFunc(all, func(n int) bool { return n == e.Person })
	}
	if to := others(s.Secretaries()); len(to) > 0 {
		retire := record.Line(permission.Retire, record.Num(e.Person))
		n.Tells(to, told, "", say.Row(say.Press(say.New("button.retire"), retire)))
		return
	}
	n.Tells(others(s.Officers()), told, "") // nobody here can take an office; they know whom to ask
}

// CameBack says that somebody who had gone away is there again.
type CameBack struct {
	Person int  `json:"person"`
	Shut   bool `json:"shut,omitempty"`
}

// Apply implements Event.
func (e CameBack) Apply(s *life.State, _ life.Meta) {
	p := record.Edit[people.Person](s.Cache, record.PersonKey(e.Person))
	if e.Shut {
		p.Shut = false
	} else {
		p.Left = time.Time{}
	}
}

// Tell implements Event.
func (e CameBack) Tell(s *life.State, _ life.Meta, n *life.Notices) { showBallots(s, e.Person, n) }

// showBallots shows anew the open ballots in which somebody has a vote: they say how many have left.
func showBallots(s *life.State, person int, n *life.Notices) {
	for _, c := range s.OpenCases() {
		if id := c.Talk.Ballot; id != "" && s.Vote(id, person) != nil {
			n.Show(say.Council, say.BallotView(id))
		}
	}
}
