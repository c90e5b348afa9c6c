package life

import (
	"time"

	"echowall/flows/meeting"
	"echowall/flows/say"
)

// InFuture refuses a moment that has passed, or is so far away that it can only be a slip.
func InFuture(now, when time.Time) error {
	if !when.After(now) {
		return Refuse("refuse.past", say.Args{"When": say.Time(when), "Now": say.Time(now)})
	}
	if when.After(now.AddDate(5, 0, 0)) {
		return Refuse("refuse.too_far", say.Args{"When": say.Time(when)})
	}
	return nil
}

// InMeeting finds the meeting of a command, not over, and checks the right to it.
func InMeeting(s *State, cmd Command) (*meeting.Meeting, error) {
	if err := Allowed(s, cmd); err != nil {
		return nil, err
	}
	m := s.Meeting(cmd.Meeting)
	if m == nil {
		return nil, Refuse("refuse.no_meeting", say.Args{"Meeting": say.Num(cmd.Meeting)})
	}
	if m.Status == meeting.CalledOff {
		return nil, Refuse("refuse.called_off", MeetingArgs(m))
	}
	return m, nil
}
