package rounds_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/community/village"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/rounds"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// round is what comes round of a kind.
func round(v *village.Village, k schedule.Kind) record.Round {
	v.TB.Helper()
	return village.Look(v, func(s *life.State) record.Round {
		if r := s.Round(k); r != nil {
			return *r
		}
		return record.Round{}
	})
}

func TestWhoSetsWhatComesRound(t *testing.T) {
	v := village.Settled(t, "six-step")
	byMember := set(schedule.Session, "0 9 1 * *")
	byMember.By = village.Member
	changed := []string{"schedule.set"}
	told := []string{"group: " + say.WallView}
	v.Plays(t, []village.Row{
		{Rule: "a member sets nothing", Cmd: byMember, Refused: "refuse.role"},
		{Rule: "what does not come round is not switched off", Cmd: set(schedule.Call, "off"), Refused: "refuse.no_schedule"},
		{Rule: "a spec has five fields", Cmd: set(schedule.Call, "0 9 * *"), Refused: "refuse.spec.fields"},
		{Rule: "nothing is no spec", Cmd: set(schedule.Call, ""), Refused: "refuse.spec.fields"},
		{Rule: "a word of the machine is none", Cmd: set(schedule.Call, "@daily"), Refused: "refuse.spec.fields"},
		{Rule: "every minute is too often", Cmd: set(schedule.Call, "* 9 * * *"), Refused: "refuse.spec.hour"},
		{Rule: "twice a day is", Cmd: set(schedule.Call, "0 8-9 * * *"), Refused: "refuse.spec.hour"},
		{Rule: "days of both sorts are unclear", Cmd: set(schedule.Call, "0 9 13 * 5"), Refused: "refuse.spec.days"},
		{Rule: "no other day beside the last", Cmd: set(schedule.Call, "0 9 15,L * *"), Refused: "refuse.spec.fields"},
		{Rule: "the last day and a weekday are", Cmd: set(schedule.Call, "0 9 L * 5"), Refused: "refuse.spec.days"},
		{Rule: "30 February never comes", Cmd: set(schedule.Call, "0 9 30 2 *"), Refused: "refuse.spec.never"},
		{
			Rule: "a call", Cmd: set(schedule.Call, " 0  9 * * 1 "), Answer: "receipt.schedule", Events: changed, Told: told,
		},
		{
			Rule: "what the procedure brings, at another hour", Cmd: set(schedule.Digest, "30 7 * * *"),
			Answer: "receipt.schedule", Events: changed, Told: told,
		},
		{
			Rule: "what the procedure brings, not at all", Cmd: set(schedule.Digest, "off"),
			Answer: "receipt.schedule.off", Events: changed, Told: told,
		},
	})
	v.Must(set(schedule.Joint, "0 9 1 1-12/3 *"))
	v.Must(set(schedule.Minimum, "0 9 1 6 *"))
	v.Must(set(schedule.Call, "0 9 * * 1"))
	joint, least, call := round(v, schedule.Joint), round(v, schedule.Minimum), round(v, schedule.Call)
	if joint.Ahead != (calendar.Span{Days: 7}) || !joint.Own || least.Count != 2 || !call.Ahead.IsZero() {
		t.Errorf("kept are %+v, %+v and %+v", joint, least, call)
	}
	var kinds []schedule.Kind
	for _, r := range village.Look(v, (*life.State).Rounds) {
		kinds = append(kinds, r.Kind)
	}
	if want := []schedule.Kind{"call", "joint", "digest", "minimum"}; !slices.Equal(kinds, want) {
		t.Errorf("shown in the order %v", kinds)
	}
	if n := len(village.Look(v, rounds.ScheduleLines)); n != 4 {
		t.Errorf("told in %d lines", n)
	}
}

// TestTheNextTimeIsThatOfTheVillage: whoever sets it is told when it next comes round there, wherever the program runs.
func TestTheNextTimeIsThatOfTheVillage(t *testing.T) {
	v := village.Settled(t, "six-step")
	for spec, want := range map[string]string{
		"0 9 * * 1": "2026-03-09 09:00", "0 18 * * *": "2026-03-02 18:00", "30 0 3 * *": "2026-03-03 00:30",
		"0 9 L * *": "2026-03-31 09:00", "0 9 L 2 *": "2027-02-28 09:00",
	} {
		v.Must(set(schedule.Call, spec))
		if next := v.Answer.Message.Args["Next"].Time; !next.Equal(v.Local(want)) {
			t.Errorf("set to %s at nine of a Monday it comes next on %s", spec, next)
		}
	}
}

func TestWhatWasSetStaysAsItWas(t *testing.T) {
	v := village.Settled(t, "bimonthly")
	before := round(v, schedule.Session)
	v.Now = v.Now.Add(village.Day)
	v.Must(set(schedule.Session, "0 20 1 * *"))
	after := round(v, schedule.Session)
	if after.Ahead != before.Ahead || !after.Told.Equal(v.Now) {
		t.Errorf("a session at another hour is called as early as before: %+v", after)
	}
	told := after.Told
	v.Now = v.Now.Add(village.Day)
	v.Must(set(schedule.Session, "0 20 1 * *"))
	if got := round(v, schedule.Session).Told; !got.Equal(told) {
		t.Errorf("the same hour once more begins anew on %s", got)
	}
	v.Must(life.Command{Verb: permission.Settings, By: village.Secretary, Values: office.Setting{
		Name: office.SettingProcedure, Value: "six-step",
	}})
	if got := round(v, schedule.Session); got.At.String() != "0 20 1 * *" || round(v, schedule.Collect).Kind != "" {
		t.Errorf("under another procedure the session is %+v", got)
	}
	v.ProvesJournal()
}

func TestHowManyDeliberationsAYearMustSee(t *testing.T) {
	v := village.Settled(t, "six-step")
	least := func(by int, text string) life.Command {
		return life.Command{Verb: permission.Settings, By: by, Values: office.Setting{
			Name: office.SettingMinimum, Value: text,
		}}
	}
	v.Plays(t, []village.Row{
		{Rule: "a member sets none", Cmd: least(village.Member, "4"), Refused: "refuse.role"},
		{Rule: "none is owed, so none is let off", Cmd: least(village.Secretary, "0"), Refused: "refuse.no_minimum"},
		{Rule: "more than one a day", Cmd: least(village.Secretary, "367"), Refused: "refuse.minimum"},
		{Rule: "fewer than none", Cmd: least(village.Secretary, "-2"), Refused: "refuse.minimum"},
		{Rule: "a word", Cmd: least(village.Secretary, "many"), Refused: "refuse.minimum"},
		{Rule: "a number of another script", Cmd: least(village.Secretary, "四"), Refused: "refuse.minimum"},
		{
			Rule: "one a day", Cmd: least(village.Secretary, "366"), Answer: "receipt.minimum",
			Events: []string{"schedule.set"},
		},
		{
			Rule: "one", Cmd: least(village.Secretary, " 1\n"), Answer: "receipt.minimum", Events: []string{"schedule.set"},
		},
	})
	v.Must(least(village.Secretary, "4"))
	if r := round(v, schedule.Minimum); r.At.String() != "0 9 1 * *" || r.Count != 4 || !r.Own {
		t.Errorf("looked at as %+v", r)
	}
	v.Must(least(village.Secretary, "Off"))
	if v.Answer.Message.ID != "receipt.minimum.off" || round(v, schedule.Minimum).Kind != "" {
		t.Errorf("let off with %s", v.Answer.Message.ID)
	}
}

func TestWhichMeetingsCountForAYear(t *testing.T) {
	v := village.Settled(t, "six-step")
	meet := func(when time.Time) int {
		v.Must(call(v, when))
		return v.Head().Meetings
	}
	meet(v.Local("2026-12-31 23:00"))
	meet(v.Local("2027-01-01 01:00"))
	off := meet(v.Local("2026-05-01 10:00"))
	v.Must(life.Command{Verb: permission.CallOff, By: village.Secretary, Meeting: off, Values: life.Prose{Text: "snow"}})
	v.Meets(v.Talked())
	held := func() int {
		v.Must(life.Command{Verb: permission.Settings, By: village.Secretary, Values: office.Setting{
			Name: office.SettingMinimum, Value: "4",
		}})
		return *v.Answer.Message.Args["Held"].Num
	}
	if got := held(); got != 2 {
		t.Errorf("this year sees %d: what was called off does not count, nor the next year's", got)
	}
	v.Now = v.Local("2028-06-01 10:00")
	if got := held(); got != 0 {
		t.Errorf("two years later %d count", got)
	}
}

func TestTheFieldsOfWhatComesRound(t *testing.T) {
	for _, c := range []struct {
		rhythm string
		want   []string
	}{
		{"", []string{"round", "rhythm"}}, {"off", []string{"round", "rhythm"}},
		{"0 9 * * *", []string{"round", "rhythm"}}, {"daily", []string{"round", "rhythm", "hour"}},
		{"weekly", []string{"round", "rhythm", "weekday", "hour"}},
		{"eachmonth", []string{"round", "rhythm", "day", "hour"}}, {"even", []string{"round", "rhythm", "day", "hour"}},
		{"odd", []string{"round", "rhythm", "day", "hour"}}, {"quarterly", []string{"round", "rhythm", "day", "hour"}},
	} {
		var got []string
		for _, f := range rounds.RoundFields(form.Values{"rhythm": c.rhythm}) {
			got = append(got, f.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: asked for are %v", c.rhythm, got)
		}
	}
}

func TestHowWhatComesRoundIsRead(t *testing.T) {
	for _, c := range []struct {
		rule string
		said form.Values
		spec string
	}{
		{"as it was written", form.Values{"rhythm": "0 9 15 2-12/2 *"}, "0 9 15 2-12/2 *"},
		{"not at all", form.Values{"rhythm": "off"}, "off"},
		{"every day", form.Values{"rhythm": "daily", "hour": "07:30"}, "30 7 * * *"},
		{"every Monday", form.Values{"rhythm": "weekly", "weekday": "monday", "hour": "18:00"}, "0 18 * * 1"},
		{"every Sunday", form.Values{"rhythm": "weekly", "weekday": "sunday", "hour": "18:00"}, "0 18 * * 0"},
		{"every month", form.Values{"rhythm": "eachmonth", "day": "20", "hour": "19:30"}, "30 19 20 * *"},
		{
			"on the last of every month", form.Values{"rhythm": "eachmonth", "day": form.LastDay, "hour": "19:30"},
			"30 19 L * *",
		},
		{"on the last of even months", form.Values{"rhythm": "even", "day": form.LastDay, "hour": "9:00"}, "0 9 L 2-12/2 *"},
		{"before the hour is known", form.Values{"rhythm": "eachmonth", "day": "20"}, ""},
		{"an hour there is not", form.Values{"rhythm": "daily", "hour": "25:00"}, ""},
	} {
		c.said["round"] = "session"
		kind, spec := rounds.ReadSchedule(life.Reading{Said: c.said, Zone: time.UTC})
		if kind != schedule.Session || spec != c.spec {
			t.Errorf("%s: read as %q at %q", c.rule, kind, spec)
		}
	}
}

func TestWhatAProcedureBrings(t *testing.T) {
	v := village.Found(t, "six-step")
	if wake := village.Look(v, rounds.WakeAgenda); !wake.IsZero() {
		t.Errorf("before anything comes round the community is looked at on %s", wake)
	}
	for method, want := range map[string][]string{
		"six-step": {"digest 0 18 * * 5"}, "six-links": {"digest 0 18 * * 5", "minimum 0 9 1 9,11 *"}, "hall": nil,
		"bimonthly": {"call 0 9 1 2-12/2 *", "collect 0 9 15 2-12/2 *", "session 0 9 15 1-11/2 *", "digest 0 9 1 * *"},
	} {
		v := village.Settled(t, method)
		got := village.Look(v, func(s *life.State) (all []string) {
			for _, r := range rounds.By(s, s.Current()) {
				all = append(all, string(r.Kind)+" "+r.At.String())
			}
			return all
		})
		if !slices.Equal(got, want) {
			t.Errorf("by %s there come round %q", method, got)
		}
	}
	own := village.Look(v, func(s *life.State) []record.Round { return rounds.By(s, &procedure.Procedure{}) })
	if own != nil {
		t.Errorf("of a procedure without any there come round %v", own)
	}
}
