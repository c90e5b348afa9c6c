package community

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
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
func (l *todo) result(id string, count int) (Result, error) {
	n := len(l.lines)
	if n == 0 {
		return answer(nil, id+".none")
	}
	if n > listLines {
		l.lines = append(l.lines[:listLines:listLines], say.Msg("digest.more", say.Args{"Count": say.Num(n - listLines)}))
	}
	return Result{Answer: say.Notice{
		Kind:    say.Lasting,
		Message: say.New(id+".list", say.Args{"Count": say.Num(count), "Lines": say.Lines(l.lines...)}), Buttons: l.buttons,
	}}, nil
}

func mineVerb() Verb {
	return Verb{
		Name:   permission.Mine,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: (*State).mine,
		Menu:   Menu{For: ForEverybody, Rank: 20},
		Help:   []HelpLine{{Reader: "member", Rank: 10}, {Reader: "handler", Rank: 10}, {Reader: "authority", Rank: 10}},
	}
}

// mine lists all that waits for the one who asks, with buttons to do it: cases, tasks of the unit, invitations, minutes.
func (s *State) mine(cmd Command) (Result, error) {
	var list todo
	for _, c := range s.OpenCases() {
		for _, w := range s.waits(c) {
			if s.waitsFor(w, cmd) {
				list.add(s.todoLine("mine.line", c, w), s.todoRow(c, w))
			}
		}
	}
	s.myMeetings(cmd, &list)
	return list.result("mine", len(list.lines))
}

func queueVerb() Verb {
	return Verb{
		Name:   permission.Queue,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Supervisor, people.Authority},
		Fields: form.Takes(),
		Decide: (*State).queue,
		Menu:   Menu{For: ForOffice, Rank: 100},
		Help:   []HelpLine{{Reader: "secretary", Rank: 10}},
	}
}

// queue lists all that waits for anyone. Who asks gets the buttons of what is theirs to do, and else the card.
func (s *State) queue(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	var list todo
	for _, c := range s.OpenCases() {
		for _, w := range s.waits(c) {
			row := say.Row(cardButton(c))
			if s.waitsFor(w, cmd) {
				row = s.todoRow(c, w)
			}
			list.add(s.todoLine("queue.line", c, w), row)
		}
	}
	for _, m := range s.coming() {
		if m.Status == meeting.Open {
			s.addMinutes(m, cmd, &list)
		}
	}
	return list.result("queue", len(s.OpenCases()))
}

func (s *State) todoLine(id string, c *cases.Case, w Wait) say.Arg {
	return say.Msg(id, caseArgs(c, say.Args{"Next": say.Arg{Msg: ptr(w.Message())}}))
}

// todoRow is what can be done about a case by a press, in one row whose buttons say which case they mean.
func (s *State) todoRow(c *cases.Case, w Wait) []say.Button {
	var row []say.Button
	for _, r := range s.doButtons(w) {
		row = append(row, r...)
	}
	if len(row) == 0 {
		return say.Row(cardButton(c))
	}
	row = slices.Clone(row[:min(len(row), 3)])
	row[0].Label = say.New("button.for", say.Args{"Case": say.Case(c.Number), "Do": say.Arg{Msg: ptr(row[0].Label)}})
	return row
}

func cardButton(c *cases.Case) say.Button {
	label := say.New("button.case", say.Args{"Case": say.Case(c.Number), "Title": say.Title(c.Title)})
	return say.Press(label, line(permission.Case, num(c.Number)))
}

// waitsFor tells whether somebody is among those who are waited for.
func (s *State) waitsFor(w Wait, cmd Command) bool {
	c := s.Case(w.Case)
	switch w.Verb {
	case "":
		return false
	case permission.Vote:
		v := s.Vote(c.Talk.Ballot, cmd.By)
		return v != nil && v.Choice == "" && !v.Recused
	case permission.Rate:
		rating := get[cases.Rating](s.Book, ratingKey(c, cmd.By))
		return rating == nil && slices.Contains(s.judges(c), cmd.By)
	}
	if slices.Contains(w.Persons, cmd.By) {
		return true
	}
	p := s.Person(cmd.By)
	return p != nil && slices.ContainsFunc(w.Roles, func(r people.Role) bool { return r != people.Resident && p.Has(r) })
}

// myMeetings adds the invitations that await an answer and, for the officers, the minutes that are owed.
func (s *State) myMeetings(cmd Command, list *todo) {
	for _, number := range s.Head().Coming {
		m := s.Meeting(number)
		switch {
		case m == nil:
		case m.Status == meeting.Polled && s.choosesDates(m, cmd.By):
			label := say.New("button.for_meeting", say.Args{"Meeting": say.Num(number), "Do": say.Msg("button.do.suit")})
			list.add(say.Msg("mine.poll", meetingArgs(m)), say.Row(say.Press(label, line(permission.Suit, "M"+num(number)))))
		case m.Status == meeting.Scheduled && !m.InWriting() && m.Expects(cmd.By) && m.Replies[cmd.By] == "":
			row := RSVPButtons(number)
			row[0].Label = say.New("button.for_meeting", say.Args{"Meeting": say.Num(number), "Do": say.Arg{Msg: ptr(row[0].Label)}})
			list.add(say.Msg("mine.meeting", meetingArgs(m)), row)
		case m.Status == meeting.Open && slices.Contains(s.officers(), cmd.By):
			s.addMinutes(m, cmd, list)
		}
	}
}

// addMinutes adds the minutes that a meeting still owes; the officers get a button to write them.
func (s *State) addMinutes(m *meeting.Meeting, cmd Command, list *todo) {
	var row []say.Button
	if slices.Contains(s.officers(), cmd.By) {
		label := say.New("button.for_meeting", say.Args{"Meeting": say.Num(m.Number), "Do": say.Msg("button.do.minutes")})
		row = say.Row(say.Press(label, line(permission.Minutes, "M"+num(m.Number))))
	}
	list.add(say.Msg("mine.minutes", meetingArgs(m)), row)
}
