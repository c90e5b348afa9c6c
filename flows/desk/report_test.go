package desk_test

import (
	"slices"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/desk"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/research"
	"echowall/flows/say"
	"echowall/flows/statistics"
	"echowall/flows/work"
)

// figures counts a period as /report does.
func figures(v *village.Village, period string) *statistics.Report {
	v.TB.Helper()
	return village.Look(v, func(s *life.State) *statistics.Report {
		p, ok := calendar.ParsePeriod(period, v.Now.In(s.Location()))
		if !ok {
			v.TB.Fatalf("no period: %s", period)
		}
		return desk.Figures(s, p)
	})
}

// lives is a case on its way through all six steps, with so many meetings, a meeting attended by the persons named each
// time.
func lives(v *village.Village, meetings int, there func() []int) int {
	v.TB.Helper()
	n := v.Accepted(procedure.Big)
	v.Must(life.Command{
		Verb: permission.Research, By: village.Convener, Case: n, Values: life.Prose{Text: "the cable is rotten"},
	})
	v.Must(life.Command{Verb: permission.Confirm, By: village.Secretary, Case: n})
	for range meetings {
		m := v.Meets(n)
		for _, p := range there() {
			v.Must(life.Command{Verb: permission.CheckIn, By: p, Meeting: m})
		}
	}
	return n
}

// settles takes cases that were heard to their close, by the votes of the council; all but the last so many.
func settles(v *village.Village, numbers []int, unfinished int, council ...int) {
	v.TB.Helper()
	for _, n := range numbers {
		v.Put(n, ballot.A)
		v.Votes(n, ballot.Yes, council...)
		v.Must(life.Command{Verb: permission.Publish, By: village.Secretary, Case: n})
	}
	v.Pass(v.Find(numbers[0]).Publicity.Until.Sub(v.Now))
	for i, n := range numbers {
		v.Must(life.Command{Verb: permission.Approve, By: village.Authority, Case: n})
		v.Assign(n, "power", 10*village.Day)
		if i >= len(numbers)-unfinished {
			continue
		}
		v.Must(life.Command{
			Verb: permission.Done, By: village.Power, Case: n, Values: work.Report{Text: "twelve lamps burn"},
		})
		v.Must(life.Command{
			Verb: permission.Rate, By: village.Resident, Case: n,
			Values: cases.Rating{Solved: cases.RatedSolved, Satisfied: true},
		})
		v.Must(life.Command{Verb: permission.Close, By: village.Secretary, Case: n, Values: life.Prose{Text: "done"}})
	}
}

// The year of one village: more than thirty deliberations, 28 cases settled.
func TestTheYearOfAVillage(t *testing.T) {
	v := village.Found(t, "six-step")
	council := func() []int { return []int{village.Convener, village.Member, village.Lawyer} }
	for batch := range 10 {
		var numbers []int
		for range []int{3, 3, 3, 3, 3, 3, 3, 3, 2, 2}[batch] {
			numbers = append(numbers, lives(v, 1, council))
		}
		settles(v, numbers, 0, village.Convener, village.Member, village.Lawyer, village.Elder)
		v.Pass(14 * village.Day)
	}
	lives(v, 2, council) // heard twice, and the year is over
	r := figures(v, "2026")
	if len(r.Meetings) != 30 || len(r.Settled) != 28 || r.Attended != 90 || r.Persons != 3 {
		t.Errorf("meetings %d, settled %d, attended %d by %d", len(r.Meetings), len(r.Settled), r.Attended, r.Persons)
	}
	if len(r.Raised) != 29 || len(r.Answered.Yes) != 29 || len(r.Solved.Yes) != 28 || r.Voices.Satisfied != 28 {
		t.Errorf("raised %d, answered %d, solved %d, satisfied %d", len(r.Raised), len(r.Answered.Yes), len(r.Solved.Yes),
			r.Voices.Satisfied)
	}
	for _, d := range r.Days {
		if d.Kind == procedure.Publicity && (d.Count != 28 || d.Median < 50 || d.Median > 150) {
			t.Errorf("the publicity of five working days took %d tenths of a day, %d times", d.Median, d.Count)
		}
	}
	v.ProvesJournal()
}

// The year of one district: 88 deliberations, 2,500 who took part, more than 300 opinions, and 73 of 77 results
// realised: 94.8 %.
func TestTheYearOfADistrict(t *testing.T) {
	v := village.Found(t, "six-step")
	council := []int{village.Convener, village.Member, village.Lawyer, village.Elder}
	for range 26 {
		p := v.Join()
		v.Must(life.Command{
			Verb: permission.Appoint, By: village.Secretary, Person: p,
			Values: office.Appoint{Grant: people.Grant{Role: people.Member}},
		})
		council = append(council, p)
	}
	held, meetings, heard := 0, 88, 0
	there := func() []int {
		held++
		n := 28
		if held <= 2500-meetings*28 {
			n = 29
		}
		return council[:n]
	}
	for batch := range 7 {
		var numbers []int
		for range 11 {
			again := 1
			if heard < meetings-77 {
				again = 2
			}
			heard++
			n := lives(v, again, there)
			for _, p := range council[:4] {
				v.Must(life.Command{
					Verb: permission.Statement, By: p, Case: n, Values: research.Statement{Text: "LED, please"},
				})
			}
			numbers = append(numbers, n)
		}
		unfinished := 0
		if batch == 6 {
			unfinished = 4
		}
		settles(v, numbers, unfinished, council...)
		v.Pass(20 * village.Day)
	}
	r := figures(v, "2026")
	if len(r.Meetings) != 88 || r.Attended != 2500 || r.Opinions != 308 {
		t.Errorf("deliberations %d, participants %d, opinions %d", len(r.Meetings), r.Attended, r.Opinions)
	}
	perMille, enough := r.Realised.PerMille()
	if len(r.Realised.Yes) != 73 || r.Realised.Of() != 77 || perMille != 948 || !enough {
		t.Errorf("realised %d of %d: %d", len(r.Realised.Yes), r.Realised.Of(), perMille)
	}
	v.Must(life.Command{Verb: permission.Report, By: village.Supervisor, Values: desk.Period{Word: "2026"}})
	told := v.Answer.Message.Args["Lines"].Lines
	if !slices.ContainsFunc(told, func(a say.Arg) bool {
		return a.Msg.ID == "report.realised" && *a.Msg.Args["Yes"].Num == 73 && *a.Msg.Args["Of"].Num == 77 &&
			*a.Msg.Args["Rate"].Rate == 948
	}) {
		t.Errorf("/report does not tell that 73 of 77 were realised: %v", told)
	}
	if v.Answer.File != (say.File{Kind: say.ReportFile, Of: "2026"}) {
		t.Errorf("the picture is %v", v.Answer.File)
	}
}

// A case that nobody has taken up is told apart, and one of one is no share.
func TestSilenceIsTold(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	r := figures(v, "year")
	if !slices.Equal(r.Answered.No, []int{n}) || len(r.Answered.Yes) != 0 {
		t.Errorf("nobody has answered #%d yet: %+v", n, r.Answered)
	}
	v.Must(life.Command{Verb: permission.Take, By: village.Convener, Case: n})
	if r = figures(v, "year"); !slices.Equal(r.Answered.Yes, []int{n}) {
		t.Errorf("#%d was taken up: %+v", n, r.Answered)
	}
	if _, enough := r.Answered.PerMille(); enough {
		t.Error("one of one is told in per cent")
	}
	if r = figures(v, "2025"); len(r.Raised) != 0 {
		t.Errorf("last year: %+v", r)
	}
}
