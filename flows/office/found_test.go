package office_test

import (
	"testing"
	"time"

	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
)

func TestFounding(t *testing.T) {
	setup := func(change func(*life.Command, *office.Founding)) life.Command {
		lane := office.Founding{Name: "Lane", Method: "hall", Language: "en", Zone: "UTC"}
		cmd := life.Command{Verb: permission.Setup, By: 1, Admin: true, Chat: -100, Code: "door"}
		if change != nil {
			change(&cmd, &lane)
		}
		cmd.Values = lane
		return cmd
	}
	zone := func(name string) life.Command {
		return setup(func(_ *life.Command, f *office.Founding) { f.Zone = name })
	}
	method := func(id string) life.Command {
		return setup(func(_ *life.Command, f *office.Founding) { f.Method = id })
	}
	v := village.Bare(t)
	v.Plays(t, []village.Row{
		{
			Rule: "not in private", Refused: "refuse.setup_private",
			Cmd: setup(func(c *life.Command, _ *office.Founding) { c.Chat = 0 }),
		},
		{
			Rule: "not by whoever is no admin", Refused: "refuse.role",
			Cmd: setup(func(c *life.Command, _ *office.Founding) { c.Admin = false }),
		},
		{Rule: "not under a procedure nobody knows", Cmd: method("seven-step"), Refused: "refuse.no_procedure"},
		{Rule: "not under none", Cmd: method(""), Refused: "refuse.no_procedure"},
		{Rule: "not without a zone", Cmd: zone(""), Refused: "refuse.zone"},
		{Rule: "not in the zone of the machine", Cmd: zone("Local"), Refused: "refuse.zone"},
		{Rule: "not in a zone that is a file", Cmd: zone("../../etc/passwd"), Refused: "refuse.zone"},
		{
			Rule: "the admin is the first secretary", Cmd: setup(nil),
			Events: []string{"community.founded", "person.joined", "person.appointed"},
			Told:   []string{"group: echo notice.founded", "group: wall", "secretary: menu:1"},
		},
	})
	v.Must(setup(nil))
	h := v.Head()
	if h.Name != "Lane" || h.Chat != -100 || h.Language != "en" || h.Zone != "UTC" || h.Method != "hall" ||
		h.Echo.String() != "3d" || h.Door != "door" || !h.Present || h.People != 1 {
		t.Errorf("founded as %+v", h)
	}
	v.Refused("refuse.set_up", setup(nil)) // once
	v.Refused("refuse.set_up", setup(func(c *life.Command, _ *office.Founding) { c.By, c.Admin = 2, false }))
}

// follow says a code in a chat, as an admin there.
func follow(chat int64, of office.Follow) life.Command {
	return life.Command{Verb: permission.Follow, By: village.Widow, Admin: true, Chat: chat, Values: of}
}

func TestAChatIsBoundByACodeSaidInIt(t *testing.T) {
	v := village.Found(t, "six-step")
	bind := func(person int, room, code string) life.Command {
		return life.Command{Verb: permission.Bind, By: person, Code: code, Values: office.Bind{Room: room}}
	}
	v.Plays(t, []village.Row{
		{Rule: "a convener binds none", Cmd: bind(village.Convener, "wall", "rose"), Refused: "refuse.role"},
		{
			Rule: "the secretary gets a code", Cmd: bind(village.Secretary, "wall", "rose"),
			Answer: "receipt.bind",
			Events: []string{"person.code"}, Told: []string{},
		},
	})
	v.Must(bind(village.Secretary, personnel.UseCouncil, "council"))
	v.Must(bind(village.Secretary, personnel.UseWall, "wall"))
	v.Must(life.Command{
		Verb: permission.Invite, By: village.Secretary, Code: "role",
		Values: office.Invite{Grant: people.Grant{Role: people.Member}},
	})
	bound := []string{"community.bound"}
	byResident := follow(-300, office.Follow{Code: "wall"})
	byResident.Admin = false
	v.Plays(t, []village.Row{
		{Rule: "not in private", Cmd: follow(0, office.Follow{Code: "wall"}), Refused: "refuse.code"},
		{Rule: "a code that was never given", Cmd: follow(-300, office.Follow{Code: "lily"}), Refused: "refuse.code"},
		{Rule: "no code", Cmd: follow(-300, office.Follow{}), Refused: "refuse.code"},
		{Rule: "a code for a role", Cmd: follow(-300, office.Follow{Code: "role"}), Refused: "refuse.code"},
		{Rule: "the door", Cmd: follow(-300, office.Follow{Code: v.Head().Door}), Refused: "refuse.code"},
		{
			Rule: "a resident says it in the chat", Cmd: byResident, Refused: "refuse.role",
		},
		{
			Rule: "an admin says it in the chat", Cmd: follow(-300, office.Follow{Code: "wall"}),
			Answer: "receipt.bound",
			Events: bound, Told: []string{"secretary: notice.bound"},
		},
		{
			Rule: "the group itself may be the council's", Cmd: follow(-100, office.Follow{Code: "council"}),
			Answer: "receipt.bound", Events: bound,
		},
	})
	hour := v.Copy(t)
	hour.Now = hour.Now.Add(time.Hour)
	hour.Refused("refuse.code", follow(-300, office.Follow{Code: "wall"}))
	hour.Now = hour.Now.Add(-time.Second)
	hour.Must(follow(-300, office.Follow{Code: "wall"}))
	for use, place := range map[string]func(record.Community) record.Place{
		personnel.UseCouncil: func(c record.Community) record.Place { return c.Council },
		personnel.UseWall:    func(c record.Community) record.Place { return c.Wall },
	} {
		v.Must(follow(-300, office.Follow{Code: use, Thread: 4}))
		if got := place(v.Head()); got != (record.Place{Chat: -300, Thread: 4}) {
			t.Errorf("%s is bound to %+v", use, got)
		}
		v.Refused("refuse.code", follow(-400, office.Follow{Code: use})) // a code binds once
	}
	v.ProvesJournal()
}

func TestAGroupBecomesASupergroup(t *testing.T) {
	v := village.Found(t, "six-step")
	for room, chat := range map[string]int64{personnel.UseCouncil: -300, personnel.UseWall: -300} {
		v.Must(life.Command{
			Verb: permission.Bind, By: village.Secretary, Code: room, Values: office.Bind{Room: room},
		})
		v.Must(follow(chat, office.Follow{Code: room}))
	}
	v.Raised()
	v.Raised()
	moves := func(from, to int64) {
		v.Happen(0, func(*life.State) []life.Event { return life.One(office.ChatMoved{From: from, To: to}) })
	}
	moves(-300, -1300)
	v.Hears("group: card:1", "group: card:2", "group: wall")
	if h := v.Head(); h.Wall.Chat != -1300 || h.Council.Chat != -1300 || h.Chat != -100 {
		t.Errorf("moved to %+v", h)
	}
	moves(-100, -1100)
	for chat, want := range map[int64]bool{-1100: true, -1300: true, -100: false, -300: false, 0: false} {
		if got := village.Look(v, func(s *life.State) bool { return office.Sits(s, chat) }); got != want {
			t.Errorf("sits in %d: %v", chat, got)
		}
	}
	v.ProvesJournal()
}

func TestWhatTheBotIsInTheGroup(t *testing.T) {
	secretaries := []string{"secretary: notice.removed", "elder: notice.removed"}
	for name, c := range map[string]struct {
		now  office.StandingChanged
		told []string
	}{
		"removed":          {office.StandingChanged{}, secretaries},
		"removed, pinning": {office.StandingChanged{Pin: true}, secretaries},
		"may pin":          {office.StandingChanged{Present: true, Pin: true}, []string{"group: wall"}},
		"may not pin":      {office.StandingChanged{Present: true}, []string{"group: wall"}},
		"back after a while": {
			office.StandingChanged{Present: true, Back: true}, []string{"group: card:1", "group: wall"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := village.Found(t, "six-step")
			v.Raised()
			v.Answered() // whose card is left as it is
			v.Must(appoint(village.Elder, people.Secretary, ""))
			v.Must(village.Seconds(village.Convener, village.Elder, people.Secretary))
			v.Happen(0, func(*life.State) []life.Event { return life.One(c.now) })
			v.Hears(c.told...)
			if h := v.Head(); h.Present != c.now.Present || h.Pin != c.now.Pin {
				t.Errorf("kept as present %v, pins %v", h.Present, h.Pin)
			}
			v.ProvesJournal()
		})
	}
}
