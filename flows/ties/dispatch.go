package ties

import (
	"encoding/json"
	"time"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
)

// OpenDispatch reads what a community wrote; from is which one.
func OpenDispatch(from string, m *say.Dispatch) (life.Dispatch, error) {
	var l life.Dispatch
	err := json.Unmarshal(m.Body, &l)
	l.From = from
	return l, err
}

// Want notes what a dispatch is received on, whatever comes of it.
func Want(s *life.State, l life.Dispatch) {
	s.Want(record.HeadKey, record.HoldersKey, record.TieKey(l.From))
	s.WantCases(l.Yours)
}

// Receive is a dispatch that has come: what happens of it here. One that does not fit what is true by now comes to
// nothing, or is answered as refused.
func Receive(s *life.State, l life.Dispatch, at time.Time) []life.Event {
	if s.Head() == nil || !l.Whole() {
		return nil
	}
	switch l.Subject {
	case life.DispatchLink:
		return linkWanted(s, l, at)
	case life.DispatchLinked, life.DispatchUnlinked, life.DispatchRefused:
		return tieAnswered(s, l)
	default:
	}
	if t := s.Tie(l.From); t == nil || t.Kin == "" {
		return refuseDispatch(l)
	}
	switch l.Subject {
	case life.DispatchJoint:
		return calledTogether(l, at)
	case life.DispatchRefer:
		return referredTo(s, l)
	case life.DispatchInvite:
		return invitedTo(s, l)
	case life.DispatchCounted, life.DispatchStatement:
		return fromFollower(s, l)
	case life.DispatchOpened:
		if c := s.Case(l.Yours); c != nil && c.Closed == nil && c.Follower(l.From) != nil && c.Lead == nil {
			return life.One(FollowerFound{Case: l.Yours, Community: l.From, Number: l.Case})
		}
	default:
	}
	if c := following(s, l); c != nil {
		return fromLead(s, c, l, at)
	}
	return nil
}

// following is the case here that follows the one a dispatch speaks of; nil when there is none.
func following(s *life.State, l life.Dispatch) *cases.Case {
	fits := func(c *cases.Case) bool { return c != nil && c.Lead != nil && c.Lead.Community == l.From }
	if c := s.Case(l.Yours); l.Yours != 0 && fits(c) {
		return c
	}
	for _, c := range s.OpenCases() {
		if fits(c) && c.Lead.Case == l.Case {
			return c
		}
	}
	return nil
}

// fromLead follows what has become of the case that one here follows.
func fromLead(s *life.State, c *cases.Case, l life.Dispatch, at time.Time) []life.Event {
	if c.Closed != nil {
		if l.Subject == life.DispatchReopened {
			return life.One(life.CaseReopened{Case: c.Number, Stage: c.Stage, Reason: l.Text, Lead: true})
		}
		return nil
	}
	switch l.Subject {
	case life.DispatchOpened:
		return life.One(LeadFound{Case: c.Number, Number: l.Case})
	case life.DispatchEcho:
		return life.One(EchoHeard{Case: c.Number, Told: *l.Told})
	case life.DispatchClosed:
		return append(ballotOff(s, c), life.CaseClosed{Case: c.Number, How: *l.How})
	case life.DispatchMeeting:
		return leadMeets(s, c, l)
	case life.DispatchCallOff:
		return leadCallsOff(s, c, l)
	case life.DispatchBallot:
		return leadVotes(s, c, l, at)
	default:
	}
	return nil
}

// refuseDispatch tells the writer of a case that it comes to nothing here, so that it does not wait for ever.
func refuseDispatch(l life.Dispatch) []life.Event {
	if l.Subject != life.DispatchRefer && l.Subject != life.DispatchInvite {
		return nil
	}
	return life.One(DispatchTurnedBack{Community: l.From, About: l.Subject, Case: l.Case})
}

// DispatchTurnedBack refuses what another community wrote.
type DispatchTurnedBack struct {
	Community string       `json:"community"`
	About     life.Subject `json:"about"`
	Case      int          `json:"case,omitempty"`
}

// Apply implements life.Event.
func (e DispatchTurnedBack) Apply(_ *life.State, _ life.Meta) {}

// Tell implements life.Event.
func (e DispatchTurnedBack) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Dispatch(s, e.Community, life.Dispatch{Subject: life.DispatchRefused, About: e.About, Yours: e.Case})
}

// notTo is for one of what the community has done itself.
func notTo(community string) life.Elsewhere {
	return func(f cases.Link) bool { return f.Kind != cases.Joint || f.Community != community }
}
