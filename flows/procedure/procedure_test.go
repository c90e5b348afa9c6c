package procedure_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"echowall/flows/procedure"
)

// good is a short procedure that is right; the tests of errors break one line of it.
const good = `
id: short
version: 2
names: {en: Short}
echo_every: 7d
stages:
  - {kind: intake, names: {en: Gather}}
  - {kind: screening, names: {en: Choose}, by: [secretary]}
  - {kind: research, names: {en: Look}}
  - {kind: deliberation, names: {en: Talk}, ` +
	`ballot: {electorate: council, base: cast, quorum: 1/2, majority: ">1/2", open: 3d}}
  - {kind: publicity, names: {en: Publish}, window: 5wd}
  - {kind: implementation, names: {en: Follow}}
  - {kind: evaluation, names: {en: Follow}, window: 7d, unsolved: 1/3}
tracks:
  small: {skip: [research]}
  urgent: {skip: [research, deliberation, publicity]}
`

func TestAGoodProcedureIsRead(t *testing.T) {
	p, err := procedure.Parse([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if p.ID != "short" || p.Version != 2 || len(p.Stages) != 7 || p.Stage(3).Ballot.Majority.String() != ">1/2" {
		t.Errorf("read as %+v", p)
	}
}

func TestErrorsNameWhatIsExpected(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"id: short", "", "id is missing"},
		{"id: short", "id: Our way", "line 2: id: \"Our way\": expected small letters"},
		{"version: 2", "version: 0", "version: expected a number from 1"},
		{"names: {en: Short}", "names: {zh-Hans: 短}", "names: expected at least en"},
		{"echo_every: 7d", "", "echo_every: expected a span"},
		{"echo_every: 7d", "echo_every: often", "often"},
		{"id: short", "id: short\nmood: good", "mood"},
		{"kind: research", "kind: dancing", "kind: expected one of [intake screening"},
		{"kind: intake", "kind: screening", "expected intake as the first"},
		{"{kind: screening, names: {en: Choose}, by: [secretary]}", "{kind: implementation, names: {en: Choose}}",
			"implementation needs screening before it"},
		{"names: {en: Talk}", "names: {}", "names: expected at least en"},
		{"by: [secretary]", "by: [wizard]", `by: "wizard": expected one of [convener secretary`},
		{"by: [secretary]", "council: true", "ballot.electorate: expected council or residents"},
		{"electorate: council", "electorate: everybody", "ballot.electorate: expected council or residents"},
		{"base: cast", "base: some", "ballot.base: expected entitled, present or cast"},
		{"electorate: council, base: cast", "electorate: residents, base: present",
			"residents are counted over the votes cast: expected cast"},
		{"majority: \">1/2\", ", "", "ballot.majority: expected a fraction"},
		{"majority: \">1/2\"", "majority: most", "is not a fraction"},
		{", open: 3d", "", "ballot.open: expected a span as 3d"},
		{"quorum: 1/2, ", "", "ballot.quorum: expected a fraction as 2/3"},
		{", window: 5wd", "", "window: expected a span as 5wd"},
		{"window: 7d, ", "", "window: expected a span as 5wd"},
		{"small: {skip", "tiny: {skip", `"tiny": expected one of [big small urgent hard]`},
		{"skip: [research]", "skip: [screening]", `small cannot skip "screening"`},
		{"skip: [research]", "skip: [reserch]", `small cannot skip "reserch"`},
		{"tracks:", "triage:\n  - {urgent: true, track: fast}\ntracks:", "line 15: triage 1: track: expected one of [big"},
		{"tracks:", "triage:\n  - {large: false, track: small, level: moon}\ntracks:",
			"triage 1: level: expected one of [grid"},
		{"tracks:", "schedules:\n  - {kind: dance, at: 0 9 * * *}\ntracks:",
			"line 15: schedules: kind: expected one of [call collect"},
		{"tracks:", "schedules:\n  - {kind: digest}\ntracks:", "schedules: digest: at: expected minute, hour"},
		{"tracks:", "schedules:\n  - {kind: digest, at: 0 9 * *}\ntracks:", "expected minute, hour, day, month and weekday"},
		{"tracks:", "schedules:\n  - {kind: minimum, at: 0 9 1 9 *}\ntracks:", "schedules: minimum: count: expected"},
		{"tracks:", "schedules:\n  - {kind: digest, at: 0 9 * * *}\n  - {kind: digest, at: 0 9 * * 1}\ntracks:",
			"schedules: digest stands there twice"},
		{"skip: [research, deliberation, publicity]", "skip: [deliberation]",
			"tracks: urgent: stage 5: publicity needs deliberation before it"},
		{"skip: [research]", "skip: [research, implementation]", "evaluation needs implementation before it"},
		{"skip: [research]", "skip: [research, deliberation, publicity, implementation, evaluation]",
			"small: stages: expected a stage after screening"},
		{"stages:", "stages: []\nx:", "stages: expected at least"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if !strings.Contains(good, c.old) {
				t.Fatalf("%q is not in the good procedure", c.old)
			}
			text := strings.Replace(good, c.old, c.new, 1)
			if strings.HasPrefix(c.new, "stages: []") {
				text = text[:strings.Index(text, "x:")]
			}
			if _, err := procedure.Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("expected %q, got %v", c.want, err)
			}
		})
	}
}

// TestErrorsNameTheLine holds that what is wrong is found in the file, in one line.
func TestErrorsNameTheLine(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"version: 2", "version: two", "line 3: \"two\": expected a whole number"},
		{"by: [secretary]", "by: secretary", "line 8: string was used where sequence is expected"},
		{"by: [secretary]", "council: perhaps", "line 8: \"perhaps\": expected true or false"},
		{"ballot: {", "ballot: {round: 3, ",
			"line 10: unknown field \"round\": expected id, version, names, echo_every, stages, tracks, triage, schedules, " +
				"remind, together; in a stage kind,"},
		{"id: short", "id: short\nid: long", "line 3: mapping key \"id\" already defined"},
		{"[research]", "[research", "line 15: "},
		{"kind: research", "kind: dancing", "procedure short: line 9: stage 3 (dancing): kind: expected one of"},
		{"base: cast", "base: some", "line 10: stage 4 (deliberation): ballot.base: expected entitled"},
		{"small: {skip: [research]}", "small: {skip: [reserch]}", "line 15: tracks: small cannot skip"},
		{"tracks:", "schedules:\n  - {kind: dance, at: 0 9 * * *}\ntracks:", "line 15: schedules: kind: expected one of " +
			"[call collect"},
		{"tracks:", "schedules:\n  - {kind: digest}\ntracks:", "schedules: digest: at: expected minute, hour"},
		{"tracks:", "schedules:\n  - {kind: digest, at: 0 9 * *}\ntracks:", "expected minute, hour, day, month and weekday"},
		{"tracks:", "schedules:\n  - {kind: minimum, at: 0 9 1 9 *}\ntracks:", "schedules: minimum: count: expected"},
		{
			"tracks:", "schedules:\n  - {kind: digest, at: 0 9 * * *}\n  - {kind: digest, at: 0 9 * * 1}\ntracks:",
			"schedules: digest stands there twice",
		},
		{"skip: [research, deliberation, publicity]", "skip: [deliberation]",
			"line 11: tracks: urgent: stage 5: publicity needs"},
	} {
		_, err := procedure.Parse([]byte(strings.Replace(good, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("expected %q, got %v", c.want, err)
		}
	}
	if _, err := procedure.Parse([]byte("# nothing yet\n")); err == nil ||
		!strings.Contains(err.Error(), "nothing is in it: expected id, version") {
		t.Errorf("an empty file: %v", err)
	}
}

func TestAProcedureWithoutScreeningIsRefused(t *testing.T) {
	text := good[:strings.Index(good, "  - {kind: screening")]
	if _, err := procedure.Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), "screening is missing") {
		t.Errorf("got %v", err)
	}
}

func TestTracksLeaveStagesOut(t *testing.T) {
	p, err := procedure.Parse([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		track procedure.Track
		want  string
	}{
		{"", "intake screening research deliberation publicity implementation evaluation"},
		{procedure.Big, "intake screening research deliberation publicity implementation evaluation"},
		{procedure.Small, "intake screening deliberation publicity implementation evaluation"},
		{procedure.Urgent, "intake screening implementation evaluation"},
	} {
		if got := way(p, c.track); got != c.want {
			t.Errorf("%s: expected %s, got %s", c.track, c.want, got)
		}
	}
}

func TestStagesAreFoundFromBothEnds(t *testing.T) {
	p, err := procedure.Parse([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		find func(procedure.Kind, int) (int, bool)
		kind procedure.Kind
		from int
		want string
	}{
		{p.First, procedure.Research, -3, "2 true"}, {p.First, procedure.Research, 3, "0 false"},
		{p.Last, procedure.Research, 99, "2 true"}, {p.Last, procedure.Research, 1, "0 false"},
	} {
		i, ok := c.find(c.kind, c.from)
		if got := fmt.Sprint(i, ok); got != c.want {
			t.Errorf("%s from %d: expected %s, got %s", c.kind, c.from, c.want, got)
		}
	}
}

func TestARegistryKeepsVersions(t *testing.T) {
	file := func(version string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Replace(good, "version: 2", "version: "+version, 1))}
	}
	registry, err := procedure.Load(fstest.MapFS{"a.yaml": file("3"), "b.yaml": file("1"),
		"note.txt": {Data: []byte("hello")}})
	if err != nil {
		t.Fatal(err)
	}
	latest, _ := registry.Latest("short")
	_, first := registry.Get("short", 1)
	_, second := registry.Get("short", 2)
	if latest.Version != 3 || !first || second || len(registry.IDs()) != 1 {
		t.Errorf("latest %d, first %v, second %v, %v", latest.Version, first, second, registry.IDs())
	}
	if _, ok := registry.Latest("long"); ok {
		t.Error("there is a procedure nobody wrote")
	}
	if err := registry.Add(fstest.MapFS{"c.yaml": file("4")}); err != nil {
		t.Fatal(err)
	}
	if latest, _ := registry.Latest("short"); latest.Version != 4 {
		t.Errorf("latest is %d after 4 was added", latest.Version)
	}
	if err := registry.Add(fstest.MapFS{"d.yaml": file("3")}); err == nil ||
		!strings.Contains(err.Error(), "expected another id, or a higher version") {
		t.Errorf("version 3 was added again: %v", err)
	}
	if err := registry.Add(fstest.MapFS{"note.txt": {}}); !errors.Is(err, procedure.ErrNone) {
		t.Errorf("a folder without procedures: %v", err)
	}
	for want, folder := range map[string]fstest.MapFS{
		"b.yaml: procedure short version 1 is there already": {"a.yaml": file("1"), "b.yaml": file("1")},
		"a.yaml: procedure": {"a.yaml": {Data: []byte("stages: 7")}},
	} {
		if _, err := procedure.Load(folder); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("expected %q, got %v", want, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte("stages: [{kind: intake}]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := procedure.Parse(raw)
		if err == nil && (len(p.Stages) < 3 || len(p.Steps()) == 0) {
			t.Errorf("read a procedure of %d stages", len(p.Stages))
		}
	})
}
