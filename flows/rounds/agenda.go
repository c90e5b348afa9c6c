package rounds

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/schedule"
)

// Whole is the thing that is looked at when something comes round in the community as a whole.
const Whole = "community"

// calling is when the call for a time of a round is made.
func calling(s *life.State, r record.Round, when time.Time) time.Time {
	return r.Ahead.Before(s.Local(when), s.Days())
}

// toCall is the latest time of a round whose call is due; those before it have passed without one, and are not made up
// for.
func toCall(s *life.State, r record.Round, at time.Time) (when time.Time, due bool) {
	for next := r.At.Next(s.Local(r.Told)); !next.IsZero() && !calling(s, r, next).After(at); next = r.At.Next(next) {
		when, due = next, true
	}
	return when, due
}

// WakeAgenda is when the community as a whole is next looked at.
func WakeAgenda(s *life.State) time.Time {
	var soonest time.Time
	for _, r := range s.Rounds() {
		next := r.At.Next(s.Local(r.Told))
		if next.IsZero() {
			continue
		}
		if t := calling(s, r, next); soonest.IsZero() || t.Before(soonest) {
			soonest = t
		}
	}
	return soonest
}

// slack is how much later than its time a call may be made without being called late.
const slack = 15 * time.Minute

// TickAgenda makes the calls that are due. One that was missed is made once and says that it is late; one whose moment
// has passed is only noted.
func TickAgenda(s *life.State, at time.Time) []life.Event {
	var events []life.Event
	for _, r := range s.Rounds() {
		when, due := toCall(s, r, at)
		if !due {
			continue
		}
		e := ScheduleCalled{
			Kind: r.Kind, For: when, Late: at.Sub(calling(s, r, when)) > slack, Dropped: passed(s, r.Kind, when, at),
		}
		if e.Dropped {
			events = append(events, e)
		} else {
			events = append(events, callRound(s, r, e, at, events)...)
		}
	}
	return events
}

// passed tells whether a call would be of no use any more.
func passed(s *life.State, k schedule.Kind, when, at time.Time) bool {
	switch k {
	case schedule.Session, schedule.Monthly, schedule.Joint:
		return !when.After(at)
	case schedule.Intake:
		return calendar.DayOf(s.Local(when)) != calendar.DayOf(s.Local(at))
	case schedule.Call, schedule.Collect:
		return at.Sub(when) > 7*24*time.Hour
	default:
	}
	return false
}

// SchedulesSet says what comes round from now on: what the procedure brings, and what the secretary set.
type SchedulesSet struct {
	List []record.Round `json:"list"`
}

// Apply implements life.Event.
func (e SchedulesSet) Apply(s *life.State, m life.Meta) {
	list := slices.Clone(e.List)
	for i := range list {
		list[i].Told = m.At
		if old := s.Round(list[i].Kind); old != nil && old.At.String() == list[i].At.String() {
			list[i].Told = old.Told
		}
	}
	since := m.At
	if a := s.Agenda(); a != nil {
		since = a.Since
	}
	a := record.Edit[record.Agenda](s.Cache, record.AgendaKey)
	a.List, a.Since = list, since
	s.WakeAll(s.Head())
}

// Tell implements life.Event.
func (e SchedulesSet) Tell(_ *life.State, _ life.Meta, n *life.Notices) { n.Wall() }

// By is what comes round by a procedure, with what the secretary set in its place.
func By(s *life.State, p *procedure.Procedure) []record.Round {
	var list []record.Round
	for _, x := range p.Schedules {
		if old := s.Round(x.Kind); old == nil || !old.Own {
			list = append(list, record.Round{Kind: x.Kind, At: x.At, Ahead: x.Ahead, Count: x.Count})
		}
	}
	for _, r := range s.Rounds() {
		if r.Own {
			list = append(list, bare(r))
		}
	}
	return inOrder(list)
}

// bare is a round without what the records tell by itself.
func bare(r record.Round) record.Round {
	r.Told = time.Time{}
	return r
}

// inOrder puts rounds into the order in which kinds are shown.
func inOrder(list []record.Round) []record.Round {
	slices.SortStableFunc(list, func(a, b record.Round) int {
		return slices.Index(schedule.Kinds(), a.Kind) - slices.Index(schedule.Kinds(), b.Kind)
	})
	return list
}
