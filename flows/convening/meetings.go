package convening

import (
	"cmp"
	"slices"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

func meetingsVerb() life.Verb {
	return life.Verb{
		Name:   permission.Meetings,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Optional(form.Meeting())),
		Decide: life.Plain(meetings),
		Menu:   life.Menu{For: life.ForEverybody, Rank: 50},
		Help:   []life.HelpLine{{Reader: "resident", Rank: 60}, {Reader: "member", Rank: 30}},
	}
}

// meetings lists the meetings to come, those under way and those whose minutes are owed, each with a button that shows
// it; or shows one, which may be over.
func meetings(s *life.State, cmd life.Command) (life.Result, error) {
	if cmd.Meeting != 0 {
		if s.Meeting(cmd.Meeting) == nil {
			return life.Result{}, life.Refuse("refuse.no_meeting", say.Args{"Meeting": say.Num(cmd.Meeting)})
		}
		return life.Result{Answer: say.Notice{View: say.MeetingView(cmd.Meeting)}}, nil
	}
	var lines []say.Arg
	var buttons [][]say.Button
	for _, m := range Coming(s) {
		lines = append(lines, meetingLine(m, cmd.By))
		if len(buttons) < 8 {
			label := say.New("button.meeting", say.Args{"Meeting": say.Num(m.Number)})
			buttons = append(buttons, say.Row(say.Press(label, record.Line(permission.Meetings, "M"+record.Num(m.Number)))))
		}
	}
	if len(lines) == 0 {
		return life.Answer(nil, "meetings.none")
	}
	return life.Result{Answer: say.Notice{
		Kind:    say.Lasting,
		Message: say.New("meetings.list", say.Args{"Count": say.Num(len(lines)), "Lines": say.Lines(lines...)}),
		Buttons: buttons,
	}}, nil
}

// Coming are the meetings not over, by time; those that have none yet come last.
func Coming(s *life.State) []*meeting.Meeting {
	var all []*meeting.Meeting
	s.WantMeetings(s.Head().Coming...)
	for _, n := range s.Head().Coming {
		if m := s.Meeting(n); m != nil {
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(x, y *meeting.Meeting) int {
		if x.At.IsZero() != y.At.IsZero() {
			return cmp.Compare(y.At.Unix(), x.At.Unix())
		}
		return x.At.Compare(y.At)
	})
	return all
}

// meetingLine tells of a meeting in a line, with what the one who asks has answered or still owes an answer to.
func meetingLine(m *meeting.Meeting, person int) say.Arg {
	args := life.MeetingArgs(m)
	id := "meetings.line." + string(m.Status)
	switch {
	case m.InWriting():
		id += ".written"
	case !m.Expects(person):
	case m.Status == meeting.Polled && ChoosesDates(m, person):
		args["Mine"] = say.Msg("meetings.mine.choose")
	case m.Status == meeting.Scheduled:
		args["Mine"] = say.Msg("meetings.mine." + cmp.Or(string(m.Replies[person]), "unsaid"))
	}
	return say.Msg(id, args)
}
