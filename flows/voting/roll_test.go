package voting_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/rollcall"
	"echowall/flows/voting"
)

// votes is a vote with its reason.
func votes(by, n int, c ballot.Choice, reason string) life.Command {
	return life.Command{
		Verb: permission.Vote, By: by, Case: n, Values: voting.Vote{Choice: c, Reason: reason}, Code: "rose",
	}
}

// rollOf is the roll call of a ballot, a line each: the person's number, the choice, the reason.
func rollOf(v *village.Village, id string, most int) []string {
	return village.Look(v, func(s *life.State) (lines []string) {
		for _, l := range rollcall.Lines(s.Records, s.Ballot(id), most) {
			args := l.Msg.Args
			if args["Person"].Person == nil {
				lines = append(lines, l.Msg.ID)
				continue
			}
			text := args["Choice"].Msg.ID
			if args["Reason"].Text != nil {
				text += " " + *args["Reason"].Text
			}
			lines = append(lines, strconv.Itoa(*args["Person"].Person)+" "+text)
		}
		return lines
	})
}

func TestNoOpenVoteIsCastUnseen(t *testing.T) {
	v, n, id := putToVote(t)
	v.Must(votes(village.Lawyer, n, ballot.No, "too dear"))
	v.Must(votes(village.Member, n, ballot.Yes, ""))
	v.Must(votes(village.Convener, n, ballot.No, "too bright"))
	v.Must(votes(village.Convener, n, ballot.Abstain, ""))
	want := []string{"2 choice.abstain", "3 choice.yes", "4 choice.no too dear"}
	if got := rollOf(v, id, 0); !slices.Equal(got, want) {
		t.Errorf("the roll call is %q", got)
	}
	if got := rollOf(v, id, 1); !slices.Equal(got, []string{want[0], "ballot.roll.more"}) {
		t.Errorf("cut short it is %q", got)
	}
	v.Refused("refuse.reason_long", votes(village.Elder, n, ballot.Yes, strings.Repeat("灯", 301)))
	v.Must(votes(village.Elder, n, ballot.Yes, strings.Repeat("灯", 300)))
}

func TestNoSecretVoteStandsOnARollNorTakesAReason(t *testing.T) {
	v := village.Found(t, "street")
	n := inTheStreet(v)
	id := v.Put(n, ballot.A)
	v.Refused("refuse.secret_reason", votes(village.Widow, n, ballot.Yes, "my lamp"))
	v.Must(votes(village.Widow, n, ballot.Yes, ""))
	if got := rollOf(v, id, 0); got != nil || v.Ballot(id).Named {
		t.Errorf("the roll call is %q", got)
	}
	v.Pass(v.Ballot(id).Closes.Sub(v.Now))
	if got := rollOf(v, id, 0); got != nil {
		t.Errorf("after the close it is %q", got)
	}
}

func TestNoCountThatIsHiddenCanBeAskedOut(t *testing.T) {
	v, n, id := putToVote(t)
	v.HoldsBallot(id, func(b *ballot.Ballot) { b.Rule.Hidden = true })
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer)
	if got := rollOf(v, id, 0); got != nil {
		t.Errorf("before the end the roll call is %q", got)
	}
	v.Refused("refuse.too_early", life.Command{Verb: permission.Tally, By: village.Secretary, Case: n})
	v.Pass(v.Ballot(id).Closes.Sub(v.Now))
	if got := rollOf(v, id, 0); len(got) != 3 || v.Ballot(id).Result != ballot.Adopted {
		t.Errorf("after the end it is %q", got)
	}
}
