package public

import (
	"echowall/flows/community"
	"echowall/flows/say"
)

// meetingMoments tell of a meeting at each case on its agenda.
func meetingMoments(s *community.State, e community.Event) []Moment {
	id, text, number := "", "", 0
	args := say.Args{}
	var agenda []int
	switch e := e.(type) {
	case community.MeetingScheduled:
		id, number, agenda = "moment.scheduled", e.Meeting.Number, e.Meeting.Cases
		args["When"] = say.Time(e.Meeting.At)
	case community.MeetingMoved:
		id, number = "moment.moved", e.Meeting
		args["When"] = say.Time(e.At)
	case community.MeetingCalledOff:
		id, text, number = "moment.called_off", e.Reason, e.Meeting
	case community.MeetingOpened:
		id, number = "moment.opened", e.Meeting
	case community.MinutesRecorded:
		id, number = "moment.minutes", e.Meeting
	case community.PollOpened:
		id, number, agenda = "moment.polled", e.Meeting.Number, e.Meeting.Cases
	case community.DateFixed:
		id, number = "moment.scheduled", e.Meeting
		args["When"] = say.Time(e.At)
	case community.AgendaPublished:
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
