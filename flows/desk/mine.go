package desk

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/evaluation"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// How many things a list names, and for how many it has buttons: it is one message.
const (
	listLines   = 20
	listButtons = 8
)

// todo is a list of what waits, with buttons to do it there.
type todo struct {
	lines   []say.Arg
	buttons [][]say.Button
}

// add puts something on the list; its buttons are one row.
func (l *todo) add(line say.Arg, row []say.Button) {
	l.lines = append(l.lines, line)
	if len(row) > 0 && len(l.buttons) < listButtons {
		l.buttons = append(l.buttons, row)
	}
}

// result is the list as an answer: id.list, which tells a count, or id.none.
func (l *todo) result(id string, count int) (life.Result, error) {
	n := len(l.lines)
	if n == 0 {
		return life.Answer(nil, id+".none")
	}
	if n > listLines {
		l.lines = append(l.lines[:listLines:listLines], say.Msg("digest.more", say.Args{"Count": say.Num(n - listLines)}))
	}
	return life.Result{Answer: say.Notice{
		Kind:    say.Lasting,
		Message: say.New(id+".list", say.Args{"Count": say.Num(count), "Lines": say.Lines(l.lines...)}), Buttons: l.buttons,
	}}, nil
}

func mineVerb() life.Verb {
	return life.Verb{
		Name:   permission.Mine,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: life.Plain(mine),
		Wants:  wantAll,
		Menu:   life.Menu{For: life.ForEverybody, Rank: 20},
		Help:   []life.HelpLine{{Reader: "member", Rank: 10}, {Reader: "handler", Rank: 10}, {Reader: "authority", Rank: 10}},
	}
}

// mine lists all that waits for the one who asks, with buttons to do it: cases, tasks of the unit, invitations,
// minutes.
func mine(s *life.State, cmd life.Command) (life.Result, error) {
	var list todo
	wantAnswers(s, cmd)
	record.Each(s.OpenCases(), func(c *cases.Case) {
		for _, w := range life.Waits(s, c) {
			if waitsFor(s, w, cmd) {
				list.add(todoLine("mine.line", c, w), todoRow(s, c, w))
			}
		}
	})
	myMeetings(s, cmd, &list)
	return list.result("mine", len(list.lines))
}

func queueVerb() life.Verb {
	return life.Verb{
		Name:   permission.Queue,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Supervisor, people.Authority},
		Fields: form.Takes(),
		Decide: life.Plain(queue),
		Wants:  wantAll,
		Menu:   life.Menu{For: life.ForOffice, Rank: 100},
		Help:   []life.HelpLine{{Reader: "secretary", Rank: 10}},
	}
}

// queue lists all that waits for anyone. Who asks gets the buttons of what is theirs to do, and else the card.
func queue(s *life.State, cmd life.Command) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	var list todo
	wantAnswers(s, cmd)
	record.Each(s.OpenCases(), func(c *cases.Case) {
		for _, w := range life.Waits(s, c) {
			row := say.Row(cardButton(c))
			if waitsFor(s, w, cmd) {
				row = todoRow(s, c, w)
			}
			list.add(todoLine("queue.line", c, w), row)
		}
	})
	for _, m := range convening.Coming(s) {
		if m.Status == meeting.Open {
			addMinutes(s, m, cmd, &list)
		}
	}
	return list.result("queue", len(s.OpenCases()))
}

func todoLine(id string, c *cases.Case, w life.Wait) say.Arg {
	return say.Msg(id, life.CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(w.Message())}}))
}

// todoRow is what can be done about a case by a press, in one row whose buttons say which case they mean.
func todoRow(s *life.State, c *cases.Case, w life.Wait) []say.Button {
	var row []say.Button
	for _, r := range life.DoButtons(s, w) {
		row = append(row, r...)
	}
	if len(row) == 0 {
		return say.Row(cardButton(c))
	}
	row = slices.Clone(row[:min(len(row), 3)])
	row[0].Label = say.New("button.for",
		say.Args{"Case": say.Case(c.Number), "Do": say.Arg{Msg: record.Ptr(row[0].Label)}})
	return row
}

func cardButton(c *cases.Case) say.Button {
	label := say.New("button.case", say.Args{"Case": say.Case(c.Number), "Title": say.Title(c.Title)})
	return say.Press(label, record.Line(permission.Case, record.Num(c.Number)))
}

// waitsFor tells whether somebody is among those who are waited for.
func waitsFor(s *life.State, w life.Wait, cmd life.Command) bool {
	c := s.Case(w.Case)
	switch w.Verb {
	case "":
		return false
	case permission.Vote:
		v := s.Vote(c.Talk.Ballot, cmd.By)
		return v != nil && v.Choice == "" && !v.Recused
	case permission.Rate:
		rating := record.Get[cases.Rating](s.Cache, record.RatingKey(c, cmd.By))
		return rating == nil && slices.Contains(evaluation.Judges(s, c), cmd.By)
	}
	if slices.Contains(w.Persons, cmd.By) {
		return true
	}
	p := s.Person(cmd.By)
	return p != nil && slices.ContainsFunc(w.Roles, func(r people.Role) bool { return r != people.Resident && p.Has(r) })
}

// wantAll wants all cases and meetings on which something may wait.
func wantAll(s *life.State, _ life.Command) {
	s.WantCases(s.Head().Open...)
	s.WantMeetings(s.Head().Coming...)
}

// wantAnswers wants what the one who asks has said to what is asked in the open cases.
func wantAnswers(s *life.State, cmd life.Command) {
	for _, c := range s.OpenCases() {
		if c.Talk.Ballot != "" {
			s.Want(record.VoteKey(c.Talk.Ballot, cmd.By))
		}
		s.Want(record.RatingKey(c, cmd.By))
	}
}

// myMeetings adds the invitations that await an answer and, for the officers, the minutes that are owed.
func myMeetings(s *life.State, cmd life.Command, list *todo) {
	s.WantMeetings(s.Head().Coming...)
	for _, number := range s.Head().Coming {
		m := s.Meeting(number)
		switch {
		case m == nil:
		case m.Status == meeting.Polled && convening.ChoosesDates(m, cmd.By):
			label := say.New("button.for_meeting", say.Args{"Meeting": say.Num(number), "Do": say.Msg("button.do.suit")})
			list.add(say.Msg("mine.poll", life.MeetingArgs(m)),
				say.Row(say.Press(label, record.Line(permission.Suit, "M"+record.Num(number)))))
		case m.Status == meeting.Scheduled && !m.InWriting() && m.Expects(cmd.By) && m.Replies[cmd.By] == "":
			row := convening.RSVPButtons(number)
			row[0].Label = say.New("button.for_meeting",
				say.Args{"Meeting": say.Num(number), "Do": say.Arg{Msg: record.Ptr(row[0].Label)}})
			list.add(say.Msg("mine.meeting", life.MeetingArgs(m)), row)
		case m.Status == meeting.Open && slices.Contains(s.Officers(), cmd.By):
			addMinutes(s, m, cmd, list)
		}
	}
}

// addMinutes adds the minutes that a meeting still owes; the officers get a button to write them.
func addMinutes(s *life.State, m *meeting.Meeting, cmd life.Command, list *todo) {
	var row []say.Button
	if slices.Contains(s.Officers(), cmd.By) {
		label := say.New("button.for_meeting", say.Args{"Meeting": say.Num(m.Number), "Do": say.Msg("button.do.minutes")})
		row = say.Row(say.Press(label, record.Line(permission.Minutes, "M"+record.Num(m.Number))))
	}
	list.add(say.Msg("mine.minutes", life.MeetingArgs(m)), row)
}
