package intake_test

import (
	"testing"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// TestNobodySupportsWordsTheyHaveNotRead has a matter change its words before and after others support it, at every
// stage: who supports it is told what it said, in private and below the card, and takes the support back by one press.
func TestNobodySupportsWordsTheyHaveNotRead(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	edit := func(text string) {
		v.Must(life.Command{Verb: permission.Reword, By: village.Resident, Case: n, Values: life.Prose{Text: text}})
	}
	edit("A bench at the well")
	v.Hears("group: card:1", "group: wall")
	if c := v.Find(n); c.Reworded != nil || c.Text != "A bench at the well" {
		t.Errorf("changed before anybody supports it, it is %+v", c.Reworded)
	}
	for _, p := range []int{village.Widow, village.Neighbour} {
		v.Must(life.Command{Verb: permission.Support, By: p, Case: n})
	}
	edit("A casino at the well")
	v.HeardIn(say.Wall, "echo.reworded")
	v.Told("echo.reworded", village.Resident, village.Neighbour, village.Widow)
	for _, x := range v.Notices {
		takesBack := len(x.Buttons) == 1 && x.Buttons[0][0].Line == "unsupport 1"
		told := x.To.Room == say.Wall && x.Message.ID != "" || x.To.Person == village.Widow ||
			x.To.Person == village.Neighbour
		if takesBack != told {
			t.Errorf("%+v has the buttons %+v", x.To, x.Buttons)
		}
	}
	v.Must(life.Command{Verb: permission.Unsupport, By: village.Widow, Case: n})
	v.Came("case.unsupported")
	v.Refused("refuse.not_supported", life.Command{Verb: permission.Unsupport, By: village.Widow, Case: n})
	v.Refused("refuse.not_supported", life.Command{Verb: permission.Unsupport, By: village.Resident, Case: n})
	v.Must(life.Command{Verb: permission.Screen, By: village.Secretary, Case: n,
		Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small}})
	edit("A car park at the well")
	c := v.Find(n)
	if c.Supporters != 1 || c.Text != "A car park at the well" || c.Reworded.Was != "A bench at the well" ||
		c.Reworded.Times != 2 || !c.Reworded.At.Equal(v.Now) {
		t.Errorf("after all it is %+v, with %d supporters", c.Reworded, c.Supporters)
	}
	v.Must(life.Command{Verb: permission.Support, By: village.Widow, Case: n})
	v.ProvesJournal()
}
