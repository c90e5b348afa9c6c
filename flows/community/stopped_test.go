package community_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/proof"
	"echowall/flows/work"
)

// TestNoLadderComesAllAtOnce lets nobody look at the clock for a time, from every stage of a case on: when somebody
// does again, each person is asked once for each thing, whatever was missed, and as many are asked as would have been
// meanwhile.
func TestNoLadderComesAllAtOnce(t *testing.T) {
	for kind, road := range village.Roads() {
		for _, days := range []int{1, 3, 5, 8, 15, 40, 90} {
			v := village.Found(t, "six-step")
			n := road(v)
			if kind == procedure.Implementation { // two of them are late at once
				v.Must(command{Verb: permission.Assign, By: secretary, Case: n, Values: work.Assign{
					Unit: "power", Due: v.Find(n).Tasks[0].Due, Measure: "mend the second lamp",
				}})
			}
			v.Now = v.Now.Add(time.Duration(days) * day)
			told := dunned(v)
			for person, asked := range told {
				for about, ids := range asked {
					if len(ids) > 1 {
						t.Errorf("%s, stopped for %d days: %d is asked to %s by %q", kind, days, person, about, ids)
					}
				}
			}
			for rung, officer := range []int{secretary, convener, supervisor} {
				if c := v.Find(n); c.Climbed > rung && len(told[officer]) == 0 {
					t.Errorf("%s, stopped for %d days: rung %d is climbed, and %d not told", kind, days, rung+1, officer)
				}
			}
			v.ProvesJournal()
		}
	}
}

// dunned lets the clock look at all that is due at this moment, and gathers by which messages people are asked for what
// they owe.
func dunned(v *village.Village) map[int]map[string][]string {
	dunning := []string{"task.remind", "task.chase", "task.climb", "notice.reminder", "task.minutes"}
	told := map[int]map[string][]string{}
	for range 100 {
		thing, at := v.NextWake()
		if thing == "" || at.After(v.Now) {
			return told
		}
		v.Tick(thing)
		for _, n := range v.Notices {
			asks := slices.ContainsFunc(dunning, func(id string) bool { return strings.HasPrefix(n.Message.ID, id) })
			if n.To.Person != 0 && asks {
				if told[n.To.Person] == nil {
					told[n.To.Person] = map[string][]string{}
				}
				told[n.To.Person][n.About] = append(told[n.To.Person][n.About], n.Message.ID)
			}
		}
	}
	v.TB.Fatal("the clock finds no end")
	return nil
}

// TestNoBookOfAnEarlierProgramIsFoundWanting judges what the clock of earlier programs wrote after it had been stopped:
// rung after rung, and week after week.
func TestNoBookOfAnEarlierProgramIsFoundWanting(t *testing.T) {
	late := func(v *village.Village) int {
		n := v.Screened()
		v.Now = v.Find(n).Due.Add(30 * day)
		return n
	}
	for what, wrote := range map[string]func(v *village.Village) []life.Event{
		"a deadline that passed": func(v *village.Village) []life.Event {
			return life.One(life.DeadlinePassed{Case: late(v)})
		},
		"the first rung": func(v *village.Village) []life.Event {
			n := late(v)
			v.Happen(0, func(*life.State) []life.Event { return life.One(life.DeadlinePassed{Case: n}) })
			return life.One(life.OverdueClimbed{Case: n, Rung: 1})
		},
		"the minutes, after a month": func(v *village.Village) []life.Event {
			m := v.Find(v.Heard()).Talk.Meeting
			v.Now = v.Now.Add(30 * day)
			return life.One(convening.MinutesChased{Meeting: m, Count: 6})
		},
		"a meeting that begins without a case": func(v *village.Village) []life.Event {
			v.Must(command{Verb: permission.Schedule, By: secretary, Values: convening.Schedule{
				Cases: []int{v.Talked()}, When: v.Now.Add(3 * day), Place: "hall",
			}})
			m := v.Head().Meetings
			v.Must(command{Verb: permission.Withdraw, By: resident, Case: 1})
			v.Now = v.Now.Add(3 * day)
			return life.One(convening.MeetingOpened{Meeting: m})
		},
	} {
		v := village.Found(t, "six-step")
		events := wrote(v)
		if err := v.Rules(0, proof.FromClock, events...); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}
