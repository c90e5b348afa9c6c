package community_test

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
	"echowall/flows/research"
	"echowall/flows/say"
)

func TestTheCodeOnTheWallChecksIn(t *testing.T) {
	v := village.Found(t, "six-step")
	m := called(v, v.Talked())
	v.Must(command{Verb: permission.QR, By: secretary, Meeting: m})
	code := v.Answer.File.Of
	scan := func(by int) command { return command{Verb: permission.Start, By: by, Values: office.Start{Code: code}} }
	v.Refused("refuse.not_open", scan(member))
	v.Pass(3*day - 30*time.Minute)
	v.Must(scan(member))
	v.Must(scan(member))
	v.Refused("refuse.not_invited", scan(widow))
	v.Refused("refuse.role", command{Verb: permission.CheckIn, By: member, Meeting: m, Person: elder})
	v.Pass(time.Hour)
	v.Must(command{Verb: permission.CheckIn, By: secretary, Meeting: m, Person: elder})
	if x := meetingOf(v, m); !slices.Equal(x.There, []int{member, elder}) {
		t.Errorf("there are %v", x.There)
	}
	v.Must(command{Verb: permission.QR, By: secretary, Meeting: m})
	if f := v.Answer.File; f.Kind != say.QRFile || f.Of != code {
		t.Errorf("the code goes out as %+v", f)
	}
	v.Must(command{Verb: permission.Minutes, By: secretary, Meeting: m, Values: convening.Minutes{Text: "agreed"}})
	v.Refused("refuse.not_open", scan(lawyer))
	v.Refused("refuse.no_code", command{Verb: permission.QR, By: secretary, Meeting: m})
}

func TestMorePeopleAreInvited(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Must(command{
		Verb: permission.Bring, By: secretary, Meeting: m,
		Values: people.Grant{Role: people.Expert, Detail: "Lighting"},
	})
	v.Told("notice.invited", expert)
	v.Must(command{Verb: permission.Bring, By: secretary, Meeting: m, Person: widow})
	v.Refused("refuse.nobody_more", command{Verb: permission.Bring, By: secretary, Meeting: m, Person: widow})
	v.Refused("refuse.nobody_more", command{
		Verb: permission.Bring, By: secretary, Meeting: m, Values: people.Grant{Role: people.Expert, Detail: "water"},
	})
	v.Must(command{Verb: permission.Involve, By: secretary, Case: n, Person: widow})
	v.Told("notice.invited", widow)
	v.Must(command{
		Verb: permission.Appoint, By: secretary, Person: neighbour,
		Values: office.Appoint{Grant: people.Grant{Role: people.Member}},
	})
	v.Told("notice.invited", neighbour)
	x := meetingOf(v, m)
	slices.Sort(x.Invited)
	if !slices.Equal(x.Guests, []int{expert}) ||
		!slices.Equal(x.Invited, []int{convener, member, lawyer, elder, neighbour, widow}) {
		t.Errorf("invited %v, guests %v", x.Invited, x.Guests)
	}
}

func TestTheChairOpensTheMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	m := called(v, v.Talked())
	v.Refused("refuse.role", command{Verb: permission.Open, By: elder, Meeting: m})
	v.Must(command{Verb: permission.Chair, By: secretary, Meeting: m, Person: elder})
	v.Told("notice.chair", elder)
	v.Must(command{Verb: permission.Open, By: elder, Meeting: m})
	v.Refused("refuse.role", command{
		Verb: permission.Reschedule, By: elder, Meeting: m, Values: convening.Reschedule{When: v.Now.Add(day)},
	})
}

// TestLateChangesReachEverybodyOnce moves a meeting on two cases with the same raiser, who is a member too.
func TestLateChangesReachEverybodyOnce(t *testing.T) {
	v := village.Found(t, "six-step")
	a, b := v.Talked(), v.Talked()
	v.Must(command{Verb: permission.Support, By: neighbour, Case: a})
	v.Must(command{Verb: permission.Support, By: neighbour, Case: b})
	v.Must(command{Verb: permission.Support, By: member, Case: a})
	m := called(v, a, b)
	for _, change := range []command{
		{Verb: permission.Reschedule, Values: convening.Reschedule{When: v.Now.Add(5 * day)}},
		{Verb: permission.CallOff, Values: life.Prose{Text: "storm"}},
	} {
		change.By, change.Meeting = secretary, m
		v.Must(change)
		told := map[int]int{}
		for _, n := range v.Notices {
			if n.To.Person != 0 {
				told[n.To.Person]++
			}
		}
		for _, p := range []int{convener, member, lawyer, elder, resident, neighbour} {
			if told[p] != 1 {
				t.Errorf("/%s: %d was told %d times", change.Verb, p, told[p])
			}
		}
	}
}

func TestTheAgendaIsPublishedAhead(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(command{
		Verb: permission.Settings, By: secretary, Values: office.Setting{Name: office.SettingNotice, Value: "3d"},
	})
	n := v.Talked()
	v.Must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(10 * day), Place: "hall"},
	})
	v.Pass(7 * day)
	v.HeardIn(say.Wall, "notice.agenda")
	v.Must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: 1, Values: convening.Reschedule{When: v.Now.Add(2 * day)},
	})
	if !meetingOf(v, 1).Announce.IsZero() {
		t.Error("the agenda of a meeting in two days is to be published later")
	}
	v.Must(command{Verb: permission.CallOff, By: secretary, Meeting: 1, Values: life.Prose{Text: "storm"}})
	v.Must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(day), Place: "hall"},
	})
	if notice := v.Answer.Message.Args["Notice"].Span; notice == nil || notice.String() != "3d" {
		t.Error("nobody is told that the notice is short")
	}
}

func TestAnOnlineMeetingNeedsItsLink(t *testing.T) {
	v := village.Found(t, "six-step")
	online := convening.Schedule{Cases: []int{v.Talked()}, When: v.Now.Add(day), Form: meeting.Online, Place: "video"}
	v.Refused("refuse.no_link", command{Verb: permission.Schedule, By: secretary, Values: online})
	online.Place = "video https://meet.example/a"
	v.Must(command{Verb: permission.Schedule, By: secretary, Values: online})
	if x := meetingOf(v, 1); x.Link != "https://meet.example/a" || x.Code != "" {
		t.Errorf("%+v", x)
	}
	v.Refused("refuse.no_link", command{
		Verb: permission.Reschedule, By: secretary, Meeting: 1,
		Values: convening.Reschedule{When: v.Now.Add(2 * day), Place: "hall"},
	})
	v.Refused("refuse.no_code", command{Verb: permission.QR, By: secretary, Meeting: 1})
}

// TestAMeetingInWriting is held in the chat: statements and the vote end with its window.
func TestAMeetingInWriting(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(day), Form: meeting.Written},
	})
	v.Told("notice.invited.written", convener, member, lawyer, elder)
	v.Refused("refuse.written", command{
		Verb: permission.RSVP, By: member, Meeting: 1, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.Refused("refuse.written", command{Verb: permission.CheckIn, By: member, Meeting: 1})
	v.Pass(day)
	v.HeardIn(say.Wall, "echo.opened.written")
	until := meetingOf(v, 1).Until
	v.Must(command{
		Verb: permission.Statement, By: member, Case: n,
		Values: research.Statement{Text: "lamps", Reply: true}, Chat: -100,
	})
	if v.Answer.Message.ID != "" || slices.Contains(v.Said(), "notice.statement") {
		t.Errorf("what all have read is told again: %v, %v", v.Answer, v.Said())
	}
	id := v.Put(n, "A")
	if b := v.Ballot(id); !b.Closes.Equal(until) {
		t.Errorf("the vote closes at %s, the window at %s", b.Closes, until)
	}
	v.Votes(n, "yes", elder)
	if x := meetingOf(v, 1); !slices.Equal(x.There, []int{member, elder}) {
		t.Errorf("%v took part", x.There)
	}
	v.Pass(3 * day)
	v.Told("task.minutes", secretary)
	if village.Look(v, func(s *life.State) bool { return convening.Speaks(s, member, n, v.Now) }) {
		t.Error("one can speak after the window")
	}
}

// TestTheMinutesAreChasedUntilTheyAreRecorded and are what was gathered, when the secretary confirms it.
func TestTheMinutesAreChasedUntilTheyAreRecorded(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Must(command{
		Verb: permission.Statement, By: lawyer, Case: n, Values: research.Statement{Text: "before it was called"},
	})
	m := called(v, n)
	v.Must(command{Verb: permission.Statement, By: member, Case: n, Values: research.Statement{Text: "twelve lamps"}})
	v.Must(command{Verb: permission.Open, By: secretary, Meeting: m})
	v.Must(command{Verb: permission.CheckIn, By: member, Meeting: m})
	v.Pass(2 * time.Hour)
	v.Told("task.minutes", secretary)
	v.Pass(day)
	v.Told("task.minutes.late", secretary)
	v.Pass(2 * day)
	v.Told("task.minutes.late", secretary, convener)
	v.Must(command{Verb: permission.Minutes, By: secretary, Meeting: m, Values: convening.Minutes{Draft: true}})
	v.HeardIn(say.Wall, "notice.minutes")
	v.Must(command{
		Verb: permission.Statement, By: elder, Case: n, Values: research.Statement{Text: "too late for the minutes"},
	})
	x := meetingOf(v, m)
	lines := village.Look(v, func(s *life.State) []say.Arg { return convening.Gathered(convening.Draft(s, &x)) })
	if len(lines) != 2 || lines[1].Msg.ID != "minutes.said" || *lines[1].Msg.Args["Text"].Text != "twelve lamps" {
		t.Errorf("the minutes are %+v", lines)
	}
	v.Pass(10 * day)
	if slices.Contains(v.Said(), "task.minutes.late") {
		t.Error("minutes are asked for that are recorded")
	}
}

// TestTheNoticeCountsWorkingDays: the agenda of a meeting after National Day, three working days ahead, is out before
// the holidays.
func TestTheNoticeCountsWorkingDays(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Refresh()
	v.Must(command{
		Verb: permission.Settings, By: secretary, Values: office.Setting{Name: office.SettingNotice, Value: "3wd"},
	})
	n := v.Talked()
	v.Must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Local("2026-10-09 19:30"), Place: "hall"},
	})
	if got, want := meetingOf(v, 1).Announce, v.Local("2026-09-29 19:30"); !got.Equal(want) {
		t.Errorf("published on %s, expected %s", got, want)
	}
}

// TestWhoCannotBeInvitedIsCalledInTheGroup: the day before, whoever has not answered and cannot be written to.
func TestWhoCannotBeInvitedIsCalledInTheGroup(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Loses(lawyer)
	v.Loses(elder)
	v.Must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(3 * day), Place: "hall"},
	})
	v.Must(command{Verb: permission.RSVP, By: elder, Meeting: 1, Values: convening.RSVP{Reply: meeting.Coming}})
	v.Now = v.Now.Add(2 * day)
	v.Tick("meeting:1")
	v.Told("notice.reminder.meeting", convener, member)
	v.HeardIn(say.Council, "notice.unreached.meeting")
	for _, x := range v.Notices {
		if called := x.Message.Args["Mentions"].List; x.Message.ID == "notice.unreached.meeting" &&
			(len(called) != 1 || *called[0].Mention != lawyer) {
			t.Errorf("called in the group: %+v", called)
		}
	}
}
