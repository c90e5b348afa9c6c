package office_test

import (
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
)

// TestNoCodeOfAnEarlierProgramStopsWorking finds in the journal codes that were kept as they are: each opens what it
// did, as often as it was to, and so does one that hangs in a room where a new one was made since.
func TestNoCodeOfAnEarlierProgramStopsWorking(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	kept := func(code, use string) personnel.CodeIssued {
		return personnel.CodeIssued{Code: code, Use: use, Until: v.Now.Add(9 * village.Day), Times: 1}
	}
	role, concern, room := kept("rose", personnel.UseRole), kept("lily", personnel.UseCase), kept("elm", personnel.UseRoom)
	role.Grant, concern.Case, room.Meeting = people.Grant{Role: people.Member, Detail: people.Legal}, n, m
	v.Happen(0, func(*life.State) []life.Event {
		return []life.Event{role, concern, room, kept("oak", personnel.UseWall)}
	})
	v.Must(life.Command{Verb: permission.QR, By: village.Secretary, Meeting: m})
	bind := life.Command{
		Verb: permission.Follow, Admin: true, Chat: -777, Values: office.Follow{Code: "oak"},
	}
	v.Plays(t, []village.Row{
		{
			Rule: "a role", Cmd: starts(village.Widow, "rose"), Answer: "receipt.joined",
			Events: []string{"person.appointed", "meeting.invited"},
		},
		{
			Rule: "a say", Cmd: starts(village.Widow, "lily"), Answer: "receipt.concerned",
			Events: []string{"case.stakeholder"},
		},
		{Rule: "a room, which is not open yet", Cmd: starts(village.Member, "elm"), Refused: "refuse.not_open"},
		{Rule: "a chat", Cmd: bind, Answer: "receipt.bound", Events: []string{"community.bound"}},
	})
	v.Must(starts(village.Widow, "rose"))
	if i := code(v, "rose"); i.Left != 0 {
		t.Errorf("it is good for %d more", i.Left)
	}
	v.Refused("refuse.code", starts(village.Shy, "rose"))
}

// TestNoCodeIsShownTwice makes a new code each time one is asked for the wall of a room, and keeps none.
func TestNoCodeIsShownTwice(t *testing.T) {
	v := village.Found(t, "six-step")
	m := called(v, v.Talked())
	seen := map[string]bool{}
	for range 3 {
		v.Must(life.Command{Verb: permission.QR, By: village.Secretary, Meeting: m})
		shown := v.Answer.File.Of
		plain := village.Look(v, func(s *life.State) *record.Invite {
			return record.Get[record.Invite](s.Cache, record.InviteKey(shown))
		})
		if seen[shown] || plain != nil || !v.Answer.Unwritten {
			t.Errorf("%q is shown again, or written down", shown)
		}
		seen[shown] = true
		if i := code(v, shown); i.Meeting != m {
			t.Errorf("%q opens %+v", shown, i)
		}
	}
}
