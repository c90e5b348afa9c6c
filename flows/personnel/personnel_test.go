package personnel_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/community/village"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/say"
)

// happens lets events happen by themselves, as no single command brings them about.
func happens(v *village.Village, events ...life.Event) {
	v.TB.Helper()
	v.Happen(0, func(*life.State) []life.Event { return events })
}

// gives appoints somebody.
func gives(person int, g people.Grant) personnel.Appointed {
	return personnel.Appointed{Person: person, Grant: g}
}

func TestWhoHearsOfPersonnel(t *testing.T) {
	legal := people.Grant{Role: people.Member, Detail: people.Legal}
	menu := func(person int, name string) string { return name + ": " + say.MenuView(person) }
	founding := gives(village.Widow, people.Grant{Role: people.Secretary})
	founding.First = true
	for _, c := range []struct {
		rule   string
		events []life.Event
		told   []string
	}{
		{"nobody of who comes for the first time", []life.Event{personnel.PersonJoined{Person: 16}}, nil},
		{
			"all of who is appointed", []life.Event{gives(village.Widow, people.Grant{Role: people.Supervisor})},
			[]string{menu(village.Widow, "widow"), "widow: notice.appointed", "wall: echo notice.appointed.public"},
		},
		{
			"nobody of who founded the community", []life.Event{founding},
			[]string{menu(village.Widow, "widow")},
		},
		{
			"all of who is dismissed", []life.Event{personnel.Dismissed{Person: village.Supervisor, Role: people.Supervisor}},
			[]string{
				menu(village.Supervisor, "supervisor"), "supervisor: notice.dismissed",
				"wall: echo notice.dismissed.public",
			},
		},
		{
			"the secretary as well of a member, where kinds are missed", []life.Event{
				personnel.Dismissed{Person: village.Member, Role: people.Member},
			},
			[]string{
				menu(village.Member, "member"), "secretary: notice.kinds_missing", "member: notice.dismissed",
				"wall: echo notice.dismissed.public",
			},
		},
		{
			"not where nobody counts by kinds any more", []life.Event{
				personnel.Dismissed{Person: village.Lawyer, Role: people.Member},
			},
			[]string{menu(village.Lawyer, "lawyer"), "lawyer: notice.dismissed", "wall: echo notice.dismissed.public"},
		},
		{"nobody of a code", []life.Event{personnel.CodeIssued{Code: "rose", Use: personnel.UseRole, Grant: legal}}, nil},
		{"nobody of who is erased", []life.Event{personnel.Erased{Person: village.Widow}}, nil},
		{
			"the card, where a matter was entered for them", []life.Event{
				personnel.Erased{Person: village.Widow, Case: 1},
			},
			[]string{"group: " + say.CardView(1)},
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			v.Raised()
			happens(v, c.events...)
			v.Hears(c.told...)
			v.ProvesJournal()
		})
	}
}

func TestWhatPersonnelIsLeftWith(t *testing.T) {
	unit := func(name string) people.Grant { return people.Grant{Role: people.Handler, Detail: name} }
	also := func(person int, g people.Grant) life.Event {
		e := gives(person, g)
		e.Also = true
		return e
	}
	gone := func(person int, r people.Role, detail string) life.Event {
		return personnel.Dismissed{Person: person, Role: r, Detail: detail}
	}
	for _, c := range []struct {
		rule   string
		events []life.Event
		person int
		want   string // roles with their details, as the person holds them
	}{
		{"a role", []life.Event{gives(village.Widow, people.Grant{Role: people.Member})}, village.Widow, "member"},
		{
			"two roles", []life.Event{
				gives(village.Widow, people.Grant{Role: people.Member}),
				gives(village.Widow, people.Grant{Role: people.Expert, Detail: "light"}),
			}, village.Widow, "member expert:light",
		},
		{
			"a role anew, with another detail", []life.Event{
				gives(village.Widow, people.Grant{Role: people.Member, Detail: people.Elder}),
				gives(village.Widow, people.Grant{Role: people.Member, Detail: people.Legal}),
			}, village.Widow, "member:legal",
		},
		{
			"the same twice", []life.Event{also(village.Power, unit("power")), also(village.Power, unit("Power"))},
			village.Power, "handler:Power",
		},
		{"a unit beside another", []life.Event{also(village.Power, unit("gas"))}, village.Power, "handler:power handler:gas"},
		{"a unit in the place of another", []life.Event{gives(village.Power, unit("gas"))}, village.Power, "handler:gas"},
		{
			"one of two units", []life.Event{also(village.Power, unit("gas")), gone(village.Power, people.Handler, "POWER")},
			village.Power, "handler:gas",
		},
		{
			"none of two", []life.Event{also(village.Power, unit("gas")), gone(village.Power, people.Handler, "")},
			village.Power, "",
		},
		{
			"what it never had is not taken", []life.Event{gone(village.Power, people.Handler, "rail")}, village.Power,
			"handler:power",
		},
		{"another role stays", []life.Event{gone(village.Power, people.Member, "")}, village.Power, "handler:power"},
		{
			"nothing, once erased", []life.Event{
				gives(village.Power, people.Grant{Role: people.Convener}), personnel.Erased{Person: village.Power},
			}, village.Power, "",
		},
		{"a newcomer none", []life.Event{personnel.PersonJoined{Person: 16}}, 16, ""},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			v.Now = v.Now.Add(time.Hour)
			happens(v, c.events...)
			held, listed := heldBy(v, c.person)
			if held != c.want || listed != c.want {
				t.Errorf("expected %q, is left with %q, and listed with %q", c.want, held, listed)
			}
			v.ProvesJournal()
		})
	}
}

// heldBy are the roles of a person, as the person holds them and as the list of all holders has them.
func heldBy(v *village.Village, person int) (held, listed string) {
	v.TB.Helper()
	word := func(r people.Role, detail string) string {
		if detail == "" {
			return string(r)
		}
		return string(r) + ":" + detail
	}
	var own, all []string
	v.Ask(func(s *life.State) {
		own, all = nil, nil
		for _, g := range s.Person(person).Grants {
			own = append(own, word(g.Role, g.Detail))
		}
		for _, h := range s.Holders().List {
			if h.Person == person {
				all = append(all, word(h.Role, h.Detail))
			}
		}
	})
	return strings.Join(own, " "), strings.Join(all, " ")
}

func TestATermBeginsWhenItIsGiven(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Now = v.Now.Add(30 * village.Day)
	until := v.Now.Add(365 * village.Day)
	happens(v, gives(village.Widow, people.Grant{Role: people.Member, Until: until, Since: v.Now.AddDate(-9, 0, 0)}))
	p := village.Look(v, func(s *life.State) people.Person { return *s.Person(village.Widow) })
	if g := p.Grants[0]; !g.Since.Equal(v.Now) || !g.Until.Equal(until) {
		t.Errorf("held from %s to %s", g.Since, g.Until)
	}
	if term := v.Notices[1].Message.Args["Term"].Date; term == nil || !term.Equal(until) {
		t.Errorf("told until %v", term)
	}
	happens(v, personnel.Dismissed{Person: village.Widow, Role: people.Member, Term: true})
	for _, n := range v.Notices {
		if n.Message.ID == "notice.dismissed" && n.Message.Args["Term"].Num == nil {
			t.Errorf("nobody is told that the term was over: %+v", n.Message.Args)
		}
	}
	happens(v, personnel.Dismissed{Person: village.Supervisor, Role: people.Supervisor})
	if got := v.Notices[1].Message.Args["Term"]; got.Num != nil {
		t.Errorf("whoever is dismissed is told of a term: %+v", got)
	}
}

func TestACodeIsUsedUp(t *testing.T) {
	v := village.Found(t, "six-step")
	until := v.Now.Add(village.Day)
	expert := people.Grant{Role: people.Expert, Detail: "light"}
	happens(v, personnel.CodeIssued{Code: "rose", Use: personnel.UseRole, Grant: expert, Until: until, Times: 2})
	invite := func() record.Invite {
		return village.Look(v, func(s *life.State) record.Invite {
			return *record.Get[record.Invite](s.Cache, record.InviteKey("rose"))
		})
	}
	if i := invite(); i.Left != 2 || !i.Valid(v.Now) || i.Valid(until) || i.Grant != expert || i.Use != personnel.UseRole {
		t.Errorf("issued as %+v", i)
	}
	for i, person := range []int{village.Widow, village.Shy} {
		e := gives(person, expert)
		e.Code = "rose"
		happens(v, e)
		if got := invite(); got.Left != 1-i || got.Valid(v.Now) != (i == 0) {
			t.Errorf("after %d uses %+v is left", i+1, got)
		}
	}
	happens(v, gives(village.Shyer, expert))
	if got := invite(); got.Left != 0 {
		t.Errorf("who came without it used it: %+v", got)
	}
	happens(v, personnel.CodeIssued{Code: "rose", Use: personnel.UseCase, Case: 3, Until: until, Times: 5})
	if i := invite(); i.Use != personnel.UseCase || i.Case != 3 || i.Left != 5 || i.Grant.Role != "" {
		t.Errorf("issued anew as %+v", i)
	}
	v.ProvesJournal()
}

func TestTheCodeOfARoomHangsInIt(t *testing.T) {
	v := village.Found(t, "six-step")
	m := v.Meets(v.Talked())
	happens(v, personnel.CodeIssued{Code: "elm", Use: personnel.UseRoom, Meeting: m, Until: v.Now, Times: 1})
	if got := village.Look(v, func(s *life.State) string { return s.Meeting(m).Code }); got != "elm" {
		t.Errorf("there hangs %q", got)
	}
	v.ProvesJournal()
}

func TestWhatIsLeftOfWhoIsErased(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Raise, By: village.Member, Values: intake.Raise{Text: "The well is dry since the summer"},
	})
	n := v.Head().Cases
	happens(v, personnel.Erased{Person: village.Member})
	p := village.Look(v, func(s *life.State) people.Person { return *s.Person(village.Member) })
	if !p.Erased || p.Grants != nil || p.Number != village.Member || !p.Joined.Equal(village.Monday) {
		t.Errorf("left is %+v", p)
	}
	if known := village.Look(v, func(s *life.State) bool {
		return s.Profile(village.Member) != nil || s.Named("user3") != 0 || s.Known(1003) != 0
	}); known {
		t.Error("a name, an account or a profile is still known")
	}
	if c := v.Find(n); c.Raiser != village.Member || c.Text == "" {
		t.Errorf("the matter goes on under a number: %+v", c)
	}
	happens(v, personnel.Erased{Person: village.Member}, personnel.Erased{Person: village.Shy})
	if _, listed := heldBy(v, village.Member); listed != "" {
		t.Errorf("still listed as %s", listed)
	}
	v.ProvesJournal()
}

func TestWhoHeardOfAMatterInAnothersPlaceDoesNoLonger(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{Verb: permission.Behalf, By: village.Secretary, Values: intake.Behalf{
		Name: "Old Chen", Text: "The steps to the well are broken",
	}, Person: village.Widow})
	n := v.Head().Cases
	c := v.Find(n)
	if c.Through != village.Widow {
		t.Fatalf("entered as %+v", c)
	}
	happens(v, personnel.Erased{Person: c.Raiser, Case: n})
	if v.Hears("group: " + say.CardView(n)); v.Find(n).Through != 0 {
		t.Error("the widow is still told")
	}
}

func TestHowARoleIsTold(t *testing.T) {
	until := village.Monday.Add(village.Day)
	for _, c := range []struct {
		rule   string
		grant  people.Grant
		role   string
		detail string // a text, or the id of a message
		term   bool
	}{
		{"one without a detail", people.Grant{Role: people.Supervisor}, "role.supervisor", "", false},
		{
			"a unit as it is written", people.Grant{Role: people.Handler, Detail: "Gas & Co"},
			"role.detailed", "Gas & Co", false,
		},
		{
			"a kind of members by its name", people.Grant{Role: people.Member, Detail: people.Legal},
			"role.detailed", "kind.legal", false,
		},
		{
			"a kind nobody knows as it is written", people.Grant{Role: people.Member, Detail: "poet"},
			"role.detailed", "poet", false,
		},
		{
			"a speciality called as a kind", people.Grant{Role: people.Expert, Detail: people.Legal},
			"role.detailed", people.Legal, false,
		},
		{"with its term", people.Grant{Role: people.Convener, Until: until}, "role.convener", "", true},
	} {
		args := personnel.GrantArgs(7, c.grant)
		role := args["Role"].Msg
		detail := role.Args["Detail"]
		got := ""
		switch {
		case detail.Msg != nil:
			got = detail.Msg.ID
		case detail.Text != nil:
			got = *detail.Text
		}
		if role.ID != c.role || got != c.detail || *args["Person"].Person != 7 || (args["Term"].Date != nil) != c.term {
			t.Errorf("%s: told as %+v", c.rule, args)
		}
	}
	var kinds []string
	for _, k := range personnel.KindArgs([]string{people.Elder, people.Lead}).List {
		kinds = append(kinds, k.Msg.ID)
	}
	if !slices.Equal(kinds, []string{"kind.elder", "kind.lead"}) || personnel.KindArgs(nil).List != nil {
		t.Errorf("kinds are told as %v", kinds)
	}
}

func TestTheJournalKnowsPersonnelByName(t *testing.T) {
	events := map[string]life.Event{
		"person.appointed": personnel.Appointed{}, "person.code": personnel.CodeIssued{},
		"person.dismissed": personnel.Dismissed{}, "person.erased": personnel.Erased{},
		"person.proposed": personnel.ChangeProposed{}, "person.dropped": personnel.ChangeDropped{},
		"person.joined": personnel.PersonJoined{}, "person.returned": personnel.PersonReturned{},
		"person.away": personnel.WentAway{}, "person.back": personnel.CameBack{},
	}
	for _, k := range personnel.Events() {
		if e := events[k.Name]; e == nil || !k.Is(e) {
			t.Errorf("%s is another event", k.Name)
		}
		delete(events, k.Name)
	}
	if len(events) > 0 {
		t.Errorf("without a name are %v", events)
	}
}
