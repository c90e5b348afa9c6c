package convening_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

func TestWhoAnswersAnInvitation(t *testing.T) {
	v := village.Found(t, "six-step")
	_, asked := polled(v)
	m := called(v, v.Talked())
	v.Must(life.Command{Verb: permission.Bring, By: village.Secretary, Meeting: m, Person: village.Shy})
	reply := func(by, m int, r meeting.Reply) life.Command {
		return at(permission.RSVP, by, m, convening.RSVP{Reply: r})
	}
	v.Must(reply(village.Elder, m, meeting.Coming))
	answered := []string{"meeting.answered"}
	v.Plays(t, []village.Row{
		{Rule: "where there is no meeting", Cmd: reply(village.Elder, 9, meeting.Maybe), Refused: "refuse.no_meeting"},
		{Rule: "where there is no date", Cmd: reply(village.Elder, asked, meeting.Maybe), Refused: "refuse.no_date"},
		{
			Rule: "not the widow, who was not asked", Cmd: reply(village.Widow, m, meeting.Coming),
			Refused: "refuse.not_invited",
		},
		{
			Rule: "not the secretary, who was not either", Cmd: reply(village.Secretary, m, meeting.Coming),
			Refused: "refuse.not_invited",
		},
		{
			Rule: "a guest", Cmd: reply(village.Shy, m, meeting.Maybe), Answer: "receipt.rsvp.maybe", Events: answered,
			Told: shown(m),
		},
		{
			Rule: "a member", Cmd: reply(village.Lawyer, m, meeting.NotComing), Answer: "receipt.rsvp.no", Events: answered,
			Told: shown(m),
		},
		{Rule: "another word", Cmd: reply(village.Elder, m, meeting.Maybe), Answer: "receipt.rsvp.maybe", Events: answered},
		{Rule: "the same word changes nothing", Cmd: reply(village.Elder, m, meeting.Coming), Answer: "receipt.rsvp.yes"},
	})
	v.Must(reply(village.Elder, m, meeting.NotComing))
	if x := meetingOf(v, m); x.Count(meeting.Coming) != 0 || x.Count(meeting.NotComing) != 1 {
		t.Errorf("the last word counts: %v", x.Replies)
	}
	v.Must(at(permission.Open, village.Secretary, m, nil))
	v.Refused("refuse.meeting_begun", reply(village.Elder, m, meeting.Coming))
	v.Must(at(permission.Minutes, village.Secretary, m, convening.Minutes{Text: "done"}))
	v.Refused("refuse.meeting_begun", reply(village.Elder, m, meeting.Coming))
}

func TestWhoIsThere(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Must(at(permission.Chair, village.Secretary, m, nil, village.Lawyer))
	there := func(by, who int) life.Command {
		return life.Command{Verb: permission.CheckIn, By: by, Meeting: m, Person: who}
	}
	in := []string{"meeting.checked_in"}
	v.Now = meetingOf(v, m).At.Add(-time.Hour - time.Second)
	v.Refused("refuse.not_open", there(village.Elder, 0))
	v.Now = v.Now.Add(time.Second)
	v.Plays(t, []village.Row{
		{
			Rule: "an hour before, oneself", Cmd: there(village.Elder, 0), Answer: "receipt.checkin", Events: in,
			Told: shown(m),
		},
		{Rule: "oneself by name", Cmd: there(village.Elder, village.Elder), Answer: "receipt.checkin", Events: in},
		{Rule: "whoever was not asked", Cmd: there(village.Widow, 0), Refused: "refuse.not_invited"},
		{Rule: "a member for no other", Cmd: there(village.Elder, village.Member), Refused: "refuse.role"},
		{
			Rule: "the secretary for one without a telephone", Cmd: there(village.Secretary, village.Elder),
			Answer: "receipt.checkin.other", Events: in,
		},
		{
			Rule: "the chair for another", Cmd: there(village.Lawyer, village.Elder), Answer: "receipt.checkin.other",
			Events: in,
		},
		{
			Rule: "nobody for who was not asked", Cmd: there(village.Secretary, village.Widow),
			Refused: "refuse.not_invited",
		},
	})
	v.Must(there(village.Elder, 0))
	v.Must(there(village.Secretary, village.Elder))
	v.Came()
	v.Must(at(permission.Open, village.Secretary, m, nil))
	v.Must(there(village.Member, 0))
	v.Now = meetingOf(v, m).At.Add(12 * time.Hour)
	v.Plays(t, []village.Row{
		{Rule: "half a day later nobody by themselves", Cmd: there(village.Convener, 0), Refused: "refuse.not_open"},
		{
			Rule: "somebody from the list at the door", Cmd: there(village.Secretary, village.Convener),
			Answer: "receipt.checkin.other", Events: in,
		},
	})
	v.Must(at(permission.Minutes, village.Secretary, m, convening.Minutes{Text: "done"}))
	v.Refused("refuse.not_open", there(village.Lawyer, 0))
	if x := meetingOf(v, m); !slices.Equal(x.There, []int{village.Elder, village.Member}) {
		t.Errorf("there were %v", x.There)
	}
}

func TestTheCodeOfTheRoom(t *testing.T) {
	v := village.Found(t, "six-step")
	_, asked := polled(v)
	m := called(v, v.Talked())
	v.Must(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: convening.Schedule{
		Cases: []int{v.Talked()}, When: v.Now.Add(village.Day), Form: meeting.Written,
	}})
	written := v.Head().Meetings
	code := func(by, m int) life.Command { return at(permission.QR, by, m, nil) }
	v.Plays(t, []village.Row{
		{Rule: "a member does not get it", Cmd: code(village.Member, m), Refused: "refuse.role"},
		{Rule: "of no meeting", Cmd: code(village.Secretary, 9), Refused: "refuse.no_meeting"},
		{Rule: "of one without a date", Cmd: code(village.Secretary, asked), Refused: "refuse.no_date"},
		{Rule: "of one in writing", Cmd: code(village.Secretary, written), Refused: "refuse.no_code"},
		{
			Rule: "of one in a room", Cmd: code(village.Convener, m), Answer: "qr.meeting", Events: []string{"person.code"},
			Told: []string{},
		},
	})
	v.Must(code(village.Secretary, m))
	first := v.Answer.File
	v.Must(code(village.Convener, m))
	if v.Answer.File == first || meetingOf(v, m).Code != record.CodeHash(v.Answer.File.Of) {
		t.Errorf("it is not made anew: %+v, then %+v", first, v.Answer.File)
	}
}

func TestWhoIsBroughtAlong(t *testing.T) {
	v := village.Found(t, "six-step")
	_, asked := polled(v)
	n := v.Talked()
	m := called(v, n)
	bring := func(by, m, who int, g people.Grant) life.Command {
		return life.Command{Verb: permission.Bring, By: by, Meeting: m, Person: who, Values: g}
	}
	light, works := people.Grant{Role: people.Expert, Detail: "LIGHTING"}, people.Grant{Role: people.Handler}
	more := []string{"meeting.invited"}
	v.Plays(t, []village.Row{
		{Rule: "a member brings nobody", Cmd: bring(village.Member, m, village.Shy, people.Grant{}), Refused: "refuse.role"},
		{
			Rule: "nobody who is asked anyway", Cmd: bring(village.Secretary, m, village.Elder, people.Grant{}),
			Refused: "refuse.nobody_more",
		},
		{
			Rule: "nobody where nobody knows the field", Refused: "refuse.nobody_more",
			Cmd: bring(village.Secretary, m, 0, people.Grant{Role: people.Expert, Detail: "opera"}),
		},
		{
			Rule: "somebody by name", Cmd: bring(village.Convener, m, village.Shy, people.Grant{}),
			Answer: "receipt.brought", Events: more, Told: append(shown(m), "shy: notice.invited"),
		},
		{
			Rule: "an expert by the field, however it is written", Cmd: bring(village.Secretary, m, 0, light),
			Answer: "receipt.brought", Events: more, Told: append(shown(m), "expert: notice.invited"),
		},
		{
			Rule: "all units", Cmd: bring(village.Secretary, m, 0, works), Answer: "receipt.brought", Events: more,
			Told: append(shown(m), "power: notice.invited", "water: notice.invited"),
		},
		{
			Rule: "somebody who says which dates suit", Cmd: bring(village.Secretary, asked, village.Shy, people.Grant{}),
			Answer: "receipt.brought", Events: more, Told: append(shown(asked), "shy: notice.polled"),
		},
	})
	v.Must(bring(village.Secretary, m, village.Power, people.Grant{}))
	v.Must(at(permission.Open, village.Secretary, m, nil))
	v.Must(bring(village.Secretary, m, 0, works))
	v.Hears(append(shown(m), "water: notice.invited")...)
	v.Must(at(permission.Minutes, village.Secretary, m, convening.Minutes{Text: "done"}))
	v.Refused("refuse.meeting_begun", bring(village.Secretary, m, village.Shy, people.Grant{}))
	if x := meetingOf(v, m); !slices.Equal(x.Guests, []int{village.Power, village.Water}) || len(x.Invited) != 4 {
		t.Errorf("invited were %v and %v", x.Invited, x.Guests)
	}
}

func TestWhoChairs(t *testing.T) {
	v := village.Found(t, "six-step")
	m := called(v, v.Talked())
	chair := func(by, who int) life.Command { return at(permission.Chair, by, m, nil, who) }
	named := []string{"meeting.chair"}
	v.Plays(t, []village.Row{
		{Rule: "a member names nobody", Cmd: chair(village.Elder, village.Elder), Refused: "refuse.role"},
		{Rule: "nobody who is not there", Cmd: chair(village.Secretary, 16), Refused: "refuse.no_person"},
		{Rule: "nobody at all", Cmd: chair(village.Secretary, 0), Refused: "refuse.no_person"},
		{
			Rule: "a member", Cmd: chair(village.Convener, village.Elder), Answer: "receipt.chair", Events: named,
			Told: append(shown(m), "elder: notice.chair"),
		},
		{
			Rule: "a guest, who is asked to come", Cmd: chair(village.Secretary, village.Authority), Answer: "receipt.chair",
			Events: append(named, "meeting.invited"),
			Told: append(shown(m), "authority: notice.chair", "council: "+say.MeetingView(m),
				"authority: notice.invited"),
		},
	})
	v.Must(chair(village.Secretary, village.Authority))
	v.Must(chair(village.Secretary, village.Elder))
	x := meetingOf(v, m)
	if !slices.Equal(x.Chairs, []int{village.Elder}) || !slices.Equal(x.Guests, []int{village.Authority}) {
		t.Errorf("the last one named chairs it: %+v", x)
	}
	v.Refused("refuse.role", at(permission.Open, village.Authority, m, nil))
	v.Must(at(permission.Open, village.Elder, m, nil))
	v.Refused("refuse.meeting_begun", chair(village.Secretary, village.Lawyer))
}

func TestWhomANewMemberSummons(t *testing.T) {
	v := village.Found(t, "six-step")
	_, asked := polled(v)
	n := v.Talked()
	m, begun := called(v, n), called(v, v.Talked())
	v.Must(at(permission.Open, village.Secretary, begun, nil))
	v.Must(life.Command{Verb: permission.Bring, By: village.Secretary, Meeting: m, Person: village.Widow})
	appoint := func(who int, r people.Role) life.Command {
		return life.Command{Verb: permission.Appoint, By: village.Secretary, Person: who, Values: office.Appoint{
			Grant: people.Grant{Role: r},
		}}
	}
	v.Must(appoint(village.Widow, people.Supervisor))
	v.Plays(t, []village.Row{
		{
			Rule: "a supervisor to none", Answer: "receipt.seconded", Events: []string{"person.appointed"},
			Cmd: village.Seconds(village.Convener, village.Widow, people.Supervisor),
		},
		{
			Rule: "a member who was invited to none", Cmd: appoint(village.Elder, people.Convener),
			Answer: "receipt.appointed", Events: []string{"person.appointed"},
		},
		{
			Rule: "a convener to what has not begun", Cmd: appoint(village.Shy, people.Convener),
			Answer: "receipt.appointed", Events: []string{"person.appointed", "meeting.invited", "meeting.invited"},
		},
	})
	v.Must(appoint(village.Widow, people.Member))
	if x := meetingOf(v, m); len(x.Guests) != 0 || !slices.Contains(x.Invited, village.Widow) {
		t.Errorf("a guest who becomes a member is counted: %+v", x)
	}
	if x := meetingOf(v, begun); slices.Contains(x.Invited, village.Widow) {
		t.Error("invited to what has begun")
	}
	if !slices.Contains(meetingOf(v, asked).Invited, village.Widow) {
		t.Error("not asked which date suits")
	}
}

func TestWhatIsSaidBelowACaseInAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	n, quiet := v.Talked(), v.Talked()
	m := called(v, n)
	speaks := func(person, n int) bool {
		return village.Look(v, func(s *life.State) bool { return convening.Speaks(s, person, n, v.Now) })
	}
	if speaks(village.Member, n) {
		t.Error("before it has begun")
	}
	v.Must(at(permission.Open, village.Secretary, m, nil))
	for _, c := range []struct {
		rule      string
		person, n int
		want      bool
	}{
		{"a member", village.Member, n, true}, {"a resident who is not asked", village.Widow, n, false},
		{"on another case", village.Member, quiet, false}, {"on no case", village.Member, 99, false},
	} {
		if got := speaks(c.person, c.n); got != c.want {
			t.Errorf("%s: a statement is %v", c.rule, got)
		}
	}
	v.Must(at(permission.Minutes, village.Secretary, m, convening.Minutes{Text: "done"}))
	if speaks(village.Member, n) {
		t.Error("after its minutes")
	}
}

func TestHowOneSaysThatOneComes(t *testing.T) {
	var got []string
	for _, b := range append(convening.RSVPButtons(3), convening.CheckInButton(3)...) {
		got = append(got, b.Line)
	}
	if !slices.Equal(got, []string{"rsvp M3 yes", "rsvp M3 no", "rsvp M3 maybe", "checkin M3"}) {
		t.Errorf("by %q", got)
	}
}
