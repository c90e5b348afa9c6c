package community

import (
	"echowall/flows/form"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
)

func rescheduleVerb() Verb {
	return Verb{
		Name:   permission.Reschedule,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.New("when", form.When), form.Optional(form.Prose("place"))),
		Decide: (*State).reschedule,
		Menu:   Menu{For: ForOffice, Rank: 200},
	}
}

func (s *State) reschedule(cmd Command) (Result, error) {
	m, err := s.beforeMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	if err := s.inFuture(cmd.At, cmd.When); err != nil {
		return Result{}, err
	}
	if m.Status == meeting.Polled {
		return s.fixed(cmd, m, cmd.When)
	}
	for _, c := range s.onAgenda(m) {
		if err := s.timely(c, cmd.At, cmd.When); err != nil {
			return Result{}, err
		}
	}
	moved := *m
	moved.At = cmd.When
	if cmd.Text != "" {
		moved.Place, moved.Link = cmd.Text, meeting.FindLink(cmd.Text)
	}
	if m.InWriting() {
		moved.Until = moved.At.Add(m.Until.Sub(m.At))
	}
	if moved.Form == meeting.Online && moved.Link == "" {
		return Result{}, refuse("refuse.no_link", meetingArgs(m))
	}
	moved.Announce = s.announceAt(&moved, cmd.At)
	e := MeetingMoved{
		Meeting: m.Number, At: moved.At, Until: moved.Until, Place: moved.Place, Link: moved.Link, Announce: moved.Announce,
	}
	return answer(one(e), "receipt.rescheduled", meetingArgs(&moved))
}

func callOffVerb() Verb {
	return Verb{
		Name:   permission.CallOff,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.Prose("calloff")),
		Decide: (*State).callOff,
		Menu:   Menu{For: ForOffice, Rank: 210},
	}
}

func (s *State) callOff(cmd Command) (Result, error) {
	m, err := s.beforeMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	return answer(one(MeetingCalledOff{Meeting: m.Number, Reason: cmd.Text}), "receipt.called_off", meetingArgs(m))
}

func openVerb() Verb {
	return Verb{
		Name:   permission.Open,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Chair},
		Fields: form.Takes(form.Meeting()),
		Decide: (*State).open,
		Press:  byItself(),
		Menu:   Menu{For: ForOffice, Rank: 220},
	}
}

func (s *State) open(cmd Command) (Result, error) {
	m, err := s.beforeMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	if m.Status == meeting.Polled {
		return Result{}, refuse("refuse.no_date", meetingArgs(m))
	}
	id := "receipt.opened"
	if m.InWriting() {
		id += ".written"
	}
	return answer(one(MeetingOpened{Meeting: m.Number}), id, meetingArgs(m))
}
