package community_test

import (
	"slices"
	"testing"
	"time"

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
	v := found(t, "six-step")
	m := v.called(v.talked())
	v.must(command{Verb: permission.QR, By: secretary, Meeting: m})
	code := v.answer.File.Of
	scan := func(by int) command { return command{Verb: permission.Start, By: by, Values: office.Start{Code: code}} }
	v.refused("refuse.not_open", scan(member))
	v.pass(3*day - 30*time.Minute)
	v.must(scan(member))
	v.must(scan(member))
	v.refused("refuse.not_invited", scan(widow))
	v.refused("refuse.role", command{Verb: permission.CheckIn, By: member, Meeting: m, Person: elder})
	v.pass(time.Hour)
	v.must(command{Verb: permission.CheckIn, By: secretary, Meeting: m, Person: elder})
	if x := v.meeting(m); !slices.Equal(x.There, []int{member, elder}) {
		t.Errorf("there are %v", x.There)
	}
	v.must(command{Verb: permission.QR, By: secretary, Meeting: m})
	if f := v.answer.File; f.Kind != say.QRFile || f.Of != code {
		t.Errorf("the code goes out as %+v", f)
	}
	v.must(command{Verb: permission.Minutes, By: secretary, Meeting: m, Values: convening.Minutes{Text: "agreed"}})
	v.refused("refuse.not_open", scan(lawyer))
	v.refused("refuse.no_code", command{Verb: permission.QR, By: secretary, Meeting: m})
}

func TestMorePeopleAreInvited(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	m := v.called(n)
	v.must(command{
		Verb: permission.Bring, By: secretary, Meeting: m,
		Values: people.Grant{Role: people.Expert, Detail: "Lighting"},
	})
	v.told("notice.invited", expert)
	v.must(command{Verb: permission.Bring, By: secretary, Meeting: m, Person: widow})
	v.refused("refuse.nobody_more", command{Verb: permission.Bring, By: secretary, Meeting: m, Person: widow})
	v.refused("refuse.nobody_more", command{
		Verb: permission.Bring, By: secretary, Meeting: m, Values: people.Grant{Role: people.Expert, Detail: "water"},
	})
	v.must(command{Verb: permission.Involve, By: secretary, Case: n, Person: widow})
	v.told("notice.invited", widow)
	v.must(command{
		Verb: permission.Appoint, By: secretary, Person: neighbour,
		Values: office.Appoint{Grant: people.Grant{Role: people.Member}},
	})
	v.told("notice.invited", neighbour)
	x := v.meeting(m)
	slices.Sort(x.Invited)
	if !slices.Equal(x.Guests, []int{expert}) ||
		!slices.Equal(x.Invited, []int{convener, member, lawyer, elder, neighbour, widow}) {
		t.Errorf("invited %v, guests %v", x.Invited, x.Guests)
	}
}

func TestTheChairOpensTheMeeting(t *testing.T) {
	v := found(t, "six-step")
	m := v.called(v.talked())
	v.refused("refuse.role", command{Verb: permission.Open, By: elder, Meeting: m})
	v.must(command{Verb: permission.Chair, By: secretary, Meeting: m, Person: elder})
	v.told("notice.chair", elder)
	v.must(command{Verb: permission.Open, By: elder, Meeting: m})
	v.refused("refuse.role", command{
		Verb: permission.Reschedule, By: elder, Meeting: m, Values: convening.Reschedule{When: v.now.Add(day)},
	})
}

// TestLateChangesReachEverybodyOnce moves a meeting on two cases with the same raiser, who is a member too.
func TestLateChangesReachEverybodyOnce(t *testing.T) {
	v := found(t, "six-step")
	a, b := v.talked(), v.talked()
	v.must(command{Verb: permission.Support, By: neighbour, Case: a})
	v.must(command{Verb: permission.Support, By: neighbour, Case: b})
	v.must(command{Verb: permission.Support, By: member, Case: a})
	m := v.called(a, b)
	for _, change := range []command{
		{Verb: permission.Reschedule, Values: convening.Reschedule{When: v.now.Add(5 * day)}},
		{Verb: permission.CallOff, Values: life.Prose{Text: "storm"}},
	} {
		change.By, change.Meeting = secretary, m
		v.must(change)
		told := map[int]int{}
		for _, n := range v.notices {
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
	v := found(t, "six-step")
	v.must(command{
		Verb: permission.Settings, By: secretary, Values: office.Setting{Name: office.SettingNotice, Value: "3d"},
	})
	n := v.talked()
	v.must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.now.Add(10 * day), Place: "hall"},
	})
	v.pass(7 * day)
	v.heardIn(say.Wall, "notice.agenda")
	v.must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: 1, Values: convening.Reschedule{When: v.now.Add(2 * day)},
	})
	if !v.meeting(1).Announce.IsZero() {
		t.Error("the agenda of a meeting in two days is to be published later")
	}
	v.must(command{Verb: permission.CallOff, By: secretary, Meeting: 1, Values: life.Prose{Text: "storm"}})
	v.must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.now.Add(day), Place: "hall"},
	})
	if notice := v.answer.Message.Args["Notice"].Span; notice == nil || notice.String() != "3d" {
		t.Error("nobody is told that the notice is short")
	}
}

func TestAnOnlineMeetingNeedsItsLink(t *testing.T) {
	v := found(t, "six-step")
	online := convening.Schedule{Cases: []int{v.talked()}, When: v.now.Add(day), Form: meeting.Online, Place: "video"}
	v.refused("refuse.no_link", command{Verb: permission.Schedule, By: secretary, Values: online})
	online.Place = "video https://meet.example/a"
	v.must(command{Verb: permission.Schedule, By: secretary, Values: online})
	if x := v.meeting(1); x.Link != "https://meet.example/a" || x.Code != "" {
		t.Errorf("%+v", x)
	}
	v.refused("refuse.no_link", command{
		Verb: permission.Reschedule, By: secretary, Meeting: 1,
		Values: convening.Reschedule{When: v.now.Add(2 * day), Place: "hall"},
	})
	v.refused("refuse.no_code", command{Verb: permission.QR, By: secretary, Meeting: 1})
}

// TestAMeetingInWriting is held in the chat: statements and the vote end with its window.
func TestAMeetingInWriting(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	v.must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.now.Add(day), Form: meeting.Written},
	})
	v.told("notice.invited.written", convener, member, lawyer, elder)
	v.refused("refuse.written", command{
		Verb: permission.RSVP, By: member, Meeting: 1, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.refused("refuse.written", command{Verb: permission.CheckIn, By: member, Meeting: 1})
	v.pass(day)
	v.heardIn(say.Wall, "echo.opened.written")
	until := v.meeting(1).Until
	v.must(command{
		Verb: permission.Statement, By: member, Case: n,
		Values: research.Statement{Text: "lamps", Reply: true}, Chat: -100,
	})
	if v.answer.Message.ID != "" || slices.Contains(v.said(), "notice.statement") {
		t.Errorf("what all have read is told again: %v, %v", v.answer, v.said())
	}
	id := v.put(n, "A")
	if b := v.ballot(id); !b.Closes.Equal(until) {
		t.Errorf("the vote closes at %s, the window at %s", b.Closes, until)
	}
	v.votes(n, "yes", elder)
	if x := v.meeting(1); !slices.Equal(x.There, []int{member, elder}) {
		t.Errorf("%v took part", x.There)
	}
	v.pass(3 * day)
	v.told("task.minutes", secretary)
	if look(v, func(s *life.State) bool { return convening.Speaks(s, member, n, v.now) }) {
		t.Error("one can speak after the window")
	}
}

// TestTheMinutesAreChasedUntilTheyAreRecorded and are what was gathered, when the secretary confirms it.
func TestTheMinutesAreChasedUntilTheyAreRecorded(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	v.must(command{
		Verb: permission.Statement, By: lawyer, Case: n, Values: research.Statement{Text: "before it was called"},
	})
	m := v.called(n)
	v.must(command{Verb: permission.Statement, By: member, Case: n, Values: research.Statement{Text: "twelve lamps"}})
	v.must(command{Verb: permission.Open, By: secretary, Meeting: m})
	v.must(command{Verb: permission.CheckIn, By: member, Meeting: m})
	v.pass(2 * time.Hour)
	v.told("task.minutes", secretary)
	v.pass(day)
	v.told("task.minutes.late", secretary)
	v.pass(2 * day)
	v.told("task.minutes.late", secretary, convener)
	v.must(command{Verb: permission.Minutes, By: secretary, Meeting: m, Values: convening.Minutes{Draft: true}})
	v.heardIn(say.Wall, "notice.minutes")
	v.must(command{
		Verb: permission.Statement, By: elder, Case: n, Values: research.Statement{Text: "too late for the minutes"},
	})
	x := v.meeting(m)
	lines := look(v, func(s *life.State) []say.Arg { return convening.Gathered(convening.Draft(s, &x)) })
	if len(lines) != 2 || lines[1].Msg.ID != "minutes.said" || *lines[1].Msg.Args["Text"].Text != "twelve lamps" {
		t.Errorf("the minutes are %+v", lines)
	}
	v.pass(10 * day)
	if slices.Contains(v.said(), "task.minutes.late") {
		t.Error("minutes are asked for that are recorded")
	}
}

// TestTheNoticeCountsWorkingDays: the agenda of a meeting after National Day, three working days ahead, is out before
// the holidays.
func TestTheNoticeCountsWorkingDays(t *testing.T) {
	v := found(t, "six-step")
	v.refresh()
	v.must(command{
		Verb: permission.Settings, By: secretary, Values: office.Setting{Name: office.SettingNotice, Value: "3wd"},
	})
	n := v.talked()
	v.must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.local("2026-10-09 19:30"), Place: "hall"},
	})
	if got, want := v.meeting(1).Announce, v.local("2026-09-29 19:30"); !got.Equal(want) {
		t.Errorf("published on %s, expected %s", got, want)
	}
}

// TestWhoCannotBeInvitedIsCalledInTheGroup: the day before, whoever has not answered and cannot be written to.
func TestWhoCannotBeInvitedIsCalledInTheGroup(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	v.loses(lawyer)
	v.loses(elder)
	v.must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.now.Add(3 * day), Place: "hall"},
	})
	v.must(command{Verb: permission.RSVP, By: elder, Meeting: 1, Values: convening.RSVP{Reply: meeting.Coming}})
	v.now = v.now.Add(2 * day)
	v.tick("meeting:1")
	v.told("notice.reminder.meeting", convener, member)
	v.heardIn(say.Council, "notice.unreached.meeting")
	for _, x := range v.notices {
		if called := x.Message.Args["Mentions"].List; x.Message.ID == "notice.unreached.meeting" &&
			(len(called) != 1 || *called[0].Mention != lawyer) {
			t.Errorf("called in the group: %+v", called)
		}
	}
}
