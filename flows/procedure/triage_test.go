package procedure_test

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/procedure"
)

// TestTriageByTheRulesOfTheMethod sorts by the first rule that fits, and by what is usual where none does.
func TestTriageByTheRulesOfTheMethod(t *testing.T) {
	raw, err := os.ReadFile("data/six-step.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rules := "triage:\n  - {urgent: true, large: false, track: small, level: township}\n  - {hard: true, track: big, " +
		"level: village}\ntracks:"
	p, err := procedure.Parse([]byte(strings.Replace(string(raw), "\ntracks:", "\n"+rules, 1)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		weighed procedure.Weighed
		track   procedure.Track
		level   procedure.Level
	}{
		{procedure.Weighed{Urgent: true, Hard: true}, procedure.Small, procedure.Township},
		{procedure.Weighed{Urgent: true, Hard: true, Large: true}, procedure.Big, procedure.Village},
		{procedure.Weighed{Urgent: true, Large: true}, procedure.Urgent, procedure.Village},
		{procedure.Weighed{Large: true}, procedure.Big, procedure.Village},
		{procedure.Weighed{}, procedure.Small, procedure.Grid},
	} {
		if track, level := p.Sort(c.weighed); track != c.track || level != c.level {
			t.Errorf("%+v goes to %s in %s, expected %s in %s", c.weighed, track, level, c.track, c.level)
		}
	}
}

// 急事快议、难事众议、大事大议、小事小议: what is urgent goes first, then what is hard, then what is large.
func TestHowACaseIsSortedWhereTheMethodSaysNothing(t *testing.T) {
	var silent procedure.Procedure
	for _, c := range []struct {
		w     procedure.Weighed
		track procedure.Track
		level procedure.Level
	}{
		{procedure.Weighed{}, procedure.Small, procedure.Grid},
		{procedure.Weighed{Large: true}, procedure.Big, procedure.Village},
		{procedure.Weighed{Hard: true}, procedure.Hard, procedure.Township},
		{procedure.Weighed{Hard: true, Large: true}, procedure.Hard, procedure.Township},
		{procedure.Weighed{Urgent: true}, procedure.Urgent, procedure.Village},
		{procedure.Weighed{Urgent: true, Hard: true}, procedure.Urgent, procedure.Village},
		{procedure.Weighed{Urgent: true, Large: true}, procedure.Urgent, procedure.Village},
		{procedure.Weighed{Urgent: true, Hard: true, Large: true}, procedure.Urgent, procedure.Village},
	} {
		if track, level := silent.Sort(c.w); track != c.track || level != c.level {
			t.Errorf("%+v goes to %s in %s, expected %s in %s", c.w, track, level, c.track, c.level)
		}
	}
}

// TestARuleThatIsNeverReachedSaysNothing draws rules and a case: a rule after the one that fits, or one that does not
// fit, changes nothing, and a rule that leaves all open fits every case.
func TestARuleThatIsNeverReachedSaysNothing(t *testing.T) {
	open := rapid.SampledFrom([]*bool{nil, new(bool), func() *bool { yes := true; return &yes }()})
	rule := rapid.Custom(func(t *rapid.T) procedure.Triage {
		return procedure.Triage{
			Urgent: open.Draw(t, "urgent"), Hard: open.Draw(t, "hard"), Large: open.Draw(t, "large"),
			Track: rapid.SampledFrom(procedure.Tracks()).Draw(t, "track"),
			Level: rapid.SampledFrom(procedure.Levels()).Draw(t, "level"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		w := procedure.Weighed{Urgent: rapid.Bool().Draw(t, "u"), Hard: rapid.Bool().Draw(t, "h"),
			Large: rapid.Bool().Draw(t, "l")}
		p := procedure.Procedure{Triage: rapid.SliceOfN(rule, 0, 4).Draw(t, "rules")}
		track, level := p.Sort(w)
		last := rule.Draw(t, "last")
		last.Urgent, last.Hard, last.Large = nil, nil, nil
		more := procedure.Procedure{Triage: append(p.Triage[:len(p.Triage):len(p.Triage)], last, rule.Draw(t, "never"))}
		if got, at := more.Sort(w); (got != track || at != level) && (got != last.Track || at != last.Level) {
			t.Fatalf("%+v goes to %s in %s", w, got, at)
		}
		first := procedure.Procedure{Triage: append([]procedure.Triage{last}, p.Triage...)}
		if got, at := first.Sort(w); got != last.Track || at != last.Level {
			t.Fatalf("%+v goes to %s in %s past a rule that fits every case", w, got, at)
		}
		not := !w.Hard
		last.Hard = &not
		other := procedure.Procedure{Triage: append([]procedure.Triage{last}, p.Triage...)}
		if got, at := other.Sort(w); got != track || at != level {
			t.Fatalf("%+v goes to %s in %s by a rule for other cases", w, got, at)
		}
	})
}
