package life

import (
	"echowall/flows/people"
	"echowall/flows/record"
	"echowall/flows/say"
)

// The most that a start link may be good for: longer, and nobody knows any more who has it.
const (
	mostTimes = 500
	mostDays  = 366
)

// StartCode makes the code of a start link that works as often and as long as was said.
func StartCode(s *State, cmd Command, use string) (CodeIssued, error) {
	e := CodeIssued{Code: cmd.Code, Use: use, Grant: cmd.Grant, Until: cmd.At.AddDate(0, 0, 7), Times: 50}
	if use == UseCase {
		e.Case, e.Grant = cmd.Case, people.Grant{}
	}
	if cmd.Number != 0 {
		e.Times = cmd.Number
	}
	if !cmd.Span.IsZero() {
		e.Until = cmd.Span.After(s.Local(cmd.At), s.Days())
	}
	if e.Times > mostTimes || e.Until.After(cmd.At.AddDate(0, 0, mostDays)) {
		return e, Refuse("refuse.too_open", say.Args{"Times": say.Num(mostTimes), "Count": say.Num(mostDays)})
	}
	return e, nil
}

// The uses of codes.
const (
	UseRole    = "role"
	UseCouncil = "council"
	UseWall    = "wall"
	UseRoom    = "room"
	UseCase    = "case"
)

// UseCode notes that a code was used once more.
func UseCode(s *State, code string) {
	if code != "" {
		record.Edit[record.Invite](s.Book, record.InviteKey(code)).Left--
	}
}
