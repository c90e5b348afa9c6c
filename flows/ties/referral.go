package ties

import (
	"echowall/flows/cases"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
)

// referredTo is a case that a community below hands up: it is opened here, as one more that was raised.
func referredTo(s *life.State, l life.Dispatch) []life.Event {
	if t := s.Tie(l.From); t.Kin != record.Below {
		return refuseDispatch(l)
	}
	head := s.Head()
	return life.One(intake.CaseRaised{
		Case: head.Cases + 1, Title: l.Title, Text: l.Text, Photos: l.Photos, Procedure: head.Method, Version: head.Version,
		From: &cases.Link{Community: l.From, Name: l.Name, Case: l.Case, Kind: cases.ReferredUp}, Supported: l.Supporters,
	})
}

// LeadFound says under which number the level above has opened the case.
type LeadFound struct {
	Case   int `json:"case"`
	Number int `json:"number"`
}

// Apply implements life.Event.
func (e LeadFound) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Lead.Case = e.Number
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e LeadFound) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.lead_found", life.LeadArgs(c))
}

// EchoHeard is an echo of the case that one here follows: it is heard here as well.
type EchoHeard struct {
	Case int         `json:"case"`
	Told say.Message `json:"told"`
}

// Apply implements life.Event.
func (e EchoHeard) Apply(s *life.State, m life.Meta) {
	record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Touch(m.At)
}

// Tell implements life.Event.
func (e EchoHeard) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	args := life.LeadArgs(c)
	args["Heard"] = say.Arg{Msg: &e.Told}
	n.Echo(s, c, "echo.heard", args)
}

// FollowerFound says under which number another community follows a case of this one.
type FollowerFound struct {
	Case      int    `json:"case"`
	Community string `json:"community"`
	Number    int    `json:"number"`
}

// Apply implements life.Event.
func (e FollowerFound) Apply(s *life.State, _ life.Meta) {
	if f := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Follower(e.Community); f != nil {
		f.Case = e.Number
	}
}

// Tell implements life.Event.
func (e FollowerFound) Tell(_ *life.State, _ life.Meta, n *life.Notices) { n.Card(e.Case) }
