package life

import "echowall/flows/record"

// Want notes what a command is decided on, whatever comes of it: who gave it, what it names, and what its verb reads
// beside. So that is read at once, and not each when it is asked for. As long as nobody is known to have given it,
// nothing is read to find out what else that is.
func (t *Verbs) Want(s *State, cmd Command) {
	s.Want(record.HeadKey, record.HoldersKey)
	s.WantPeople(cmd.By, cmd.Person)
	s.WantCases(append(cmd.Cases, cmd.Case)...)
	s.WantMeetings(cmd.Meeting)
	if wants := t.byName[cmd.Verb].Wants; wants != nil && cmd.By != 0 {
		wants(s, cmd)
	}
	if cmd.By != 0 && cmd.Case != 0 {
		wantSaid(s, cmd)
	}
}

// wantSaid wants what the one who gives a command has said to its case so far, and where the case is talked over.
func wantSaid(s *State, cmd Command) {
	s.Want(record.SupportKey(cmd.Case, cmd.By))
	c := s.Case(cmd.Case)
	if c == nil {
		return
	}
	s.WantTalks(c)
	if c.Talk.Ballot != "" {
		s.Want(record.VoteKey(c.Talk.Ballot, cmd.By))
	}
}

// Wanting gives the verb's own values to what notes its wants, as With gives them to its decision.
func Wanting[T any](wants func(*State, Command, T)) func(*State, Command) {
	return func(s *State, cmd Command) {
		if values, ok := cmd.Values.(T); ok {
			wants(s, cmd, values)
		}
	}
}
