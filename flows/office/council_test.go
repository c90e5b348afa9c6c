package office_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// term is a role until a moment.
func term(person int, role people.Role, detail string, until time.Time) life.Command {
	return life.Command{
		Verb: permission.Appoint, By: village.Secretary, Person: person,
		Values: office.Appoint{Grant: grant(role, detail), Until: until},
	}
}

func TestATermOfOfficeEndsByItself(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(term(village.Widow, people.Member, people.Legal, v.Now.Add(60*village.Day)))
	v.Must(term(village.Power, people.Handler, "gas", v.Now.Add(70*village.Day)))
	v.Pass(30*village.Day - time.Minute)
	if _, has := holds(v, village.Widow, people.Member); !has {
		t.Fatal("the widow does not sit")
	}
	v.Pass(time.Minute)
	v.Came("person.term_ending")
	v.Hears("secretary: notice.term_ending", "widow: notice.term_ending")
	v.Pass(30 * village.Day)
	v.Told("notice.dismissed", village.Widow)
	v.Told("notice.kinds_missing", village.Secretary) // the lawyer still has the legal kind: others are missing
	if _, has := holds(v, village.Widow, people.Member); has {
		t.Error("the term is over, and the widow still sits")
	}
	v.Pass(10 * village.Day)
	if units, _ := holds(v, village.Power, people.Handler); !slices.Equal(units, []string{"power"}) {
		t.Errorf("of two units, with the term of one over, is left %v", units)
	}
	v.ProvesJournal()
}

func TestATermIsRenewed(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(term(village.Supervisor, people.Supervisor, "", v.Now.Add(20*village.Day)))
	v.Must(village.Seconds(village.Convener, village.Supervisor, people.Supervisor))
	v.Pass(0)
	v.Told("notice.term_ending", village.Secretary, village.Supervisor) // a short one is announced at once
	v.Must(term(village.Supervisor, people.Supervisor, "", v.Now.Add(100*village.Day)))
	v.Must(village.Seconds(village.Convener, village.Supervisor, people.Supervisor))
	v.Pass(25 * village.Day)
	if _, has := holds(v, village.Supervisor, people.Supervisor); !has {
		t.Error("the first term ended the second")
	}
	v.Must(appoint(village.Supervisor, people.Supervisor, "")) // and now for good
	v.Must(village.Seconds(village.Convener, village.Supervisor, people.Supervisor))
	v.Pass(100 * village.Day)
	if _, has := holds(v, village.Supervisor, people.Supervisor); !has {
		t.Error("what is for good has ended")
	}
	v.ProvesJournal()
}

func TestTheLastSecretaryStaysWhenTheTermIsOver(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(term(village.Secretary, people.Secretary, "", v.Now.Add(village.Day)))
	v.Must(village.Seconds(village.Convener, village.Secretary, people.Secretary))
	v.Pass(0)
	v.Hears("secretary: notice.term_ending") // once, though it goes to the secretaries and to whose term it is
	v.Pass(10 * village.Day)
	if _, has := holds(v, village.Secretary, people.Secretary); !has {
		t.Fatal("there is no secretary left")
	}
	v.Must(appoint(village.Elder, people.Secretary, ""))
	v.Must(village.Seconds(village.Convener, village.Elder, people.Secretary))
	if thing, at := v.NextWake(); thing != "person:1" || at.After(v.Now) {
		t.Errorf("with another there, %s is looked at %s", thing, at)
	}
	v.Tick("person:1")
	if _, has := holds(v, village.Secretary, people.Secretary); has {
		t.Error("there is another secretary, and the first still holds the office")
	}
	v.ProvesJournal()
}

func TestExpertsAreFoundByTheirField(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(appoint(village.Widow, people.Expert, "fire safety"))
	v.Must(appoint(village.Neighbour, people.Expert, "water"))
	v.Must(appoint(village.Neighbour, people.Expert, "fire wells")) // who knows two fields
	find := func(person int, words string) life.Command {
		return by(person, permission.Experts, life.Prose{Text: words})
	}
	for words, want := range map[string]int{
		"": 4, "  ": 4, "Fire": 2, "safety fire": 1, "lighting": 1, "wells": 1, "WATER": 1,
	} {
		v.Must(find(village.Member, words))
		if got := len(v.Answer.Message.Args["Lines"].Lines); got != want || v.Answer.Kind != say.Lasting {
			t.Errorf("%q finds %d experts, expected %d", words, got, want)
		}
	}
	v.Plays(t, []village.Row{
		{Rule: "a resident looks for none", Cmd: find(village.Resident, ""), Refused: "refuse.role"},
		{Rule: "nor does a unit", Cmd: find(village.Power, ""), Refused: "refuse.role"},
		{Rule: "the authority does", Cmd: find(village.Authority, "fire"), Answer: "experts.list"},
		{Rule: "nobody knows of opera", Cmd: find(village.Member, "opera"), Answer: "experts.none"},
		{Rule: "nor of both", Cmd: find(village.Member, "water opera"), Answer: "experts.none"},
	})
	for _, x := range []struct {
		person int
		field  string
	}{{village.Expert, "lighting"}, {village.Widow, ""}, {village.Neighbour, ""}} {
		v.Must(dismiss(x.person, people.Expert, x.field))
	}
	v.Must(find(village.Member, ""))
	if v.Answer.Message.ID != "experts.none" {
		t.Errorf("of no experts: %s", v.Answer.Message.ID)
	}
}

func TestALinkLetsThoseConcernedIn(t *testing.T) {
	v := village.Found(t, "six-step")
	raised, closed, n := v.Raised(), v.Answered(), v.Accepted(procedure.Big)
	concern := func(person, of int, open office.Concern) life.Command {
		return life.Command{Verb: permission.Concern, By: person, Case: of, Code: "rose", Values: open}
	}
	v.Plays(t, []village.Row{
		{Rule: "it must be there", Cmd: concern(village.Secretary, 99, office.Concern{}), Refused: "refuse.no_case"},
		{Rule: "a member opens none", Cmd: concern(village.Member, n, office.Concern{}), Refused: "refuse.role"},
		{
			Rule: "not before it is taken up", Cmd: concern(village.Secretary, raised, office.Concern{}),
			Refused: "refuse.stage",
		},
		{
			Rule: "not when it is closed", Cmd: concern(village.Secretary, closed, office.Concern{}),
			Refused: "refuse.closed",
		},
		{
			Rule: "not for so many", Cmd: concern(village.Secretary, n, office.Concern{Times: 501}),
			Refused: "refuse.too_open",
		},
		{
			Rule: "not for so long", Refused: "refuse.too_open",
			Cmd: concern(village.Secretary, n, office.Concern{Valid: calendar.Span{Days: 400}}),
		},
		{
			Rule: "a link is given", Cmd: concern(village.Convener, n, office.Concern{}), Answer: "receipt.concern",
			Events: []string{"person.code"}, Told: []string{},
		},
	})
	v.Must(concern(village.Secretary, n, office.Concern{Times: 2, Valid: calendar.Span{Days: 3}}))
	v.Plays(t, []village.Row{{
		Rule: "whoever opens it has a say", Cmd: starts(village.Widow, "rose"), Answer: "receipt.concerned",
		Events: []string{"case.stakeholder"}, Told: []string{"group: card:3", "widow: notice.involved"},
	}})
	for range 2 {
		v.Must(starts(village.Widow, "rose")) // the second time nothing more comes of it
	}
	v.Came()
	v.Must(starts(village.Neighbour, "rose"))
	v.Refused("refuse.code", starts(village.Resident, "rose")) // it was good for two
	if c := v.Find(n); !slices.Equal(c.Stakeholders, []int{village.Widow, village.Neighbour}) {
		t.Errorf("concerned are %v", c.Stakeholders)
	}
	v.Must(concern(village.Secretary, n, office.Concern{Valid: calendar.Span{Days: 3}}))
	late, over := v.Copy(t), v.Copy(t)
	late.Now = late.Now.Add(3 * village.Day)
	late.Refused("refuse.code", starts(village.Resident, "rose"))
	over.Must(life.Command{
		Verb: permission.Withdraw, By: village.Resident, Case: n, Values: life.Prose{Text: "it is mended"},
	})
	over.Refused("refuse.code", starts(village.Resident, "rose")) // it is talked over no more
	v.ProvesJournal()
}
