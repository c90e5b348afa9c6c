package voting_test

import (
	"slices"
	"strings"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// keyed lets a village find the keys of its ballots no more, or a wrong one.
func keyed(v *village.Village, key []byte, there bool) {
	v.Keep()
	v.Ask(func(s *life.State) { s.WithKeys(func(string) ([]byte, bool) { return key, there }) })
}

func TestASecretBallotWithoutItsKey(t *testing.T) {
	wrong, _, err := ballot.NewBox([]byte("another ballot's 32 random bytes"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rule  string
		key   []byte
		there bool
		want  []string
	}{
		{"where the vault does not answer it is tried again", nil, false, nil},
		{"where the key is gone the votes are lost", nil, true, []string{"ballot.closed"}},
		{"a wrong key opens nothing", wrong, true, []string{"ballot.closed"}},
		{"no key at all", []byte("?"), true, []string{"ballot.closed"}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "hall")
			n := v.HeardInHall()
			id := v.Put(n, ballot.A)
			v.Votes(n, ballot.Yes, village.Convener, village.Member)
			keyed(v, c.key, c.there)
			v.Now = v.Ballot(id).Closes
			v.Happen(0, func(s *life.State) []life.Event { return voting.Tick(s, s.Case(n), v.Now) })
			v.Came(c.want...)
			if c.want == nil {
				v.Refused("refuse.no_vault", on(permission.Tally, village.Secretary, n, nil))
				return
			}
			v.HeardIn(say.Wall, "echo.ballot_lost")
			v.Told("task.next", village.Secretary, village.Convener)
			if b := v.Ballot(id); b.Result != ballot.Lost || b.Tally != (ballot.Tally{}) {
				t.Errorf("ended %+v", b)
			}
			if c := v.Find(n); c.Talk.Round != 1 || c.Talk.Ballot != "" {
				t.Errorf("a round was lost with it: %+v", c.Talk)
			}
			v.Must(resolve(village.Secretary, n, ballot.A))
		})
	}
}

func TestWhatAReceiptTells(t *testing.T) {
	v := village.Found(t, "street")
	n := street(v)
	id := v.Put(n, ballot.A)
	cast := func(by int, c ballot.Choice, code string) string {
		cmd := says(by, n, c)
		cmd.Code = code
		v.Must(cmd)
		return *v.Answer.Message.Args["Receipt"].Text
	}
	mine, old := cast(village.Widow, ballot.Yes, "ROSE"), cast(village.Neighbour, ballot.Yes, "LILY")
	cast(village.Neighbour, ballot.No, "IRIS")
	ask := func(code string) life.Command {
		return life.Command{Verb: permission.Receipt, By: village.Shy, Values: voting.Receipt{Receipt: code}}
	}
	v.Refused("refuse.receipt_early", ask(mine))
	v.Now = v.Ballot(id).Closes
	v.Must(on(permission.Tally, village.Secretary, n, nil))
	v.HeardIn(say.Council, "notice.receipts")
	open := village.Found(t, "six-step")
	open.Put(open.Heard(), ballot.A)
	open.Refused("refuse.receipt", ask("1-1-FERN"))
	v.Plays(t, []village.Row{
		{Rule: "nothing", Cmd: ask(""), Refused: "refuse.receipt"},
		{Rule: "no receipt", Cmd: ask("rose"), Refused: "refuse.receipt"},
		{Rule: "too much of one", Cmd: ask(mine + "-1"), Refused: "refuse.receipt"},
		{Rule: "of a ballot that is not there", Cmd: ask("9-9-ROSE"), Refused: "refuse.receipt"},
		{Rule: "of the right ballot, but nobody's", Cmd: ask("1-1-FERN"), Refused: "refuse.receipt"},
		{Rule: "of a vote that was changed later", Cmd: ask(old), Refused: "refuse.receipt"},
	})
	v.Must(ask(" #" + strings.ToLower(mine) + " "))
	if m := v.Answer.Message; m.ID != "receipt.counted" || m.Args["Choice"].Msg.ID != "choice.yes" ||
		*m.Args["Count"].Num != 2 || !v.Answer.Unwritten {
		t.Errorf("answered with %+v", v.Answer)
	}
	v.Keep()
	delete(v.Kept, record.ReceiptsKey(id))
	v.Copy(t).Refused("refuse.receipt", ask(mine))
}

func TestNoMoreReceiptsThanAMessageHolds(t *testing.T) {
	v := village.Found(t, "hall")
	n := v.HeardInHall()
	id := v.Put(n, ballot.A)
	for _, c := range []struct{ receipts, shown, more int }{{1, 1, 0}, {100, 100, 0}, {101, 100, 1}, {0, 0, 0}} {
		v := v.Copy(t)
		v.Happen(0, func(*life.State) []life.Event {
			lines := slices.Repeat([]string{"1-2-ROSE yes"}, c.receipts)
			return life.One(voting.BallotClosed{Ballot: id, Result: ballot.Rejected, Receipts: lines})
		})
		shown, more := 0, 0
		for _, x := range v.Notices {
			if x.Message.ID == "notice.receipts" {
				shown, more = len(x.Message.Args["Receipts"].Lines), *x.Message.Args["More"].Num
			}
		}
		if shown != c.shown || more != c.more {
			t.Errorf("of %d receipts %d are shown, and %d more", c.receipts, shown, more)
		}
	}
}
