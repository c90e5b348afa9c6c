package permission_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// How far a role may go with a verb: it speaks for the person alone, reads what it may read, acts on what is the
// person's own, or on whatever there is of the kind.
const (
	speaksForOneself = "self"
	reads            = "read"
	onOnesOwn        = "own"
	onAny            = "any"
)

// cell is one verb in the hands of one role: how far it goes, and why it is theirs.
type cell struct {
	verb      permission.Verb
	role      people.Role
	far, told string
}

// cells are those of the table, with the reasons that were agreed.
func cells(t *testing.T) []cell {
	t.Helper()
	raw, err := os.ReadFile("testdata/why.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []cell
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		c := strings.SplitN(line, "|", 4)
		if len(c) != 4 {
			t.Fatalf("%q names no verb, role, reach and reason", line)
		}
		all = append(all, cell{
			verb: permission.Verb(strings.TrimSpace(c[0])), role: people.Role(strings.TrimSpace(c[1])),
			far: strings.TrimSpace(c[2]), told: strings.TrimSpace(c[3]),
		})
	}
	return all
}

// Whoever gives a verb to a role says in testdata/why.txt how far it goes and why.
func TestNoRoleHasAVerbWithoutAReason(t *testing.T) {
	said := map[permission.Verb][]people.Role{}
	for _, c := range cells(t) {
		if slices.Contains(said[c.verb], c.role) || c.told == "" {
			t.Errorf("%s by %s: expected one reason, and one only", c.verb, c.role)
		}
		said[c.verb] = append(said[c.verb], c.role)
		if !slices.Contains([]string{speaksForOneself, reads, onOnesOwn, onAny}, c.far) {
			t.Errorf("%s by %s reaches %q", c.verb, c.role, c.far)
		}
	}
	for _, rule := range table().All() {
		for _, role := range rule.Roles {
			if !slices.Contains(said[rule.Verb], role) {
				t.Errorf("nobody says why %s is %s's", rule.Verb, role)
			}
		}
		if len(said[rule.Verb]) != len(rule.Roles) {
			t.Errorf("%s: %v have reasons, %v the verb", rule.Verb, said[rule.Verb], rule.Roles)
		}
		delete(said, rule.Verb)
	}
	for verb := range said {
		t.Errorf("there is no verb %s", verb)
	}
}

// Who answers for one thing only, a task, a case, a meeting or themselves, acts on no other.
func TestNoUnitRaiserOrResidentReachesEverything(t *testing.T) {
	bound := []people.Role{people.Handler, people.Raiser, people.Supporter, people.Stakeholder, people.Chair,
		people.Resident, people.Admin, people.Owner}
	for _, c := range cells(t) {
		if c.far == onAny && slices.Contains(bound, c.role) {
			t.Errorf("%s by %s reaches whatever there is: %s", c.verb, c.role, c.told)
		}
	}
}

// foreign is a try at what is somebody else's, by a person who has the verb for what is their own.
type foreign struct {
	verb permission.Verb
	role people.Role
	cmd  life.Command
	want string // the refusal
}

// abroad is a village with a task of the power company, a matter of a resident's, a ballot with an entered vote and
// two meetings of which the elder chairs the first; and the tries at them.
func abroad(t *testing.T) (*village.Village, []foreign) {
	v := village.Found(t, "six-step")
	bare, screened, n, raised := v.Approved(), v.Screened(), v.Assigned(), v.Raised()
	talked := v.Heard()
	first, second := plan(v, v.Talked()), plan(v, v.Talked())
	v.Must(life.Command{Verb: permission.Chair, By: village.Secretary, Meeting: first, Person: village.Elder})
	open := v.Put(talked, ballot.B)
	v.Must(life.Command{
		Verb: permission.Proxy, By: village.Secretary, Case: talked, Person: village.Member,
		Values: proxy(village.Lawyer),
	})
	on := func(verb permission.Verb, by, n int, values any) life.Command {
		return life.Command{Verb: verb, By: by, Case: n, Values: values}
	}
	in := func(verb permission.Verb, by int, values any) life.Command {
		return life.Command{Verb: verb, By: by, Meeting: second, Values: values}
	}
	more := work.Extend{Due: v.Now.Add(20 * village.Day), Reason: "rain"}
	tries := []foreign{
		{permission.Extend, people.Handler, on(permission.Extend, village.Water, n, more), "refuse.other_unit"},
		{permission.Extend, people.Handler, on(permission.Extend, village.Water, raised, more), "refuse.role"},
		{permission.Extend, people.Handler, on(permission.Extend, village.Water, bare, more), "refuse.other_unit"},
		{permission.Progress, people.Handler, on(permission.Progress, village.Water, n, nil), "refuse.other_unit"},
		{permission.Done, people.Handler, on(permission.Done, village.Water, n, nil), "refuse.other_unit"},
		{permission.Withdraw, people.Raiser, on(permission.Withdraw, village.Neighbour, raised, nil), "refuse.role"},
		{permission.Photo, people.Raiser, on(permission.Photo, village.Neighbour, raised, nil), "refuse.role"},
		{permission.Reword, people.Raiser, on(permission.Reword, village.Neighbour, raised, nil), "refuse.role"},
		{permission.Statement, people.Stakeholder, on(permission.Statement, village.Shy, talked, nil), "refuse.role"},
		{permission.Recuse, people.Stakeholder, on(permission.Recuse, village.Shy, talked, nil), "refuse.role"},
		{permission.Vote, people.Resident, on(permission.Vote, village.Shy, talked,
			voting.Vote{Ballot: open, Choice: ballot.Yes}), "refuse.not_entitled"},
		{permission.Mark, people.Resident, on(permission.Mark, village.Shy, talked, voting.Vote{Ballot: open}),
			"refuse.not_entitled"},
		{permission.Witness, people.Resident, on(permission.Witness, village.Shy, talked,
			voting.Witness{Ballot: open, Voter: village.Member, Choice: ballot.Yes}), "refuse.witness_other"},
		{permission.RSVP, people.Resident, in(permission.RSVP, village.Shy, convening.RSVP{Reply: meeting.Coming}),
			"refuse.not_invited"},
		{permission.CheckIn, people.Resident, in(permission.CheckIn, village.Shy, nil), "refuse.not_invited"},
		{permission.Suit, people.Resident, in(permission.Suit, village.Shy, nil), "refuse.no_poll"},
		{permission.Open, people.Chair, in(permission.Open, village.Elder, nil), "refuse.role"},
		{permission.Minutes, people.Chair, in(permission.Minutes, village.Elder, nil), "refuse.role"},
		{permission.Phase, people.Chair, in(permission.Phase, village.Elder, nil), "refuse.role"},
		{permission.Follow, people.Admin, life.Command{Verb: permission.Follow, By: village.Shy, Chat: -5, Admin: true},
			"refuse.code"},
		{permission.Setup, people.Admin, life.Command{Verb: permission.Setup, By: village.Shy, Chat: -5, Admin: true},
			"refuse.set_up"},
		{permission.Reclaim, people.Owner, life.Command{Verb: permission.Reclaim, By: village.Shy, Chat: -5, Owner: true},
			"refuse.not_home"},
	}
	// Where they have no vote there is none to give up.
	for _, by := range []int{village.Convener, village.Member} {
		role := map[int]people.Role{village.Convener: people.Convener, village.Member: people.Member}[by]
		try := on(permission.Recuse, by, screened, nil)
		tries = append(tries, foreign{permission.Recuse, role, try, "refuse.no_ballot"})
	}
	return v, tries
}

func hat(person int, r people.Role) life.Event {
	return personnel.Appointed{Person: person, Grant: people.Grant{Role: r}}
}

func plan(v *village.Village, n int) int {
	v.Must(life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(5 * village.Day), Place: "hall"},
	})
	return v.Head().Meetings
}

func proxy(witness int) any { return voting.Proxy{Witness: witness, Choice: ballot.Yes} }

// Each cell that reaches what is one's own is tried on what is not.
func TestNobodyActsOnWhatIsNotTheirs(t *testing.T) {
	v, tries := abroad(t)
	tried := map[cell]bool{}
	for _, try := range tries {
		tried[cell{verb: try.verb, role: try.role}] = true
		if r := v.Copy(t).Do(try.cmd); r == nil || r.Message.ID != try.want {
			t.Errorf("%s by %s on what is not theirs: %v, expected %s", try.verb, try.role, r, try.want)
		}
	}
	for _, c := range cells(t) {
		if c.far == onOnesOwn && !tried[cell{verb: c.verb, role: c.role}] {
			t.Errorf("%s by %s is their own's, and never tried on what is not", c.verb, c.role)
		}
	}
}

// A second hat does not let its wearer do the work of another unit: who looks on is no unit.
func TestNoSecondHatReachesAnotherUnitsTask(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Assigned()
	v.Happen(0, func(*life.State) []life.Event {
		return []life.Event{hat(village.Water, people.Supervisor), hat(village.Water, people.Expert)}
	})
	more := work.Extend{Due: v.Now.Add(20 * village.Day), Reason: "rain"}
	v.Refused("refuse.other_unit", life.Command{Verb: permission.Extend, By: village.Water, Case: n, Values: more})
	v.Refused("refuse.other_unit", life.Command{Verb: permission.Done, By: village.Water, Case: n})
}

// Where no task is open a step is the office's to extend, whichever it is.
func TestNoUnitExtendsTheStepOfACase(t *testing.T) {
	for kind, road := range village.Roads() {
		v := village.Found(t, "six-step")
		n := road(v)
		if c := v.Find(n); len(c.OpenTasks()) > 0 {
			continue
		}
		for _, by := range []int{village.Power, village.Water} {
			more := work.Extend{Due: v.Now.Add(40 * village.Day).Truncate(time.Hour), Reason: "no time"}
			if r := v.Do(life.Command{Verb: permission.Extend, By: by, Case: n, Values: more}); r == nil {
				t.Errorf("a unit has extended the step of a case in %s", kind)
			}
		}
	}
}
