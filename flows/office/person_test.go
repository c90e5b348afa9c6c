package office_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

func TestWhoIsAppointed(t *testing.T) {
	v := village.Found(t, "six-step")
	until := func(at time.Time) life.Command {
		cmd := appoint(village.Widow, people.Member, "")
		cmd.Values = office.Appoint{Grant: people.Grant{Role: people.Member}, Until: at}
		return cmd
	}
	own := appoint(village.Widow, people.Secretary, "")
	own.By = village.Convener
	one, told := []string{"person.appointed"}, func(name, number string) []string {
		return []string{name + ": menu:" + number, name + ": notice.appointed", "wall: echo notice.appointed.public"}
	}
	v.Plays(t, []village.Row{
		{Rule: "a convener appoints nobody", Cmd: own, Refused: "refuse.role"},
		{Rule: "a person must be there", Cmd: appoint(99, people.Member, ""), Refused: "refuse.no_person"},
		{Rule: "somebody is meant", Cmd: appoint(0, people.Member, ""), Refused: "refuse.no_person"},
		{Rule: "a term does not end in the past", Cmd: until(v.Now.Add(-time.Hour)), Refused: "refuse.past"},
		{
			Rule: "a role is given for good", Cmd: appoint(village.Widow, people.Expert, "wells"),
			Answer: "receipt.appointed", Events: one, Told: told("widow", "13"),
		},
		{
			Rule: "or for a term", Cmd: until(v.Now.Add(time.Hour)), Answer: "receipt.appointed", Events: one,
			Told: told("widow", "13"),
		},
		{
			Rule: "a second secretary takes a second officer", Cmd: appoint(village.Elder, people.Secretary, ""),
			Answer: "receipt.proposed", Events: []string{"person.proposed"},
		},
	})
	called(v, v.Talked())
	invited := []string{"person.appointed", "meeting.invited"}
	v.Plays(t, []village.Row{
		{
			Rule: "a new member is asked to the meetings to come", Cmd: appoint(village.Widow, people.Member, ""),
			Answer: "receipt.appointed", Events: invited,
		},
		{
			Rule: "so is a new convener", Cmd: appoint(village.Widow, people.Convener, ""),
			Answer: "receipt.appointed", Events: invited,
		},
		{
			Rule: "whoever is invited is not asked again", Cmd: appoint(village.Elder, people.Convener, ""),
			Answer: "receipt.appointed", Events: one,
		},
		{
			Rule: "an expert is not asked", Cmd: appoint(village.Widow, people.Expert, ""),
			Answer: "receipt.appointed", Events: one,
		},
	})
}

func TestOnePersonWorksForTwoUnits(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(appoint(village.Power, people.Handler, "gas"))
	v.Must(appoint(village.Power, people.Handler, "gas")) // said twice, held once
	for _, step := range []struct {
		cmd  life.Command
		left []string
	}{
		{dismiss(village.Power, people.Handler, "Power"), []string{"gas"}}, // however it is written
		{appoint(village.Power, people.Handler, "rail"), []string{"gas", "rail"}},
		{dismiss(village.Power, people.Handler, ""), nil}, // of all units
	} {
		v.Must(step.cmd)
		if got, _ := holds(v, village.Power, people.Handler); !slices.Equal(got, step.left) {
			t.Errorf("works for %v, expected %v", got, step.left)
		}
	}
	v.ProvesJournal()
}

func TestWhoIsDismissed(t *testing.T) {
	v := village.Found(t, "six-step")
	own := dismiss(village.Member, people.Member, "")
	own.By = village.Member
	v.Plays(t, []village.Row{
		{Rule: "a member dismisses nobody, nor themselves", Cmd: own, Refused: "refuse.role"},
		{Rule: "a stranger has no role", Cmd: dismiss(99, people.Member, ""), Refused: "refuse.no_role"},
		{Rule: "nobody has another's", Cmd: dismiss(village.Widow, people.Member, ""), Refused: "refuse.no_role"},
		{
			Rule: "nor works for another unit", Cmd: dismiss(village.Power, people.Handler, "water"),
			Refused: "refuse.no_role",
		},
		{
			Rule: "the last secretary stays", Cmd: dismiss(village.Secretary, people.Secretary, ""),
			Refused: "refuse.last_secretary",
		},
		{
			Rule: "a supervisor goes when a second officer agrees",
			Cmd:  dismiss(village.Supervisor, people.Supervisor, ""), Answer: "receipt.proposed",
			Events: []string{"person.proposed"},
		},
		{
			Rule: "they are told, and everybody", Cmd: dismiss(village.Expert, people.Expert, ""),
			Answer: "receipt.dismissed", Events: []string{"person.dismissed"}, Told: []string{
				"expert: menu:10", "expert: notice.dismissed", "wall: echo notice.dismissed.public",
			},
		},
		{
			Rule: "a member goes whatever kind is said", Cmd: dismiss(village.Member, people.Member, "legal"),
			Answer: "receipt.dismissed", Events: []string{"person.dismissed"},
		},
	})
	v.Must(appoint(village.Elder, people.Secretary, ""))
	v.Must(village.Seconds(village.Convener, village.Elder, people.Secretary))
	v.Must(dismiss(village.Secretary, people.Secretary, ""))
	// Who may dismiss themselves where there is another.
	v.Must(village.Seconds(village.Convener, village.Secretary, people.Secretary))
	v.Refused("refuse.role", dismiss(village.Elder, people.Secretary, ""))
	if _, has := holds(v, village.Secretary, people.Secretary); has {
		t.Error("a secretary who was dismissed still holds the office")
	}
	v.ProvesJournal()
}

func TestALinkGivesARole(t *testing.T) {
	v := village.Found(t, "six-step")
	invite := func(times int, valid calendar.Span) life.Command {
		return life.Command{Verb: permission.Invite, By: village.Secretary, Code: "rose", Values: office.Invite{
			Grant: people.Grant{Role: people.Handler, Detail: "gas"}, Times: times, Valid: valid,
		}}
	}
	none := invite(0, calendar.Span{})
	none.By = village.Convener
	issued := []string{"person.code"}
	v.Plays(t, []village.Row{
		{Rule: "a convener invites nobody to an office", Cmd: none, Refused: "refuse.role"},
		{Rule: "for too many", Cmd: invite(501, calendar.Span{}), Refused: "refuse.too_open"},
		{Rule: "for too long", Cmd: invite(1, calendar.Span{Days: 367}), Refused: "refuse.too_open"},
		{
			Rule: "as often and as long as may be", Cmd: invite(500, calendar.Span{Days: 366}),
			Answer: "receipt.invited", Events: issued, Told: []string{},
		},
		{
			Rule: "as usual", Cmd: invite(0, calendar.Span{}), Answer: "receipt.invited", Events: issued,
			Told: []string{},
		},
	})
	v.Must(invite(0, calendar.Span{}))
	if i := code(v, "rose"); i.Left != 50 || !i.Until.Equal(v.Now.Add(7*village.Day)) {
		t.Errorf("usually it is good for %+v", i)
	}
	if b := v.Answer.Buttons; len(b) != 1 || b[0][0].Start != "rose" {
		t.Errorf("the link is %+v", b)
	}
	v.Must(invite(2, calendar.Span{WorkDays: 6})) // a week and a day
	v.Plays(t, []village.Row{
		{Rule: "another code gives none", Cmd: starts(village.Widow, "lily"), Refused: "refuse.code"},
		{
			Rule: "it is taken", Cmd: starts(village.Widow, "rose"), Answer: "receipt.joined",
			Events: []string{"person.appointed"}, Told: []string{
				"widow: menu:13", "widow: notice.appointed", "wall: echo notice.appointed.public",
			},
		},
		{
			Rule: "a second unit is beside the first", Cmd: starts(village.Power, "rose"), Answer: "receipt.joined",
			Events: []string{"person.appointed"},
		},
		{
			Rule: "it binds no chat", Refused: "refuse.code",
			Cmd: life.Command{
				Verb: permission.Follow, By: village.Widow, Admin: true, Chat: -300, Values: office.Follow{Code: "rose"},
			},
		},
	})
	for range 2 { // the second time nothing comes of it, and it is not used up
		v.Must(starts(village.Widow, "rose"))
	}
	v.Came()
	v.Pass(8*village.Day - time.Second)
	v.Must(starts(village.Neighbour, "rose"))
	v.Refused("refuse.code", starts(village.Resident, "rose"))
	v.ProvesJournal()
}

func TestALinkToTheCouncilAsksToItsMeetings(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{Verb: permission.Invite, By: village.Secretary, Code: "rose", Values: office.Invite{
		Grant: people.Grant{Role: people.Member},
	}})
	called(v, v.Talked())
	v.Must(starts(village.Widow, "rose"))
	v.Came("person.appointed", "meeting.invited")
	v.Now = v.Now.Add(7 * village.Day)
	v.Refused("refuse.code", starts(village.Neighbour, "rose"))
	v.ProvesJournal()
}

func TestWhoComesThroughTheDoor(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Must(life.Command{Verb: permission.QR, By: village.Secretary, Meeting: m, Code: "room"})
	v.Must(life.Command{
		Verb: permission.Bind, By: village.Secretary, Code: "chat", Values: office.Bind{Room: "wall"},
	})
	v.Plays(t, []village.Row{
		{Rule: "without a code", Cmd: starts(village.Widow, ""), Answer: "start.resident"},
		{Rule: "through the door", Cmd: starts(village.Widow, v.Head().Door), Answer: "start.resident"},
		{Rule: "a stranger as well", Cmd: starts(99, v.Head().Door), Answer: "start.resident"},
		{Rule: "the code of a chat opens nothing", Cmd: starts(village.Widow, "chat"), Refused: "refuse.code"},
		{Rule: "the code of a room is early", Cmd: starts(village.Member, "room"), Refused: "refuse.not_open"},
		{Rule: "or for others", Cmd: starts(village.Widow, "room"), Refused: "refuse.not_invited"},
	})
	v.Must(life.Command{Verb: permission.Open, By: village.Convener, Meeting: m})
	v.Plays(t, []village.Row{{
		Rule: "in the room it checks in", Cmd: starts(village.Member, "room"), Answer: "receipt.checkin",
		Events: []string{"meeting.checked_in"},
	}})
}

func TestWhatHangsOnTheDoor(t *testing.T) {
	v := village.Found(t, "six-step")
	qr := func(person, m int) life.Command {
		return life.Command{Verb: permission.QR, By: person, Meeting: m, Code: "room"}
	}
	m := called(v, v.Talked())
	v.Plays(t, []village.Row{
		{Rule: "a resident prints none", Cmd: qr(village.Widow, 0), Refused: "refuse.role"},
		{Rule: "the door of the community", Cmd: qr(village.Convener, 0), Answer: "qr.door"},
		{Rule: "a meeting nobody knows has no room", Cmd: qr(village.Secretary, 99), Refused: "refuse.no_meeting"},
		{
			Rule: "the room of a meeting", Cmd: qr(village.Secretary, m), Answer: "qr.meeting",
			Events: []string{"person.code"},
		},
	})
	v.Must(qr(village.Secretary, 0))
	if f := v.Answer.File; f != (say.File{Kind: say.QRFile, Of: v.Head().Door}) {
		t.Errorf("the picture is of %v", f)
	}
}

func TestErasing(t *testing.T) {
	v := village.Found(t, "six-step")
	erase := func(person int) life.Command { return life.Command{Verb: permission.Erase, By: person} }
	gone := []string{"person.erased"}
	v.Plays(t, []village.Row{
		{Rule: "the last secretary stays", Cmd: erase(village.Secretary), Refused: "refuse.last_secretary"},
		{Rule: "of a stranger nothing is kept", Cmd: erase(99), Answer: "privacy.nothing"},
		{Rule: "a resident goes", Cmd: erase(village.Widow), Answer: "receipt.erased", Events: gone, Told: []string{}},
		{Rule: "a member goes", Cmd: erase(village.Member), Answer: "receipt.erased", Events: gone, Told: []string{}},
	})
	v.Raised()
	v.Must(erase(village.Member))
	v.Keep()
	for key, raw := range v.Kept {
		if strings.Contains(string(raw), "user3") || strings.HasSuffix(key, ":1003") {
			t.Errorf("%s is kept: %s", key, raw)
		}
	}
	if _, has := holds(v, village.Member, people.Member); has {
		t.Error("who was erased still sits in the council")
	}
	v.Must(appoint(village.Elder, people.Secretary, ""))
	v.Must(village.Seconds(village.Convener, village.Elder, people.Secretary))
	v.Must(erase(village.Secretary))
	v.Refused("refuse.role", appoint(village.Widow, people.Member, "")) // and acts no more
	v.ProvesJournal()
}

// Whoever opens a link to an office of trust holds it: it works once, and for a day, whatever is asked for.
func TestNoLinkMakesManySecretaries(t *testing.T) {
	for _, r := range people.Trusted() {
		v := village.Found(t, "six-step")
		link := func(times int, valid calendar.Span) life.Command {
			return life.Command{Verb: permission.Invite, By: village.Secretary, Code: "rose",
				Values: office.Invite{Grant: people.Grant{Role: r}, Times: times, Valid: valid}}
		}
		v.Refused("refuse.too_open_office", link(2, calendar.Span{}))
		v.Refused("refuse.too_open_office", link(0, calendar.Span{Days: 2}))
		v.Must(link(0, calendar.Span{}))
		open := func(by int) life.Command {
			return life.Command{Verb: permission.Start, By: by, Values: office.Start{Code: "rose"}}
		}
		late := v.Copy(t)
		late.Now = late.Now.Add(24 * time.Hour)
		late.Refused("refuse.code", open(village.Widow))
		v.Must(open(village.Widow))
		v.Refused("refuse.code", open(village.Neighbour))
	}
}
