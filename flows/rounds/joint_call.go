package rounds

import (
	"echowall/flows/life"
	"echowall/flows/say"
)

// joint calls the joint meeting: here, and in every community this one is tied to.
func (e ScheduleCalled) joint(s *life.State, args say.Args, n *life.Notices) {
	var names []say.Arg
	for _, t := range s.Ties() {
		names = append(names, say.Text(t.Name))
		n.Mail(s, t.Community, life.Letter{Subject: life.LetterJoint, At: e.For, Place: s.Head().Place})
	}
	args["Names"], args["Where"] = say.List(names...), say.Text(s.Head().Place)
	call(n, s, e, "notice.joint", args)
	n.Asks(s.Officers(), e.timely(s, say.New("task.joint", args)), "")
}
