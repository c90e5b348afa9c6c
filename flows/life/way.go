package life

import (
	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/schedule"
	"slices"
)

// Advance moves a case to the next stage of its procedure on its track, or closes it where there is none.
func Advance(s *State, c *cases.Case, why string) Event {
	next, ok := s.Method(c).Next(c.Stage, c.Track)
	if !ok {
		return CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Solved}}
	}
	return StageEntered{Case: c.Number, Stage: next, Why: why}
}

// TrackOf is the track a case is accepted on: the one that was said, or the one that its weighing leads to.
func TrackOf(c *cases.Case, said procedure.Track) procedure.Track {
	if said == "" && c.Weighed != nil {
		return c.Weighed.Track
	}
	return said
}

// Overdue tells whether something about a case should have been done by now, and people were told so.
func Overdue(c *cases.Case) bool {
	return c.Overdue || slices.ContainsFunc(c.Tasks, func(t cases.Task) bool { return t.Overdue && !t.IsDone() })
}

// CanScreen refuses to screen a case that was screened: what did not find consensus in a first round may only be
// referred. No kind is any.
func CanScreen(s *State, c *cases.Case, kind cases.VerdictKind) error {
	switch {
	case c.Talk.Ballot != "":
		return Refuse("refuse.ballot_open", CaseArgs(c))
	case c.Kind(s.Method(c)) == procedure.Deliberation && (kind != "" && kind != cases.Refer || c.Talk.Round < 2):
		return Refuse("refuse.screened", CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(Waiting(s, c).Hint())}}))
	}
	return nil
}

// ScreeningAt is the stage in which a case is screened: the one it is in, or the next to come.
func ScreeningAt(s *State, c *cases.Case) int {
	p := s.Method(c)
	if i, ok := p.First(procedure.Screening, c.Stage); ok {
		return i
	}
	i, _ := p.Last(procedure.Screening, c.Stage)
	return i
}

// ScreeningStage is that stage as the procedure has it.
func ScreeningStage(s *State, c *cases.Case) *procedure.Stage {
	return s.Method(c).Stage(ScreeningAt(s, c))
}

// Moving lists who moves along when a case is merged: its supporters and its raiser, as far as they are not there
// already.
func Moving(s *State, c, into *cases.Case) []int {
	return slices.DeleteFunc(append(s.Supporters(c.Number), c.Raiser), func(p int) bool {
		return p == 0 || p == into.Raiser || s.Supports(into.Number, p)
	})
}

// Above is the level above; nil when none is known.
func Above(s *State) *record.Tie {
	if id := s.Head().Above; id != "" {
		return s.Tie(id)
	}
	return nil
}

// noteClosed keeps for the next digest that a case was closed.
func noteClosed(s *State, number int) {
	if s.Round(schedule.Digest) != nil {
		a := record.Edit[record.Agenda](s.Cache, record.AgendaKey)
		a.Closed = append(slices.DeleteFunc(a.Closed, func(n int) bool { return n == number }), number)
	}
}
