package office_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"echowall/flows/calendar"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
)

// own is a procedure of an operator's, in a version.
func own(version int) fstest.MapFS {
	return fstest.MapFS{"own.yaml": &fstest.MapFile{Data: fmt.Appendf(nil, `
id: own
version: %d
names: {en: Own}
echo_every: 7d
stages:
  - {kind: intake, names: {en: Gather}, within: 3d}
  - {kind: screening, names: {en: Choose}}
  - {kind: implementation, names: {en: Do}}
`, version)}}
}

// operated is a village whose operator has a procedure of their own, with nobody there yet.
func operated(t *testing.T, version int) *village.Village {
	t.Helper()
	v := village.Bare(t)
	known, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	if err := known.Add(own(version)); err != nil {
		t.Fatal(err)
	}
	v.Methods = known
	v.Reopen()
	return v
}

// founded lets a village be founded under a procedure.
func founded(v *village.Village, method string) {
	v.Must(life.Command{Verb: permission.Setup, By: village.Secretary, Admin: true, Chat: -100, Values: office.Founding{
		Name: "Lane", Method: method, Language: "en", Zone: "Asia/Shanghai",
	}})
	v.Meet(village.Secretary)
}

// kept tells whether the words of a version of the operator's procedure are in the journal.
func kept(v *village.Village, version int) bool {
	return village.Look(v, func(s *life.State) bool { return s.KeptMethod("own", version) != nil })
}

func TestTheOperatorsProcedureIsKept(t *testing.T) {
	v := operated(t, 1)
	founded(v, "own")
	v.Came("community.founded", "community.method", "person.joined", "person.appointed")
	if !kept(v, 1) {
		t.Error("its words are not in the journal")
	}
	v.Must(set(office.SettingProcedure, "six-step")) // which comes with the program
	v.Came("community.setting", "schedule.set")
	v.Must(set(office.SettingProcedure, "own"))
	v.Came("community.method", "community.setting", "schedule.set")
	v.ProvesJournal()
}

// words are the words of the operator's procedure as they are kept.
func words(v *village.Village) string {
	return village.Look(v, func(s *life.State) string {
		return record.Get[record.Kept](s.Cache, record.MethodKey("own", 1)).Text
	})
}

// TestNoWordsOfAVersionAreEverReplaced changes a procedure of the operator's own and leaves its version as it is: its
// cases go on by the words that were kept.
func TestNoWordsOfAVersionAreEverReplaced(t *testing.T) {
	v := operated(t, 1)
	founded(v, "own")
	v.Must(set(office.SettingProcedure, "six-step"))
	was := words(v)
	changed, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	file := own(1)
	for name, f := range file {
		file[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(f.Data), "within: 3d", "within: 300d", 1))}
	}
	if err := changed.Add(file); err != nil {
		t.Fatal(err)
	}
	v.Methods = changed
	v.Reopen()
	v.Must(set(office.SettingProcedure, "own"))
	if now := words(v); now != was || was == "" {
		t.Errorf("kept is now %q", now)
	}
	v.ProvesJournal()
}

func TestAHigherVersionIsTakenOver(t *testing.T) {
	v := operated(t, 1)
	founded(v, "own")
	v.Refresh()
	v.Came("community.days", "schedule.set") // what it has from the program, once
	old := v.Raised()
	v.Refresh()
	v.Came()
	if err := v.Methods.Add(own(2)); err != nil {
		t.Fatal(err)
	}
	v.Refresh()
	v.Came("community.method", "community.renewed", "schedule.set")
	v.Told("notice.method_renewed", village.Secretary)
	fresh := v.Raised()
	if got := []int{v.Head().Version, v.Find(old).Version, v.Find(fresh).Version}; !slices.Equal(got, []int{2, 1, 2}) {
		t.Errorf("the village, the old case and the new one run under %v", got)
	}
	if !kept(v, 1) || !kept(v, 2) {
		t.Error("the words of both versions are needed, and not both are kept")
	}
	v.Refresh()
	v.Came()
	v.ProvesJournal()
}

func TestWhatIsNotKeptYetIsKept(t *testing.T) {
	v := village.Bare(t)
	v.Methods, _ = procedure.Default()
	v.Reopen()
	founded(v, "six-step")
	v.Refresh()
	v.Happen(0, func(*life.State) []life.Event { // from before words were kept
		return life.One(office.SettingChanged{Name: office.SettingProcedure, Value: "own", Version: 1})
	})
	if err := v.Methods.Add(own(1)); err != nil {
		t.Fatal(err)
	}
	v.Refresh()
	v.Came("community.method")
	v.Refresh()
	v.Came()
}

func TestTheWorkingDays(t *testing.T) {
	v := village.Bare(t)
	around := func(of calendar.Days) []life.Event {
		v.Happen(0, func(s *life.State) []life.Event {
			return office.Refresh(s, func(country string, year int) calendar.Days {
				of.Country, of.From, of.To = country, year-1, year+1
				return of
			}, v.Now)
		})
		return v.Events
	}
	if got := around(calendar.Days{}); len(got) > 0 {
		t.Errorf("where there is no community, %v", got)
	}
	v = village.Found(t, "six-step")
	off := calendar.Days{Off: []calendar.Day{{Year: 2026, Month: 3, Day: 4}}}
	around(calendar.Days{})
	v.Came("community.days", "schedule.set")
	n := v.Raised()
	around(calendar.Days{})
	v.Came() // nothing new is known
	around(off)
	v.Came("community.days")
	days := village.Look(v, func(s *life.State) calendar.Days {
		return *record.Get[calendar.Days](s.Cache, record.DaysKey)
	})
	if days.Country != "CN" || days.From != 2025 || days.To != 2027 || len(days.Off) != 1 {
		t.Errorf("known are %+v", days)
	}
	// Where echoes are promised by working days, open cases are looked at anew when those change.
	for echo, woken := range map[string]bool{"3d": false, "2wd": true} {
		x := v.Copy(t)
		x.Must(set(office.SettingEcho, echo))
		x.Keep()
		x.Happen(0, func(*life.State) []life.Event { return life.One(office.DaysKnown{Days: days}) })
		got := slices.ContainsFunc(x.State.Changed(), func(c record.Change) bool { return c.Key == record.CaseKey(n) })
		if got != woken {
			t.Errorf("an echo every %s, and the case is looked at: %v", echo, got)
		}
		x.ProvesJournal()
	}
}
