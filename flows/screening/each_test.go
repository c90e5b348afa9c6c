package screening_test

import (
	"testing"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
)

// screenAll decides several cases alike.
func screenAll(by int, numbers []int, v cases.Verdict) life.Command {
	return life.Command{Verb: permission.Screen, By: by, Case: numbers[0], Cases: numbers, Values: v}
}

// unwanted is a verdict on what a flood has left.
var unwanted = cases.Verdict{Kind: cases.Decline, Ground: cases.Other, Text: "it is no matter of the village"}

// A flood must not cost the office a command for each of its cases.
func TestNobodyHasToDeclineAFloodOneByOne(t *testing.T) {
	v := village.Found(t, "six-step")
	wanted := v.Raised()
	var flood []int
	for range 30 {
		flood = append(flood, v.Raised())
	}
	v.Must(life.Command{Verb: permission.Screen, By: village.Secretary, Case: flood[7],
		Values: cases.Verdict{Kind: cases.Answer, Text: "It is done"}})
	v.Must(screenAll(village.Secretary, append(flood, 999), unwanted))
	for i, n := range flood {
		want := cases.Declined
		if i == 7 {
			want = cases.Answered
		}
		v.Ended(n, want)
	}
	if c := v.Find(wanted); c.Closed != nil {
		t.Error("a case that was not named is closed")
	}
	args := v.Answer.Message.Args
	if got := *args["Left"].Text; got != form.CaseSpans([]int{flood[7], 999}) || *args["Count"].Num != 29 {
		t.Errorf("said is that %d were decided and not %s", *args["Count"].Num, got)
	}
	if reasons := args["Reasons"].Lines; len(reasons) != 2 || reasons[0].Msg.ID != "refuse.closed" ||
		reasons[1].Msg.ID != "refuse.no_case" {
		t.Errorf("the reasons are %v", reasons)
	}
}

func TestNoListLetsAnybodyDoMoreThanOne(t *testing.T) {
	v := village.Found(t, "six-step")
	first, second, into := v.Raised(), v.Raised(), v.Raised()
	both := []int{first, second}
	v.Refused("refuse.screen_none", screenAll(village.Widow, both, unwanted))
	v.Refused("refuse.screen_one", screenAll(village.Secretary, both, cases.Verdict{Kind: cases.Merge, Into: into}))
	v.Refused("refuse.screen_one", screenAll(village.Secretary, both, cases.Verdict{Kind: cases.Refer, Text: "why"}))
	v.Refused("refuse.screen_none", screenAll(village.Secretary, []int{998, 999}, unwanted))
}
