package voting_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/voting"
)

func TestWhoClosesABallot(t *testing.T) {
	v := village.Found(t, "six-step")
	n, quiet := v.Heard(), v.Heard()
	id := v.Put(n, ballot.A)
	v.Votes(n, ballot.No, village.Member, village.Elder)
	tally := func(by, n int) life.Command { return on(permission.Tally, by, n, nil) }
	v.Plays(t, []village.Row{
		{Rule: "a member does not", Cmd: tally(village.Member, n), Refused: "refuse.role"},
		{Rule: "where there is none", Cmd: tally(village.Secretary, quiet), Refused: "refuse.no_ballot"},
		{Rule: "not with two of three needed", Cmd: tally(village.Secretary, n), Refused: "refuse.too_early"},
	})
	v.Votes(n, ballot.Yes, village.Lawyer)
	failed := append([]string{"council: " + say.BallotView(id)}, village.Echoed(n, "echo.round.rejected", "resident")...)
	v.Plays(t, []village.Row{{
		Rule: "with three it is", Cmd: tally(village.Convener, n), Answer: "receipt.tallied",
		Events: []string{"ballot.closed", "ballot.failed"},
		Told:   append(failed, "secretary: duty task.next", "convener: duty task.next"),
	}})
	v.Must(tally(village.Secretary, n))
	v.Refused("refuse.no_ballot", tally(village.Secretary, n))
	if c := v.Find(n); c.Talk.Round != 2 || c.Talk.Ballot != "" || c.Talk.Heard || c.Resolution != nil {
		t.Errorf("the case goes on as %+v", c.Talk)
	}
	if b := v.Ballot(id); b.Result != ballot.Rejected || !b.Closed.Equal(v.Now) {
		t.Errorf("closed as %+v", b)
	}
}

func TestAllResidentsNeedNoQuorumButOneVote(t *testing.T) {
	v := village.Found(t, "street")
	n := street(v)
	id := v.Put(n, ballot.A)
	tally := on(permission.Tally, village.Secretary, n, nil)
	v.Refused("refuse.too_early", tally)
	v.Votes(n, ballot.Yes, village.Shy)
	v.Refused("refuse.too_early", tally) // whoever has not voted yet may change it
	v.Pass(v.Ballot(id).Closes.Sub(v.Now))
	if b := v.Ballot(id); b.Result != ballot.Adopted {
		t.Errorf("with one vote it is %s", b.Result)
	}
}

// under founds a village whose procedure has a deliberation of its own: a text is put to the vote at once.
func under(t *testing.T, deliberation string) *village.Village {
	t.Helper()
	v := village.Found(t, "six-step")
	six, err := os.ReadFile("../procedure/data/six-step.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own := `id: own
version: 1
names: {en: Own}
echo_every: 7d
stages:
  - {kind: intake, names: {en: Gather}}
  - {kind: screening, names: {en: Choose}}
  - {kind: research, names: {en: Look}}
  - kind: deliberation
    names: {en: Discuss}
` + deliberation + `
  - {kind: implementation, names: {en: Do}}
  - {kind: evaluation, names: {en: Judge}, window: 5d, unsolved: 1/2}
tracks:
  small: {}
`
	v.Methods, err = procedure.Load(fstest.MapFS{"six-step.yaml": {Data: six}, "own.yaml": {Data: []byte(own)}})
	if err != nil {
		t.Fatal(err)
	}
	v.Reopen()
	v.Must(life.Command{Verb: permission.Settings, By: village.Secretary, Values: office.Setting{
		Name: office.SettingProcedure, Value: "own",
	}})
	return v
}

// discussed is a case that has come to its deliberation.
func discussed(v *village.Village) int {
	v.TB.Helper()
	n := v.Raised()
	v.Happen(0, func(s *life.State) []life.Event {
		at, _ := s.Method(s.Case(n)).First(procedure.Deliberation, 0)
		return life.One(life.StageEntered{Case: n, Stage: at})
	})
	return n
}

// council is how the council votes by a procedure of one's own.
const council = `    ballot: {electorate: council, base: cast, quorum: 1/2, majority: ">1/2", open: 2d}
`

func TestWhereABallotLeads(t *testing.T) {
	all := []int{village.Convener, village.Member, village.Lawyer, village.Elder}
	adopted := []string{"ballot.vote", "ballot.closed", "ballot.adopted", "case.stage"}
	failed := []string{"ballot.vote", "ballot.closed", "ballot.failed"}
	options := "Which?\nred\nblue"
	for _, c := range []struct {
		rule   string
		stage  string
		manner ballot.Manner
		class  ballot.Class
		votes  []ballot.Choice
		want   []string
		result ballot.Result
		stands procedure.Kind
		told   string
	}{
		{
			"most say yes", council, "", ballot.A, []ballot.Choice{"yes", "yes", "yes", "no"}, adopted,
			ballot.Adopted, procedure.Implementation, "echo.adopted",
		},
		{
			"half say yes", council, "", ballot.A, []ballot.Choice{"yes", "yes", "no", "no"}, failed,
			ballot.Rejected, procedure.Deliberation, "echo.round.rejected",
		},
		{
			"nobody cares", council, "", ballot.A, []ballot.Choice{"abstain", "abstain", "abstain", "abstain"}, failed,
			ballot.Rejected, procedure.Deliberation, "echo.round.rejected",
		},
		{
			"what cannot be done is explained at once where nothing is published", council, "", ballot.C,
			[]ballot.Choice{"yes", "yes", "yes", "yes"},
			[]string{"ballot.vote", "ballot.closed", "ballot.adopted", "case.closed"}, ballot.Adopted, procedure.Closed,
			"echo.closed.explained",
		},
		{
			"one option leads", council, ballot.Plurality, ballot.A, []ballot.Choice{"2", "2", "1", "abstain"}, adopted,
			ballot.Adopted, procedure.Implementation, "echo.adopted",
		},
		{
			"two options lead", council, ballot.Plurality, ballot.A, []ballot.Choice{"2", "2", "1", "1"}, failed,
			ballot.Tied, procedure.Deliberation, "echo.round.tied",
		},
		{
			"most like an option", council, ballot.Approval, ballot.A, []ballot.Choice{"1,2", "2", "2", "1"}, adopted,
			ballot.Adopted, procedure.Implementation, "echo.adopted",
		},
		{
			"too few like any", council, ballot.Approval, ballot.A, []ballot.Choice{"1", "1", "2", "abstain"}, failed,
			ballot.Rejected, procedure.Deliberation, "echo.round.rejected",
		},
		{
			"a no leads back where the procedure says so", "    on_no: research\n" + council, "", ballot.A,
			[]ballot.Choice{"no", "no", "no", "yes"}, failed, ballot.Rejected, procedure.Research, "echo.round.back",
		},
		{
			"a no leads into another round where it says that", "    on_no: again\n" + council, "", ballot.A,
			[]ballot.Choice{"no", "no", "no", "yes"}, failed, ballot.Rejected, procedure.Deliberation,
			"echo.round.rejected",
		},
		{
			"a no leads to the level above", "    on_no: refer\n" + council, "", ballot.A,
			[]ballot.Choice{"no", "no", "no", "yes"}, append(slices.Clone(failed), "case.carried"), ballot.Rejected,
			procedure.Deliberation, "echo.carried",
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := under(t, c.stage)
			n := discussed(v)
			if c.manner == "" {
				v.Must(resolve(village.Secretary, n, c.class))
			} else {
				v.Must(choose(n, c.manner, options))
			}
			for i, choice := range c.votes {
				v.Must(says(all[i], n, choice))
			}
			v.Came(c.want...)
			v.HeardIn(say.Wall, c.told)
			if v.Is(n, c.stands); v.Ballot("1.1").Result != c.result {
				t.Errorf("ended %s", v.Ballot("1.1").Result)
			}
			v.ProvesJournal()
		})
	}
}

func TestTheOptionThatWonIsResolved(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Must(choose(n, ballot.Plurality, "Which colour?", "red", "blue"))
	v.Votes(n, "2", village.Convener, village.Member, village.Lawyer)
	v.Votes(n, "1", village.Elder)
	r, b := v.Find(n).Resolution, v.Ballot("1.1")
	if r == nil || r.Text != "Which colour?\n→ blue" || r.Ballot != "1.1" || !r.At.Equal(v.Now) || b.Winner != 2 {
		t.Errorf("resolved is %+v by %+v", r, b)
	}
}

func TestABallotEndsEarlyOnceNothingCanChange(t *testing.T) {
	v := under(t, strings.Replace(council, "open: 2d", "open: 2d, early: true", 1))
	n := discussed(v)
	v.Must(resolve(village.Secretary, n, ballot.A))
	v.Votes(n, ballot.Yes, village.Member, village.Elder)
	v.Plays(t, []village.Row{
		{
			Rule: "not while two could still stop it", Cmd: says(village.Lawyer, n, ballot.No), Answer: "receipt.voted",
			Events: []string{"ballot.vote"},
		},
		{
			Rule: "it does when one is not enough", Cmd: says(village.Lawyer, n, ballot.Yes),
			Answer: "receipt.voted.certain",
			Events: []string{"ballot.vote", "ballot.closed", "ballot.adopted", "case.stage"},
		},
	})
}

func TestWhereTheCouncilScreensAVoidVoteChangesNothing(t *testing.T) {
	v := village.Found(t, "hall")
	raise := func() int {
		n := v.Raised()
		for _, p := range []int{village.Widow, village.Neighbour, village.Shy} {
			v.Do(on(permission.Support, p, n, nil))
		}
		return n
	}
	n, into := raise(), raise()
	merge := cases.Verdict{Kind: cases.Merge, Into: into}
	v.Must(on(permission.Screen, village.Secretary, n, merge))
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer)
	v.Holds(into, func(c *cases.Case) {
		c.Closed = &cases.Closing{Outcome: cases.Answered}
	})
	v.Must(says(village.Elder, n, ballot.Yes))
	v.Came("ballot.vote", "ballot.closed")
	v.HeardIn(say.Wall, "echo.motion_failed")
	if b := v.Ballot("1.1"); b.Result != ballot.Void || v.Find(n).Closed != nil {
		t.Errorf("ended %+v", b)
	}
	v.Must(on(permission.Screen, village.Secretary, n, cases.Verdict{Kind: cases.Accept}))
	v.Votes(n, ballot.No, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Came("ballot.vote", "ballot.closed")
	v.HeardIn(say.Wall, "echo.motion_failed")
}

func TestWhatTimeBringsToABallot(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	id := v.Put(n, ballot.A)
	closes := v.Ballot(id).Closes
	v.Votes(n, ballot.Yes, village.Member)
	remind := voting.BallotReminded{Ballot: id, Count: 1}
	for _, c := range []struct {
		rule   string
		before time.Duration
		want   []string
		count  int
	}{
		{"nothing at first", 3*village.Day - time.Minute, nil, 0},
		{"nothing a moment before", village.Day + time.Second, nil, 0},
		{"a day before, who has not voted is reminded", village.Day, []string{"ballot.reminded"}, 1},
		{"of two that were missed the last is told", time.Hour, []string{"ballot.reminded"}, 2},
		{"it ends at its time", 0, []string{"ballot.closed", "ballot.failed"}, 0},
		{"a week too late as well", -7 * village.Day, []string{"ballot.closed", "ballot.failed"}, 0},
	} {
		v := v.Copy(t)
		v.Now = closes.Add(-c.before)
		v.Happen(0, func(s *life.State) []life.Event { return voting.Tick(s, s.Case(n), v.Now) })
		v.Came(c.want...)
		if got := v.Ballot(id).Reminded; got != c.count {
			t.Errorf("%s: reminded %d times", c.rule, got)
		}
	}
	v.Happen(0, func(*life.State) []life.Event { return life.One(remind) })
	v.Hears("council: notice.turnout", "convener: notice.reminder.vote", "lawyer: notice.reminder.vote",
		"elder: notice.reminder.vote")
	v.Loses(village.Lawyer)
	v.Happen(0, func(*life.State) []life.Event { return life.One(remind) })
	v.Hears("council: notice.turnout", "convener: notice.reminder.vote", "elder: notice.reminder.vote",
		"council: notice.unreached")
	quiet := v.Talked()
	v.Happen(0, func(s *life.State) []life.Event { return voting.Tick(s, s.Case(quiet), closes) })
	v.Came()
}
