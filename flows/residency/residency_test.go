package residency_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/residency"
	"echowall/flows/say"
	"echowall/flows/voting"
)

func sets(name, value string) life.Command {
	return life.Command{
		Verb: permission.Settings, By: village.Secretary, Values: office.Setting{Name: name, Value: value},
	}
}

// street is a village in which all residents vote on a case.
func street(t *testing.T) (v *village.Village, n int) {
	t.Helper()
	v = village.Found(t, "street")
	v.Must(sets(office.SettingProcedure, "street"))
	n = v.Raised()
	for _, by := range []int{village.Convener, village.Secretary} {
		v.Must(life.Command{
			Verb: permission.Screen, By: by, Case: n, Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
		})
	}
	return v, n
}

func votes(by, n int) life.Command {
	return life.Command{Verb: permission.Vote, By: by, Case: n, Values: voting.Vote{Choice: ballot.Yes}, Code: "rose"}
}

func roll(v *village.Village) []int { return village.Look(v, residency.OnRoll) }

func TestNoStrangerVotesWithTheResidents(t *testing.T) {
	v, n := street(t)
	id := v.Put(n, ballot.A)
	v.Away = map[int]bool{village.Widow: true}
	v.Refused("refuse.group_unasked", votes(village.Widow, n)) // as long as Telegram has not been asked
	other := votes(village.Widow, n)
	other.Chat, other.InGroup = -77, true // some other group is none of ours
	v.Refused("refuse.group_unasked", other)
	v.Must(votes(village.Neighbour, n))
	if got := v.Ballot(id).Tally.Cast(); got != 1 || !slices.Equal(roll(v), []int{village.Neighbour}) {
		t.Errorf("%d have voted, on the roll are %v", got, roll(v))
	}
}

func TestNobodyVotesWhomTheSecretaryHasNotConfirmedWhereThatIsAsked(t *testing.T) {
	v, n := street(t)
	v.Must(sets(office.SettingResidents, "secretary"))
	id := v.Put(n, ballot.A)
	v.Refused("refuse.not_confirmed", votes(village.Widow, n))
	confirm := life.Command{Verb: permission.Resident, By: village.Secretary, Person: village.Widow}
	for _, by := range []int{village.Widow, village.Member, village.Convener} {
		theirs := confirm
		theirs.By = by
		v.Refused("refuse.role", theirs)
	}
	v.Must(confirm)
	v.Told("notice.confirmed", village.Widow)
	v.Must(votes(village.Widow, n))
	confirm.Values = residency.Confirm{Word: "no"}
	v.Must(confirm)
	v.Refused("refuse.not_confirmed", votes(village.Widow, n))
	if got := v.Ballot(id).Tally.Cast(); got != 1 || len(roll(v)) != 0 {
		t.Errorf("%d have voted, on the roll are %v", got, roll(v))
	}
}

func TestNoBallotOfResidentsWhereAnybodyIsOne(t *testing.T) {
	v, n := street(t)
	v.Must(sets(office.SettingResidents, "anyone"))
	v.Refused("refuse.residents_unknown", life.Command{
		Verb: permission.Resolve, By: village.Secretary, Case: n, Values: voting.Resolve{Class: ballot.A, Text: "lamps"},
	})
}

func TestNoStrangerSupportsObjectsOrJudgesWhereResidentsAreAskedFor(t *testing.T) {
	for _, x := range []struct {
		rule string
		road func(*village.Village) int
		cmd  life.Command
	}{
		{"support", (*village.Village).Raised, life.Command{Verb: permission.Support}},
		{"an objection", func(v *village.Village) int { return v.Published(ballot.A) },
			life.Command{Verb: permission.Object, Values: life.Prose{Text: "too bright"}}},
		{"a judgement", (*village.Village).Judged,
			life.Command{Verb: permission.Rate, Values: cases.Rating{Solved: cases.RatedSolved, Satisfied: true}}},
	} {
		t.Run(x.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			x.cmd.Case = x.road(v)
			x.cmd.By = village.Widow
			v.Copy(t).Must(x.cmd)
			v.Must(sets(office.SettingResidents, "secretary"))
			v.Refused("refuse.not_confirmed", x.cmd)
			v.Must(sets(office.SettingResidents, "group"))
			v.Away = map[int]bool{village.Widow: true}
			v.Refused("refuse.group_unasked", x.cmd)
			v.Away = nil
			v.Must(x.cmd)
		})
	}
}

func TestTheRollIsShownByNumber(t *testing.T) {
	v, _ := street(t)
	v.Must(sets(office.SettingResidents, "secretary"))
	for _, n := range []int{village.Widow, 1, 2, 3, 5} {
		v.Must(life.Command{Verb: permission.Resident, By: village.Secretary, Person: n})
	}
	v.Now = v.Now.Add(time.Hour)
	v.Must(life.Command{Verb: permission.Roll, By: village.Neighbour})
	args := v.Answer.Message.Args
	if want := *say.Text("1–3, 5, 13").Text; *args["Numbers"].Text != want || *args["Count"].Num != 5 {
		t.Errorf("shown are %q, expected %q", *args["Numbers"].Text, want)
	}
}
