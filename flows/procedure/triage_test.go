package procedure_test

import (
	"os"
	"strings"
	"testing"

	"echowall/flows/procedure"
)

// TestTriageByTheRulesOfTheMethod sorts by the first rule that fits, and by what is usual where none does.
func TestTriageByTheRulesOfTheMethod(t *testing.T) {
	raw, err := os.ReadFile("data/six-step.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rules := "triage:\n  - {urgent: true, large: false, track: small, level: township}\n  - {hard: true, track: big, level: village}\ntracks:"
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
