package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// waits are the messages of what waits for somebody, and the lines of the buttons to do it.
func waits(v *village.Village, by int, verb permission.Verb) (what, press []string) {
	v.TB.Helper()
	v.Must(show(verb, by))
	if v.Answer.Message.ID == string(verb)+".none" {
		return nil, nil
	}
	for _, l := range v.Answer.Message.Args["Lines"].Lines {
		what = append(what, l.Msg.ID)
	}
	for _, row := range v.Answer.Buttons {
		press = append(press, row[0].Line)
	}
	return what, press
}

// TestWhoIsWaitedForAtEachStage asks everybody of the cast at each stage what waits for them.
func TestWhoIsWaitedForAtEachStage(t *testing.T) {
	office, boss := []int{village.Secretary, village.Convener}, []int{village.Secretary}
	council := []int{village.Convener, village.Member, village.Lawyer, village.Elder}
	for name, c := range map[string]struct {
		road  func(v *village.Village) int
		whom  []int
		press string // what they press, before the number of the case
	}{
		"raised":      {(*village.Village).Raised, office, "screen"},
		"screened":    {(*village.Village).Screened, office, "screen"},
		"researched":  {village.Roads()[procedure.Research], office, "research"},
		"talked over": {(*village.Village).Talked, office, "schedule"},
		"voted on": {func(v *village.Village) int {
			n := v.Heard()
			v.Put(n, ballot.A)
			return n
		}, council, "vote"},
		"adopted":   {func(v *village.Village) int { return v.Adopted(ballot.A) }, boss, "publish"},
		"published": {func(v *village.Village) int { return v.Published(ballot.A) }, nil, ""},
		"approved":  {(*village.Village).Unopposed, []int{village.Authority}, "approve"},
		"ordered":   {(*village.Village).Approved, boss, "assign"},
		"worked on": {(*village.Village).Assigned, []int{village.Power}, "progress"},
		"judged":    {(*village.Village).Judged, append([]int{village.Resident, village.Authority}, council...), "rate"},
		"closed":    {(*village.Village).Answered, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := c.road(v)
			var got []int
			for who := village.Secretary; who <= village.Shyer; who++ {
				what, press := waits(v, who, permission.Mine)
				at := slices.IndexFunc(press, func(line string) bool { return !strings.Contains(line, " M") })
				if !slices.Contains(what, "mine.line") {
					continue // the minutes of a meeting may be owed besides
				}
				got = append(got, who)
				verb, _, _ := strings.Cut(press[at], " ")
				if verb != c.press || v.Answer.Kind != say.Lasting {
					t.Errorf("%d presses %q, expected %s of #%d", who, press[at], c.press, n)
				}
			}
			want := slices.Clone(c.whom)
			if slices.Sort(want); !slices.Equal(got, want) {
				t.Errorf("it waits for %v, expected %v", got, want)
			}
		})
	}
}

func TestWhatIsDoneWaitsNoMore(t *testing.T) {
	v := village.Found(t, "six-step")
	voted, judged := v.Heard(), v.Judged()
	v.Put(voted, ballot.A)
	for _, c := range []struct {
		rule string
		cmd  life.Command
		by   int
		left int // cases that still wait for whoever did it
	}{
		{"before", show(permission.Wall, village.Member), village.Member, 2},
		{
			"voted", life.Command{
				Verb: permission.Vote, By: village.Member, Case: voted, Values: voting.Vote{Choice: ballot.No},
			}, village.Member, 1,
		},
		{
			"judged", life.Command{Verb: permission.Rate, By: village.Member, Case: judged, Values: cases.Rating{
				Solved: cases.RatedSolved, Satisfied: true,
			}}, village.Member, 0,
		},
		{
			"recused", life.Command{
				Verb: permission.Recuse, By: village.Elder, Case: voted, Values: life.Prose{Text: "my lamp"},
			}, village.Elder, 1,
		},
	} {
		v.Must(c.cmd)
		what, _ := waits(v, c.by, permission.Mine)
		if got := len(slices.DeleteFunc(what, func(id string) bool { return id != "mine.line" })); got != c.left {
			t.Errorf("%s: %d cases wait for %d, expected %d", c.rule, got, c.by, c.left)
		}
	}
}

func TestMeetingsThatAwaitAnAnswer(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Must(life.Command{Verb: permission.Poll, By: village.Secretary, Values: convening.Poll{
		Cases: []int{n}, Place: "hall",
		Dates: []time.Time{v.Now.Add(3 * village.Day), v.Now.Add(4 * village.Day)},
	}})
	if what, press := waits(v, village.Member, permission.Mine); !slices.Equal(what, []string{"mine.poll"}) ||
		press[0] != "suit M1" {
		t.Errorf("while a day is looked for: %v, %v", what, press)
	}
	v.Must(life.Command{Verb: permission.Suit, By: village.Member, Meeting: 1, Values: convening.Suit{Dates: []int{1}}})
	if what, _ := waits(v, village.Member, permission.Mine); what != nil {
		t.Errorf("who has chosen is asked again: %v", what)
	}
	v.Must(life.Command{Verb: permission.Fix, By: village.Secretary, Meeting: 1, Values: convening.Fix{Date: 1}})
	for who, want := range map[int][]string{
		village.Lawyer: {"mine.meeting"}, village.Widow: nil, village.Power: nil,
	} {
		if what, _ := waits(v, who, permission.Mine); !slices.Equal(what, want) {
			t.Errorf("before the meeting for %d waits %v, expected %v", who, what, want)
		}
	}
	v.Must(life.Command{
		Verb: permission.RSVP, By: village.Lawyer, Meeting: 1, Values: convening.RSVP{Reply: "no"},
	})
	if what, _ := waits(v, village.Lawyer, permission.Mine); what != nil {
		t.Errorf("who has answered is asked again: %v", what)
	}
	v.Must(life.Command{Verb: permission.Open, By: village.Convener, Meeting: 1})
	for who, want := range map[int]bool{village.Secretary: true, village.Convener: true, village.Member: false} {
		what, press := waits(v, who, permission.Mine)
		if got := slices.Contains(what, "mine.minutes"); got != want || got && !slices.Contains(press, "minutes M1") {
			t.Errorf("the minutes are owed by %d: %v, presses %v", who, got, press)
		}
	}
	v.Must(life.Command{
		Verb: permission.Minutes, By: village.Secretary, Meeting: 1, Values: convening.Minutes{Text: "talked over"},
	})
	if what, _ := waits(v, village.Secretary, permission.Mine); slices.Contains(what, "mine.minutes") {
		t.Errorf("minutes that were written are owed: %v", what)
	}
}

func TestTheQueueShowsAllAndGivesWhatIsOnesOwn(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Plays(t, []village.Row{
		{Rule: "a resident has none", Cmd: show(permission.Queue, village.Widow), Refused: "refuse.role"},
		{Rule: "nor a member", Cmd: show(permission.Queue, village.Member), Refused: "refuse.role"},
		{Rule: "nor a unit", Cmd: show(permission.Queue, village.Power), Refused: "refuse.role"},
		{Rule: "of nothing", Cmd: show(permission.Queue, village.Supervisor), Answer: "queue.none"},
		{Rule: "nobody has nothing to do", Cmd: show(permission.Mine, 99), Answer: "mine.none"},
	})
	raised := v.Raised()
	worked := v.Assigned()
	v.Assign(worked, "water", 20*village.Day)
	for who, own := range map[int]bool{village.Secretary: true, village.Supervisor: false, village.Authority: false} {
		what, press := waits(v, who, permission.Queue)
		if !slices.Equal(what, []string{"queue.line", "queue.line", "queue.line", "mine.minutes"}) {
			t.Errorf("for anyone wait, as %d sees it, %v", who, what)
		}
		if *v.Answer.Message.Args["Count"].Num != 2 {
			t.Errorf("told are %+v", v.Answer.Message.Args["Count"])
		}
		card := record.Line(permission.Case, record.Num(raised))
		if got := press[0] != card; got != own || press[1] != record.Line(permission.Case, record.Num(worked)) {
			t.Errorf("%d presses %v", who, press)
		}
	}
	if _, press := waits(v, village.Water, permission.Mine); len(press) != 1 || !strings.HasSuffix(press[0], ".2") {
		t.Errorf("the waterworks press %v, and not their own task", press)
	}
}

func TestALongListIsOneMessage(t *testing.T) {
	v := village.Found(t, "six-step")
	for range 20 {
		v.Raised()
	}
	if what, press := waits(v, village.Secretary, permission.Mine); len(what) != 20 || len(press) != 8 {
		t.Errorf("of twenty are told %d, with %d buttons", len(what), len(press))
	}
	v.Raised()
	what, press := waits(v, village.Secretary, permission.Mine)
	if len(what) != 21 || what[20] != "digest.more" || len(press) != 8 {
		t.Errorf("of 21 are told %v, with %d buttons", what, len(press))
	}
	if *v.Answer.Message.Args["Count"].Num != 21 {
		t.Errorf("counted are %d", *v.Answer.Message.Args["Count"].Num)
	}
}
