package community_test

import (
	"slices"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/community"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/office"
	"echowall/flows/permission"
)

func TestAShorterPromiseHoldsForOpenCasesAtOnce(t *testing.T) {
	for name, text := range map[string]string{office.SettingEcho: "2d", office.SettingZone: "UTC"} {
		v := village.Found(t, "six-step")
		v.Raised()
		v.Keep()
		v.Must(command{Verb: permission.Settings, By: secretary, Values: office.Setting{Name: name, Value: text}})
		var woken []string
		for _, c := range v.State.Changed() {
			if thing, ok := community.Thing(v.State, c.Key); ok {
				woken = append(woken, thing)
			}
		}
		if !slices.Equal(woken, []string{"case:1"}) {
			t.Errorf("after %s was set these are looked at anew: %v", name, woken)
		}
	}
}

func TestAllThatWaitsIsListed(t *testing.T) {
	v := village.Found(t, "six-step")
	for _, c := range []struct {
		verb permission.Verb
		by   int
		id   string
	}{
		{permission.Mine, widow, "mine.none"}, {permission.Queue, secretary, "queue.none"},
		{permission.Meetings, widow, "meetings.none"},
	} {
		v.Must(command{Verb: c.verb, By: c.by})
		if v.Answer.Message.ID != c.id {
			t.Errorf("%s of nothing: %s", c.verb, v.Answer.Message.ID)
		}
	}
	worked := v.Assigned()
	n := v.Judged()
	v.Raised()
	talked := v.Talked()
	v.Must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{talked}, When: v.Now.Add(3 * day), Place: "hall"},
	})
	voted := v.Heard()
	v.Put(voted, ballot.A)
	for by, want := range map[int]int{secretary: 4, convener: 7, resident: 1, power: 1, widow: 0, authority: 1, member: 3,
		supervisor: 0} {
		v.Must(command{Verb: permission.Mine, By: by})
		got := 0
		if count := v.Answer.Message.Args["Count"].Num; count != nil {
			got = *count
		}
		if got != want {
			t.Errorf("%d things wait for %d, expected %d", got, by, want)
		}
	}
	v.Must(command{Verb: permission.Queue, By: supervisor})
	if got := *v.Answer.Message.Args["Count"].Num; got != 5 || n == worked {
		t.Errorf("%d things wait for anyone", got)
	}
	for verb, id := range map[permission.Verb]string{permission.Meetings: "meetings.list",
		permission.Help: "help.resident", permission.People: "people.list"} {
		if v.Must(command{Verb: verb, By: widow}); v.Answer.Message.ID != id {
			t.Errorf("%s: %s", verb, v.Answer.Message.ID)
		}
	}
	v.Refused("refuse.no_case", command{Verb: permission.Case, By: widow, Case: 99})
	v.Must(command{Verb: permission.Case, By: widow, Case: n})
}
