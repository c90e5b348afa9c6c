package public_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/procedure"
	"echowall/flows/public"
	"echowall/flows/publicity"
	"echowall/flows/research"
	"echowall/flows/voting"
	"echowall/flows/work"
)

const day = 24 * time.Hour

// The steps of the six-step method by the index of their first stage.
const (
	inResearch       = 2
	inDeliberation   = 3
	inPublicity      = 4
	inImplementation = 6
	inEvaluation     = 7
)

// happenAt is happen at another time than noon.
func happenAt(s *life.State, at time.Time, events ...life.Event) {
	for _, e := range events {
		life.Apply(s, e, life.Meta{At: at, By: 1})
	}
}

// raised are so many cases more, on matters of their own.
func raised(s *life.State, titles ...string) {
	for _, title := range titles {
		happen(s, intake.CaseRaised{Case: s.Head().Cases + 1, Title: title, Raiser: 1, Procedure: "six-step", Version: 1})
	}
}

func numbers(lines []public.Line) []int {
	var all []int
	for _, l := range lines {
		all = append(all, l.Number)
	}
	return all
}

func closing(n int, outcome cases.Outcome, at time.Time) life.CaseClosed {
	return life.CaseClosed{Case: n, How: cases.Closing{Outcome: outcome, At: at}}
}

func TestTheWallShowsWhatIsLateApartAndTheRestByStep(t *testing.T) {
	s := hamlet(t) // case 1 is talked over
	raised(s, "Gas", "Bus", "Fire main", "Rubble")
	happen(s, life.StageEntered{Case: 3, Stage: inImplementation}, life.StageEntered{Case: 4, Stage: inEvaluation},
		life.DeadlinePassed{Case: 5},
		convening.MeetingScheduled{Meeting: meeting.Meeting{Number: 1, Cases: []int{1}, At: noon.Add(day),
			Status: meeting.Scheduled}})
	b := public.Wall(s, 5)
	var steps []string
	for _, g := range b.Groups {
		steps = append(steps, fmt.Sprint(g.Key, numbers(g.Lines)))
		if g.Key != g.Step["en"] || g.Step["zh-Hans"] == "" {
			t.Errorf("the step %q is called %v", g.Key, g.Step)
		}
	}
	if want := []string{"Collect issues[2]", "Deliberate[1]", "Follow through[3 4]"}; !slices.Equal(steps, want) {
		t.Errorf("the steps are %v", steps)
	}
	if got := numbers(b.Late); !slices.Equal(got, []int{5}) || !b.Late[0].Overdue {
		t.Errorf("late are %v", got)
	}
	if len(b.Coming) != 1 || b.Coming[0].Number != 1 || len(b.Ended) != 0 {
		t.Errorf("to come %+v, ended %v", b.Coming, b.Ended)
	}
}

func TestWhatWasClosedLastComesFirst(t *testing.T) {
	s := hamlet(t)
	raised(s, "Gas", "Bus", "Fire main")
	for i, n := range []int{3, 1, 4} {
		happenAt(s, noon.AddDate(0, 0, i), closing(n, cases.Answered, noon))
	}
	if got := public.Ended(s); !slices.Equal(got, []int{4, 3, 1}) {
		t.Errorf("the closed cases, the newest first, are %v", got)
	}
	for count, want := range map[int][]int{0: nil, 1: {4}, 2: {4, 1}, 9: {4, 1, 3}} {
		if got := numbers(public.Wall(s, count).Ended); !slices.Equal(got, want) {
			t.Errorf("of the last %d: %v", count, got)
		}
	}
}

// Every case is on the wall once, and says who is waited for exactly while it is open.
func TestEveryCaseIsOnTheWallOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := hamlet(t)
		for range rapid.IntRange(0, 12).Draw(r, "more") {
			raised(s, "Lamp")
		}
		for n := 1; n <= s.Head().Cases; n++ {
			switch rapid.IntRange(0, 3).Draw(r, "fate") {
			case 0:
				happen(s, life.StageEntered{Case: n, Stage: rapid.IntRange(0, inEvaluation).Draw(r, "stage")})
			case 1:
				happen(s, life.DeadlinePassed{Case: n})
			case 2:
				happen(s, closing(n, cases.Solved, noon))
			}
		}
		b := public.Wall(s, s.Head().Cases)
		all, order := slices.Concat(b.Late, b.Ended), 0
		for _, g := range b.Groups {
			if at := g.Lines[0].At; at < order {
				r.Fatalf("the step %s is out of order: %d after %d", g.Key, at, order)
			} else {
				order = at
			}
			all = append(all, g.Lines...)
		}
		for _, l := range all {
			if waits := l.Wait().ID != ""; waits != (l.Closed == nil) || l.At < 1 || l.At > l.Of {
				r.Fatalf("closed %v, and waits for %+v, at %d of %d", l.Closed, l.Wait(), l.At, l.Of)
			}
		}
		got := slices.Sorted(slices.Values(numbers(all)))
		for i, n := range got {
			if n != i+1 {
				r.Fatalf("on the wall are %v of %d", got, s.Head().Cases)
			}
		}
		if len(got) != s.Head().Cases {
			r.Fatalf("on the wall are %v of %d", got, s.Head().Cases)
		}
	})
}

func TestALineSaysWhoIsWaitedForAndUntilWhen(t *testing.T) {
	s := hamlet(t)
	for _, c := range []struct {
		what string
		then life.Event
		wait string
		at   int
	}{
		{"looked into", life.StageEntered{Case: 1, Stage: inResearch}, "wait.findings.by", 3},
		{"to be published", life.StageEntered{Case: 1, Stage: inPublicity}, "wait.publish.by", 5},
		{"adopted", life.StageEntered{Case: 1, Stage: inImplementation}, "wait.assign.by", 6},
		{"given out", work.TaskAssigned{Case: 1, Task: 1, Unit: "Roads", Measure: "Lamps", Due: noon.Add(9 * day)},
			"wait.task.by", 6},
		{"closed", closing(1, cases.Solved, noon), "", 6},
	} {
		happen(s, c.then)
		l := public.Lines(s, []int{1})[0]
		if l.Wait().ID != c.wait || l.At != c.at || l.Of != 6 {
			t.Errorf("%s: it waits for %q, at %d of %d", c.what, l.Wait().ID, l.At, l.Of)
		}
	}
	raised(s, "Bus")
	happen(s, life.StageEntered{Case: 2, Stage: inImplementation},
		work.TaskAssigned{Case: 2, Task: 1, Unit: "Roads", Measure: "Stop", Due: noon.Add(9 * day)})
	l := public.Lines(s, []int{2})[0]
	if w := l.Wait(); !l.Due.Equal(noon.Add(9*day)) || *w.Args["Unit"].Text != "Roads" ||
		!w.Args["Due"].Date.Equal(l.Due) {
		t.Errorf("it is due on %s, and waits for %+v", l.Due, w)
	}
}

// What is not there is left out: a number never given, and a case under a procedure that this program does not know.
func TestWhatIsNotThereIsNotShown(t *testing.T) {
	s := hamlet(t)
	happen(s, intake.CaseRaised{Case: 2, Title: "Old ways", Raiser: 1, Procedure: "forgotten", Version: 1})
	if got := numbers(public.Lines(s, []int{3, 2, 1})); !slices.Equal(got, []int{1}) {
		t.Errorf("shown are %v", got)
	}
	for n, want := range map[int]bool{0: false, 1: true, 2: false, 3: false} {
		if c, ok := public.Find(s, n); ok != want || ok && c.Number != n {
			t.Errorf("case %d: %v, %+v", n, ok, c)
		}
	}
}

func TestACaseIsToldWhole(t *testing.T) {
	s := hamlet(t)
	happen(s,
		research.FindingsRecorded{Case: 1, By: 2, Text: "Old wires"},
		intake.PhotosAdded{Case: 1, Photos: []string{"AgACdark"}},
		voting.ResolutionAdopted{Case: 1, Ballot: "1.1", Text: "New lamps", Class: "A"},
		life.StageEntered{Case: 1, Stage: inPublicity}, publicity.Published{Case: 1, Until: noon.Add(5 * day)},
		publicity.Objected{Case: 1, Number: 1, By: 3, Text: "Too bright"},
		publicity.ObjectionSettled{Case: 1, Number: 1, Ruling: cases.Dismissed, Reason: "They are dimmed at ten"},
		life.StageEntered{Case: 1, Stage: inImplementation},
		work.TaskAssigned{Case: 1, Task: 1, Unit: "Roads", Measure: "Wires", Due: noon.Add(day)},
		work.TaskAssigned{Case: 1, Task: 2, Unit: "Power", Measure: "Lamps", Due: noon.Add(day)},
		life.TaskOverdue{Case: 1, Task: 1}, life.TaskOverdue{Case: 1, Task: 2},
		work.TaskExtended{Case: 1, Task: 2, Due: noon.Add(3 * day), Reason: "Rain"},
		work.ProgressNoted{Case: 1, Task: 2, By: 2, Text: "Half are lit"},
	)
	happenAt(s, noon.Add(2*day), work.TaskDone{Case: 1, Task: 1, By: 2, Evidence: "All wired",
		Photos: []string{"AgACwires"}})
	c, ok := public.Find(s, 1)
	if !ok || c.Findings != "Old wires" || c.Confirmed || c.Track != procedure.Big ||
		c.Procedure["en"] != "Six-step deliberation" {
		t.Errorf("%v %+v", ok, c)
	}
	if c.Resolution == nil || c.Resolution.Text != "New lamps" || !c.From.Equal(noon) || !c.Until.Equal(noon.Add(5*day)) {
		t.Errorf("resolved is %+v, published from %s to %s", c.Resolution, c.From, c.Until)
	}
	if len(c.Objections) != 1 || c.Objections[0].Ruling != cases.Dismissed ||
		c.Objections[0].Reason != "They are dimmed at ten" {
		t.Errorf("objections: %+v", c.Objections)
	}
	if len(c.Tasks) != 2 {
		t.Fatalf("tasks: %+v", c.Tasks)
	}
	wires, lamps := c.Tasks[0], c.Tasks[1]
	if wires.Overdue || !wires.Done.Equal(noon.Add(2*day)) || wires.Evidence != "All wired" || len(wires.Photos) != 1 {
		t.Errorf("what is done: %+v", wires)
	}
	if lamps.Extended != 1 || lamps.Progress != "Half are lit" || !lamps.Done.IsZero() ||
		!lamps.Due.Equal(noon.Add(3*day)) {
		t.Errorf("what is under way: %+v", lamps)
	}
	if len(c.Steps) != 6 || c.Steps[5].State != cases.StepNow || c.Steps[0].State != cases.StepDone {
		t.Errorf("steps: %+v", c.Steps)
	}
	happen(s, life.StageEntered{Case: 1, Stage: inResearch},
		research.FindingsRecorded{Case: 1, By: 2, Text: "And old poles"},
		research.FindingsConfirmed{Case: 1, By: 3})
	if c, _ := public.Find(s, 1); c.Findings != "And old poles" || !c.Confirmed {
		t.Errorf("findings %q, confirmed %v", c.Findings, c.Confirmed)
	}
}

// A picture is known on the web by a name of its own, the same each time, from which Telegram's cannot be told.
func TestAPictureHasANameOfItsOwn(t *testing.T) {
	s := hamlet(t)
	happen(s, intake.PhotosAdded{Case: 1, Photos: []string{"AgAC1", "AgAC2"}})
	once, _ := public.Find(s, 1)
	again, _ := public.Find(s, 1)
	if !slices.Equal(once.Photos, again.Photos) || len(once.Photos) != 2 || once.Photos[0].Ref == once.Photos[1].Ref {
		t.Errorf("once %+v, again %+v", once.Photos, again.Photos)
	}
	if p := once.Photos[0]; p.File != "AgAC1" || len(p.Ref) != 12 {
		t.Errorf("%+v", p)
	}
}

// A ballot that is gone is left out, and those after it are shown.
func TestOnlyBallotsThatAreThereAreShown(t *testing.T) {
	s := hamlet(t)
	happen(s, voting.BallotOpened{Ballot: lampsOrNothing("1.3")})
	c, _ := public.Find(s, 1)
	if len(c.Ballots) != 1 || c.Ballots[0].ID != "1.1" {
		t.Errorf("%+v", c.Ballots)
	}
}
