package community

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// callRound makes the call of a round, with what follows from it. Before are events of the same look, which the state does not hold yet.
func (s *State) callRound(r Round, e ScheduleCalled, at time.Time, before []Event) []Event {
	switch r.Kind {
	case schedule.Collect:
		events := one(e)
		for _, c := range s.OpenCases() {
			if c.Kind(s.Method(c)) == procedure.Intake {
				events = append(events, s.advance(c, Collected))
			}
		}
		return events
	case schedule.Session, schedule.Monthly:
		return s.gather(e, at, before)
	case schedule.Digest:
		e.Fresh, e.Overdue = s.freshCases(at), s.overdueCases(at)
	case schedule.Minimum:
		e.Held = s.deliberations(s.local(e.For).Year())
	}
	return one(e)
}

// gather puts every case that is ready on the agenda of one meeting. Cases that another call of the same look has taken are left out.
func (s *State) gather(e ScheduleCalled, at time.Time, before []Event) []Event {
	taken, last := map[int]bool{}, s.Head().Meetings
	for _, x := range before {
		if called, ok := x.(MeetingScheduled); ok {
			last = called.Meeting.Number
			for _, n := range called.Meeting.Cases {
				taken[n] = true
			}
		}
	}
	var ready []int
	for _, c := range s.OpenCases() {
		if s.Wait(c).Verb == permission.Schedule && !taken[c.Number] {
			ready = append(ready, c.Number)
		}
	}
	if len(ready) == 0 {
		return one(e)
	}
	m := s.newMeeting(ready, s.Head().Place, at)
	m.Number, m.At, m.Status = last+1, e.For, meeting.Scheduled
	m.Announce = s.announceAt(&m, at)
	m.Reminded = !m.Reminder().After(at)
	e.Meeting = m.Number
	return one(e, MeetingScheduled{Meeting: m})
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

func (e ScheduleCalled) apply(s *State, m Meta) {
	a := edit[Agenda](s.Book, agendaKey)
	for i := range a.List {
		if a.List[i].Kind == e.Kind {
			a.List[i].Told = e.For
		}
	}
	if e.Kind == schedule.Digest && !e.Dropped {
		a.Since, a.Closed = m.At, nil
	}
}

func (e ScheduleCalled) announce(s *State, m Meta, n *Notices) {
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
		n.call(s, e, "notice.intake", args)
		n.asks(s.secretaries(), say.New("task.intake", args), "", say.Row(say.Press(say.New("button.do.raise"), string(permission.Raise))))
	case schedule.Digest:
		e.digest(s, m, n)
	case schedule.Minimum:
		e.minimum(s, args, n)
	}
}

// call tells the residents of something that came round; a call that is late says so.
func (n *Notices) call(s *State, e ScheduleCalled, id string, args say.Args, buttons ...[]say.Button) {
	n.add(say.Notice{To: say.Address{Room: say.Wall}, Message: e.timely(s, say.New(id, args)), Buttons: buttons})
}

// timely is a message that says, where it is so, that it comes late.
func (e ScheduleCalled) timely(s *State, m say.Message) say.Message {
	if !e.Late {
		return m
	}
	when := e.For
	if r := s.round(e.Kind); r != nil {
		when = s.calling(*r, e.For)
	}
	return say.New("notice.late", say.Args{"When": say.Time(when), "Message": say.Arg{Msg: &m}})
}

func (e ScheduleCalled) callTopics(s *State, args say.Args, n *Notices) {
	if next := s.next(schedule.Collect); !next.IsZero() {
		args["Until"] = say.Date(next)
	}
	n.call(s, e, "notice.call", args, say.Row(say.Button{Label: say.New("button.private"), Start: s.Head().Door}))
}

// collect tells what was gathered. What is to be done with it stands in the queue.
func (e ScheduleCalled) collect(s *State, args say.Args, n *Notices) {
	waiting := 0
	for _, c := range s.OpenCases() {
		if c.Kind(s.Method(c)) == procedure.Screening {
			waiting++
		}
	}
	args["Count"] = say.Num(waiting)
	n.call(s, e, "notice.collect", args)
	n.asks(s.officers(), say.New("task.collect", args), "", say.Row(say.Press(say.New("button.queue"), string(permission.Queue))))
}

// session tells the officers what was called for them; the invitations tell the others. Where no case is ready, all hear of it.
func (e ScheduleCalled) session(s *State, args say.Args, n *Notices) {
	if e.Meeting == 0 {
		n.call(s, e, "notice."+string(e.Kind)+".none", args)
		return
	}
	n.asks(s.officers(), e.timely(s, say.New("task."+string(e.Kind), args)), "")
}

// freshCases are the cases of which something was heard since the last digest, newest first, but for those that are late.
func (s *State) freshCases(at time.Time) []int {
	a := s.agenda()
	var fresh []*cases.Case
	for _, c := range s.OpenCases() {
		if c.Echoed.After(a.Since) && c.Silences == 0 && !s.isLate(c, at) {
			fresh = append(fresh, c)
		}
	}
	for _, n := range a.Closed {
		if c := s.Case(n); c != nil && c.Closed != nil {
			fresh = append(fresh, c)
		}
	}
	slices.SortStableFunc(fresh, func(x, y *cases.Case) int { return y.Echoed.Compare(x.Echoed) })
	return numbersOf(fresh)
}

// isLate tells whether something about a case should have been done by now, though the clock may not have told of it yet.
func (s *State) isLate(c *cases.Case, at time.Time) bool {
	w := s.Wait(c)
	return s.overdue(c) || w.Verb != "" && !w.Due.IsZero() && !w.Due.After(at)
}

// overdueCases are the open cases that are late, those that became so last first.
func (s *State) overdueCases(at time.Time) []int {
	late := slices.DeleteFunc(s.OpenCases(), func(c *cases.Case) bool { return !s.isLate(c, at) })
	slices.SortStableFunc(late, func(x, y *cases.Case) int { return s.Wait(y).Due.Compare(s.Wait(x).Due) })
	return numbersOf(late)
}

// overdue tells whether something about a case should have been done by now, and people were told so.
func (s *State) overdue(c *cases.Case) bool {
	return c.Overdue || slices.ContainsFunc(c.Tasks, func(t cases.Task) bool { return t.Overdue && !t.IsDone() })
}

func numbersOf(all []*cases.Case) []int {
	var numbers []int
	for _, c := range all {
		numbers = append(numbers, c.Number)
	}
	return numbers
}
