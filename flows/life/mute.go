package life

import (
	"echowall/flows/permission"
	"echowall/flows/say"
)

// Muted refuses to somebody who is muted what would put more before the others.
func Muted(s *State, cmd Command) error {
	if cmd.By == 0 || !permission.Puts(cmd.Verb) {
		return nil
	}
	until := s.Person(cmd.By).MutedUntil(cmd.At)
	if until.IsZero() {
		return nil
	}
	return Refuse("refuse.muted", say.Args{"Until": say.Time(until)})
}
