package ties_test

import (
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

// withCreek is a case in screening that Creek deliberates along: it was withdrawn, and came back.
func withCreek(v *village.Village) int {
	n := v.Talked()
	v.Must(joint(village.Secretary, n, creek))
	receives(v, "creek", life.Dispatch{Subject: life.DispatchOpened, Case: 11, Yours: n})
	v.Must(life.Command{Verb: permission.Withdraw, By: village.Resident, Case: n})
	v.Must(life.Command{
		Verb: permission.Reopen, By: village.Secretary, Case: n, Values: life.Prose{Text: "it came back"},
	})
	v.Is(n, procedure.Screening)
	return n
}

// merges merges a case into another.
func merges(v *village.Village, n, into int) {
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Convener, Case: n, Values: cases.Verdict{Kind: cases.Merge, Into: into},
	})
}

// TestNobodyIsWaitedForWhoWasNotAsked merges a case that Creek deliberates along into one that is being voted on, alone
// or with Poplar, or counted, or met on: Creek is sent what the others were, votes, and all goes on.
func TestNobodyIsWaitedForWhoWasNotAsked(t *testing.T) {
	voters := []int{village.Convener, village.Member, village.Lawyer, village.Elder}
	t.Run("into a ballot", func(t *testing.T) {
		v := tied(t, "six-step")
		n, into := withCreek(v), v.Heard()
		id := v.Put(into, ballot.B)
		merges(v, n, into)
		v.Hears(append(village.Echoed(n, "echo.closed.merged.plain"), "resident: echo.closed.merged.plain", "group: card:2",
			"creek: mail opened", "creek: mail ballot")...)
		v.Votes(into, ballot.Yes, voters...)
		v.Is(into, procedure.Deliberation)
		receives(v, "creek", counted(into, id, ballot.Adopted))
		v.Is(into, procedure.Publicity)
		v.ProvesJournal()
	})
	t.Run("into a count", func(t *testing.T) {
		v := tied(t, "six-step")
		n, into := withCreek(v), v.Talked()
		v.Must(joint(village.Secretary, into, poplar))
		receives(v, "poplar", life.Dispatch{Subject: life.DispatchOpened, Case: 12, Yours: into})
		v.Meets(into)
		id := v.Put(into, ballot.B)
		v.Votes(into, ballot.Yes, voters...)
		merges(v, n, into)
		v.Hears(append(village.Echoed(n, "echo.closed.merged.plain"), "resident: echo.closed.merged.plain", "group: card:2",
			"creek: mail opened", "creek: mail ballot")...)
		receives(v, "poplar", counted(into, id, ballot.Adopted))
		v.Is(into, procedure.Deliberation)
		receives(v, "creek", counted(into, id, ballot.Adopted))
		v.Is(into, procedure.Publicity)
	})
	t.Run("who was asked already is not asked again", func(t *testing.T) {
		v := tied(t, "six-step")
		n, into := withCreek(v), v.Talked()
		v.Must(joint(village.Secretary, into, creek))
		v.Meets(into)
		v.Put(into, ballot.B)
		merges(v, n, into)
		v.Hears(append(village.Echoed(n, "echo.closed.merged.plain"), "resident: echo.closed.merged.plain", "group: card:2",
			"creek: mail opened")...)
	})
	t.Run("into a meeting", func(t *testing.T) {
		v := tied(t, "six-step")
		n, into := withCreek(v), v.Talked()
		v.Must(life.Command{
			Verb: permission.Schedule, By: village.Secretary,
			Values: convening.Schedule{Cases: []int{into}, When: v.Now.Add(2 * village.Day), Place: "hall"},
		})
		merges(v, n, into)
		v.Hears(append(village.Echoed(n, "echo.closed.merged.plain"), "resident: echo.closed.merged.plain", "group: card:2",
			"creek: mail opened", "creek: mail meeting")...)
	})
	t.Run("after a round that all had counted", func(t *testing.T) {
		v := tied(t, "six-step")
		n, into := withCreek(v), v.Talked()
		v.Must(joint(village.Secretary, into, poplar))
		v.Meets(into)
		id := v.Put(into, ballot.B)
		v.Votes(into, ballot.Yes, voters...)
		receives(v, "poplar", counted(into, id, ballot.Rejected))
		merges(v, n, into)
		v.Hears(append(village.Echoed(n, "echo.closed.merged.plain"), "resident: echo.closed.merged.plain", "group: card:2",
			"creek: mail opened")...)
		v.Meets(into)
		v.Put(into, ballot.B)
		v.ProvesJournal()
	})
}
