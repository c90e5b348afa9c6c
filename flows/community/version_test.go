package community_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/work"
)

// short is a procedure of few steps; the second version has another name for the work, and judges it besides.
const short = `
id: short
version: %d
names: {en: Short}
echo_every: 7d
stages:
  - {kind: intake, names: {en: Gather}, within: 3d}
  - {kind: screening, names: {en: Choose}}
  - {kind: implementation, names: {en: %s}}
`

// TestACaseEndsUnderTheVersionItBeganWith loads version 2 while a case is under way: it ends by version 1, and the next
// one begins by version 2.
func TestACaseEndsUnderTheVersionItBeganWith(t *testing.T) {
	v := village.Found(t, "six-step")
	add := func(version int, name, more string) {
		t.Helper()
		file := fstest.MapFile{Data: []byte(fmt.Sprintf(short, version, name) + more)}
		// The registry of before is every village's; the next one is this village's own.
		methods, _, err := v.Methods.Renewed(fstest.MapFS{"short.yaml": &file})
		if err != nil {
			t.Fatal(err)
		}
		v.Methods = methods
		v.Reopen()
	}
	choose := func() {
		v.Must(command{
			Verb: permission.Settings, By: secretary,
			Values: office.Setting{Name: office.SettingProcedure, Value: "short"},
		})
	}
	work := func(n int) {
		v.Must(command{Verb: permission.Screen, By: secretary, Case: n, Values: cases.Verdict{Kind: cases.Accept}})
		v.Must(command{
			Verb: permission.Assign, By: secretary, Case: n,
			Values: work.Assign{Unit: "power", Due: v.Now.Add(5 * day), Measure: "mend it"},
		})
		v.Must(command{Verb: permission.Done, By: secretary, Case: n, Values: work.Report{Task: 1, Text: "mended"}})
	}
	kind := func(n int) procedure.Kind {
		return village.Look(v, func(s *life.State) procedure.Kind { return s.Case(n).Kind(s.Method(s.Case(n))) })
	}
	add(1, "Do", "")
	choose()
	old := v.Raised()
	add(2, "Carry out", "  - {kind: evaluation, names: {en: Judge}, window: 7d}\n")
	choose()
	fresh := v.Raised()
	work(old)
	work(fresh)
	versions := village.Look(v, func(s *life.State) string {
		return fmt.Sprint(s.Case(old).Version,
			s.Case(fresh).Version)
	})
	if kind(old) != procedure.Closed || kind(fresh) != procedure.Evaluation || versions != "1 2" {
		t.Errorf("the old case is %s, the new one %s; versions %s", kind(old), kind(fresh), versions)
	}
}
