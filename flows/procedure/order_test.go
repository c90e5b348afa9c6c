package procedure_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/procedure"
)

// winding has a preliminary deliberation for hard matters, two evaluations, and a no that leads another way at each
// turn.
const winding = `
id: winding
version: 1
names: {en: Winding}
echo_every: 7d
stages:
  - {kind: intake, names: {en: Gather}}
  - {kind: screening, names: {en: Choose}}
  - {kind: research, names: {en: Look}}
  - {kind: deliberation, names: {en: Talk}, only: [hard], meeting: true, preliminary: true}
  - {kind: deliberation, names: {en: Talk}, on_no: screening, ballot: &b {electorate: council, base: cast, quorum: 1/2,
      majority: 1/2, open: 3d}}
  - {kind: publicity, names: {en: Publish}, window: 5wd}
  - {kind: approval, names: {en: Publish}, on_no: deliberation}
  - {kind: implementation, names: {en: Do}}
  - {kind: evaluation, names: {en: Judge}, window: 7d, on_no: implementation}
  - {kind: evaluation, names: {en: Judge again}, window: 7d, on_no: screening}
tracks:
  urgent: {skip: [publicity]}
`

// windingWay is that procedure, read.
func windingWay(t *testing.T) *procedure.Procedure {
	t.Helper()
	p, err := procedure.Parse([]byte(winding))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhereANoLeads(t *testing.T) {
	p := windingWay(t)
	for _, c := range []struct {
		name      string
		stage     int
		track     procedure.Track
		otherwise procedure.Kind
		want      string
	}{
		{"to the kind that the stage names", 4, procedure.Big, procedure.Deliberation, "1 true"},
		{"back to where it says, not to the preliminary talk", 6, procedure.Hard, procedure.Research, "4 true"},
		{"where nothing is said to what is usual", 5, procedure.Big, procedure.Deliberation, "4 true"},
		{"to itself, where that is usual", 5, procedure.Big, procedure.Publicity, "5 true"},
		{"not to what the track leaves out", 7, procedure.Urgent, procedure.Publicity, "0 false"},
		{"past what comes between", 9, procedure.Big, procedure.Implementation, "1 true"},
		{"never to what comes after", 2, procedure.Big, procedure.Evaluation, "0 false"},
		{"nowhere, where no stage is of that kind", 2, procedure.Big, procedure.Closed, "0 false"},
	} {
		stage, ok := p.Back(c.stage, c.track, c.otherwise)
		if got := fmt.Sprint(stage, ok); got != c.want {
			t.Errorf("%s: from %d of %s: %s, expected %s", c.name, c.stage, c.track, got, c.want)
		}
	}
}

func TestAStageForOneTrackIsLeftOutByTheOthers(t *testing.T) {
	p := windingWay(t)
	for track, want := range map[procedure.Track]bool{
		procedure.Hard: false, procedure.Big: true, procedure.Small: true, procedure.Urgent: true,
		"": false, // a case that was not weighed yet may meet it
	} {
		if got := p.LeavesOut(track, 3); got != want {
			t.Errorf("%q leaves the preliminary talk out: %v", track, got)
		}
	}
	if p.Skips(procedure.Big, procedure.Publicity) || !p.Skips(procedure.Urgent, procedure.Publicity) {
		t.Error("publicity is skipped by another track than the urgent one")
	}
	if next, ok := p.Next(4, procedure.Urgent); next != 6 || !ok {
		t.Errorf("after the talk an urgent case comes to %d, %v", next, ok)
	}
	if next, ok := p.Next(9, procedure.Big); next != 0 || ok {
		t.Errorf("after the last stage comes %d, %v", next, ok)
	}
}

func TestStagesUnderOneNameAreOneStep(t *testing.T) {
	var got []string
	for _, s := range windingWay(t).Steps() {
		got = append(got, fmt.Sprintf("%s %d-%d", s.Names["en"], s.First, s.Last))
	}
	want := "Gather 0-0, Choose 1-1, Look 2-2, Talk 3-4, Publish 5-6, Do 7-7, Judge 8-8, Judge again 9-9"
	if strings.Join(got, ", ") != want {
		t.Errorf("the steps are %v", got)
	}
}

// The same name further on is another step: people come to it a second time.
func TestANameThatComesAgainIsAStepOfItsOwn(t *testing.T) {
	p, err := procedure.Parse([]byte(strings.Replace(winding, "en: Do}", "en: Look}", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(p.Steps()); got != 8 {
		t.Errorf("counts %d steps", got)
	}
}

// methodsAndTracks are all that ships, the winding one, and every track with that of a case not weighed yet.
func methodsAndTracks(t *testing.T) (all []*procedure.Procedure, tracks []procedure.Track) {
	t.Helper()
	registry, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range registry.IDs() {
		p, _ := registry.Latest(id)
		all = append(all, p)
	}
	return append(all, windingWay(t)), append(procedure.Tracks(), "")
}

// TestEveryTrackLeadsThroughItsStagesInOrder walks each method on each track: every stage that the track has comes
// once, in order, the first takes the matter in, screening is among them, and each lies in exactly one step.
func TestEveryTrackLeadsThroughItsStagesInOrder(t *testing.T) {
	all, tracks := methodsAndTracks(t)
	for _, p := range all {
		for _, track := range tracks {
			walked := []int{0}
			for at, ok := p.Next(0, track); ok; at, ok = p.Next(at, track) {
				walked = append(walked, at)
			}
			var want []int
			screened := false
			for i := range p.Stages {
				if !p.LeavesOut(track, i) {
					want = append(want, i)
					screened = screened || p.Stage(i).Kind == procedure.Screening
				}
			}
			if !slices.Equal(walked, want) || !screened || p.Stage(0).Kind != procedure.Intake {
				t.Errorf("%s on %q leads through %v, expected %v, screened %v", p.ID, track, walked, want, screened)
			}
		}
		next := 0
		for _, step := range p.Steps() {
			if step.First != next || step.Last < step.First || step.Names["en"] == "" {
				t.Errorf("%s: step %+v, expected one that begins at %d", p.ID, step, next)
			}
			next = step.Last + 1
		}
		if next != len(p.Stages) {
			t.Errorf("%s: %d of %d stages lie in a step", p.ID, next, len(p.Stages))
		}
	}
}

// TestANoNeverLeadsForward draws a method, a stage, a track and what is usual: a no leads to a stage of the kind asked
// for that the case has met, or nowhere; and nowhere only if there is none.
func TestANoNeverLeadsForward(t *testing.T) {
	all, tracks := methodsAndTracks(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "method")
		from := rapid.IntRange(0, len(p.Stages)-1).Draw(t, "stage")
		track := rapid.SampledFrom(tracks).Draw(t, "track")
		want := rapid.SampledFrom(procedure.Kinds()).Draw(t, "otherwise")
		to, ok := p.Back(from, track, want)
		if k := procedure.Kind(p.Stage(from).OnNo); k != "" && k != procedure.Again && k != procedure.Refer {
			want = k
		}
		there := false
		for i := range from + 1 {
			s := p.Stage(i)
			there = there || s.Kind == want && !p.LeavesOut(track, i) && !s.Preliminary
		}
		if ok != there {
			t.Fatalf("%s: from %d on %q to %s: %v, expected %v", p.ID, from, track, want, ok, there)
		}
		if ok && (to > from || p.Stage(to).Kind != want || p.LeavesOut(track, to) || p.Stage(to).Preliminary) {
			t.Fatalf("%s: from %d on %q to %s leads to %d", p.ID, from, track, want, to)
		}
	})
}

func TestWhoIsRemindedHowLongBefore(t *testing.T) {
	for said, want := range map[string]string{
		"":                        "[7d 24h 2h]",
		"remind: [1d]\n":          "[1d]",
		"remind: []\n":            "[]",
		"remind: [5wd, 90m]\n":    "[5wd 90m]",
		"remind: [2h, 24h, 7d]\n": "[2h 24h 7d]",
	} {
		p, err := procedure.Parse([]byte(said + winding[1:]))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(p.Ladder()); got != want {
			t.Errorf("%q: reminds %s before, expected %s", said, got, want)
		}
	}
}

func TestWhoseWordIsAskedFor(t *testing.T) {
	for _, c := range []struct {
		named, want []procedure.Evaluator
	}{
		{nil, procedure.Evaluators()},
		{[]procedure.Evaluator{}, procedure.Evaluators()},
		{[]procedure.Evaluator{procedure.ByMembers}, []procedure.Evaluator{procedure.ByMembers}},
		{[]procedure.Evaluator{procedure.ByAuthority, procedure.ByResidents},
			[]procedure.Evaluator{procedure.ByResidents, procedure.ByAuthority}},
	} {
		s := procedure.Stage{Evaluators: c.named}
		var asked []procedure.Evaluator
		for _, e := range procedure.Evaluators() {
			if s.Asks(e) {
				asked = append(asked, e)
			}
		}
		if !slices.Equal(asked, c.want) {
			t.Errorf("where %v are named, asked are %v", c.named, asked)
		}
	}
}

// TestHalfAFileIsNeverTakenForAWhole cuts a good file at every byte, as a copy that broke off would be: what is left
// is refused in one line, unless what is missing is but a track's shortcut at its end.
func TestHalfAFileIsNeverTakenForAWhole(t *testing.T) {
	tracks := strings.Index(good, "\ntracks:")
	for cut := range len(good) {
		p, err := procedure.Parse([]byte(good[:cut]))
		switch {
		case err != nil && strings.Contains(err.Error(), "\n"):
			t.Errorf("cut at %d: told in several lines: %v", cut, err)
		case err == nil && cut < tracks && len(p.Stages) < 3:
			t.Errorf("cut at %d: read a procedure of %d stages", cut, len(p.Stages))
		case err == nil && cut >= tracks && len(p.Stages) != 7:
			t.Errorf("cut at %d: lost stages: %d", cut, len(p.Stages))
		}
	}
}

// TestAnyLineMayBeLostOrDoubled breaks a good file line by line, as an editor's slip does: it is read or refused in
// one line, and what is read can still be walked.
func TestAnyLineMayBeLostOrDoubled(t *testing.T) {
	lines := strings.Split(winding, "\n")
	rapid.Check(t, func(t *rapid.T) {
		text := slices.Clone(lines)
		for range rapid.IntRange(1, 3).Draw(t, "slips") {
			i := rapid.IntRange(0, len(text)-1).Draw(t, "line")
			switch rapid.SampledFrom([]string{"lose", "double", "cut", "indent"}).Draw(t, "slip") {
			case "lose":
				text = slices.Delete(text, i, i+1)
			case "double":
				text = slices.Insert(text, i, text[i])
			case "cut":
				text[i] = text[i][:len(text[i])/2]
			default:
				text[i] = "  " + text[i]
			}
		}
		p, err := procedure.Parse([]byte(strings.Join(text, "\n")))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Fatalf("told in several lines: %v", err)
			}
			return
		}
		if _, ok := p.First(procedure.Screening, 0); !ok || len(p.Steps()) < 3 {
			t.Fatalf("read a procedure of %d stages", len(p.Stages))
		}
	})
}
