package desk_test

import (
	"slices"
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/desk"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// method asks for the procedure, or for another.
func method(by int, word string) life.Command {
	return life.Command{Verb: permission.Procedure, By: by, Values: desk.Procedure{Word: word}}
}

func TestTheProcedureIsShownAndChosen(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Plays(t, []village.Row{
		{Rule: "everybody reads it", Cmd: method(village.Widow, ""), Answer: "procedure.show"},
		{Rule: "a stranger reads it", Cmd: method(99, ""), Answer: "procedure.show"},
		{Rule: "everybody sees its picture", Cmd: method(village.Widow, desk.PictureWord), Answer: "procedure.picture"},
		{Rule: "a resident chooses none", Cmd: method(village.Widow, "hall"), Refused: "refuse.role"},
		{Rule: "nor does a convener", Cmd: method(village.Convener, "hall"), Refused: "refuse.role"},
		{Rule: "what nobody knows is none", Cmd: method(village.Secretary, "hal"), Refused: "refuse.no_procedure"},
		{
			Rule: "the secretary chooses", Cmd: method(village.Secretary, "hall"), Answer: "receipt.setting",
			Events: []string{"community.setting", "schedule.set"},
		},
	})
	v.Must(method(village.Widow, desk.PictureWord))
	if f := v.Answer.File; f.Kind != say.ProcedureFile || f.Of != "six-step 1" {
		t.Errorf("the picture is %v", f)
	}
	v.Must(method(village.Widow, ""))
	// Six steps, and what small and urgent matters leave out.
	if lines := v.Answer.Message.Args["Lines"].Lines; len(lines) != 8 {
		t.Errorf("the procedure has %d lines on the wall", len(lines))
	}
	if b := v.Answer.Buttons[0][0]; b.Line != "procedure picture" {
		t.Errorf("its picture is asked for by %+v", b)
	}
}

// ids are the messages of lines.
func ids(lines []say.Arg) []string {
	var all []string
	for _, l := range lines {
		all = append(all, l.Msg.ID)
	}
	return all
}

func TestHowAProcedureHangsOnTheWall(t *testing.T) {
	methods := village.Methods(t)
	for id, want := range map[string]struct{ steps, parts, tracks int }{
		"six-step": {6, 0, 2}, "hall": {6, 0, 1}, "five-step": {5, 0, 2}, "six-links": {6, 0, 1}, "ten-step": {10, 0, 3},
		"four-rings": {8, 4, 2}, "six-plus-four": {6, 0, 2}, "bimonthly": {5, 0, 1},
	} {
		p, ok := methods.Latest(id)
		if !ok {
			t.Fatal(id)
		}
		got := map[string]int{}
		for _, l := range ids(desk.WallLines(p)) {
			got[l]++
		}
		if got["procedure.line"] != want.steps || got["procedure.part"] != want.parts ||
			got["procedure.track"] != want.tracks {
			t.Errorf("%s hangs as %v, expected %+v", id, got, want)
		}
	}
}

// rules are what is told of the first stage of a kind.
func rules(t *testing.T, id string, kind procedure.Kind) say.Args {
	t.Helper()
	p, ok := village.Methods(t).Latest(id)
	if !ok {
		t.Fatal(id)
	}
	for _, step := range p.Steps() {
		for i, l := range desk.RuleLines(p, step) {
			if p.Stage(step.First+i).Kind == kind {
				if l.Msg.ID != "rule."+string(kind) {
					t.Fatalf("a stage of %s is told by %s", kind, l.Msg.ID)
				}
				return l.Msg.Args
			}
		}
	}
	t.Fatalf("%s has no %s", id, kind)
	return nil
}

func TestTheRulesOfAStep(t *testing.T) {
	told := func(names ...string) []string { return names }
	for _, c := range []struct {
		rule, method string
		kind         procedure.Kind
		has, hasNot  []string
	}{
		{"a talk beforehand", "ten-step", procedure.Deliberation, told("Preliminary", "Only"), told("Secret")},
		{"votes are secret", "hall", procedure.Deliberation, told("Secret", "Base"), told("Preliminary", "Phases", "OnNo")},
		{"for the hard ones alone", "six-plus-four", procedure.Deliberation, told("Only"), told("Phases")},
		{"a plan is approved", "ten-step", procedure.Approval, told("Plan", "OnNo"), told("Direct")},
		{"a result is approved", "six-plus-four", procedure.Approval, nil, told("Plan", "OnNo")},
		{"a no leads back", "ten-step", procedure.Publicity, told("OnNo"), told("Plan")},
		{"some judge", "four-rings", procedure.Evaluation, told("Evaluators"), told("OnNo")},
		{"all judge", "six-step", procedure.Evaluation, nil, told("Evaluators")},
		{"nothing more is ruled", "six-step", procedure.Intake, nil, told("Only", "Phases", "OnNo", "Base", "Secret")},
	} {
		args := rules(t, c.method, c.kind)
		for _, name := range c.has {
			if _, ok := args[name]; !ok {
				t.Errorf("%s, %s: %s is not told", c.rule, c.method, name)
			}
		}
		for _, name := range c.hasNot {
			if _, ok := args[name]; ok {
				t.Errorf("%s, %s: told is %s", c.rule, c.method, name)
			}
		}
	}
	if no := rules(t, "ten-step", procedure.Approval)["OnNo"].Msg.ID; no != "no.plan" {
		t.Errorf("a plan that is not approved goes to %s", no)
	}
}

func TestWhatATrackLeavesOut(t *testing.T) {
	p, _ := village.Methods(t).Latest("five-step")
	for track, want := range map[procedure.Track]int{
		procedure.Big: 0, procedure.Hard: 0, procedure.Small: 1, procedure.Urgent: 1, "": 0,
	} {
		var out []string
		for _, step := range p.Steps() {
			if desk.LeavesOutStep(p, track, step) {
				out = append(out, step.Names["en"])
			}
		}
		if len(out) != want { // an urgent one is still carried out in the step that holds the talk
			t.Errorf("%s leaves out %v", track, out)
		}
	}
	lines := desk.TrackLines(p)
	if !slices.Equal(ids(lines), []string{"procedure.track", "procedure.track"}) {
		t.Errorf("told are %v", ids(lines))
	}
}
