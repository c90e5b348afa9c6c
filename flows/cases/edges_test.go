package cases_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/procedure"
)

// busy is a case with something in every field that a change of stage may touch.
func busy() *cases.Case {
	return &cases.Case{
		Number: 12, Due: monday, Overdue: true, Nudged: monday, Climbed: 2, Submitted: monday, Motion: &cases.Verdict{},
		Backing: &cases.Verdict{}, Backers: []int{3}, Findings: &cases.Findings{Text: "dark"},
		Resolution: &cases.Resolution{Text: "lamps"},
		Talk: cases.Talk{Round: 2, Ballots: 3, Meeting: 4, Heard: true, Ballot: "12.3",
			Counts: []cases.Count{{}}},
		Publicity:  cases.Publicity{From: monday, Until: monday, Objections: []cases.Objection{{Number: 1}}},
		Evaluation: cases.Evaluation{Solved: 1, Number: 1}, Tasks: []cases.Task{{Number: 1}}, Supporters: 9, Silences: 2,
	}
}

// TestWhatEachStageForgets enters every kind of stage with a case that has something of all: what belongs to a former
// visit there goes, and nothing else; a promise made for the stage before is no promise any more.
func TestWhatEachStageForgets(t *testing.T) {
	for stage := range hall.Stages {
		c, kind := busy(), hall.Stage(stage).Kind
		enter(c, stage)
		for what, gone := range map[string]struct{ is, must bool }{
			"the findings":    {c.Findings == nil, kind == procedure.Research},
			"the resolution":  {c.Resolution == nil, kind == procedure.Deliberation},
			"the meeting":     {c.Talk.Meeting == 0 && !c.Talk.Heard, kind == procedure.Deliberation},
			"the open ballot": {c.Talk.Ballot == "" && c.Talk.Counts == nil, kind == procedure.Deliberation},
			"the window": {c.Publicity.Until.IsZero(), kind == procedure.Deliberation ||
				kind == procedure.Publicity},
			"the objections":           {c.Publicity.Objections == nil, kind == procedure.Publicity},
			"what was said of it":      {c.Evaluation.Solved == 0, kind == procedure.Evaluation},
			"the time of the stage":    {!c.Due.Equal(monday), true},
			"that it was late":         {!c.Overdue && c.Climbed == 0 && c.Nudged.IsZero(), true},
			"that it was submitted":    {c.Submitted.IsZero(), true},
			"the conveners' agreement": {c.Backing == nil && c.Backers == nil, true},
			"the rounds and ballots":   {c.Talk.Round != 2 || c.Talk.Ballots != 3, false},
			"the tasks, the support":   {len(c.Tasks) != 1 || c.Supporters != 9, false},
			"that nobody heard of it":  {c.Silences != 2, false},
		} {
			if gone.is != gone.must {
				t.Errorf("%s: %s: gone %v", kind, what, gone.is)
			}
		}
		if c.Stage != stage || !c.Entered.Equal(monday) {
			t.Errorf("%s: in stage %d since %s", kind, c.Stage, c.Entered)
		}
	}
}

// Days are counted by the calendar that is handed in: three working days from a Friday end on Wednesday, or later
// where there is a holiday.
func TestTheTimeOfAStageIsCountedInTheVillagesDays(t *testing.T) {
	friday := time.Date(2026, 3, 6, 9, 0, 0, 0, time.UTC)
	holiday, err := calendar.Plain().With([]calendar.Day{{Year: 2026, Month: 3, Day: 10}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		stage int
		days  calendar.Calendar
		want  time.Time
	}{
		{0, calendar.Plain(), friday.AddDate(0, 0, 5)}, {0, holiday, friday.AddDate(0, 0, 6)},
		{1, holiday, time.Time{}},
		{3, holiday, friday.AddDate(0, 0, 14)}, {6, holiday, friday.AddDate(0, 0, 7)},
	} {
		x := &cases.Case{}
		if x.Enter(hall, c.stage, friday, c.days); !x.Due.Equal(c.want) {
			t.Errorf("%s is due %s, expected %s", hall.Stage(c.stage).Kind, x.Due, c.want)
		}
	}
}

func TestAClosedCaseKeepsWhatItsJournalNeeds(t *testing.T) {
	c := busy()
	c.Close(cases.Closing{Outcome: cases.Declined, Ground: cases.Policy, At: monday})
	if c.Closed.Ground != cases.Policy || c.Resolution == nil || len(c.Publicity.Objections) != 1 ||
		c.Talk.Ballots != 3 || c.Evaluation.Solved != 1 {
		t.Errorf("lost is something of %+v", c)
	}
	if !c.Due.IsZero() || c.Backing != nil || c.Backers != nil || c.IsSubmitted() || c.Motion != nil {
		t.Errorf("waits still: %+v", c)
	}
	c.Reopen(hall, 5, monday, calendar.Plain())
	c.Close(cases.Closing{Outcome: cases.Solved})
	if c.Reopen(hall, 5, monday, calendar.Plain()); c.Reopened != 2 || c.Closed != nil ||
		c.Kind(hall) != procedure.Implementation {
		t.Errorf("reopened twice: %+v", c)
	}
}

func TestAnObjectionIsAnsweredOnceAndByItsNumber(t *testing.T) {
	c := &cases.Case{Publicity: cases.Publicity{Objections: []cases.Objection{{Number: 3}, {Number: 1},
		{Number: 2, Ruling: cases.Upheld}}}}
	for n, want := range map[int]bool{1: true, 2: false, 3: true, 0: false, 4: false, -1: false} {
		if o := c.OpenObjection(n); (o != nil) != want || o != nil && o.Number != n {
			t.Errorf("objection %d: %+v", n, o)
		}
	}
	c.OpenObjection(3).Ruling = cases.Dismissed
	if c.OpenObjection(3) != nil || c.ObjectionsOpen() != 1 {
		t.Errorf("after it was answered: %+v", c.Publicity.Objections)
	}
}

// TestARatingFailsACaseExactlyAtTheMark draws what people say and the marks of a stage, and counts with whole numbers
// by hand.
func TestARatingFailsACaseExactlyAtTheMark(t *testing.T) {
	few := rapid.IntRange(0, 9)
	mark := rapid.Custom(func(t *rapid.T) procedure.Fraction {
		den := rapid.IntRange(0, 4).Draw(t, "den")
		return procedure.Fraction{Num: rapid.IntRange(min(den, 1), den).Draw(t, "num"), Den: den}
	})
	rapid.Check(t, func(t *rapid.T) {
		e := cases.Evaluation{Solved: few.Draw(t, "solved"), Partly: few.Draw(t, "partly"),
			Unsolved: few.Draw(t, "unsolved")}
		e.Satisfied = rapid.IntRange(0, e.Count()).Draw(t, "satisfied")
		s := &procedure.Stage{Unsolved: mark.Draw(t, "mark"), Satisfied: mark.Draw(t, "content")}
		failed := s.Unsolved.Den > 0 && e.Unsolved > 0 && e.Unsolved*s.Unsolved.Den >= s.Unsolved.Num*e.Count() ||
			s.Satisfied.Den > 0 && e.Count() > 0 && e.Satisfied*s.Satisfied.Den < s.Satisfied.Num*e.Count()
		if got := e.Failed(s); got != failed {
			t.Fatalf("%+v by %+v: failed %v", e, s, got)
		}
		if e.Refused = true; !e.Failed(s) {
			t.Fatalf("the raiser finds it unsolved, and %+v does not fail", e)
		}
	})
}

// TestATitleIsOneShortLineOfItsText draws texts of both scripts with all that ends a sentence: the title is one line
// that the text begins with, in two lines of a phone, and whole where it fits.
func TestATitleIsOneShortLineOfItsText(t *testing.T) {
	word := rapid.SampledFrom([]string{"lamps", "路灯", " ", "，", ", ", "。", ". ", "!", "？", "\n", "坏了", "a", "…",
		"🏮", "3.5"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 60).Draw(t, "words"), "")
		title := cases.Title(text)
		whole, cut := strings.CutSuffix(title, "…")
		if !strings.HasPrefix(strings.TrimSpace(text), whole) || strings.Contains(title, "\n") ||
			!utf8.ValidString(title) {
			t.Fatalf("%q makes the title %q", text, title)
		}
		width := 0
		for _, r := range whole {
			if width++; r >= 0x1100 {
				width++
			}
		}
		if width > 64 || cut && width > 63 && !strings.HasPrefix(strings.TrimSpace(text), title) {
			t.Fatalf("%q is %d columns wide", title, width)
		}
		if again := cases.Title(title); !cut && again != title {
			t.Fatalf("%q, whole, makes the title %q", title, again)
		}
	})
}

func TestFollowersAreToldApartByTheirCommunity(t *testing.T) {
	c := river()
	asked := c.Partners()
	asked[0].Community = "elsewhere"
	if c.Follower("hill") == nil || c.Follower("elsewhere") != nil || c.Follower("") != nil {
		t.Errorf("followers are %+v", c.Followers)
	}
	var names []string
	for _, l := range c.Partners() {
		names = append(names, l.Community)
	}
	if !slices.Equal(names, []string{"hill", "mill"}) {
		t.Errorf("partners are %v", names)
	}
}

// TestJournalsKnowEndsByTheseWords holds the words that lie in the journals of villages: who changes one makes an old
// case end otherwise.
func TestJournalsKnowEndsByTheseWords(t *testing.T) {
	if got := cases.Outcomes(); !slices.Equal(got, []cases.Outcome{
		"solved", "partly", "explained", "answered", "declined", "merged", "referred", "withdrawn",
	}) {
		t.Errorf("outcomes are %v", got)
	}
	grounds := []cases.Ground{cases.Policy, cases.Ordered, cases.Discriminatory, cases.Other}
	if !slices.Equal(grounds, []cases.Ground{"policy", "ordered", "discriminatory", "other"}) {
		t.Errorf("grounds are %v", grounds)
	}
	verdicts := []cases.VerdictKind{cases.Accept, cases.Decline, cases.Merge, cases.Answer, cases.Refer}
	if !slices.Equal(verdicts, []cases.VerdictKind{"accept", "decline", "merge", "answer", "refer"}) {
		t.Errorf("verdicts are %v", verdicts)
	}
	if cases.Upheld != "upheld" || cases.Dismissed != "dismissed" || cases.ReferredUp != "referred" ||
		cases.Joint != "joint" {
		t.Errorf("rulings %q, %q, links %q, %q", cases.Upheld, cases.Dismissed, cases.ReferredUp, cases.Joint)
	}
}
