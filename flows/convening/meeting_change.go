package convening

import (
	"time"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
)

// Reschedule is when a meeting is to be instead, and where; "" where it stays where it was.
type Reschedule struct {
	When  time.Time
	Place string
}

func readReschedule(got life.Reading) Reschedule {
	return Reschedule{When: got.Moment("when"), Place: got.Said["text"]}
}

func rescheduleVerb() life.Verb {
	return life.Verb{
		Name:   permission.Reschedule,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.New("when", form.When), form.Optional(form.Prose("place"))),
		Decide: life.With(readReschedule, reschedule),
		Menu:   life.Menu{For: life.ForOffice, Rank: 200},
	}
}

func reschedule(s *life.State, cmd life.Command, to Reschedule) (life.Result, error) {
	m, err := beforeMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if err := (date{"when", to.When}).toCome(cmd.At); err != nil {
		return life.Result{}, err
	}
	for _, c := range s.OnAgenda(m) {
		if err := Timely(s, c, cmd.At, to.When); err != nil {
			return life.Result{}, life.Amiss("when", err)
		}
	}
	if m.Status == meeting.Polled {
		return fixed(s, cmd, m, to.When, to.Place)
	}
	moved := *m
	moved.At = to.When
	if to.Place != "" {
		moved.Place, moved.Link = to.Place, meeting.FindLink(to.Place)
	}
	if m.InWriting() {
		moved.Until = moved.At.Add(m.Until.Sub(m.At))
	}
	if err := reachable(&moved); err != nil {
		return life.Result{}, err
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
		Decide: life.With(life.ReadProse, callOff),
		Menu:   life.Menu{For: life.ForOffice, Rank: 210},
	}
}

func callOff(s *life.State, cmd life.Command, reason life.Prose) (life.Result, error) {
	m, err := beforeMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	return life.Answer(life.One(MeetingCalledOff{Meeting: m.Number, Reason: reason.Text}), "receipt.called_off",
		life.MeetingArgs(m))
}

func openVerb() life.Verb {
	return life.Verb{
		Name:   permission.Open,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Chair},
		Fields: form.Takes(form.Meeting()),
		Decide: life.Plain(open),
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
