package public

import (
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/say"
)

// meetingMoments tell of a meeting at each case on its agenda.
func meetingMoments(s *life.State, e life.Event) []Moment {
	id, text, number := "", "", 0
	args := say.Args{}
	var agenda []int
	switch e := e.(type) {
	case convening.MeetingScheduled:
		id, number, agenda = "moment.scheduled", e.Meeting.Number, e.Meeting.Cases
		args["When"] = say.Time(e.Meeting.At)
	case convening.MeetingMoved:
		id, number = "moment.moved", e.Meeting
		args["When"] = say.Time(e.At)
	case convening.MeetingCalledOff:
		if id, text, number = "moment.called_off", e.Reason, e.Meeting; e.Reason == "" {
			id = "moment.called_off.empty"
		}
	case convening.MeetingOpened:
		id, number = "moment.opened", e.Meeting
	case convening.MeetingEnded:
		id, number = "moment.lapsed", e.Meeting
	case convening.MinutesRecorded:
		id, number = "moment.minutes", e.Meeting
	case convening.PollOpened:
		id, number, agenda = "moment.polled", e.Meeting.Number, e.Meeting.Cases
	case convening.DateFixed:
		id, number = "moment.scheduled", e.Meeting
		args["When"] = say.Time(e.At)
	case convening.AgendaPublished:
		id, number = "moment.agenda", e.Meeting
	default:
		return nil
	}
	if m := s.Meeting(number); agenda == nil && m != nil {
		agenda = m.Cases
	}
	args["Meeting"] = say.Num(number)
	all := make([]Moment, 0, len(agenda))
	for _, c := range agenda {
		all = append(all, Moment{Case: c, Message: say.New(id, args), Text: text})
	}
	return all
}
