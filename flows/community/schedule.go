package community

import (
	"errors"
	"slices"

	"echowall/flows/calendar"
	"echowall/flows/form"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// aheadOf is how long before its hour a meeting is called where nobody said otherwise, enoughDeliberations how many a year must see.
const (
	aheadOf             = 7
	enoughDeliberations = 2
)

// roundFields ask step by step when something comes round. Who knows the cron spec writes it at once.
func roundFields(got form.Values) []form.Field {
	rhythm := form.OneOf("rhythm", schedule.Rhythms()...)
	rhythm.Kind = form.Rhythm
	fields := []form.Field{form.OneOf("round", schedule.Kinds()...), rhythm}
	hour := form.New("hour", form.Hour)
	switch schedule.Rhythm(got["rhythm"]) {
	case schedule.Daily:
		return append(fields, hour)
	case schedule.Weekly:
		return append(fields, form.OneOf("weekday", form.Weekdays()...), hour)
	case schedule.EachMonth, schedule.Even, schedule.Odd, schedule.Quarterly:
		return append(fields, form.New("day", form.MonthDay), hour)
	}
	return fields
}

// setSchedule sets when something comes round, or that it does no more.
func (s *State) setSchedule(cmd Command) (Result, error) {
	list := s.bareRounds()
	old := slices.IndexFunc(list, func(r Round) bool { return r.Kind == cmd.Round })
	if cmd.Text == string(schedule.Off) {
		if old < 0 {
			return Result{}, refuse("refuse.no_schedule", say.Args{"Kind": kindArg(cmd.Round)})
		}
		return answer(one(SchedulesSet{List: slices.Delete(list, old, old+1)}), "receipt.schedule.off", say.Args{"Kind": kindArg(cmd.Round)})
	}
	spec, err := schedule.Parse(cmd.Text)
	if err != nil {
		return Result{}, refuse("refuse.spec."+faultOf(err), say.Args{"Value": say.Text(cmd.Text)})
	}
	r := Round{Kind: cmd.Round, At: spec, Own: true}
	if old >= 0 {
		r.Ahead, r.Count = list[old].Ahead, list[old].Count
		list = slices.Delete(list, old, old+1)
	}
	list = inOrder(append(list, r.whole()))
	return answer(one(SchedulesSet{List: list}), "receipt.schedule", say.Args{
		"Kind": kindArg(r.Kind), "Schedule": say.Schedule(spec), "Next": say.Time(spec.Next(cmd.At)),
	})
}

// bareRounds are what comes round, without what the book finds out by itself.
func (s *State) bareRounds() []Round {
	list := slices.Clone(s.Rounds())
	for i := range list {
		list[i] = bare(list[i])
	}
	return list
}

// whole is a round with what its kind needs.
func (r Round) whole() Round {
	meets := r.Kind == schedule.Session || r.Kind == schedule.Monthly || r.Kind == schedule.Joint
	if meets && r.Ahead.IsZero() {
		r.Ahead = calendar.Span{Days: aheadOf}
	}
	if r.Kind == schedule.Minimum && r.Count == 0 {
		r.Count = enoughDeliberations
	}
	return r
}

// faultOf names what is wrong with a spec, for the message that explains it.
func faultOf(err error) string {
	switch {
	case errors.Is(err, schedule.ErrHour):
		return "hour"
	case errors.Is(err, schedule.ErrDays):
		return "days"
	case errors.Is(err, schedule.ErrNever):
		return "never"
	}
	return "fields"
}

func kindArg(k schedule.Kind) say.Arg { return say.Msg("schedule." + string(k)) }

// scheduleLines tell what comes round, a message each.
func (s *State) scheduleLines() []say.Arg {
	var lines []say.Arg
	for _, r := range s.Rounds() {
		lines = append(lines, say.Msg("schedule.line", say.Args{
			"Kind": kindArg(r.Kind), "Schedule": say.Schedule(r.At), "Least": say.Num(r.Count),
		}))
	}
	return lines
}
