package ties

import (
	"time"

	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/say"
)

// calledTogether is a joint meeting that another community calls. A dispatch that comes when it has begun is of no use
// any more.
func calledTogether(l life.Dispatch, at time.Time) []life.Event {
	if !l.At.After(at) {
		return nil
	}
	return life.One(JointCalled{Community: l.From, Name: l.Name, At: l.At, Place: l.Place})
}

// JointCalled notes that another community has called a joint meeting.
type JointCalled struct {
	Community string    `json:"community"`
	Name      string    `json:"name"`
	At        time.Time `json:"at"`
	Place     string    `json:"place,omitempty"`
}

// Apply implements life.Event.
func (e JointCalled) Apply(_ *life.State, _ life.Meta) {}

// Tell implements life.Event.
//
// Everybody hears of it in the group, and the council and its officers in private.
func (e JointCalled) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	args := say.Args{"From": say.Text(e.Name), "When": say.Time(e.At), "Where": say.Text(e.Place)}
	n.Add(say.Notice{To: say.Address{Room: say.Wall}, Message: say.New("notice.joint.from", args)})
	n.Asks(s.Holders().Of(people.Secretary, people.Convener, people.Member), say.New("task.joint.from", args), "")
}
