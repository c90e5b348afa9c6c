package life

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// CanScreen refuses to screen a case that was screened: what did not find consensus in a first round may only be referred. No kind is any.
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

func ScreeningStage(s *State, c *cases.Case) *procedure.Stage {
	return s.Method(c).Stage(ScreeningAt(s, c))
}

// Moving lists who moves along when a case is merged: its supporters and its raiser, as far as they are not there already.
func Moving(s *State, c, into *cases.Case) []int {
	return slices.DeleteFunc(append(s.Supporters(c.Number), c.Raiser), func(p int) bool {
		return p == 0 || p == into.Raiser || s.Supports(into.Number, p)
	})
}

func VerdictArgs(v cases.Verdict) say.Args {
	args := say.Args{"Into": say.Num(v.Into)}
	if v.Track != "" {
		args["Track"] = say.Msg("track." + string(v.Track))
	} else {
		args["Track"] = say.Msg("track." + string(procedure.Big))
	}
	if v.Ground != "" {
		args["Ground"] = say.Msg("ground." + string(v.Ground))
	}
	return args
}
