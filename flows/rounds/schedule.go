package rounds

import (
	"errors"
	"slices"

	"echowall/flows/calendar"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// RoundFields ask step by step when something comes round. Who knows the cron spec writes it at once.
func RoundFields(got form.Values) []form.Field {
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
		day := form.OneOf("day", form.LastDay)
		day.Kind = form.MonthDay
		return append(fields, day, hour)
	default:
	}
	return fields
}

// ReadSchedule reads what comes round and when, as a cron spec: composed of what was chosen step by step, or as it was
// written.
func ReadSchedule(got life.Reading) (kind schedule.Kind, spec string) {
	kind, rhythm := schedule.Kind(got.Said["round"]), schedule.Rhythm(got.Said["rhythm"])
	if rhythm == schedule.Off || !slices.Contains(schedule.Rhythms(), rhythm) {
		return kind, string(rhythm)
	}
	day := got.Number("day")
	if got.Said["day"] == form.LastDay {
		day = schedule.LastDay
	}
	if i := slices.Index(form.Weekdays(), got.Said["weekday"]); i >= 0 {
		day = (i + 1) % 7
	}
	hand, err := calendar.ParseHour(got.Said["hour"])
	if err != nil {
		return kind, "" // it has not been asked for yet
	}
	return kind, schedule.Compose(rhythm, day, int(hand.Hours()), int(hand.Minutes())%60)
}

// SetSchedule sets when something comes round, or that it does no more.
func SetSchedule(s *life.State, cmd life.Command, kind schedule.Kind, when string) (life.Result, error) {
	list := bareRounds(s)
	old := slices.IndexFunc(list, func(r record.Round) bool { return r.Kind == kind })
	if when == string(schedule.Off) {
		if old < 0 {
			return life.Result{}, life.Refuse("refuse.no_schedule", say.Args{"Kind": kindArg(kind)})
		}
		return life.Answer(life.One(SchedulesSet{List: slices.Delete(list, old, old+1)}), "receipt.schedule.off",
			say.Args{"Kind": kindArg(kind)})
	}
	spec, err := schedule.Parse(when)
	if err != nil {
		err = life.Refuse("refuse.spec."+faultOf(err), say.Args{"Value": say.Text(when)})
		if when != "" { // else it has not been asked for yet
			err = life.Amiss("rhythm", err)
		}
		return life.Result{}, err
	}
	r := record.Round{Kind: kind, At: spec, Own: true}
	if old >= 0 {
		r.Ahead, r.Count = list[old].Ahead, list[old].Count
		list = slices.Delete(list, old, old+1)
	}
	list = inOrder(append(list, r.Whole()))
	result, err := life.Answer(life.One(SchedulesSet{List: list}), "receipt.schedule", say.Args{
		"Kind": kindArg(r.Kind), "Schedule": say.Schedule(spec), "Next": say.Time(spec.Next(s.Local(cmd.At))),
	})
	if len(spec.Words().Lacking) > 0 {
		result.Answer.Buttons = [][]say.Button{say.Row(say.Press(say.New("option.lastday"),
			record.Line(permission.Settings, "schedule", string(kind), spec.AtMonthEnd())))}
	}
	return result, err
}

// bareRounds are what comes round, without what the records tell by itself.
func bareRounds(s *life.State) []record.Round {
	list := slices.Clone(s.Rounds())
	for i := range list {
		list[i] = bare(list[i])
	}
	return list
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

// ScheduleLines tell what comes round, a message each.
func ScheduleLines(s *life.State) []say.Arg {
	var lines []say.Arg
	for _, r := range s.Rounds() {
		lines = append(lines, say.Msg("schedule.line", say.Args{
			"Kind": kindArg(r.Kind), "Schedule": say.Schedule(r.At), "Least": say.Num(r.Count),
		}))
	}
	return lines
}
