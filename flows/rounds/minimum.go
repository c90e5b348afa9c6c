package rounds

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// mostDeliberations is more than any community holds in a year: one every day.
const mostDeliberations = 366

// firstOfMonth is when the year is looked at where nobody said when.
const firstOfMonth = "0 9 1 * *"

// SetMinimum sets how many deliberations a year must see, or that it must see none. When the year is looked at stays as
// it was.
func SetMinimum(s *life.State, cmd life.Command, least string) (life.Result, error) {
	off := strings.EqualFold(strings.TrimSpace(least), string(schedule.Off))
	count, err := strconv.Atoi(strings.TrimSpace(least))
	if !off && (err != nil || count < 0 || count > mostDeliberations) {
		return life.Result{}, life.Amiss("text", life.Refuse("refuse.minimum",
			say.Args{"Value": say.Text(least), "Most": say.Num(mostDeliberations)}))
	}
	list := bareRounds(s)
	old := slices.IndexFunc(list, func(r record.Round) bool { return r.Kind == schedule.Minimum })
	if count == 0 {
		if old < 0 {
			return life.Result{}, life.Refuse("refuse.no_minimum")
		}
		return life.Answer(life.One(SchedulesSet{List: slices.Delete(list, old, old+1)}), "receipt.minimum.off")
	}
	r := record.Round{Kind: schedule.Minimum}
	if old >= 0 {
		r = list[old]
		list = slices.Delete(list, old, old+1)
	} else if r.At, err = schedule.Parse(firstOfMonth); err != nil {
		return life.Result{}, err
	}
	r.Count, r.Own = count, true
	year := s.Local(cmd.At).Year()
	return life.Answer(life.One(SchedulesSet{List: inOrder(append(list, r))}), "receipt.minimum", say.Args{
		"Count": say.Num(count), "Held": say.Num(deliberations(s, year)), "Year": say.Num(year),
		"Schedule": say.Schedule(r.At),
	})
}

// manyMeetings is how many of the last meetings are read at once: as many as most communities hold in a year.
const manyMeetings = 50

// deliberations counts the meetings that were held in a year, are under way, or are still to come in it.
func deliberations(s *life.State, year int) int {
	n := 0
	s.WantMeetings(record.UpTo(s.Head().Meetings)[max(0, s.Head().Meetings-manyMeetings):]...)
	for number := s.Head().Meetings; number > 0; number-- {
		m := s.Meeting(number)
		if m == nil {
			continue
		}
		if s.Local(m.At).Year() == year && (!m.Ended() || m.Status == meeting.Over && m.Counts()) {
			n++
		}
		if s.Local(m.At).Year() < year-1 {
			break
		}
	}
	return n
}

// atRisk tells whether a year may see too few deliberations: what is missing would make its rest half again as busy as
// the year should be, or the last two months have begun.
func atRisk(least, held int, at time.Time) bool {
	begin := time.Date(at.Year(), 1, 1, 0, 0, 0, 0, at.Location())
	end := begin.AddDate(1, 0, 0)
	missing, left := float64(least-held), end.Sub(at).Hours()/end.Sub(begin).Hours()
	return missing > 0 && (missing > 1.5*float64(least)*left || at.Month() >= time.November)
}

// minimum warns those who answer for it when the year may see too few deliberations.
func (e ScheduleCalled) minimum(s *life.State, args say.Args, n *life.Notices) {
	r := s.Round(schedule.Minimum)
	if r == nil || !atRisk(r.Count, e.Held, s.Local(e.For)) {
		return
	}
	args["Held"], args["Least"] = say.Num(e.Held), say.Num(r.Count)
	n.Asks(s.Holders().Of(people.Secretary, people.Convener, people.Supervisor),
		e.timely(s, say.New("task.minimum", args)), "")
}
