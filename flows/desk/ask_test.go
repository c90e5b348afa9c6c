package desk_test

import (
	"slices"
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/desk"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/say"
)

// show asks for what takes no word.
func show(verb permission.Verb, by int) life.Command { return life.Command{Verb: verb, By: by} }

func TestEverybodyLooks(t *testing.T) {
	v := village.Found(t, "six-step")
	open, closed := v.Raised(), v.Answered()
	v.Refused("refuse.no_case", life.Command{Verb: permission.Case, By: village.Widow, Case: 99})
	v.Refused("refuse.no_case", life.Command{Verb: permission.Case, By: village.Widow})
	for _, by := range []int{village.Secretary, village.Widow, 99} {
		for _, n := range []int{open, closed} {
			v.Must(life.Command{Verb: permission.Case, By: by, Case: n})
			if v.Answer.View != say.CardView(n) {
				t.Errorf("case #%d is shown to %d as %q", n, by, v.Answer.View)
			}
		}
		if v.Must(show(permission.Wall, by)); v.Answer.View != say.WallView {
			t.Errorf("the wall is shown to %d as %q", by, v.Answer.View)
		}
		if v.Came(); len(v.Notices) > 0 {
			t.Errorf("somebody was told that %d looked: %v", by, v.Said())
		}
	}
}

func TestThePeopleAreListedByRole(t *testing.T) {
	v := village.Found(t, "six-step")
	roles := func() (ids []string, counts map[string]int) {
		v.Must(show(permission.People, village.Widow))
		counts = map[string]int{}
		for _, l := range v.Answer.Message.Args["Lines"].Lines {
			if ids = append(ids, l.Msg.ID); l.Msg.ID == "people.line" {
				counts[l.Msg.Args["Role"].Msg.ID] = *l.Msg.Args["Count"].Num
			}
		}
		return ids, counts
	}
	ids, counts := roles()
	for role, want := range map[string]int{
		"role.secretary": 1, "role.convener": 1, "role.member": 3, "role.supervisor": 1, "role.authority": 1,
		"role.handler": 2, "role.expert": 1, "role.resident": 0,
	} {
		if counts[role] != want {
			t.Errorf("%s: %d, expected %d", role, counts[role], want)
		}
	}
	// One member has a kind, so the council is one of kinds, and lacks the others.
	if !slices.Equal(ids[len(ids)-2:], []string{"people.missing", "people.size"}) || v.Answer.Kind != say.Lasting {
		t.Errorf("the list ends with %v", ids)
	}
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: village.Lawyer, Values: people.Grant{Role: people.Member},
	})
	if ids, _ := roles(); slices.Contains(ids, "people.missing") || slices.Contains(ids, "people.size") {
		t.Errorf("a council without kinds lacks some: %v", ids)
	}
}

func TestACouncilOfAllKindsLacksNone(t *testing.T) {
	v := village.Found(t, "six-step")
	for i := range people.Fewest - 3 {
		kind := people.Kinds()[i%len(people.Kinds())]
		appoint(v, v.Join(), people.Grant{Role: people.Member, Detail: kind})
	}
	size := func() (ids []string) {
		v.Must(show(permission.People, village.Widow))
		for _, l := range v.Answer.Message.Args["Lines"].Lines {
			if l.Msg.ID != "people.line" {
				ids = append(ids, l.Msg.ID)
			}
		}
		return ids
	}
	if got := size(); got != nil {
		t.Errorf("told of a whole council: %v", got)
	}
	for range people.Most - people.Fewest {
		appoint(v, v.Join(), people.Grant{Role: people.Member})
	}
	if got := size(); got != nil {
		t.Errorf("told of the largest council: %v", got)
	}
	appoint(v, v.Join(), people.Grant{Role: people.Member})
	if got := size(); !slices.Equal(got, []string{"people.size"}) {
		t.Errorf("told of one too many: %v", got)
	}
}

// appoint gives somebody a role.
func appoint(v *village.Village, person int, g people.Grant) {
	v.TB.Helper()
	v.Happen(0, func(*life.State) []life.Event { return life.One(personnel.Appointed{Person: person, Grant: g}) })
}

func TestHelpFitsTheRole(t *testing.T) {
	v := village.Found(t, "six-step")
	both := v.Join() // who handles, and sits in the council
	appoint(v, both, people.Grant{Role: people.Handler, Detail: "gas"})
	appoint(v, both, people.Grant{Role: people.Member})
	for by, id := range map[int]string{
		village.Secretary: "help.secretary", village.Convener: "help.secretary", village.Member: "help.member",
		village.Power: "help.handler", village.Supervisor: "help.handler", village.Authority: "help.authority",
		village.Widow: "help.resident", village.Expert: "help.resident", both: "help.member", 99: "help.resident",
	} {
		v.Must(show(permission.Help, by))
		if v.Answer.Message.ID != id {
			t.Errorf("%d is helped by %s, expected %s", by, v.Answer.Message.ID, id)
		}
		for _, l := range v.Answer.Message.Args["Lines"].Lines {
			if want := id + "."; len(l.Msg.ID) <= len(want) || l.Msg.ID[:len(want)] != want {
				t.Errorf("%s tells of %s", id, l.Msg.ID)
			}
		}
		if b := v.Answer.Buttons; b[0][0].Start != v.Head().Door {
			t.Errorf("the private chat opens by %+v", b)
		}
	}
}

func TestWhatIsKeptOfSomebodyIsTold(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Plays(t, []village.Row{
		{Rule: "of a resident", Cmd: show(permission.Privacy, village.Widow), Answer: "privacy.show"},
		{Rule: "of an officer", Cmd: show(permission.Privacy, village.Secretary), Answer: "privacy.show"},
		{Rule: "of a stranger nothing", Cmd: show(permission.Privacy, 99), Answer: "privacy.nothing"},
	})
	v.Must(show(permission.Privacy, village.Power))
	m := v.Answer.Message
	if roles := m.Args["Roles"].List; len(roles) != 2 || *m.Args["Number"].Num != village.Power {
		t.Errorf("told are %+v", m.Args)
	}
	if b := v.Answer.Buttons[0][0]; b.Line != string(permission.Erase) {
		t.Errorf("what is kept is erased by %+v", b)
	}
	v.Must(show(permission.Erase, village.Power))
	v.Must(show(permission.Privacy, village.Power))
	if v.Answer.Message.ID != "privacy.nothing" {
		t.Errorf("of whom was erased is told %s", v.Answer.Message.ID)
	}
}

func TestWhatLookingTakes(t *testing.T) {
	verbs := life.TableOf(append(desk.Verbs(), desk.HelpVerb(func(string) []permission.Verb { return nil })))
	for verb, want := range map[permission.Verb][]string{
		permission.Case: {"case"}, permission.Report: {"word"}, permission.Export: {"word"}, permission.Procedure: {"word"},
		permission.Wall: nil, permission.Mine: nil, permission.Queue: nil, permission.Help: nil, permission.Cancel: nil,
		permission.People: nil, permission.Privacy: nil,
	} {
		fields, ok := verbs.Fields(verb, form.Values{})
		var got []string
		for _, f := range fields {
			got = append(got, f.Name)
		}
		if !ok || !slices.Equal(got, want) {
			t.Errorf("%s takes %v, expected %v", verb, got, want)
		}
	}
	said := life.Reading{Said: form.Values{"word": "2026-Q1"}}
	if got := verbs.Read(permission.Report, said); got != (desk.Period{Word: "2026-Q1"}) {
		t.Errorf("read as %+v", got)
	}
	if got := verbs.Read(permission.Procedure, said); got != (desk.Procedure{Word: "2026-Q1"}) {
		t.Errorf("read as %+v", got)
	}
}
