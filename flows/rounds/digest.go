package rounds

import (
	"time"

	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// How many cases a digest names at most: it is one message.
const (
	digestFresh   = 14
	digestOverdue = 8
)

// digest tells in one message what is new and what is late, newest first. With the weekly one goes the head of the
// journal, so that anybody who keeps it can hold the journal to it later.
func (e ScheduleCalled) digest(s *life.State, m life.Meta, n *life.Notices) {
	r := s.Round(schedule.Digest)
	daily := r != nil && r.At.Words().Daily()
	if daily && len(e.Fresh) == 0 && len(e.Overdue) == 0 {
		return
	}
	args := say.Args{
		"Name": say.Text(s.Head().Name), "Fresh": say.Lines(capped(s, e.Fresh, digestFresh, freshLine)...),
		"Overdue": say.Lines(capped(s, e.Overdue, digestOverdue, overdueLine)...), "Open": say.Num(len(s.Head().Open)),
	}
	if m.Journal.Seq > 0 && (!daily || s.Local(m.At).Weekday() == time.Monday) {
		args["Entry"], args["Hash"] = say.Num(int(m.Journal.Seq)), say.Text(m.Journal.Hash)
	}
	call(n, s, e, "digest", args)
}

// capped are the lines for as many cases as a digest names, and how many more there are.
func capped(s *life.State, numbers []int, limit int, line func(*life.State, int) say.Arg) []say.Arg {
	var lines []say.Arg
	s.WantCases(numbers[:min(len(numbers), limit)]...)
	for _, number := range numbers[:min(len(numbers), limit)] {
		if s.Case(number) != nil {
			lines = append(lines, line(s, number))
		}
	}
	if more := len(numbers) - limit; more > 0 {
		lines = append(lines, say.Msg("digest.more", say.Args{"Count": say.Num(more)}))
	}
	return lines
}

// freshLine says what became of a case, and what comes next.
func freshLine(s *life.State, number int) say.Arg {
	c := s.Case(number)
	if c.Closed != nil {
		return say.Msg("digest.closed", life.CaseArgs(c, say.Args{"Outcome": say.Msg("outcome." + string(c.Closed.Outcome))}))
	}
	id := "digest.moved"
	if c.Raised.Equal(c.Echoed) {
		id = "digest.raised"
	}
	return say.Msg(id, life.CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(life.Waiting(s, c).Message())}}))
}

func overdueLine(s *life.State, number int) say.Arg {
	c := s.Case(number)
	w := life.Waiting(s, c)
	return say.Msg("digest.overdue", life.CaseArgs(c, say.Args{
		"Next": say.Arg{Msg: record.Ptr(w.Message())}, "Due": say.Date(w.Due), "Since": say.Date(w.Since),
	}))
}
