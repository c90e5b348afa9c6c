package community

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/procedure"
	"echowall/flows/schedule"
)

// Whole is the thing that is looked at when something comes round in the community as a whole.
const Whole = "community"

// agendaKey keeps what comes round.
const agendaKey = "agenda"

// Agenda is what comes round in a community by itself, and what the next digest will tell.
type Agenda struct {
	List []Round `json:"list,omitempty"`
	// Since is when the last digest was told, Closed are the cases closed since then.
	Since  time.Time `json:"since"`
	Closed []int     `json:"closed,omitempty"`
}

// Round is one thing that comes round.
type Round struct {
	Kind schedule.Kind `json:"kind"`
	At   schedule.Spec `json:"at"`
	// Ahead is how long before its time a meeting is called.
	Ahead calendar.Span `json:"ahead,omitzero"`
	// Count is how many deliberations a year must see, of a Minimum.
	Count int `json:"count,omitempty"`
	// Own says that the secretary set it: it stays when the procedure changes.
	Own bool `json:"own,omitempty"`
	// Told is up to which of its times it has been called.
	Told time.Time `json:"told,omitzero"`
}

// agenda is what comes round; nil before the community has taken it over.
func (s *Records) agenda() *Agenda { return get[Agenda](s.Book, agendaKey) }

// round is what comes round of a kind; nil where nothing does.
func (s *Records) round(k schedule.Kind) *Round {
	a := s.agenda()
	if a == nil {
		return nil
	}
	if i := slices.IndexFunc(a.List, func(r Round) bool { return r.Kind == k }); i >= 0 {
		return &a.List[i]
	}
	return nil
}

// Rounds lists what comes round in the community.
func (s *Records) Rounds() []Round {
	if a := s.agenda(); a != nil {
		return a.List
	}
	return nil
}

// next is when something of a kind comes round next; zero where nothing does.
func (s *Records) next(k schedule.Kind) time.Time {
	if r := s.round(k); r != nil {
		return r.At.Next(s.local(r.Told))
	}
	return time.Time{}
}

// calling is when the call for a time of a round is made.
func (s *State) calling(r Round, when time.Time) time.Time {
	return r.Ahead.Before(s.local(when), s.Days())
}

// toCall is the latest time of a round whose call is due; those before it have passed without one, and are not made up for.
func (s *State) toCall(r Round, at time.Time) (when time.Time, due bool) {
	for next := r.At.Next(s.local(r.Told)); !next.IsZero() && !s.calling(r, next).After(at); next = r.At.Next(next) {
		when, due = next, true
	}
	return when, due
}

// wakeAgenda is when the community as a whole is next looked at.
func (s *State) wakeAgenda() time.Time {
	var soonest time.Time
	for _, r := range s.Rounds() {
		next := r.At.Next(s.local(r.Told))
		if next.IsZero() {
			continue
		}
		if t := s.calling(r, next); soonest.IsZero() || t.Before(soonest) {
			soonest = t
		}
	}
	return soonest
}

// slack is how much later than its time a call may be made without being called late.
const slack = 15 * time.Minute

// tickAgenda makes the calls that are due. One that was missed is made once and says that it is late; one whose moment has passed is
// only noted.
func (s *State) tickAgenda(at time.Time) []Event {
	var events []Event
	for _, r := range s.Rounds() {
		when, due := s.toCall(r, at)
		if !due {
			continue
		}
		e := ScheduleCalled{
			Kind: r.Kind, For: when, Late: at.Sub(s.calling(r, when)) > slack, Dropped: s.passed(r.Kind, when, at),
		}
		if e.Dropped {
			events = append(events, e)
		} else {
			events = append(events, s.callRound(r, e, at, events)...)
		}
	}
	return events
}

// passed tells whether a call would be of no use any more.
func (s *State) passed(k schedule.Kind, when, at time.Time) bool {
	switch k {
	case schedule.Session, schedule.Monthly, schedule.Joint:
		return !when.After(at)
	case schedule.Intake:
		return calendar.DayOf(s.local(when)) != calendar.DayOf(s.local(at))
	case schedule.Call, schedule.Collect:
		return at.Sub(when) > 7*24*time.Hour
	}
	return false
}

// SchedulesSet says what comes round from now on: what the procedure brings, and what the secretary set.
type SchedulesSet struct {
	List []Round `json:"list"`
}

func (e SchedulesSet) apply(s *State, m Meta) {
	list := slices.Clone(e.List)
	for i := range list {
		list[i].Told = m.At
		if old := s.round(list[i].Kind); old != nil && old.At.String() == list[i].At.String() {
			list[i].Told = old.Told
		}
	}
	since := m.At
	if a := s.agenda(); a != nil {
		since = a.Since
	}
	a := edit[Agenda](s.Book, agendaKey)
	a.List, a.Since = list, since
	s.wakeAll(s.Head())
}

func (e SchedulesSet) announce(_ *State, _ Meta, n *Notices) { n.wall() }

// rounds are what comes round by a procedure, with what the secretary set in its place.
func (s *State) roundsBy(p *procedure.Procedure) []Round {
	var list []Round
	for _, x := range p.Schedules {
		if old := s.round(x.Kind); old == nil || !old.Own {
			list = append(list, Round{Kind: x.Kind, At: x.At, Ahead: x.Ahead, Count: x.Count})
		}
	}
	for _, r := range s.Rounds() {
		if r.Own {
			list = append(list, bare(r))
		}
	}
	return inOrder(list)
}

// bare is a round without what the book finds out by itself.
func bare(r Round) Round {
	r.Told = time.Time{}
	return r
}

// inOrder puts rounds into the order in which kinds are shown.
func inOrder(list []Round) []Round {
	slices.SortStableFunc(list, func(a, b Round) int {
		return slices.Index(schedule.Kinds(), a.Kind) - slices.Index(schedule.Kinds(), b.Kind)
	})
	return list
}

// noteClosed keeps for the next digest that a case was closed.
func (s *State) noteClosed(number int) {
	if s.round(schedule.Digest) != nil {
		a := edit[Agenda](s.Book, agendaKey)
		a.Closed = append(slices.DeleteFunc(a.Closed, func(n int) bool { return n == number }), number)
	}
}
