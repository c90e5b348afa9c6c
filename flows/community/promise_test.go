package community_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// chased are those whom the next look at a case asks to hurry, by role number.
func (v *village) chased(n int) []int {
	v.tb.Helper()
	v.now = look(v, func(s *community.State) time.Time { return community.Wake(s, thingOf(n)) })
	v.tick(thingOf(n))
	var told []int
	for _, x := range v.notices {
		if x.Message.ID == "task.chase" {
			told = append(told, x.To.Person)
		}
	}
	return told
}

func TestTheLadderClimbsWithEverySilence(t *testing.T) {
	v := found(t, "six-step")
	n := v.unopposed()
	for i, want := range []struct {
		echo string
		told []int
	}{
		{"echo.overdue", []int{authority}},
		{"echo.silence", []int{secretary, authority}},
		{"echo.silence", []int{secretary, convener, authority}},
		{"echo.silence", []int{secretary, convener, supervisor, authority}},
		{"echo.silence", []int{secretary, convener, supervisor, authority}},
	} {
		before := v.find(n).Echoed
		if got := v.chased(n); !slices.Equal(got, want.told) {
			t.Errorf("look %d: expected %v to be asked, were %v", i, want.told, got)
		}
		v.heardIn(say.Wall, want.echo)
		if quiet := v.now.Sub(before); quiet > 7*day {
			t.Errorf("look %d: nothing was heard for %v", i, quiet)
		}
	}
	v.must(command{Verb: permission.Approve, By: authority, Case: n})
	if got := v.find(n).Silences; got != 0 {
		t.Errorf("%d silences after something happened", got)
	}
}

func TestThoseWhoOweTheirWordAreChased(t *testing.T) {
	v := found(t, "hall")
	v.must(command{Verb: permission.Settings, By: secretary, Word: community.SettingEcho, Text: "1d"})
	n := v.raised()
	v.must(command{Verb: permission.Screen, By: secretary, Case: n, Verdict: cases.Verdict{Kind: cases.Accept, Track: procedure.Urgent}})
	v.votes(n, ballot.Yes, convener)
	v.now = v.now.Add(day)
	v.tick(thingOf(n)) // the reminder of the ballot
	if got := v.chased(n); !slices.Equal(got, []int{member, lawyer, elder}) {
		t.Errorf("asked to vote: %v", got)
	}
	v.votes(n, ballot.Yes, member, lawyer, elder)
	v.assign(n, "power", 30*day)
	v.must(command{Verb: permission.Done, By: power, Case: n, Text: "done"})
	v.must(command{Verb: permission.Rate, By: elder, Case: n, Rating: cases.Rating{Solved: cases.RatedSolved, Satisfied: true}})
	if got := v.chased(n); !slices.Equal(got, []int{convener, member, lawyer, authority, resident}) {
		t.Errorf("asked to judge: %v", got)
	}
}

func TestWhileOnlyTimeIsWaitedForNobodyIsChased(t *testing.T) {
	v := found(t, "hall")
	v.must(command{Verb: permission.Settings, By: secretary, Word: community.SettingEcho, Text: "1d"})
	n := v.heardInHall()
	v.put(n, ballot.A)
	v.votes(n, ballot.Yes, convener, member, lawyer, elder)
	v.must(command{Verb: permission.Publish, By: secretary, Case: n})
	if got := v.chased(n); got != nil {
		t.Errorf("asked to wait: %v", got)
	}
	v.heardIn(say.Wall, "echo.silence")
}

func TestAShorterPromiseHoldsForOpenCasesAtOnce(t *testing.T) {
	for name, text := range map[string]string{community.SettingEcho: "2d", community.SettingZone: "UTC"} {
		v := found(t, "six-step")
		v.raised()
		v.keep()
		v.must(command{Verb: permission.Settings, By: secretary, Word: name, Text: text})
		var woken []string
		for _, c := range v.state.Changed() {
			if thing, ok := community.Thing(v.state, c.Key); ok {
				woken = append(woken, thing)
			}
		}
		if !slices.Equal(woken, []string{"case:1"}) {
			t.Errorf("after %s was set these are looked at anew: %v", name, woken)
		}
	}
}

func TestWhatIsWaitedForIsSaidInOneWay(t *testing.T) {
	for kind, want := range map[procedure.Kind]string{
		procedure.Intake: "intake", procedure.Screening: "screening", procedure.Research: "findings", procedure.Deliberation: "meeting",
		procedure.Publicity: "window", procedure.Approval: "approval", procedure.Implementation: "task", procedure.Evaluation: "rating",
		procedure.Closed: "closed",
	} {
		v := found(t, "six-step")
		n := roads()[kind](v)
		w := look(v, func(s *community.State) community.Wait { return s.Wait(s.Case(n)) })
		if w.For != want || w.Case != n || w.Hint().ID != "hint."+want {
			t.Errorf("%s: waits for %+v", kind, w)
		}
	}
}

func TestAllThatWaitsIsListed(t *testing.T) {
	v := found(t, "six-step")
	for _, c := range []struct {
		verb permission.Verb
		by   int
		id   string
	}{
		{permission.Mine, widow, "mine.none"}, {permission.Queue, secretary, "queue.none"}, {permission.Meetings, widow, "meetings.none"},
	} {
		v.must(command{Verb: c.verb, By: c.by})
		if v.answer.Message.ID != c.id {
			t.Errorf("%s of nothing: %s", c.verb, v.answer.Message.ID)
		}
	}
	worked := v.assigned()
	n := v.judged()
	v.raised()
	talked := v.talked()
	v.called(talked)
	voted := v.heard()
	v.put(voted, ballot.A)
	for by, want := range map[int]int{secretary: 2, convener: 4, resident: 1, power: 1, widow: 0, authority: 1, member: 2, supervisor: 0} {
		v.must(command{Verb: permission.Mine, By: by})
		got := 0
		if count := v.answer.Message.Args["Count"].Num; count != nil {
			got = *count
		}
		if got != want {
			t.Errorf("%d things wait for %d, expected %d", got, by, want)
		}
	}
	v.must(command{Verb: permission.Queue, By: supervisor})
	if got := *v.answer.Message.Args["Count"].Num; got != 5 || n == worked {
		t.Errorf("%d things wait for anyone", got)
	}
	for verb, id := range map[permission.Verb]string{permission.Meetings: "meetings.list", permission.Help: "help.resident", permission.People: "people.list"} {
		if v.must(command{Verb: verb, By: widow}); v.answer.Message.ID != id {
			t.Errorf("%s: %s", verb, v.answer.Message.ID)
		}
	}
	v.refused("refuse.no_case", command{Verb: permission.Case, By: widow, Case: 99})
	v.must(command{Verb: permission.Case, By: widow, Case: n})
}
