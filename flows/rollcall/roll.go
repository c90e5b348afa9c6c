package rollcall

import (
	"cmp"
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/record"
	"echowall/flows/say"
)

// readable is how many votes are read to be shown in a message or on a page; the books have them all.
const readable = 500

// Lines are who voted how and why, a line each, by the numbers of the persons: at most as many as said, and how many
// more there are; 0 is all. There are none of a ballot whose votes are not
// published, or not before its end.
func Lines(s *record.Records, b *ballot.Ballot, most int) []say.Arg {
	cast := b.Tally.Cast()
	switch {
	case !b.Named || cast == 0 || b.Rule.Hidden && b.IsOpen():
		return nil
	case most > 0 && cast > readable:
		return []say.Arg{say.Msg("ballot.roll.more", say.Args{"Count": say.Num(cast)})}
	}
	votes := s.Votes(b.ID)
	slices.SortFunc(votes, func(x, y record.Item[ballot.Vote]) int {
		return cmp.Compare(record.Atoi(x.Key), record.Atoi(y.Key))
	})
	var lines []say.Arg
	for _, v := range votes {
		if v.Value.Choice != "" {
			lines = append(lines, line(b, record.Atoi(v.Key), v.Value))
		}
	}
	if more := len(lines) - most; most > 0 && more > 0 {
		lines = append(lines[:most], say.Msg("ballot.roll.more", say.Args{"Count": say.Num(more)}))
	}
	return lines
}

func line(b *ballot.Ballot, person int, v *ballot.Vote) say.Arg {
	args := say.Args{"Person": say.Person(person), "Choice": Choice(b, v.Choice)}
	if v.Reason != "" {
		args["Reason"] = say.Text(v.Reason)
	}
	return say.Msg("ballot.roll.one", args)
}

// Roll is the roll call of a ballot in one message; ok is false where there is none.
func Roll(s *record.Records, b *ballot.Ballot, most int) (told say.Message, ok bool) {
	lines := Lines(s, b, most)
	return say.New("ballot.roll", say.Args{"Votes": say.Clauses(lines...)}), len(lines) > 0
}

// After is what is told of the single votes of a ballot that is closed: its roll call, and which votes were entered for
// others.
func After(s *record.Records, b *ballot.Ballot, most int) []say.Message {
	if b.IsOpen() {
		return nil
	}
	var all []say.Message
	if told, ok := Roll(s, b, most); ok {
		all = append(all, told)
	}
	if told, ok := Entered(b); ok {
		all = append(all, told)
	}
	return all
}
