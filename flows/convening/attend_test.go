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
	"echowall/flows/research"
	"echowall/flows/say"
)

func TestTheCodeOnTheWallChecksIn(t *testing.T) {
	v := village.Found(t, "six-step")
	m := called(v, v.Talked())
	v.Must(life.Command{Verb: permission.QR, By: village.Secretary, Meeting: m})
	code := v.Answer.File.Of
	scan := func(by int) life.Command {
		return life.Command{Verb: permission.Start, By: by, Values: office.Start{Code: code}}
	}
	v.Refused("refuse.not_open", scan(village.Member))
	v.Pass(3*village.Day - 30*time.Minute)
	v.Must(scan(village.Member))
	v.Must(scan(village.Member))
	v.Refused("refuse.not_invited", scan(village.Widow))
	v.Refused("refuse.role", life.Command{
		Verb: permission.CheckIn, By: village.Member, Meeting: m, Person: village.Elder,
	})
	v.Pass(time.Hour)
	v.Must(life.Command{Verb: permission.CheckIn, By: village.Secretary, Meeting: m, Person: village.Elder})
	if x := meetingOf(v, m); !slices.Equal(x.There, []int{village.Member, village.Elder}) {
		t.Errorf("there are %v", x.There)
	}
	v.Must(life.Command{Verb: permission.QR, By: village.Secretary, Meeting: m})
	if f := v.Answer.File; f.Kind != say.QRFile || f.Of == code {
		t.Errorf("the code goes out again as %+v", f)
	}
	v.Must(scan(village.Member)) // what hangs there goes on working
	v.Must(life.Command{
		Verb: permission.Minutes, By: village.Secretary, Meeting: m, Values: convening.Minutes{Text: "agreed"},
	})
	v.Refused("refuse.not_open", scan(village.Lawyer))
	v.Refused("refuse.no_code", life.Command{Verb: permission.QR, By: village.Secretary, Meeting: m})
}

func TestMorePeopleAreInvited(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Must(life.Command{
		Verb: permission.Bring, By: village.Secretary, Meeting: m,
		Values: people.Grant{Role: people.Expert, Detail: "Lighting"},
	})
	v.Told("notice.invited", village.Expert)
	v.Must(life.Command{Verb: permission.Bring, By: village.Secretary, Meeting: m, Person: village.Widow})
	v.Refused("refuse.nobody_more", life.Command{
		Verb: permission.Bring, By: village.Secretary, Meeting: m, Person: village.Widow,
	})
	v.Refused("refuse.nobody_more", life.Command{
		Verb: permission.Bring, By: village.Secretary, Meeting: m,
		Values: people.Grant{Role: people.Expert, Detail: "water"},
	})
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: n, Person: village.Widow})
	v.Told("notice.invited", village.Widow)
	v.Must(life.Command{
		Verb: permission.Appoint, By: village.Secretary, Person: village.Neighbour,
		Values: office.Appoint{Grant: people.Grant{Role: people.Member}},
	})
	v.Told("notice.invited", village.Neighbour)
	x := meetingOf(v, m)
	slices.Sort(x.Invited)
	if !slices.Equal(x.Guests, []int{village.Expert}) ||
		!slices.Equal(x.Invited, append(council(), village.Neighbour, village.Widow)) {
		t.Errorf("invited %v, guests %v", x.Invited, x.Guests)
	}
}

func TestTheChairOpensTheMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	m := called(v, v.Talked())
	v.Refused("refuse.role", life.Command{Verb: permission.Open, By: village.Elder, Meeting: m})
	v.Must(life.Command{Verb: permission.Chair, By: village.Secretary, Meeting: m, Person: village.Elder})
	v.Told("notice.chair", village.Elder)
	v.Must(life.Command{Verb: permission.Open, By: village.Elder, Meeting: m})
	v.Refused("refuse.role", life.Command{
		Verb: permission.Reschedule, By: village.Elder, Meeting: m,
		Values: convening.Reschedule{When: v.Now.Add(village.Day)},
	})
}

// TestLateChangesReachEverybodyOnce moves a meeting on two cases with the same raiser, who is a member too.
func TestLateChangesReachEverybodyOnce(t *testing.T) {
	v := village.Found(t, "six-step")
	a, b := v.Talked(), v.Talked()
	v.Must(life.Command{Verb: permission.Support, By: village.Neighbour, Case: a})
	v.Must(life.Command{Verb: permission.Support, By: village.Neighbour, Case: b})
	v.Must(life.Command{Verb: permission.Support, By: village.Member, Case: a})
	m := called(v, a, b)
	for _, change := range []life.Command{
		{Verb: permission.Reschedule, Values: convening.Reschedule{When: v.Now.Add(5 * village.Day)}},
		{Verb: permission.CallOff, Values: life.Prose{Text: "storm"}},
	} {
		change.By, change.Meeting = village.Secretary, m
		v.Must(change)
		told := map[int]int{}
		for _, n := range v.Notices {
			if n.To.Person != 0 {
				told[n.To.Person]++
			}
		}
		for _, p := range append(council(), village.Resident, village.Neighbour) {
			if told[p] != 1 {
				t.Errorf("/%s: %d was told %d times", change.Verb, p, told[p])
			}
		}
	}
}

func TestTheAgendaIsPublishedAhead(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingNotice, Value: "3d"},
	})
	n := v.Talked()
	v.Must(life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(10 * village.Day), Place: "hall"},
	})
	v.Pass(7 * village.Day)
	v.HeardIn(say.Wall, "notice.agenda")
	v.Must(life.Command{
		Verb: permission.Reschedule, By: village.Secretary, Meeting: 1,
		Values: convening.Reschedule{When: v.Now.Add(2 * village.Day)},
	})
	if !meetingOf(v, 1).Announce.IsZero() {
		t.Error("the agenda of a meeting in two days is to be published later")
	}
	v.Must(life.Command{
		Verb: permission.CallOff, By: village.Secretary, Meeting: 1, Values: life.Prose{Text: "storm"},
	})
	v.Must(life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(village.Day), Place: "hall"},
	})
	if notice := v.Answer.Message.Args["Notice"].Span; notice == nil || notice.String() != "3d" {
		t.Error("nobody is told that the notice is short")
	}
}

func TestAnOnlineMeetingNeedsItsLink(t *testing.T) {
	v := village.Found(t, "six-step")
	online := convening.Schedule{
		Cases: []int{v.Talked()}, When: v.Now.Add(village.Day), Form: meeting.Online, Place: "video",
	}
	v.Refused("refuse.no_link", life.Command{Verb: permission.Schedule, By: village.Secretary, Values: online})
	online.Place = "video https://meet.example/a"
	v.Must(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: online})
	if x := meetingOf(v, 1); x.Link != "https://meet.example/a" || x.Code != "" {
		t.Errorf("%+v", x)
	}
	v.Refused("refuse.no_link", life.Command{
		Verb: permission.Reschedule, By: village.Secretary, Meeting: 1,
		Values: convening.Reschedule{When: v.Now.Add(2 * village.Day), Place: "hall"},
	})
	v.Refused("refuse.no_code", life.Command{Verb: permission.QR, By: village.Secretary, Meeting: 1})
}

// TestAMeetingInWriting is held in the chat: statements and the vote end with its window.
func TestAMeetingInWriting(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Must(life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(village.Day), Form: meeting.Written},
	})
	v.Told("notice.invited.written", council()...)
	v.Refused("refuse.written", life.Command{
		Verb: permission.RSVP, By: village.Member, Meeting: 1, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.Refused("refuse.written", life.Command{Verb: permission.CheckIn, By: village.Member, Meeting: 1})
	v.Pass(village.Day)
	v.HeardIn(say.Wall, "echo.opened.written")
	until := meetingOf(v, 1).Until
	v.Must(life.Command{
		Verb: permission.Statement, By: village.Member, Case: n,
		Values: research.Statement{Text: "lamps", Reply: true}, Chat: -100,
	})
	if v.Answer.Message.ID != "" || slices.Contains(v.Said(), "notice.statement") {
		t.Errorf("what all have read is told again: %v, %v", v.Answer, v.Said())
	}
	id := v.Put(n, "A")
	if b := v.Ballot(id); !b.Closes.Equal(until) {
		t.Errorf("the vote closes at %s, the window at %s", b.Closes, until)
	}
	v.Votes(n, "yes", village.Elder)
	if x := meetingOf(v, 1); !slices.Equal(x.There, []int{village.Member, village.Elder}) {
		t.Errorf("%v took part", x.There)
	}
	v.Pass(3 * village.Day)
	v.Told("task.minutes", village.Secretary)
	if village.Look(v, func(s *life.State) bool { return convening.Speaks(s, village.Member, n, v.Now) }) {
		t.Error("one can speak after the window")
	}
}

// TestTheMinutesAreChasedUntilTheyAreRecorded and are what was gathered, when the secretary confirms it.
func TestTheMinutesAreChasedUntilTheyAreRecorded(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Must(life.Command{
		Verb: permission.Statement, By: village.Lawyer, Case: n,
		Values: research.Statement{Text: "before it was called"},
	})
	m := called(v, n)
	v.Must(life.Command{
		Verb: permission.Statement, By: village.Member, Case: n, Values: research.Statement{Text: "twelve lamps"},
	})
	v.Must(life.Command{Verb: permission.Open, By: village.Secretary, Meeting: m})
	v.Must(life.Command{Verb: permission.CheckIn, By: village.Member, Meeting: m})
	v.Pass(2 * time.Hour)
	v.Told("task.minutes", village.Secretary)
	v.Pass(village.Day)
	v.Told("task.minutes.late", village.Secretary)
	v.Pass(2 * village.Day)
	v.Told("task.minutes.late", village.Secretary, village.Convener)
	v.Must(life.Command{
		Verb: permission.Minutes, By: village.Secretary, Meeting: m, Values: convening.Minutes{Draft: true},
	})
	v.HeardIn(say.Wall, "notice.minutes")
	v.Must(life.Command{
		Verb: permission.Statement, By: village.Elder, Case: n,
		Values: research.Statement{Text: "too late for the minutes"},
	})
	x := meetingOf(v, m)
	lines := village.Look(v, func(s *life.State) []say.Arg { return convening.Gathered(convening.Draft(s, &x)) })
	if len(lines) != 2 || lines[1].Msg.ID != "minutes.said" || *lines[1].Msg.Args["Text"].Text != "twelve lamps" {
		t.Errorf("the minutes are %+v", lines)
	}
	v.Pass(10 * village.Day)
	if slices.Contains(v.Said(), "task.minutes.late") {
		t.Error("minutes are asked for that are recorded")
	}
}

// TestTheNoticeCountsWorkingDays: the agenda of a meeting after National Day, three working days ahead, is out before
// the holidays.
func TestTheNoticeCountsWorkingDays(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Refresh()
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingNotice, Value: "3wd"},
	})
	n := v.Talked()
	v.Must(life.Command{
		Verb: permission.Schedule, By: village.Secretary,
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
	v.Loses(village.Lawyer)
	v.Loses(village.Elder)
	v.Must(life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(3 * village.Day), Place: "hall"},
	})
	v.Must(life.Command{
		Verb: permission.RSVP, By: village.Elder, Meeting: 1, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.Now = v.Now.Add(2 * village.Day)
	v.Tick("meeting:1")
	v.Told("notice.reminder.meeting", village.Convener, village.Member)
	v.HeardIn(say.Council, "notice.unreached.meeting")
	for _, x := range v.Notices {
		if called := x.Message.Args["Mentions"].List; x.Message.ID == "notice.unreached.meeting" &&
			(len(called) != 1 || *called[0].Mention != village.Lawyer) {
			t.Errorf("called in the group: %+v", called)
		}
	}
}
