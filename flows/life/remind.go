package life

import (
	"slices"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// before is how long before the quiet hours something is said that must not wait for their end.
const before = 30 * time.Minute

// Audible moves a moment out of the quiet hours: to their end, or before their beginning where that would be too late.
// An urgent case is heard at any hour.
func Audible(s *State, c *cases.Case, t, latest time.Time) time.Time {
	q := s.Quiet()
	if t = s.Local(t); c.Track == procedure.Urgent || !q.Holds(t) {
		return t
	}
	if end := q.Until(t); end.Before(latest) {
		return end
	}
	return q.Begin(t).Add(-before)
}

// Rungs are the moments at which those are reminded who owe something by a deadline, earliest first: not before they
// were asked.
func Rungs(s *State, c *cases.Case, ladder []calendar.Span, since, due time.Time) []time.Time {
	var all []time.Time
	for _, span := range ladder {
		t := Audible(s, c, span.Before(s.Local(due), s.Days()), due)
		if t.After(since) && t.Before(due) {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

// NextRung is the first rung that has not been climbed; zero when there is none.
func NextRung(rungs []time.Time, climbed time.Time) time.Time {
	for _, t := range rungs {
		if t.After(climbed) {
			return t
		}
	}
	return time.Time{}
}

// duty is something owed by a time in a case: what the case as a whole waits for, or a task of its own.
type duty struct {
	task       int // 0 for the case
	since, due time.Time
	climbed    time.Time
}

// duties lists what is owed in a case by a time that has not passed yet. Votes and meetings have reminders of their
// own, and where the calendar is waited for nobody owes anything.
func duties(s *State, c *cases.Case) []duty {
	w := Waiting(s, c)
	var all []duty
	for _, t := range c.OpenTasks() {
		if !t.Overdue {
			all = append(all, duty{t.Number, c.Entered, t.Due, t.Nudged})
		}
	}
	reminded := w.Verb == permission.Vote || w.Verb == permission.Done || w.Verb == permission.Open // in ways of their own
	if w.Verb != "" && !reminded && !w.byCalendar() && !w.Due.IsZero() && !c.Overdue {
		all = append(all, duty{0, w.Since, w.Due, c.Nudged})
	}
	return all
}

// WakeReminder is when somebody is next reminded in a case; zero when nobody is.
func WakeReminder(s *State, c *cases.Case) time.Time {
	var soonest time.Time
	for _, d := range duties(s, c) {
		t := NextRung(Rungs(s, c, s.Method(c).Ladder(), d.since, d.due), d.climbed)
		if !t.IsZero() && (soonest.IsZero() || t.Before(soonest)) {
			soonest = t
		}
	}
	return soonest
}

// TickReminder climbs the rungs that are due. Of several that were missed only the last is told.
func TickReminder(s *State, c *cases.Case, at time.Time) []Event {
	var events []Event
	for _, d := range duties(s, c) {
		var last time.Time
		for _, t := range Rungs(s, c, s.Method(c).Ladder(), d.since, d.due) {
			if t.After(d.climbed) && !t.After(at) {
				last = t
			}
		}
		if !last.IsZero() && d.due.After(at) {
			events = append(events, Reminded{Case: c.Number, Task: d.task, For: last})
		}
	}
	return events
}

// BallotRungs are the moments at which those who have not voted are reminded.
func BallotRungs(s *State, c *cases.Case, b *ballot.Ballot) []time.Time {
	return Rungs(s, c, b.Rule.Remind, b.Opened, b.Closes)
}

// Reminded notes that those who owe something were reminded of it. Task is 0 for what the case as a whole waits for.
type Reminded struct {
	Case int `json:"case"`
	Task int `json:"task,omitempty"`
	// For is the rung of the ladder that was climbed.
	For time.Time `json:"for"`
}

// Apply implements Event.
func (e Reminded) Apply(s *State, _ Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	if e.Task == 0 {
		c.Nudged = e.For
	} else {
		c.Task(e.Task).Nudged = e.For
	}
}

// Tell implements Event.
func (e Reminded) Tell(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	if e.Task != 0 {
		t := c.Task(e.Task)
		w := Wait{Case: c.Number, Verb: permission.Done, Task: t.Number}
		m := say.New("task.remind.work", CaseArgs(c, TaskArgs(t)))
		n.remind(s, c, s.Holders().Unit(t.Unit), m, aboutDoing(s, w), DoButtons(s, w)...)
		return
	}
	w := Waiting(s, c)
	id := "task.remind"
	if remind := StageOf(s, c).Remind; remind != nil {
		id = remind(s, c, w, n)
	}
	m := say.New(id, CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(w.Message())}, "Due": say.Time(w.Due)}))
	n.remind(s, c, asked(s, c, w), m, aboutDoing(s, w), DoButtons(s, w)...)
}

// remind asks persons in private to do what they owe. Of those who cannot be written to, the ones who hold a role are
// named in the group in one line; what others are, as the raiser of a case, is not for the group to read.
func (n *Notices) remind(s *State, c *cases.Case, to []int, m say.Message, about string, buttons ...[]say.Button) {
	n.Unreached(s, c, n.Reach(s, to, n.Asks, m, about, buttons...))
}

// Unreached names in the group those who were asked in vain.
func (n *Notices) Unreached(s *State, c *cases.Case, persons []int) {
	unreached := slices.DeleteFunc(persons, func(p int) bool { return !holds(s, p) || p == c.Raiser && c.Anonymous })
	n.Mention(s, unreached, say.CardView(c.Number), say.New("notice.unreached", CaseArgs(c, say.Args{
		"Mentions": Mentions(unreached), "Next": say.Arg{Msg: record.Ptr(Waiting(s, c).Message())},
	})))
}

// way is how persons are told in private: asks or tells.
type way func(to []int, m say.Message, about string, buttons ...[]say.Button)

// Reach tells persons in private, and returns those who cannot be written to.
func (n *Notices) Reach(s *State, to []int, tell way, m say.Message, about string,
	buttons ...[]say.Button) (unreached []int) {
	s.WantProfiles(to...)
	for _, p := range to {
		if Reached(s, p) {
			tell([]int{p}, m, about, buttons...)
		} else {
			unreached = append(unreached, p)
		}
	}
	return unreached
}

// Mention names those in the group who cannot be written to, below what it is about, with the way to a private chat.
func (n *Notices) Mention(s *State, unreached []int, under string, m say.Message) {
	if len(unreached) > 0 {
		n.Add(say.Notice{
			To: say.Address{Room: say.Council}, Under: under, Message: m,
			Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.private"), Start: s.Head().Door})},
		})
	}
}

// Reached tells whether a person can be written to in private, as far as is known.
func Reached(s *State, person int) bool {
	p := s.Profile(person)
	return p != nil && p.Reachable
}

// holds tells whether a person holds any role.
func holds(s *State, person int) bool {
	return slices.ContainsFunc(s.Holders().List, func(h people.Holder) bool { return h.Person == person })
}
