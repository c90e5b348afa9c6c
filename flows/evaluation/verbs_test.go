package evaluation_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/evaluation"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

// says is somebody's word with a reason; "" is none.
func says(by, n int, solved string, satisfied bool, reason string) life.Command {
	return life.Command{
		Verb: permission.Rate, By: by, Case: n,
		Values: cases.Rating{Solved: solved, Satisfied: satisfied, Reason: reason},
	}
}

func TestWhoJudgesWhat(t *testing.T) {
	v := village.Found(t, "six-step")
	assigned, n := v.Assigned(), v.Judged()
	rated := []string{"evaluation.rated"}
	unheard := life.Command{
		Verb: permission.Rate, By: village.Widow, Case: n,
		Values: cases.Rating{Solved: cases.RatedSolved, Satisfied: true, Unanswered: true},
	}
	v.Plays(t, []village.Row{
		{
			Rule: "a case must be there", Cmd: says(village.Widow, 99, cases.RatedSolved, true, ""),
			Refused: "refuse.no_case",
		},
		{
			Rule:    "nothing is judged before it is done",
			Cmd:     says(village.Widow, assigned, cases.RatedSolved, true, ""),
			Refused: "refuse.stage",
		},
		{
			Rule: "who did the work does not judge it", Cmd: says(village.Power, n, cases.RatedSolved, true, ""),
			Refused: "refuse.own_work",
		},
		{
			Rule: "who works elsewhere may", Cmd: says(village.Water, n, cases.RatedSolved, true, ""),
			Answer: "receipt.rated",
			Events: rated, Told: []string{"group: card:2"},
		},
		{
			Rule: "a no needs a reason", Cmd: says(village.Widow, n, cases.RatedUnsolved, true, ""),
			Refused: "refuse.needs_reason",
		},
		{
			Rule: "blanks are no reason", Cmd: says(village.Widow, n, cases.RatedUnsolved, true, " \n\t"),
			Refused: "refuse.needs_reason",
		},
		{
			Rule: "discontent needs a reason", Cmd: says(village.Widow, n, cases.RatedSolved, false, ""),
			Refused: "refuse.needs_reason",
		},
		{
			Rule: "in part and content needs none", Cmd: says(village.Widow, n, cases.RatedPartly, true, ""),
			Answer: "receipt.rated", Events: rated,
		},
		{
			Rule: "a no of somebody else is counted", Cmd: says(village.Widow, n, cases.RatedUnsolved, false, "dark"),
			Answer: "receipt.rated", Events: rated, Told: []string{"group: card:2"},
		},
		{
			Rule:   "the raiser's no sends it back at once",
			Cmd:    says(village.Resident, n, cases.RatedUnsolved, false, "dark"),
			Answer: "receipt.rated", Events: []string{"evaluation.rated", "case.reopened"},
			Told: append(append([]string{"group: card:2"}, village.Echoed(2, "echo.reopened", "resident")...),
				"secretary: duty task.next", "convener: duty task.next"),
		},
		{
			Rule:   "the raiser's discontent alone does not",
			Cmd:    says(village.Resident, n, cases.RatedSolved, false, "late"),
			Answer: "receipt.rated", Events: rated,
		},
		{
			Rule: "who heard nothing is not named, and the office answers", Cmd: unheard, Answer: "receipt.rated",
			Events: rated,
			Told:   []string{"group: card:2", "secretary: duty task.unanswered", "convener: duty task.unanswered"},
		},
	})
}

func TestForWhomSomebodySpeaks(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	for _, c := range []struct {
		rule  string
		by    int
		as    procedure.Evaluator
		asked bool
	}{
		{"the raiser, who is asked, for the residents", village.Resident, procedure.ByResidents, true},
		{"whoever was not asked for the residents", village.Widow, procedure.ByResidents, false},
		{"a member for the council", village.Elder, procedure.ByMembers, true},
		{"a convener for the council", village.Convener, procedure.ByMembers, true},
		{"the authority for itself", village.Authority, procedure.ByAuthority, true},
		{"a supervisor, whom nobody asks, for the residents", village.Supervisor, procedure.ByResidents, false},
	} {
		v.Must(says(c.by, n, cases.RatedSolved, true, ""))
		got := v.Events[0].(evaluation.Rated).Rating
		if got.As != c.as || got.Asked != c.asked || !got.At.Equal(v.Now) {
			t.Errorf("%s: kept as %+v", c.rule, got)
		}
	}
	e := v.Find(n).Evaluation
	if e.Residents.Said != 3 || e.Residents.Spoken != 1 || e.Members.Said != 2 || e.Authority.Said != 1 {
		t.Errorf("counted as %+v", e)
	}
}

func TestWhereOnlySomeAreAsked(t *testing.T) {
	v := village.Found(t, "four-rings")
	n := v.Raised()
	v.Happen(0, func(s *life.State) []life.Event {
		p := s.Method(s.Case(n))
		residents, _ := p.First(procedure.Evaluation, 0)
		others, _ := p.Next(residents, procedure.Big)
		return life.One(life.StageEntered{Case: n, Stage: others})
	})
	v.Refused("refuse.evaluators", says(village.Widow, n, cases.RatedSolved, true, ""))
	v.Must(says(village.Authority, n, cases.RatedSolved, true, ""))
}

func TestWhenTheOfficeCloses(t *testing.T) {
	v := village.Found(t, "six-step")
	n, talked := v.Judged(), v.Talked()
	closing := func(by, n int) life.Command {
		return life.Command{Verb: permission.Close, By: by, Case: n, Values: life.Prose{Text: "all is well"}}
	}
	v.Plays(t, []village.Row{
		{Rule: "a resident closes nothing", Cmd: closing(village.Resident, n), Refused: "refuse.role"},
		{Rule: "not before it is judged", Cmd: closing(village.Secretary, talked), Refused: "refuse.stage"},
		{Rule: "not while nobody has said a word", Cmd: closing(village.Secretary, n), Refused: "refuse.unrated"},
	})
	for _, c := range []struct {
		rule    string
		words   []life.Command
		refused string
		outcome cases.Outcome
	}{
		{"one no of one is too many", []life.Command{
			says(village.Elder, n, cases.RatedUnsolved, true, "dark"),
		}, "refuse.unsolved", ""},
		{"a third of noes is too many", []life.Command{
			says(village.Elder, n, cases.RatedUnsolved, true, "dark"),
			says(village.Member, n, cases.RatedSolved, true, ""),
			says(village.Widow, n, cases.RatedSolved, true, ""),
		}, "refuse.unsolved", ""},
		{"fewer are not", []life.Command{
			says(village.Elder, n, cases.RatedUnsolved, true, "dark"),
			says(village.Member, n, cases.RatedSolved, true, ""),
			says(village.Widow, n, cases.RatedSolved, true, ""), says(village.Shy, n, cases.RatedSolved, true, ""),
		}, "", cases.Solved},
		{"more who say in part make it that", []life.Command{
			says(village.Elder, n, cases.RatedPartly, true, ""), says(village.Member, n, cases.RatedPartly, true, ""),
			says(village.Widow, n, cases.RatedSolved, true, ""),
		}, "", cases.Partly},
		{"a no that is taken back is none", []life.Command{
			says(village.Elder, n, cases.RatedUnsolved, true, "dark"),
			says(village.Elder, n, cases.RatedSolved, true, ""),
		}, "", cases.Solved},
	} {
		t.Run(c.rule, func(t *testing.T) {
			w := v.Copy(t)
			for _, word := range c.words {
				w.Must(word)
			}
			if c.refused != "" {
				w.Refused(c.refused, closing(village.Secretary, n))
				return
			}
			w.Must(closing(village.Convener, n))
			w.Came("case.closed")
			w.Ended(n, c.outcome)
			w.Hears(village.Echoed(n, "echo.closed."+string(c.outcome), "resident")...)
		})
	}
}

func TestWhatTheEndOfTheWindowBrings(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	until := v.Find(n).Evaluation.Until
	for _, c := range []struct {
		rule  string
		words []life.Command
		at    time.Time
		want  []string
	}{
		{"nothing before its end", nil, until.Add(-1), nil},
		{"silence is no objection", nil, until, []string{"case.closed"}},
		{"late is as good as on time", nil, until.AddDate(0, 2, 0), []string{"case.closed"}},
		{"too many noes send it back", []life.Command{
			says(village.Elder, n, cases.RatedUnsolved, true, "dark"),
			says(village.Widow, n, cases.RatedUnsolved, true, "dim"),
		}, until, []string{"case.reopened"}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			w := v.Copy(t)
			for _, word := range c.words {
				w.Must(word)
			}
			w.Happen(0, func(s *life.State) []life.Event { return evaluation.Stage().Tick(s, s.Case(n), c.at) })
			w.Came(c.want...)
			e, back := first(w.Events).(life.CaseReopened)
			if back && (e.Reason != "dim\ndark" || w.Find(n).Stage != e.Stage) {
				t.Errorf("sent back as %+v", e)
			}
		})
	}
}

func first(events []life.Event) life.Event {
	if len(events) == 0 {
		return nil
	}
	return events[0]
}

func TestAnotherEvaluationFollowsTheFirst(t *testing.T) {
	v := village.Found(t, "four-rings")
	n := v.Raised()
	v.Happen(0, func(s *life.State) []life.Event {
		at, _ := s.Method(s.Case(n)).First(procedure.Evaluation, 0)
		return life.One(life.StageEntered{Case: n, Stage: at})
	})
	one := v.Find(n)
	v.Must(says(village.Authority, n, cases.RatedSolved, true, ""))
	v.Happen(0, func(s *life.State) []life.Event {
		return evaluation.Stage().Tick(s, s.Case(n), one.Evaluation.Until)
	})
	two := v.Find(n)
	if two.Closed != nil || two.Evaluation.Number != one.Evaluation.Number+1 || two.Evaluation.Count() != 0 {
		t.Errorf("the next evaluation begins with %+v", two.Evaluation)
	}
	v.HeardIn("wall", "echo.entered.judged")
}

func TestOnesLastWordCounts(t *testing.T) {
	rated := func(person int, solved string, unanswered bool) life.Event {
		return evaluation.Rated{Case: 1, Person: person, Rating: cases.Rating{
			Solved: solved, Satisfied: solved == cases.RatedSolved, Unanswered: unanswered, As: procedure.ByResidents,
		}}
	}
	for _, c := range []struct {
		rule   string
		events []life.Event
		holds  func(e cases.Evaluation) bool
	}{
		{
			"two words of one are one", []life.Event{
				rated(village.Widow, cases.RatedUnsolved, true), rated(village.Widow, cases.RatedSolved, false),
			},
			func(e cases.Evaluation) bool {
				return e.Count() == 1 && e.Solved == 1 && e.Unanswered == 0 && e.Residents.Said == 1
			},
		},
		{
			"the same word twice is one", []life.Event{
				rated(village.Widow, cases.RatedSolved, false), rated(village.Widow, cases.RatedSolved, false),
			},
			func(e cases.Evaluation) bool { return e.Count() == 1 && e.Satisfied == 1 },
		},
		{
			"a no of the raiser is kept apart", []life.Event{rated(village.Resident, cases.RatedUnsolved, true)},
			func(e cases.Evaluation) bool { return e.Refused && e.Unheard },
		},
		{
			"until it is taken back", []life.Event{
				rated(village.Resident, cases.RatedUnsolved, true), rated(village.Resident, cases.RatedPartly, false),
			},
			func(e cases.Evaluation) bool { return !e.Refused && !e.Unheard && e.Partly == 1 },
		},
		{
			"a no of another is not the raiser's", []life.Event{
				rated(village.Resident, cases.RatedSolved, false), rated(village.Widow, cases.RatedUnsolved, true),
			},
			func(e cases.Evaluation) bool { return !e.Refused && !e.Unheard && e.Count() == 2 },
		},
		{
			"a word nobody knows counts for nothing", []life.Event{rated(village.Widow, "perhaps", false)},
			func(e cases.Evaluation) bool { return e.Count() == 0 && e.Residents.Said == 1 },
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Judged()
			v.Happen(0, func(*life.State) []life.Event { return c.events })
			if e := v.Find(n).Evaluation; !c.holds(e) {
				t.Errorf("counted as %+v", e)
			}
			v.ProvesJournal()
		})
	}
}

func TestWhoOwesAWordAndIsReminded(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	v.Must(says(village.Elder, n, cases.RatedSolved, true, ""))
	v.Must(says(village.Widow, n, cases.RatedSolved, true, "")) // nobody asked her
	stage := evaluation.Stage()
	owing := village.Look(v, func(s *life.State) []int { return stage.Owing(s, s.Case(n)) })
	slices.Sort(owing)
	want := []int{village.Convener, village.Member, village.Lawyer, village.Authority, village.Resident}
	if !slices.Equal(owing, want) {
		t.Errorf("%v owe a word, expected %v", owing, want)
	}
	v.Happen(0, func(*life.State) []life.Event { return life.One(life.Reminded{Case: n, For: v.Now}) })
	v.HeardIn("wall", "notice.rated")
	v.Told("task.remind.rate", owing...)
	for _, by := range []int{village.Convener, village.Member, village.Lawyer, village.Authority} {
		v.Must(says(by, n, cases.RatedSolved, true, ""))
	}
	v.Happen(0, func(*life.State) []life.Event { return life.One(life.Reminded{Case: n, For: v.Now}) })
	if slices.Contains(v.Said(), "notice.rated") {
		t.Error("told how many have judged, though as many have as were asked")
	}
	v.Told("task.remind.rate", village.Resident)
}

func TestWhatEvaluationWaitsFor(t *testing.T) {
	until := village.Monday.Add(village.Day)
	c := cases.Case{Number: 7, Due: until.Add(village.Day), Evaluation: cases.Evaluation{Until: until}}
	w := evaluation.Stage().Wait(nil, &c, life.Wait{Case: 7, Due: c.Due})
	if w.For != "rating" || w.Verb != permission.Rate || !w.Due.Equal(until) || w.Roles != nil || w.Persons != nil {
		t.Errorf("it waits for %+v", w)
	}
}

func TestWhatJudgingAsksFor(t *testing.T) {
	verbs := life.TableOf(evaluation.Verbs())
	for _, c := range []struct {
		rule string
		got  form.Values
		want []string
	}{
		{"all, of who has said nothing", form.Values{}, []string{"case", "solved", "answered?!", "satisfied", "text?"}},
		{
			"a reason of who says no", form.Values{"solved": "unsolved"},
			[]string{"case", "solved", "answered?!", "satisfied", "text"},
		},
		{
			"a reason of who is discontent",
			form.Values{"solved": "solved", "satisfied": "unsatisfied", "answered": "answered"},
			[]string{"case", "solved", "answered?", "satisfied", "text"},
		},
		{
			"who says both at once may say behind that nobody answered",
			form.Values{"solved": "solved", "satisfied": "satisfied"},
			[]string{"case", "solved", "answered?", "satisfied", "heard?", "text?"},
		},
	} {
		fields, _ := verbs.Fields(permission.Rate, c.got)
		var got []string
		for _, f := range fields {
			name := f.Name
			if f.Optional {
				name += "?"
			}
			if f.Wanted {
				name += "!"
			}
			got = append(got, name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: asks for %v, expected %v", c.rule, got, c.want)
		}
	}
	for _, word := range []string{"answered", "heard"} {
		said := form.Values{"solved": "partly", "satisfied": "satisfied", word: "unanswered", "text": "dim"}
		want := cases.Rating{Solved: cases.RatedPartly, Satisfied: true, Unanswered: true, Reason: "dim"}
		if got := verbs.Read(permission.Rate, life.Reading{Said: said}); got != want {
			t.Errorf("%s: read %+v", word, got)
		}
	}
}
