package life

import (
	"echowall/flows/cases"
	"echowall/flows/people"
)

// Early refuses a command that would be refused whatever else is said: for want of a right, of a case, or of the stage.
func Early(s *State, cmd Command) error {
	if s.Head() == nil {
		return nil
	}
	if err := Muted(s, cmd); err != nil {
		return err
	}
	rule, known := Permissions(s).Find(cmd.Verb)
	switch {
	case !known:
		return nil
	case cmd.Case != 0 && rule.Stages != nil:
		c, err := InCase(s, cmd)
		if verdict, given := cmd.Values.(cases.Verdict); err == nil && given {
			err = CanScreen(s, c, verdict.Kind)
		}
		return err
	case cmd.Case == 0 && rule.Stages != nil:
		return everAllowed(s, cmd)
	case cmd.Meeting != 0:
		_, err := InMeeting(s, cmd)
		return err
	}
	return Allowed(s, cmd)
}

// everAllowed refuses a command on no case yet when the person could not give it on any.
func everAllowed(s *State, cmd Command) error {
	rule, _ := Permissions(s).Find(cmd.Verb)
	for _, r := range rule.Roles {
		if r == people.Raiser || r == people.Supporter || r == people.Stakeholder {
			return nil
		}
	}
	return Allowed(s, cmd)
}
