package rounds

import (
	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/schedule"
	"slices"
	"time"
)

// callRound makes the call of a round, with what follows from it. Before are events of the same look, which the state
// does not hold yet.
func callRound(s *life.State, r record.Round, e ScheduleCalled, at time.Time, before []life.Event) []life.Event {
	switch r.Kind {
	case schedule.Collect:
		events := life.One(e)
		for _, c := range s.OpenCases() {
			if c.Kind(s.Method(c)) == procedure.Intake {
				events = append(events, life.Advance(s, c, life.Collected))
			}
		}
		return events
	case schedule.Session, schedule.Monthly:
		return gather(s, e, at, before)
	case schedule.Digest:
		e.Fresh, e.Overdue = freshCases(s, at), overdueCases(s, at)
	case schedule.Minimum:
		e.Held = deliberations(s, s.Local(e.For).Year())
	default:
	}
	return life.One(e)
}

// gather puts every case that is ready on the agenda of one meeting. Cases that another call of the same look has taken
// are left out.
func gather(s *life.State, e ScheduleCalled, at time.Time, before []life.Event) []life.Event {
	taken, last := map[int]bool{}, s.Head().Meetings
	for _, x := range before {
		if called, ok := x.(convening.MeetingScheduled); ok {
			last = called.Meeting.Number
			for _, n := range called.Meeting.Cases {
				taken[n] = true
			}
		}
	}
	var ready []int
	for _, c := range s.OpenCases() {
		if life.Waiting(s, c).Verb == permission.Schedule && !taken[c.Number] {
			ready = append(ready, c.Number)
		}
	}
	if len(ready) == 0 {
		return life.One(e)
	}
	m := convening.NewMeeting(s, ready, s.Head().Place, at)
	m.Number, m.At, m.Status = last+1, e.For, meeting.Scheduled
	m.Announce = convening.AnnounceAt(s, &m, at)
	m.Reminded = !m.Reminder().After(at)
	e.Meeting = m.Number
	return life.One(e, convening.MeetingScheduled{Meeting: m})
}

// ScheduleCalled makes the call for something that came round, or notes that its moment had passed.
type ScheduleCalled struct {
	Kind schedule.Kind `json:"kind"`
	// For is the time that the spec names; a meeting is called ahead of it.
	For time.Time `json:"for"`
	// Late says that the call was made later than it should; Dropped that it was not made, being of no use any more.
	Late    bool `json:"late,omitempty"`
	Dropped bool `json:"dropped,omitempty"`
	// Meeting is the meeting called, 0 where no case was ready.
	Meeting int `json:"meeting,omitempty"`
	// Fresh and Overdue are the cases of a digest, newest first. Held is how many deliberations the year has seen.
	Fresh   []int `json:"fresh,omitempty"`
	Overdue []int `json:"overdue,omitempty"`
	Held    int   `json:"held,omitempty"`
}

// Apply implements life.Event.
func (e ScheduleCalled) Apply(s *life.State, m life.Meta) {
	a := record.Edit[record.Agenda](s.Cache, record.AgendaKey)
	for i := range a.List {
		if a.List[i].Kind == e.Kind {
			a.List[i].Told = e.For
		}
	}
	if e.Kind == schedule.Digest && !e.Dropped {
		a.Since, a.Closed = m.At, nil
	}
}

// Tell implements life.Event.
func (e ScheduleCalled) Tell(s *life.State, m life.Meta, n *life.Notices) {
	if e.Dropped {
		return
	}
	args := say.Args{"Name": say.Text(s.Head().Name), "When": say.Time(e.For), "Meeting": say.Num(e.Meeting)}
	switch e.Kind {
	case schedule.Call:
		e.callTopics(s, args, n)
	case schedule.Collect:
		e.collect(s, args, n)
	case schedule.Session, schedule.Monthly:
		e.session(s, args, n)
	case schedule.Joint:
		e.joint(s, args, n)
	case schedule.Intake:
		call(n, s, e, "notice.intake", args)
		n.Asks(s.Secretaries(), say.New("task.intake", args), "",
			say.Row(say.Press(say.New("button.do.raise"), string(permission.Raise))))
	case schedule.Digest:
		e.digest(s, m, n)
	case schedule.Minimum:
		e.minimum(s, args, n)
	}
	n.MeantFor(m.At) // what is late says so itself
}

// call tells the residents of something that came round; a call that is late says so.
func call(n *life.Notices, s *life.State, e ScheduleCalled, id string, args say.Args, buttons ...[]say.Button) {
	n.Add(say.Notice{To: say.Address{Room: say.Wall}, Message: e.timely(s, say.New(id, args)), Buttons: buttons})
}

// timely is a message that says, where it is so, that it comes late.
func (e ScheduleCalled) timely(s *life.State, m say.Message) say.Message {
	if !e.Late {
		return m
	}
	when := e.For
	if r := s.Round(e.Kind); r != nil {
		when = calling(s, *r, e.For)
	}
	return say.New("notice.late", say.Args{"When": say.Time(when), "Message": say.Arg{Msg: &m}})
}

func (e ScheduleCalled) callTopics(s *life.State, args say.Args, n *life.Notices) {
	if next := s.Next(schedule.Collect); !next.IsZero() {
		args["Until"] = say.Date(next)
	}
	call(n, s, e, "notice.call", args, say.Row(say.Button{Label: say.New("button.private"), Start: s.Head().Door}))
}

// collect tells what was gathered. What is to be done with it stands in the queue.
func (e ScheduleCalled) collect(s *life.State, args say.Args, n *life.Notices) {
	waiting := 0
	for _, c := range s.OpenCases() {
		if c.Kind(s.Method(c)) == procedure.Screening {
			waiting++
		}
	}
	args["Count"] = say.Num(waiting)
	call(n, s, e, "notice.collect", args)
	n.Asks(s.Officers(), say.New("task.collect", args), "",
		say.Row(say.Press(say.New("button.queue"), string(permission.Queue))))
}

// session tells the officers what was called for them; the invitations tell the others. Where no case is ready, all
// hear of it.
func (e ScheduleCalled) session(s *life.State, args say.Args, n *life.Notices) {
	if e.Meeting == 0 {
		call(n, s, e, "notice."+string(e.Kind)+".none", args)
		return
	}
	n.Asks(s.Officers(), e.timely(s, say.New("task."+string(e.Kind), args)), "")
}

// freshCases are the cases of which something was heard since the last digest, newest first, but for those that are
// late.
func freshCases(s *life.State, at time.Time) []int {
	a := s.Agenda()
	var fresh []*cases.Case
	for _, c := range s.OpenCases() {
		if c.Echoed.After(a.Since) && c.Silences == 0 && !isLate(s, c, at) {
			fresh = append(fresh, c)
		}
	}
	s.WantCases(a.Closed...)
	for _, n := range a.Closed {
		if c := s.Case(n); c != nil && c.Closed != nil {
			fresh = append(fresh, c)
		}
	}
	slices.SortStableFunc(fresh, func(x, y *cases.Case) int { return y.Echoed.Compare(x.Echoed) })
	return numbersOf(fresh)
}

// isLate tells whether something about a case should have been done by now, though the clock may not have told of it
// yet.
func isLate(s *life.State, c *cases.Case, at time.Time) bool {
	w := life.Waiting(s, c)
	return life.Overdue(c) || w.Verb != "" && !w.Due.IsZero() && !w.Due.After(at)
}

// overdueCases are the open cases that are late, those that became so last first.
func overdueCases(s *life.State, at time.Time) []int {
	late := slices.DeleteFunc(s.OpenCases(), func(c *cases.Case) bool { return !isLate(s, c, at) })
	slices.SortStableFunc(late, func(x,
		y *cases.Case) int {
		return life.Waiting(s, y).Due.Compare(life.Waiting(s, x).Due)
	})
	return numbersOf(late)
}

func numbersOf(all []*cases.Case) []int {
	var numbers []int
	for _, c := range all {
		numbers = append(numbers, c.Number)
	}
	return numbers
}

// joint calls the joint meeting: here, and in every community this one is tied to.
func (e ScheduleCalled) joint(s *life.State, args say.Args, n *life.Notices) {
	var names []say.Arg
	for _, t := range s.Ties() {
		names = append(names, say.Text(t.Name))
		n.Dispatch(s, t.Community, life.Dispatch{Subject: life.DispatchJoint, At: e.For, Place: s.Head().Place})
	}
	args["Names"], args["Where"] = say.List(names...), say.Text(s.Head().Place)
	call(n, s, e, "notice.joint", args)
	n.Asks(s.Officers(), e.timely(s, say.New("task.joint", args)), "")
}
