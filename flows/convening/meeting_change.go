package convening

import (
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
)

func rescheduleVerb() life.Verb {
	return life.Verb{
		Name:   permission.Reschedule,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.New("when", form.When), form.Optional(form.Prose("place"))),
		Decide: reschedule,
		Menu:   life.Menu{For: life.ForOffice, Rank: 200},
	}
}

func reschedule(s *life.State, cmd life.Command) (life.Result, error) {
	m, err := beforeMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if err := life.InFuture(s, cmd.At, cmd.When); err != nil {
		return life.Result{}, err
	}
	if m.Status == meeting.Polled {
		return fixed(s, cmd, m, cmd.When)
	}
	for _, c := range s.OnAgenda(m) {
		if err := life.Timely(s, c, cmd.At, cmd.When); err != nil {
			return life.Result{}, err
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
		return life.Result{}, life.Refuse("refuse.no_link", life.MeetingArgs(m))
	}
	moved.Announce = AnnounceAt(s, &moved, cmd.At)
	e := MeetingMoved{
		Meeting: m.Number, At: moved.At, Until: moved.Until, Place: moved.Place, Link: moved.Link, Announce: moved.Announce,
	}
	return life.Answer(life.One(e), "receipt.rescheduled", life.MeetingArgs(&moved))
}

func callOffVerb() life.Verb {
	return life.Verb{
		Name:   permission.CallOff,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.Prose("calloff")),
		Decide: callOff,
		Menu:   life.Menu{For: life.ForOffice, Rank: 210},
	}
}

func callOff(s *life.State, cmd life.Command) (life.Result, error) {
	m, err := beforeMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	return life.Answer(life.One(MeetingCalledOff{Meeting: m.Number, Reason: cmd.Text}), "receipt.called_off", life.MeetingArgs(m))
}

func openVerb() life.Verb {
	return life.Verb{
		Name:   permission.Open,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Chair},
		Fields: form.Takes(form.Meeting()),
		Decide: open,
		Press:  byItself(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 220},
	}
}

func open(s *life.State, cmd life.Command) (life.Result, error) {
	m, err := beforeMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if m.Status == meeting.Polled {
		return life.Result{}, life.Refuse("refuse.no_date", life.MeetingArgs(m))
	}
	id := "receipt.opened"
	if m.InWriting() {
		id += ".written"
	}
	return life.Answer(life.One(MeetingOpened{Meeting: m.Number}), id, life.MeetingArgs(m))
}
