package community

import (
	"time"

	"echowall/flows/people"
	"echowall/flows/say"
)

// joint calls the joint meeting: here, and in every community this one is tied to.
func (e ScheduleCalled) joint(s *State, args say.Args, n *Notices) {
	var names []say.Arg
	for _, t := range s.Ties() {
		names = append(names, say.Text(t.Name))
		n.mail(s, t.Community, Letter{Subject: LetterJoint, At: e.For, Place: s.Head().Place})
	}
	args["Names"], args["Where"] = say.List(names...), say.Text(s.Head().Place)
	n.call(s, e, "notice.joint", args)
	n.asks(s.officers(), e.timely(s, say.New("task.joint", args)), "")
}

// calledTogether is a joint meeting that another community calls. A letter that comes when it has begun is of no use any more.
func (s *State) calledTogether(l Letter, at time.Time) []Event {
	if !l.At.After(at) {
		return nil
	}
	return one(JointCalled{Community: l.From, Name: l.Name, At: l.At, Place: l.Place})
}

// JointCalled notes that another community has called a joint meeting.
type JointCalled struct {
	Community string    `json:"community"`
	Name      string    `json:"name"`
	At        time.Time `json:"at"`
	Place     string    `json:"place,omitempty"`
}

func (e JointCalled) apply(_ *State, _ Meta) {}

// Everybody hears of it in the group, and the council and its officers in private.
func (e JointCalled) announce(s *State, _ Meta, n *Notices) {
	args := say.Args{"From": say.Text(e.Name), "When": say.Time(e.At), "Where": say.Text(e.Place)}
	n.add(say.Notice{To: say.Address{Room: say.Wall}, Message: say.New("notice.joint.from", args)})
	n.asks(s.Holders().Of(people.Secretary, people.Convener, people.Member), say.New("task.joint.from", args), "")
}
