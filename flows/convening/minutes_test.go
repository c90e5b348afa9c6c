package convening_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/research"
	"echowall/flows/say"
	"echowall/flows/voting"
)

func TestWhoRecordsMinutes(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m, coming := called(v, n), called(v, v.Talked())
	v.Must(at(permission.Chair, village.Secretary, m, nil, village.Lawyer))
	_, asked := polled(v)
	v.Must(at(permission.Open, village.Secretary, m, nil))
	minutes := func(by, m int, of convening.Minutes) life.Command { return at(permission.Minutes, by, m, of) }
	words := convening.Minutes{Text: "two benches"}
	recorded, told := []string{"meeting.minutes"}, append(shown(m), "wall: notice.minutes")
	v.Plays(t, []village.Row{
		{Rule: "a member does not", Cmd: minutes(village.Elder, m, words), Refused: "refuse.role"},
		{Rule: "of no meeting", Cmd: minutes(village.Secretary, 9, words), Refused: "refuse.no_meeting"},
		{Rule: "of one to come", Cmd: minutes(village.Secretary, coming, words), Refused: "refuse.not_held"},
		{Rule: "of one without a date", Cmd: minutes(village.Secretary, asked, words), Refused: "refuse.not_held"},
		{
			Rule: "the chair does", Cmd: minutes(village.Lawyer, m, words), Answer: "receipt.minutes", Events: recorded,
			Told: told,
		},
		{
			Rule: "as they were gathered", Cmd: minutes(village.Convener, m, convening.Minutes{Draft: true}),
			Answer: "receipt.minutes", Events: recorded, Told: told,
		},
	})
	v.Must(minutes(village.Secretary, m, words))
	v.Must(minutes(village.Convener, m, convening.Minutes{Text: "three benches"}))
	x := meetingOf(v, m)
	if x.Status != meeting.Over || x.Minutes != "three benches" || slices.Contains(v.Head().Coming, m) {
		t.Errorf("mended minutes stand as %+v", x)
	}
	v.Must(minutes(village.Convener, m, convening.Minutes{Text: "they are not kept beside a draft", Draft: true}))
	if x := meetingOf(v, m); x.Minutes != "" {
		t.Errorf("a draft is what was gathered, not %q", x.Minutes)
	}
	if b := v.Answer.Buttons; b != nil {
		t.Errorf("printed from no page: %v", b)
	}
}

func TestMinutesArePrintedWhereThereIsAPage(t *testing.T) {
	v := village.Found(t, "six-step")
	m := v.Meets(v.Talked())
	v.Happen(0, func(*life.State) []life.Event { return life.One(office.PageMoved{Code: "elm"}) })
	v.Must(at(permission.Minutes, village.Secretary, m, convening.Minutes{Text: "done"}))
	if b := v.Answer.Buttons; len(b) != 1 || b[0][0].Page != "elm" || b[0][0].Below != "meeting/1" {
		t.Errorf("printed from %+v", b)
	}
}

// gathered are the ids of the lines of a draft.
func gathered(v *village.Village, m int) []string {
	v.TB.Helper()
	return village.Look(v, func(s *life.State) []string {
		var ids []string
		for _, l := range convening.Draft(s, s.Meeting(m)) {
			ids = append(ids, l.Message.ID)
		}
		return ids
	})
}

func TestWhatIsGatheredOfAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	one, two := v.Heard(), v.Talked()
	v.Put(one, ballot.A) // before the meeting it is of no concern
	v.Votes(one, ballot.No, village.Convener, village.Member, village.Lawyer, village.Elder)
	statement := func(n int, text string) {
		v.Must(life.Command{
			Verb: permission.Statement, By: village.Elder, Case: n, Values: research.Statement{Text: text},
		})
	}
	statement(two, "said before it was called")
	v.Now = v.Now.Add(time.Minute)
	m := called(v, one, two)
	statement(two, "said before it was opened")
	v.Must(at(permission.Open, village.Secretary, m, nil))
	statement(two, "said in it")
	if got := gathered(v, m); !slices.Equal(got, []string{
		"minutes.case", "minutes.silent", "minutes.case", "minutes.said", "minutes.said",
	}) {
		t.Errorf("gathered are %v", got)
	}
	v.Must(life.Command{Verb: permission.Choose, By: village.Secretary, Case: one, Values: voting.Choose{
		Manner: ballot.Plurality, Class: ballot.A, Text: "Which?\nred\nblue",
	}})
	v.Put(two, ballot.A)
	v.Votes(two, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Votes(one, "2", village.Elder)
	want := []string{
		"minutes.case", "minutes.silent", "minutes.vote.open",
		"minutes.case", "minutes.said", "minutes.said", "minutes.vote.adopted", "ballot.roll",
	}
	if got := gathered(v, m); !slices.Equal(got, want) {
		t.Errorf("with the votes gathered are %v", got)
	}
	v.Must(at(permission.Minutes, village.Secretary, m, convening.Minutes{Draft: true}))
	v.Now = v.Now.Add(time.Minute)
	v.Votes(one, "1", village.Convener, village.Member, village.Lawyer)
	v.Must(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: convening.Schedule{
		Cases: []int{v.Talked()}, When: v.Now.Add(village.Day), Place: "hall",
	}})
	// How it ended shows, though it ended later, and who voted how.
	want = slices.Replace(want, 2, 3, "minutes.vote.adopted", "ballot.roll")
	if got := gathered(v, m); !slices.Equal(got, want) {
		t.Errorf("after the minutes gathered are %v", got)
	}
	if got := gathered(v, v.Head().Meetings); !slices.Equal(got, []string{"minutes.case", "minutes.silent"}) {
		t.Errorf("of one to come gathered are %v", got)
	}
	args := village.Look(v, func(s *life.State) []convening.MinutesLine { return convening.Draft(s, s.Meeting(m)) })
	if len(args[2].Message.Args["Votes"].Clauses) != 3 || args[2].Of != convening.VoteLine || args[2].Result != "adopted" {
		t.Errorf("of two options and those who abstain are told %+v", args[2])
	}
}

func TestWhatAMeetingThatAnotherCommunityLeadsGathers(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Happen(0, func(*life.State) []life.Event {
		return life.One(convening.MeetingScheduled{Meeting: meeting.Meeting{
			Number: 1, Cases: []int{n}, At: v.Now.Add(village.Day), Status: meeting.Scheduled,
		}})
	})
	if got := gathered(v, 1); !slices.Equal(got, []string{"minutes.case"}) {
		t.Errorf("gathered are %v", got)
	}
}

func TestTheMinutesNameWhoCame(t *testing.T) {
	v := village.Found(t, "six-step")
	m := called(v, v.Talked())
	v.Must(at(permission.Bring, village.Secretary, m, nil, village.Shy))
	v.Must(at(permission.Open, village.Secretary, m, nil))
	for _, p := range []int{village.Elder, village.Shy} {
		v.Must(at(permission.CheckIn, p, m, nil))
	}
	v.Must(at(permission.Minutes, village.Secretary, m, convening.Minutes{Text: "done"}))
	args := v.Notices[1].Message.Args
	if len(args["People"].List) != 1 || len(args["Guests"].List) != 1 || *args["Text"].Text != "done" {
		t.Errorf("told are %+v", args)
	}
}

func TestWhoAsksForMinutesHowOften(t *testing.T) {
	for count, want := range map[int][]string{
		1: {"council: " + say.MeetingView(1), "secretary: duty task.minutes"}, 2: {"secretary: duty task.minutes.late"},
		3: {"secretary: duty task.minutes.late", "convener: duty task.minutes.late"},
		9: {"secretary: duty task.minutes.late", "convener: duty task.minutes.late"},
	} {
		v := village.Found(t, "six-step")
		m := v.Meets(v.Talked())
		v.Happen(0, func(*life.State) []life.Event { return life.One(convening.MinutesChased{Meeting: m, Count: count}) })
		v.Hears(want...)
		last := v.Notices[len(v.Notices)-1]
		if last.Buttons[0][0].Line != "minutes M1 draft" || meetingOf(v, m).Chased != count {
			t.Errorf("asked for with %+v", last)
		}
	}
}

func TestAMeetingGoesThroughItsPhases(t *testing.T) {
	v := village.Found(t, "six-plus-four")
	n := v.Raised()
	v.Happen(0, func(s *life.State) []life.Event {
		at, _ := s.Method(s.Case(n)).First(procedure.Deliberation, 0)
		return life.One(life.StageEntered{Case: n, Stage: at + 1})
	})
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: n, Person: village.Widow})
	v.Must(calls(village.Secretary, v.Now.Add(4*village.Day), n))
	next := func(by int) life.Command { return at(permission.Phase, by, 1, nil) }
	v.Refused("refuse.not_open", next(village.Secretary))
	v.Must(at(permission.Open, village.Secretary, 1, nil))
	v.Plays(t, []village.Row{
		{Rule: "a member does not lead it on", Cmd: next(village.Elder), Refused: "refuse.role"},
		{
			Rule: "from the first into the second", Cmd: next(village.Convener), Answer: "receipt.phase",
			Events: []string{"meeting.phase"}, Told: append(shown(1), "council: notice.phase"),
		},
	})
	for _, want := range []int{2, 3, 4} {
		v.Must(next(village.Secretary))
		args := v.Notices[1].Message.Args
		if got := meetingOf(v, 1).Phase; got != want || *args["Number"].Num != want || *args["Count"].Num != 4 {
			t.Errorf("expected phase %d, got %d, told as %+v", want, got, args)
		}
	}
	v.Refused("refuse.last_phase", next(village.Secretary))
	v.Happen(0, func(*life.State) []life.Event { return life.One(convening.PhaseEntered{Meeting: 1, Phase: 9}) })
	v.Hears(shown(1)...)
	v.Must(at(permission.Minutes, village.Secretary, 1, convening.Minutes{Text: "done"}))
	v.Refused("refuse.not_open", next(village.Secretary))
}

func TestMostMeetingsHaveNoPhases(t *testing.T) {
	v := village.Found(t, "six-step")
	m := v.Meets(v.Talked())
	v.Refused("refuse.no_phases", at(permission.Phase, village.Secretary, m, nil))
	gone := &meeting.Meeting{Cases: []int{99}}
	if got := village.Look(v, func(s *life.State) int { return len(convening.Phases(s, gone)) }); got != 0 {
		t.Errorf("a meeting on nothing has %d phases", got)
	}
}

func TestWhichMeetingsAreListed(t *testing.T) {
	v := village.Found(t, "six-step")
	list := func(by, m int) life.Command { return at(permission.Meetings, by, m, nil) }
	v.Must(list(village.Widow, 0))
	if v.Answer.Message.ID != "meetings.none" {
		t.Errorf("of none is told %s", v.Answer.Message.ID)
	}
	_, asked := polled(v)
	late := called(v, v.Talked())
	v.Must(calls(village.Secretary, v.Now.Add(village.Day), v.Talked()))
	v.Must(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: convening.Schedule{
		Cases: []int{v.Talked()}, When: v.Now.Add(2 * village.Day), Form: meeting.Written,
	}})
	over := v.Meets(v.Talked())
	v.Must(at(permission.Minutes, village.Secretary, over, convening.Minutes{Text: "done"}))
	v.Must(at(permission.RSVP, village.Elder, late, convening.RSVP{Reply: meeting.Maybe}))
	v.Must(at(permission.Suit, village.Elder, asked, convening.Suit{Dates: []int{1}}))
	v.Plays(t, []village.Row{
		{Rule: "anybody sees them", Cmd: list(village.Widow, 0), Answer: "meetings.list", Told: []string{}},
		{Rule: "one that is over is shown", Cmd: list(village.Widow, over), Told: []string{}},
		{Rule: "one that is not there is not", Cmd: list(village.Widow, 6), Refused: "refuse.no_meeting"},
	})
	for by, want := range map[int][]string{
		village.Widow: {
			"meetings.line.scheduled", "meetings.line.scheduled.written", "meetings.line.scheduled", "meetings.line.polled",
		},
		village.Elder: {
			"meetings.line.scheduled meetings.mine.unsaid", "meetings.line.scheduled.written",
			"meetings.line.scheduled meetings.mine.maybe", "meetings.line.polled",
		},
		village.Member: {
			"meetings.line.scheduled meetings.mine.unsaid", "meetings.line.scheduled.written",
			"meetings.line.scheduled meetings.mine.unsaid", "meetings.line.polled meetings.mine.choose",
		},
	} {
		v.Must(list(by, 0))
		var got []string
		for _, l := range v.Answer.Message.Args["Lines"].Lines {
			line := l.Msg.ID
			if mine := l.Msg.Args["Mine"].Msg; mine != nil {
				line += " " + mine.ID
			}
			got = append(got, line)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d is told\n%q\nexpected\n%q", by, got, want)
		}
	}
	v.Must(list(village.Widow, late))
	if v.Answer.View != say.MeetingView(late) {
		t.Errorf("shown is %q", v.Answer.View)
	}
}

func TestAListOfManyMeetingsHasFewButtons(t *testing.T) {
	v := village.Found(t, "six-step")
	for i := range 10 {
		v.Must(calls(village.Secretary, v.Now.Add(time.Duration(20-i)*village.Day), v.Talked()))
	}
	v.Must(at(permission.Meetings, village.Widow, 0, nil))
	a := v.Answer
	if len(a.Buttons) != 8 || a.Buttons[0][0].Line != "meetings M10" || *a.Message.Args["Count"].Num != 10 {
		t.Errorf("%d are listed with %+v", *a.Message.Args["Count"].Num, a.Buttons)
	}
}

func TestMinutesOfACaseThatIsLedElsewhereTakeItNowhere(t *testing.T) {
	v := village.Found(t, "six-plus-four")
	n := beforehand(v)
	v.Must(calls(village.Secretary, v.Now.Add(village.Day), n))
	v.Must(at(permission.Open, village.Secretary, 1, nil))
	v.Holds(n, func(c *cases.Case) { c.Lead = &cases.Link{Community: "river", Kind: cases.Joint} })
	v.Must(at(permission.Minutes, village.Secretary, 1, convening.Minutes{Text: "heard"}))
	v.Came("meeting.minutes")
}
