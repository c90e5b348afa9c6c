package community

import (
	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/permission"
)

// Extra is a record that the engine keeps beside the domain's, under a key of its own that begins with "x:".
func Extra[T any](s *Records, key string) *T { return get[T](s.Book, key) }

// SetExtra keeps such a record.
func SetExtra[T any](s *Records, key string, v *T) { put(s.Book, key, v) }

// DropExtra deletes such a record.
func DropExtra(s *Records, key string) { remove(s.Book, key) }

// DropExtras deletes all such records under a prefix.
func DropExtras(s *Records, prefix string) {
	for _, key := range s.keys(prefix) {
		if value, _, _ := s.find(key); value != nil {
			remove(s.Book, key)
		}
	}
}

// AtHand tells whether it is known who a user of Telegram is here, or that nobody knows.
func AtHand(s *Records, user int64) bool {
	_, _, known := s.look(userKey(user))
	return known
}

// Early refuses a command that would be refused whatever else is said: for want of a right, of a case, or of the stage.
func Early(s *State, cmd Command) error {
	if s.Head() == nil {
		return nil
	}
	rule, known := s.Permissions().Find(cmd.Verb)
	switch {
	case !known:
		return nil
	case cmd.Case != 0 && rule.Stages != nil:
		c, err := s.inCase(cmd)
		if err == nil && cmd.Verb == permission.Screen {
			err = s.canScreen(c, cmd.Verdict.Kind)
		}
		return err
	case cmd.Case == 0 && rule.Stages != nil:
		return s.everAllowed(cmd)
	case cmd.Meeting != 0:
		_, err := s.inMeeting(cmd)
		return err
	}
	return s.allowed(cmd)
}

// everAllowed refuses a command on no case yet when the person could not give it on any.
func (s *State) everAllowed(cmd Command) error {
	rule, _ := s.Permissions().Find(cmd.Verb)
	for _, r := range rule.Roles {
		if r == people.Raiser || r == people.Supporter || r == people.Stakeholder {
			return nil
		}
	}
	return s.allowed(cmd)
}

// Candidates are the open cases on which a person could use a verb now.
func Candidates(s *State, v permission.Verb, by int) []*cases.Case {
	var fit []*cases.Case
	for _, c := range s.OpenCases() {
		if v == permission.Case {
			fit = append(fit, c)
		} else if _, err := s.inCase(Command{Verb: v, By: by, Case: c.Number}); err == nil {
			fit = append(fit, c)
		}
	}
	return fit
}
