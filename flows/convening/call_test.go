package convening_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// calls schedules a meeting in the hall.
func calls(by int, when time.Time, numbers ...int) life.Command {
	return life.Command{
		Verb: permission.Schedule, By: by, Values: convening.Schedule{Cases: numbers, When: when, Place: "the barn"},
	}
}

// asks looks for a date among several.
func asks(n int, form meeting.Form, place string, dates ...time.Time) life.Command {
	return life.Command{
		Verb: permission.Poll, By: village.Convener,
		Values: convening.Poll{Cases: []int{n}, Dates: dates, Form: form, Place: place},
	}
}

// at is a command on a meeting, about somebody where a person is named.
func at(verb permission.Verb, by, m int, values any, about ...int) life.Command {
	cmd := life.Command{Verb: verb, By: by, Meeting: m, Values: values}
	for _, p := range about {
		cmd.Person = p
	}
	return cmd
}

// each is a message that all of the council are told in private.
func each(id string) []string {
	return []string{"convener: " + id, "member: " + id, "lawyer: " + id, "elder: " + id}
}

// shown is that the view of a meeting changes.
func shown(m int) []string { return []string{"council: " + say.MeetingView(m)} }

func TestWhoCallsAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	early, free, second, called, voted := v.Accepted(procedure.Big), v.Talked(), v.Talked(), v.Talked(), v.Heard()
	v.Put(voted, ballot.A)
	v.Must(calls(village.Secretary, v.Now.Add(village.Day), called))
	soon := v.Now.Add(4 * village.Day)
	two := append(village.Echoed(free, "echo.scheduled", "resident"), village.Echoed(second, "echo.scheduled")...)
	v.Plays(t, []village.Row{
		{Rule: "a member calls none", Cmd: calls(village.Member, soon, free), Refused: "refuse.role"},
		{Rule: "a case must be there", Cmd: calls(village.Secretary, soon, 99), Refused: "refuse.no_case"},
		{Rule: "not on what is looked into", Cmd: calls(village.Secretary, soon, early), Refused: "refuse.stage"},
		{Rule: "not on what is on an agenda", Cmd: calls(village.Secretary, soon, called), Refused: "refuse.on_agenda"},
		{Rule: "not on what is voted on", Cmd: calls(village.Secretary, soon, voted), Refused: "refuse.ballot_open"},
		{Rule: "not on a good and a bad one", Cmd: calls(village.Secretary, soon, free, early), Refused: "refuse.stage"},
		{Rule: "not for this moment", Cmd: calls(village.Secretary, v.Now, free), Refused: "refuse.past"},
		{Rule: "an hour must be said", Cmd: calls(village.Secretary, time.Time{}, free), Refused: "refuse.past"},
		{
			Rule: "not for a day nobody means", Cmd: calls(village.Secretary, v.Now.AddDate(5, 0, 1), free),
			Refused: "refuse.too_far",
		},
		{
			Rule: "the council is invited", Cmd: calls(village.Convener, soon, free), Answer: "receipt.scheduled",
			Events: []string{"meeting.scheduled"},
			Told:   slices.Concat(shown(3), village.Echoed(free, "echo.scheduled", "resident"), each("notice.invited")),
		},
		{
			Rule: "once for two cases", Cmd: calls(village.Secretary, soon, free, second), Answer: "receipt.scheduled",
			Events: []string{"meeting.scheduled"}, Told: slices.Concat(shown(3), two, each("notice.invited")),
		},
	})
	v.Must(calls(village.Secretary, soon, free, second))
	m, c := meetingOf(v, 3), v.Find(second)
	if m.Status != meeting.Scheduled || m.Held() != meeting.InPerson || !m.At.Equal(soon) || m.Place != "the barn" ||
		!slices.Equal(m.Chairs, []int{village.Convener}) || !slices.Equal(m.Invited, council()) || m.Reminded {
		t.Errorf("kept as %+v", m)
	}
	if c.Talk.Meeting != 3 || c.Talk.Heard || !slices.Contains(v.Head().Coming, 3) {
		t.Errorf("its case stands as %+v", c.Talk)
	}
}

func TestWhoIsAskedAndWhoChairs(t *testing.T) {
	v := village.Found(t, "six-step")
	one, two := v.Talked(), v.Talked()
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: one, Person: village.Widow})
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: two, Person: village.Shy})
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: two, Person: village.Member})
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: village.Convener,
		Values: people.Grant{Role: people.Convener},
	})
	v.Must(calls(village.Secretary, v.Now.Add(village.Day), one, two))
	m := meetingOf(v, 1)
	want := []int{village.Member, village.Lawyer, village.Elder, village.Widow, village.Shy}
	if !slices.Equal(m.Invited, want) || !slices.Equal(m.Chairs, []int{village.Secretary}) || !m.Reminded {
		t.Errorf("kept as %+v", m)
	}
}

func TestHowMeetingsAreHeld(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	when := v.Now.Add(2 * village.Day)
	for _, c := range []struct {
		rule   string
		call   convening.Schedule
		answer string // "" where it is refused for want of a link
		until  time.Time
		link   string
		code   bool
	}{
		{"in person where nobody says", convening.Schedule{Place: "hall"}, "receipt.scheduled", time.Time{}, "", true},
		{
			"in person with a link for those afar", convening.Schedule{Form: meeting.InPerson, Place: "hall, http://a.b/c"},
			"receipt.scheduled", time.Time{}, "http://a.b/c", true,
		},
		{"online nowhere", convening.Schedule{Form: meeting.Online}, "", time.Time{}, "", false},
		{"online in the barn", convening.Schedule{Form: meeting.Online, Place: "barn"}, "", time.Time{}, "", false},
		{
			"online", convening.Schedule{Form: meeting.Online, Place: "会议：https://a.b/c。"}, "receipt.scheduled",
			time.Time{}, "https://a.b/c", false,
		},
		{
			"in writing for three days where nobody says", convening.Schedule{Form: meeting.Written},
			"receipt.scheduled.written", when.Add(3 * village.Day), "", false,
		},
		{
			"in writing for a day", convening.Schedule{Form: meeting.Written, Window: calendar.Span{Days: 1}},
			"receipt.scheduled.written", when.Add(village.Day), "", false,
		},
	} {
		v := v.Copy(t)
		c.call.Cases, c.call.When, c.call.Purpose = []int{n}, when, meeting.Mediation
		r := v.Do(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: c.call})
		if c.answer == "" {
			if r == nil || r.Message.ID != "refuse.no_link" {
				t.Errorf("%s: %v", c.rule, r)
			}
			continue
		}
		m := meetingOf(v, 1)
		if r != nil || v.Answer.Message.ID != c.answer || !m.Until.Equal(c.until) || m.Link != c.link ||
			m.Purpose != meeting.Mediation || (len(v.Answer.Buttons) == 1) != c.code {
			t.Errorf("%s: answered %+v, kept as %+v", c.rule, v.Answer, m)
		}
	}
}

func TestWhatAProcedureAsksOfAMeeting(t *testing.T) {
	v := village.Found(t, "six-plus-four")
	n := v.Raised()
	deliberate := func() {
		v.Happen(0, func(s *life.State) []life.Event {
			p := s.Method(s.Case(n))
			at, _ := p.First(procedure.Deliberation, 0)
			return life.One(life.StageEntered{Case: n, Stage: at + 1})
		})
	}
	deliberate()
	later, tomorrow := v.Now.Add(4*village.Day), v.Now.Add(village.Day)
	v.Refused("refuse.needs.stakeholders", calls(village.Secretary, later, n))
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: n, Person: village.Widow})
	v.Plays(t, []village.Row{
		{Rule: "three days ahead", Cmd: calls(village.Secretary, tomorrow, n), Refused: "refuse.notice"},
		{
			Rule: "every date of a poll", Cmd: asks(n, "", "hall", later, tomorrow.Add(village.Day)),
			Refused: "refuse.notice",
		},
		{
			Rule: "three days are enough", Cmd: calls(village.Secretary, v.Now.Add(3*village.Day), n),
			Answer: "receipt.scheduled", Events: []string{"meeting.scheduled"},
		},
	})
	v.Holds(n, func(c *cases.Case) { c.Track = procedure.Urgent })
	v.Must(calls(village.Secretary, tomorrow, n))
}

func TestWhoLooksForADate(t *testing.T) {
	v := village.Found(t, "six-step")
	n, called := v.Talked(), v.Talked()
	v.Must(calls(village.Secretary, v.Now.Add(village.Day), called))
	one, two := v.Now.Add(8*village.Day), v.Now.Add(9*village.Day)
	byMember := asks(n, "", "hall", one, two)
	byMember.By = village.Member
	v.Plays(t, []village.Row{
		{Rule: "a member does not", Cmd: byMember, Refused: "refuse.role"},
		{Rule: "not for what is on an agenda", Cmd: asks(called, "", "hall", one, two), Refused: "refuse.on_agenda"},
		{Rule: "one date is no choice", Cmd: asks(n, "", "hall", one), Refused: "refuse.few_dates"},
		{Rule: "the same twice is one", Cmd: asks(n, "", "hall", one, one.UTC()), Refused: "refuse.few_dates"},
		{
			Rule: "not one nobody means", Cmd: asks(n, "", "hall", one, v.Now.AddDate(6, 0, 0)),
			Refused: "refuse.too_far",
		},
		{Rule: "online needs its link", Cmd: asks(n, meeting.Online, "the barn", one, two), Refused: "refuse.no_link"},
		{
			Rule: "all are asked", Cmd: asks(n, "", "hall", two, one), Answer: "receipt.polled",
			Events: []string{"meeting.polled"},
			Told:   slices.Concat(shown(2), village.Echoed(n, "echo.polled", "resident"), each("notice.polled")),
		},
	})
	v.Must(asks(n, "", "hall", two, one, two))
	m := meetingOf(v, 2)
	if m.Status != meeting.Polled || !m.At.IsZero() || len(m.Poll.Dates) != 2 || !m.Poll.Dates[0].Equal(one) ||
		!m.Poll.Until.Equal(v.Now.Add(3*village.Day)) {
		t.Errorf("kept as %+v with %+v", m, m.Poll)
	}
}

func TestWhoHasASayInACase(t *testing.T) {
	v := village.Found(t, "six-step")
	raised, screened, talked, put := v.Raised(), v.Screened(), v.Talked(), v.Published(ballot.A)
	involve := func(by, n, person int) life.Command {
		return life.Command{Verb: permission.Involve, By: by, Case: n, Person: person}
	}
	v.Must(involve(village.Secretary, talked, village.Shy))
	told := func(n int) []string { return []string{"group: " + say.CardView(n), "widow: notice.involved"} }
	v.Plays(t, []village.Row{
		{Rule: "the raiser names nobody", Cmd: involve(village.Resident, talked, village.Widow), Refused: "refuse.role"},
		{Rule: "a member neither", Cmd: involve(village.Member, talked, village.Widow), Refused: "refuse.role"},
		{Rule: "not before it is screened", Cmd: involve(village.Secretary, raised, village.Widow), Refused: "refuse.stage"},
		{Rule: "not when it is decided", Cmd: involve(village.Secretary, put, village.Widow), Refused: "refuse.stage"},
		{Rule: "nobody who is not there", Cmd: involve(village.Secretary, talked, 16), Refused: "refuse.no_person"},
		{Rule: "nobody twice", Cmd: involve(village.Convener, talked, village.Shy), Refused: "refuse.involved"},
		{
			Rule: "somebody while it is screened", Cmd: involve(village.Convener, screened, village.Widow),
			Answer: "receipt.involved", Events: []string{"case.stakeholder"}, Told: told(screened),
		},
		{
			Rule: "somebody while it is talked over", Cmd: involve(village.Secretary, talked, village.Widow),
			Answer: "receipt.involved", Events: []string{"case.stakeholder"}, Told: told(talked),
		},
	})
	m := called(v, v.Talked())
	n := meetingOf(v, m).Cases[0]
	v.Plays(t, []village.Row{
		{
			Rule: "who is named after the meeting was called is invited", Cmd: involve(village.Secretary, n, village.Widow),
			Answer: "receipt.involved", Events: []string{"case.stakeholder", "meeting.invited"},
			Told: slices.Concat(told(n), shown(m), []string{"widow: notice.invited"}),
		},
		{
			Rule: "who is invited already is not invited again", Cmd: involve(village.Secretary, n, village.Elder),
			Answer: "receipt.involved", Events: []string{"case.stakeholder"},
		},
	})
	v.Must(at(permission.Open, village.Secretary, m, nil))
	v.Plays(t, []village.Row{{
		Rule: "nobody is invited to a meeting that has begun", Cmd: involve(village.Secretary, n, village.Widow),
		Answer: "receipt.involved", Events: []string{"case.stakeholder"}, Told: told(n),
	}})
}
