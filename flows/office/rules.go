package office

import (
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
)

// RulesRenewed says by which version of the rules the entries that follow are judged when the book is played again.
type RulesRenewed struct {
	Version int `json:"version"`
}

// Apply implements life.Event.
func (e RulesRenewed) Apply(s *life.State, _ life.Meta) {
	record.Edit[record.Community](s.Cache, record.HeadKey).Rules = e.Version
}

// Tell implements life.Event.
func (e RulesRenewed) Tell(_ *life.State, _ life.Meta, _ *life.Notices) {}

// RolledBack says that whoever runs the program goes on from an earlier state of the book than was shown, and why.
type RolledBack struct {
	// Shown is the head of the book that stood on the wall.
	Shown  journal.Head `json:"shown"`
	Reason string       `json:"reason"`
}

// Apply implements life.Event.
func (e RolledBack) Apply(s *life.State, _ life.Meta) {
	record.Edit[record.Community](s.Cache, record.HeadKey).Rollback = e.Shown
}

// Tell implements life.Event.
func (e RolledBack) Tell(s *life.State, m life.Meta, n *life.Notices) {
	args := say.Args{
		"Name": say.Text(
			s.Head().Name,
		), "Shown": say.Num(int(e.Shown.Seq)), "Entry": say.Num(int(m.Journal.Seq)), "Reason": say.Text(e.Reason),
	}
	n.Add(say.Notice{To: say.Address{Room: say.Wall}, Kind: say.Echo, Message: say.New("notice.rolled_back", args)})
	for _, p := range s.Secretaries() {
		n.Person(p, say.New("notice.rolled_back", args))
	}
	n.Wall()
}
