package community_test

import (
	"strings"
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/desk"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

func TestFounding(t *testing.T) {
	v := village.Bare(t)
	lane := office.Founding{Name: "Lane", Method: "hall", Zone: "UTC"}
	setup := command{Verb: permission.Setup, By: 1, Admin: true, Chat: -100, Values: lane}
	unknown, nowhere := lane, lane
	unknown.Method, nowhere.Zone = "x", "Local"
	for id, change := range map[string]func(*command){
		"refuse.setup_private": func(c *command) { c.Chat = 0 }, "refuse.role": func(c *command) { c.Admin = false },
		"refuse.no_procedure": func(c *command) { c.Values = unknown },
		"refuse.zone":         func(c *command) { c.Values = nowhere },
	} {
		wrong := setup
		change(&wrong)
		v.Refused(id, wrong)
	}
	v.Must(setup)
	v.HeardIn(say.Group, "notice.founded")
	v.Refused("refuse.set_up", setup)
	if village.Look(v, func(s *life.State) int { return len(s.Holders().Of(people.Secretary)) }) != 1 {
		t.Error("there is no secretary")
	}
}

func TestRolesAreGivenAndTaken(t *testing.T) {
	v := village.Found(t, "six-step")
	grant := people.Grant{Role: people.Supervisor}
	v.Refused("refuse.no_person", command{
		Verb: permission.Appoint, By: secretary, Person: 99, Values: office.Appoint{Grant: grant},
	})
	v.Must(command{Verb: permission.Appoint, By: secretary, Person: widow, Values: office.Appoint{Grant: grant}})
	v.Told("notice.appointed", widow)
	v.Must(command{Verb: permission.Dismiss, By: secretary, Person: widow, Values: grant})
	v.Told("notice.dismissed", widow)
	v.Refused("refuse.no_role", command{Verb: permission.Dismiss, By: secretary, Person: widow, Values: grant})
	v.Refused("refuse.last_secretary", command{
		Verb: permission.Dismiss, By: secretary, Person: secretary, Values: people.Grant{Role: people.Secretary},
	})
	v.Refused("refuse.last_secretary", command{Verb: permission.Erase, By: secretary})
}

func TestAnInvitationGivesARoleForAWeek(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(command{
		Verb: permission.Invite, By: secretary,
		Values: office.Invite{Grant: people.Grant{Role: people.Handler, Detail: "gas"}}, Code: "rose",
	})
	v.Must(command{Verb: permission.Start, By: widow, Values: office.Start{Code: "rose"}})
	v.Told("notice.appointed", widow)
	v.Must(command{Verb: permission.Start, By: widow, Values: office.Start{Code: "rose"}})
	if len(v.Events) != 0 {
		t.Errorf("joining twice came to %v", v.Events)
	}
	v.Refused("refuse.code", command{Verb: permission.Start, By: neighbour, Values: office.Start{Code: "lily"}})
	v.Refused("refuse.code", command{
		Verb: permission.Follow, By: neighbour, Values: office.Follow{Code: "rose"}, Chat: -300,
	})
	v.Must(command{Verb: permission.Start, By: neighbour, Values: office.Start{Code: v.Head().Door}})
	v.Pass(7 * day)
	v.Refused("refuse.code", command{Verb: permission.Start, By: neighbour, Values: office.Start{Code: "rose"}})
}

func TestAChatIsBoundByACodeSaidInIt(t *testing.T) {
	v := village.Found(t, "six-step")
	for use, place := range map[string]func(record.Community) record.Place{
		personnel.UseCouncil: func(c record.Community) record.Place { return c.Council },
		personnel.UseWall:    func(c record.Community) record.Place { return c.Wall },
	} {
		v.Must(command{Verb: permission.Bind, By: secretary, Values: office.Bind{Room: use}, Code: use})
		v.Refused("refuse.code", command{Verb: permission.Follow, By: widow, Values: office.Follow{Code: use}})
		v.Must(command{Verb: permission.Follow, By: widow, Values: office.Follow{Code: use, Thread: 4}, Chat: -300})
		if got := place(v.Head()); got != (record.Place{Chat: -300, Thread: 4}) {
			t.Errorf("%s is bound to %+v", use, got)
		}
		v.Refused("refuse.code", command{
			Verb: permission.Follow, By: widow, Values: office.Follow{Code: use}, Chat: -400,
		})
	}
	v.Raised()
	v.Happen(0, func(*life.State) []life.Event {
		return []life.Event{office.ChatMoved{From: -300, To: -1300}}
	})
	if h := v.Head(); h.Wall.Chat != -1300 || h.Council.Chat != -1300 || h.Chat != -100 || len(v.Notices) != 2 {
		t.Errorf("moved to %+v, told %v", h, v.Notices)
	}
	if !village.Look(v, func(s *life.State) bool {
		return office.Sits(s, -1300) && office.Sits(s, -100) && !office.Sits(s, -300) && !office.Sits(s, 0)
	}) {
		t.Error("sits in the wrong chats")
	}
}

func TestTheSecretariesHearWhenTheBotIsRemoved(t *testing.T) {
	v := village.Found(t, "six-step")
	for _, present := range []bool{false, true} {
		v.Happen(0, func(*life.State) []life.Event {
			return []life.Event{office.StandingChanged{Present: present, Pin: true}}
		})
		if v.Head().Present != present {
			t.Errorf("present is %v", v.Head().Present)
		}
		if !present {
			v.Told("notice.removed", secretary)
		}
	}
}

func TestSettings(t *testing.T) {
	v := village.Found(t, "six-step")
	set := func(name, value string) command {
		return command{Verb: permission.Settings, By: secretary, Values: office.Setting{Name: name, Value: value}}
	}
	for id, cmd := range map[string]command{
		"refuse.span": set(office.SettingEcho, "2h"), "refuse.zone": set(office.SettingZone, ""),
		"refuse.no_procedure": set(office.SettingProcedure, "x"), "refuse.setting": set("mood", "good"),
		"refuse.country": set(office.SettingCountry, "Atlantis"), "refuse.quiet": set(office.SettingQuiet, "at night"),
		"refuse.place": set(office.SettingPlace, " "),
		"refuse.have": {Verb: permission.Settings, By: secretary, Values: office.Setting{
			Name: office.SettingStation, Item: "roof", Value: "tiles",
		}},
	} {
		v.Refused(id, cmd)
	}
	for _, name := range office.Settings() {
		if name == office.SettingSchedule || name == office.SettingStation {
			continue // these take more than a word
		}
		v.Must(set(name, map[string]string{
			"echo_every": " 3d ", "notice": "5天", "zone": "UTC", "procedure": "hall", "language": "zh-Hans",
			"conveners": "both", "parties": "four",
			"acceptance": "supervisor", "country": "es", "quiet": "21:00-7:00",
			"place": "The hall", "minimum": "4",
		}[name]))
	}
	h := v.Head()
	if h.Country != "ES" || h.Quiet.String() != "21:00-07:00" || h.Place != "The hall" {
		t.Errorf("set to %+v", h)
	}
	if h.Echo.String() != "3d" || h.Notice.String() != "5d" || h.Zone != "UTC" || h.Method != "hall" ||
		h.Language != "zh-Hans" {
		t.Errorf("set to %+v", h)
	}
	v.Must(command{Verb: permission.Settings, By: secretary})
	v.Must(command{Verb: permission.Procedure, By: secretary, Values: desk.Procedure{Word: "six-step"}})
	v.Must(command{Verb: permission.Procedure, By: widow})
	// Six steps, and what small and urgent matters leave out.
	if lines := v.Answer.Message.Args["Lines"].Lines; len(lines) != 8 {
		t.Errorf("the procedure has %d steps on the wall", len(lines))
	}
	v.Must(command{Verb: permission.Language, By: secretary, Chat: -100, Values: office.Language{Language: "en"}})
	v.Must(command{Verb: permission.Language, By: widow, Chat: -100, Values: office.Language{Language: "zh-Hans"}})
	if v.Head().Language != "en" || v.Head().Method != "six-step" {
		t.Errorf("changed by the widow: %+v", v.Head())
	}
}

func TestACaseEndsUnderTheProcedureItBeganWith(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Must(command{
		Verb: permission.Settings, By: secretary, Values: office.Setting{Name: office.SettingProcedure, Value: "hall"},
	})
	if c := v.Find(n); c.Procedure != "six-step" {
		t.Errorf("runs under %s", c.Procedure)
	}
	if v.Raised(); v.Find(n+1).Procedure != "hall" {
		t.Error("a new case runs under the old procedure")
	}
	v.Must(command{Verb: permission.Take, By: secretary, Case: n})
	v.Is(n, procedure.Screening)
}

func TestErasingLeavesTheJournalWhole(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Raised()
	v.Must(command{Verb: permission.Privacy, By: member})
	v.Must(command{Verb: permission.Erase, By: member})
	v.Keep()
	for key, raw := range v.Kept {
		if strings.Contains(string(raw), "user3") || strings.HasSuffix(key, ":1003") {
			t.Errorf("%s is kept: %s", key, raw)
		}
	}
	if p := village.Look(v, func(s *life.State) people.Person { return *s.Person(member) }); !p.Erased ||
		p.Has(people.Member) {
		t.Errorf("left as %+v", p)
	}
	for verb, by := range map[permission.Verb]int{permission.Privacy: member, permission.Erase: 99} {
		if v.Must(command{Verb: verb, By: by}); v.Answer.Message.ID != "privacy.nothing" {
			t.Errorf("%s: %s", verb, v.Answer.Message.ID)
		}
	}
	v.ProvesJournal()
}

func TestHelpFitsTheRole(t *testing.T) {
	v := village.Found(t, "six-step")
	for by, id := range map[int]string{
		secretary: "help.secretary", convener: "help.secretary", member: "help.member", power: "help.handler",
		supervisor: "help.handler",
		authority:  "help.authority", widow: "help.resident", 99: "help.resident",
	} {
		if v.Must(command{Verb: permission.Help, By: by}); v.Answer.Message.ID != id {
			t.Errorf("%d: %s", by, v.Answer.Message.ID)
		}
	}
	for verb, view := range map[permission.Verb]string{permission.Wall: say.WallView} {
		if v.Must(command{Verb: verb, By: widow}); v.Answer.View != view {
			t.Errorf("%s: %s", verb, v.Answer.View)
		}
	}
}

func TestNamesFollowTheirBearers(t *testing.T) {
	v := village.Found(t, "six-step")
	learn := func(p people.Profile) {
		sheet := v.State.Fork()
		sheet.Learn(p)
		sheet.Merge()
	}
	named := func(name string) int { return village.Look(v, func(s *life.State) int { return s.Named(name) }) }
	for _, step := range []struct {
		learn people.Profile
		name  string
		want  int
	}{
		{people.Profile{Person: widow, User: 1013, Username: "Rose"}, "@rose", widow},
		{people.Profile{Person: neighbour, User: 1012, Username: "rose"}, "ROSE", neighbour},
		{people.Profile{Person: widow, User: 1013, Username: "lily"}, "rose", neighbour},
		{people.Profile{Person: neighbour, User: 1012}, "rose", 0},
	} {
		if learn(step.learn); named(step.name) != step.want {
			t.Errorf("after %+v, %s is person %d", step.learn, step.name, named(step.name))
		}
	}
	village.Look(v, func(s *life.State) bool {
		s.Speak(widow, "en")
		s.Reach(widow, true)
		s.Reach(99, true)
		return true
	})
	learn(people.Profile{Person: widow, User: 1013, Language: "zh-Hans"})
	p := village.Look(v, func(s *life.State) people.Profile { return *s.Profile(widow) })
	if p.Language != "en" || !p.Chosen || !p.Reachable ||
		village.Look(v, func(s *life.State) int { return s.Known(1013) }) != widow {
		t.Errorf("known as %+v", p)
	}
}
