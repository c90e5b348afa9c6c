package procedure_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"echowall/flows/procedure"
)

// sound is a procedure that is right, a line for each thing that may be wrong in it.
const sound = `id: sound
version: 1
names: {en: Sound}
echo_every: 7d
stages:
  - {kind: intake, names: {en: Gather}}
  - {kind: screening, names: {en: Choose}}
  - {kind: research, names: {en: Look}}
  - {kind: deliberation, names: {en: Talk}, meeting: true, ` +
	`ballot: {electorate: council, base: cast, quorum: 1/2, majority: ">1/2", open: 3d}}
  - {kind: publicity, names: {en: Publish}, window: 5wd}
  - {kind: approval, names: {en: Approve}}
  - {kind: implementation, names: {en: Do}}
  - {kind: evaluation, names: {en: Judge}, window: 7d}
tracks:
  small: {skip: [research]}
`

// slip is one line of the sound procedure written wrongly, and what is said of it.
type slip struct{ old, new, want string }

// slips are all that may be wrong in a file that is YAML, of each a case at least.
func slips() []slip {
	const ballot = "ballot: {electorate: council, base: cast, quorum: 1/2, majority: \">1/2\", open: 3d}"
	const kinds = "[intake screening research deliberation publicity approval implementation evaluation]"
	return []slip{
		{"id: sound", "", "id is missing: expected a word"},
		{"id: sound", "id: Our way", `line 1: id: "Our way": expected small letters, digits and hyphens`},
		{"version: 1", "version: 0", "line 2: version: expected a number from 1"},
		{"names: {en: Sound}", "names: {zh-Hans: 好}", "line 3: names: expected at least en"},
		{"echo_every: 7d\n", "", "echo_every: expected a span as 7d"},
		{sound[strings.Index(sound, "  - {kind: intake"):], "", "stages: expected at least intake, screening"},
		{"kind: intake", "kind: screening", "line 6: stages: expected intake as the first"},
		{"  - {kind: screening, names: {en: Choose}}\n", "", "line 7: stage 2: research needs screening before it"},
		{sound[strings.Index(sound, "  - {kind: screening"):], "",
			"stages: screening is missing: expected one on every track"},
		{sound[strings.Index(sound, "  - {kind: research"):], "", "stages: expected a stage after screening"},

		{"kind: research", "kind: dancing", "line 8: stage 3 (dancing): kind: expected one of " + kinds},
		{"en: Look", "zh-Hans: 看", "line 8: stage 3 (research): names: expected at least en"},
		{"names: {en: Look}", "names: {en: Look}, part: {zh-Hans: 环}",
			"line 8: stage 3 (research): part: expected at least en"},
		{"names: {en: Look}", "names: {en: Look}, by: [wizard]",
			`line 8: stage 3 (research): by: "wizard": expected one of [convener secretary`},
		{"names: {en: Look}", "names: {en: Look}, only: [grave]",
			`line 8: stage 3 (research): only: "grave": expected one of [big small urgent hard]`},

		{"names: {en: Talk}", "names: {en: Talk}, plan: true",
			"line 9: stage 4 (deliberation): plan: expected only in research"},
		{"names: {en: Look}", "names: {en: Look}, preliminary: true",
			"line 8: stage 3 (research): preliminary: expected only in deliberation"},
		{"names: {en: Look}", "names: {en: Look}, notice: 3d",
			"line 8: stage 3 (research): notice: expected only in deliberation"},
		{"names: {en: Look}", "names: {en: Look}, phases: [{en: Ask}]",
			"line 8: stage 3 (research): phases: expected only in deliberation"},
		{"names: {en: Look}", "names: {en: Look}, needs: {statements: 1}",
			"line 8: stage 3 (research): needs: expected only in deliberation"},
		{"names: {en: Look}", "names: {en: Look}, evaluators: [members]",
			"line 8: stage 3 (research): evaluators: expected only in evaluation"},
		{"names: {en: Look}", "names: {en: Look}, satisfied: 1/2",
			"line 8: stage 3 (research): satisfied: expected only in evaluation"},
		{"names: {en: Look}", "names: {en: Look}, on_no: screening",
			"line 8: stage 3 (research): on_no: expected only in deliberation or publicity or approval or evaluation"},

		{"window: 5wd", "within: 5wd", "line 10: stage 5 (publicity): window: expected a span as 5wd"},
		{"window: 7d", "within: 7d", "line 13: stage 8 (evaluation): window: expected a span as 5wd"},
		{"window: 7d", "window: 7d, evaluators: [cats]",
			`line 13: stage 8 (evaluation): evaluators: "cats": expected one of [residents members authority]`},
		{"meeting: true", "meeting: true, phases: [{zh-Hans: 提问}]",
			"line 9: stage 4 (deliberation): phases: expected each with at least en"},
		{"meeting: true", "needs: {stakeholders: -1}", "line 9: stage 4 (deliberation): needs: expected numbers from 0"},
		{"meeting: true", "phases: [{en: Ask}]", "line 9: stage 4 (deliberation): phases: expected meeting: true beside it"},
		{"meeting: true", "preliminary: true",
			"line 9: stage 4 (deliberation): preliminary: expected meeting: true beside it"},
		{"meeting: true", "on_no: publicity",
			`line 9: stage 4 (deliberation): on_no: "publicity": expected one of [again refer screening research]`},
		{"window: 5wd", "window: 5wd, on_no: refer",
			`line 10: stage 5 (publicity): on_no: "refer": expected one of [screening research deliberation implementation]`},
		{"window: 5wd", "window: 5wd, on_no: implementation",
			"line 10: stage 5: on_no: expected a stage that stands before, on every track; implementation does not stand " +
				"before publicity"},
		{"meeting: true", "on_no: research", "line 9: tracks: small: stage 4: on_no: expected a stage that stands before"},

		{"en: Choose}", "en: Choose}, council: true",
			"line 7: stage 2 (screening): ballot.electorate: expected council or residents"},
		{"electorate: council", "electorate: cats",
			"line 9: stage 4 (deliberation): ballot.electorate: expected council or residents"},
		{"base: cast", "base: some", "line 9: stage 4 (deliberation): ballot.base: expected entitled, present or cast"},
		{"electorate: council, base: cast", "electorate: residents, base: present",
			"ballot.base: residents are counted over the votes cast: expected cast"},
		{"quorum: 1/2", "quorum: 1/2, quorum_by: entitled",
			"line 9: stage 4 (deliberation): ballot.quorum_by: expected present or cast"},
		{"electorate: council, base: cast", "electorate: residents, base: cast, quorum_by: present",
			"ballot.quorum_by: residents are not counted at a meeting: expected cast"},
		{ballot, ballot[:len(ballot)-1] + ", early: true, hidden: true}",
			"line 9: stage 4 (deliberation): ballot.hidden: expected without secret"},
		{ballot, ballot[:len(ballot)-1] + ", early: true, secret: true}",
			"line 9: stage 4 (deliberation): ballot.early: a secret ballot is not counted before its end: expected only one"},
		{`majority: ">1/2", `, "", "line 9: stage 4 (deliberation): ballot.majority: expected a fraction as >1/2"},
		{`majority: ">1/2"`, "majority: most", `line 9: "most" is not a fraction: expected a part as 2/3`},
		{", open: 3d", "", "line 9: stage 4 (deliberation): ballot.open: expected a span as 3d"},
		{"quorum: 1/2, ", "", "line 9: stage 4 (deliberation): ballot.quorum: expected a fraction as 2/3"},

		{"open: 3d", "open: soonish", `line 9: "soonish"`}, {"echo_every: 7d", "echo_every: often", `line 4: "often"`},
		{"small: {", "tiny: {", `tracks: "tiny": expected one of [big small urgent hard]`},
		{"skip: [research]", "skip: [intake]", `line 15: tracks: small cannot skip "intake": expected one of [research`},
		{"skip: [research]", "skip: [deliberation]",
			"line 10: tracks: small: stage 5: publicity needs deliberation before it"},
		{"tracks:", "triage: [{large: true, track: fast}]\ntracks:",
			"line 14: triage 1: track: expected one of [big small urgent hard]"},
		{"tracks:", "triage: [{large: true, track: big, level: moon}]\ntracks:",
			"line 14: triage 1: level: expected one of [grid village township]"},
		{"tracks:", "schedules: [{kind: dance, at: 0 9 * * *}]\ntracks:",
			"line 14: schedules: kind: expected one of [call collect"},
		{"tracks:", "schedules: [{kind: digest}]\ntracks:", "line 14: schedules: digest: at: expected minute, hour"},
		{"tracks:", "schedules: [{kind: minimum, at: 0 9 1 9 *}]\ntracks:",
			"line 14: schedules: minimum: count: expected how many"},
		{"tracks:", "schedules: [{kind: digest, at: 0 9 * * *}, {kind: digest, at: 0 9 * * 1}]\ntracks:",
			"line 14: schedules: digest stands there twice: expected each kind once"},
	}
}

// TestEverySlipIsToldWithItsFileAndLine loads a folder with each slip: what is said names the file, the line where
// there is one, and what was expected, in one line. No error of the package is left out.
func TestEverySlipIsToldWithItsFileAndLine(t *testing.T) {
	if _, err := procedure.Parse([]byte(sound)); err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, s := range slips() {
		if !strings.Contains(sound, s.old) {
			t.Fatalf("%q is not in the sound procedure", s.old)
		}
		text := strings.Replace(sound, s.old, s.new, 1)
		_, err := procedure.Load(fstest.MapFS{"own.yaml": {Data: []byte(text)}})
		said := fmt.Sprint(err)
		if err == nil || !strings.HasPrefix(said, "own.yaml: procedure") || !strings.Contains(said, s.want) ||
			!strings.Contains(said, "expected") && !strings.Contains(said, "needs") ||
			strings.Contains(said, "\n") {
			t.Errorf("%q for %q: expected own.yaml and %q, got %v", s.new, s.old, s.want, err)
		}
		told[said] = true
	}
	for _, file := range []string{"load.go", "stage.go", "triage.go", "fraction.go"} {
		for _, form := range errorsOf(t, file) {
			if !anyLike(told, form) && !strings.Contains(form, "found something that cannot be read") {
				t.Errorf("%s: no slip is told as %q", file, form)
			}
		}
	}
}

// errorsOf are the errors that a source file of the package makes: the texts it hands to errors.New and fmt.Errorf.
func errorsOf(t *testing.T, file string) []string {
	t.Helper()
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(source, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		of, ok := call.Fun.(*ast.SelectorExpr)
		text, literal := call.Args[0].(*ast.BasicLit)
		if ok && literal && (of.Sel.Name == "Errorf" || of.Sel.Name == "New") {
			if form, err := strconv.Unquote(text.Value); err == nil {
				all = append(all, form)
			}
		}
		return true
	})
	return all
}

// anyLike tells whether one of the texts is a form filled in.
func anyLike(told map[string]bool, form string) bool {
	filled := regexp.MustCompile(`%[a-z]`).ReplaceAllString(regexp.QuoteMeta(form), `.*`)
	like := regexp.MustCompile(filled)
	for said := range told {
		if like.MatchString(said) {
			return true
		}
	}
	return false
}
