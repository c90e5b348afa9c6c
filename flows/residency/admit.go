package residency

import (
	"fmt"
	"time"

	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/say"
)

// fresh is how long it is taken for true that somebody was found in the group.
const fresh = 24 * time.Hour

// Admit lets somebody do what is for residents, where the community has chosen who that is: for support, objections and
// judgements. Whoever holds an office has a say in any case. What it returns happens first: somebody comes onto the
// roll.
func Admit(s *life.State, cmd life.Command) ([]life.Event, error) {
	p := s.Person(cmd.By)
	chosen := s.Head().Residents == record.InGroup || s.Head().Residents == record.Confirmed
	if !chosen || cmd.By == 0 || p != nil && len(p.Grants) > 0 {
		return nil, nil
	}
	return ToVote(s, cmd)
}

// ToVote lets somebody vote in a ballot of residents: being in the group is asked for, or the secretary's word, as the
// community has chosen, and being in the group where it has not.
func ToVote(s *life.State, cmd life.Command) ([]life.Event, error) {
	p := s.Person(cmd.By)
	switch {
	case s.Head().Residents == record.Confirmed && (p == nil || !p.Confirmed):
		return nil, life.Refuse("refuse.not_confirmed")
	case s.Head().Residents == record.Confirmed:
		return nil, nil
	case cmd.InGroup && cmd.Chat == s.Head().Chat:
		return Found(s, cmd.By, true), nil
	}
	if x := s.Profile(cmd.By); x != nil && !x.Looked.IsZero() && cmd.At.Before(x.Looked.Add(fresh)) {
		if p != nil && p.InGroup {
			return nil, nil
		}
		return nil, life.Refuse("refuse.not_in_group", say.Args{"Name": say.Text(s.Head().Name)})
	}
	return nil, &life.Refusal{Message: say.New("refuse.group_unasked"), Reason: life.AskGroup}
}

// Counts tells whether somebody may vote in a ballot of residents, as far as is known.
func Counts(s *life.State, person int) bool {
	p := s.Person(person)
	if p == nil {
		return false
	}
	if s.Head().Residents == record.Confirmed {
		return p.Confirmed
	}
	return p.InGroup
}

// Found is what follows when somebody was found in the group, or not there.
func Found(s *life.State, person int, there bool) []life.Event {
	if p := s.Person(person); p != nil && p.InGroup == there {
		return nil
	}
	return life.One(RollChanged{Person: person, By: ByGroup, On: there})
}

// The ways onto the roll.
const (
	ByGroup     = "group"
	BySecretary = "secretary"
)

// RollChanged puts somebody on the electoral roll, or takes them off: because they were found in the group, or by the
// word of the secretary.
type RollChanged struct {
	Person int    `json:"person"`
	By     string `json:"by"`
	On     bool   `json:"on,omitempty"`
}

// Apply implements life.Event.
func (e RollChanged) Apply(s *life.State, _ life.Meta) {
	p := record.Edit[people.Person](s.Cache, record.PersonKey(e.Person))
	if e.By == BySecretary {
		p.Confirmed = e.On
	} else {
		p.InGroup = e.On
	}
	r := record.Edit[record.Roll](s.Cache, record.RollKey(e.Person))
	r.Put(e.Person, p.InGroup, p.Confirmed)
}

// Tell implements life.Event.
func (e RollChanged) Tell(_ *life.State, _ life.Meta, n *life.Notices) {
	if e.By == BySecretary && e.On {
		n.Person(e.Person, say.New("notice.confirmed"))
	}
}

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed. Whether somebody was in the group no book can tell.
func Events() []proof.EventKind {
	return []proof.EventKind{proof.EventOf("person.roll", rollAllowed, permission.Resident, permission.Vote,
		permission.Support, permission.Object, permission.Rate, proof.FromChat, proof.FromNothing)}
}

// rollAllowed changes what stands on the roll: by the word of a secretary, or of whoever was found in the group or has
// left it.
func rollAllowed(a *proof.Act, e RollChanged) error {
	p := a.Now.Person(e.Person)
	if p == nil {
		return fmt.Errorf("there was no person %d for the roll", e.Person)
	}
	stands, may := p.InGroup, a.By == e.Person || a.Cause == proof.FromChat
	if e.By == BySecretary {
		stands, may = p.Confirmed, a.Cause == permission.Resident
	}
	return proof.Unless(may && stands != e.On, "person %d could not change on the roll", e.Person)
}
