package community

import (
	"time"

	"echowall/flows/say"
	"echowall/flows/schedule"
)

// How many cases a digest names at most: it is one message.
const (
	digestFresh   = 14
	digestOverdue = 8
)

// digest tells in one message what is new and what is late, newest first. With the weekly one goes the head of the book, so that
// anybody who keeps it can hold the book to it later.
func (e ScheduleCalled) digest(s *State, m Meta, n *Notices) {
	r := s.round(schedule.Digest)
	daily := r != nil && r.At.Words().Days == nil && r.At.Words().Weekdays == nil
	if daily && len(e.Fresh) == 0 && len(e.Overdue) == 0 {
		return
	}
	args := say.Args{
		"Name": say.Text(s.Head().Name), "Fresh": say.Lines(capped(s, e.Fresh, digestFresh, (*State).freshLine)...),
		"Overdue": say.Lines(capped(s, e.Overdue, digestOverdue, (*State).overdueLine)...), "Open": say.Num(len(s.Head().Open)),
	}
	if m.Book.Seq > 0 && (!daily || s.local(m.At).Weekday() == time.Monday) {
		args["Entry"], args["Hash"] = say.Num(int(m.Book.Seq)), say.Text(m.Book.Hash)
	}
	n.call(s, e, "digest", args)
}

// capped are the lines for as many cases as a digest names, and how many more there are.
func capped(s *State, numbers []int, limit int, line func(*State, int) say.Arg) []say.Arg {
	var lines []say.Arg
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
func (s *State) freshLine(number int) say.Arg {
	c := s.Case(number)
	if c.Closed != nil {
		return say.Msg("digest.closed", caseArgs(c, say.Args{"Outcome": say.Msg("outcome." + string(c.Closed.Outcome))}))
	}
	id := "digest.moved"
	if c.Raised.Equal(c.Echoed) {
		id = "digest.raised"
	}
	return say.Msg(id, caseArgs(c, say.Args{"Next": say.Arg{Msg: ptr(s.Wait(c).Message())}}))
}

func (s *State) overdueLine(number int) say.Arg {
	c := s.Case(number)
	w := s.Wait(c)
	return say.Msg("digest.overdue", caseArgs(c, say.Args{
		"Next": say.Arg{Msg: ptr(w.Message())}, "Due": say.Date(w.Due), "Since": say.Date(w.Since),
	}))
}
