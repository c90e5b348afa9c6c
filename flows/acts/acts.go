package acts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/say"
	"echowall/storage"
)

// Act is one thing that an office did.
type Act struct {
	At time.Time
	// By is who did it; 0 is the program, as at the end of a term.
	By int
	// What says what was done, without who did it.
	What say.Message
}

// Done is the act with who did it.
func (a Act) Done() say.Message {
	args := say.Args{"What": say.Arg{Msg: &a.What}}
	if a.By != 0 {
		args["By"] = say.Person(a.By)
	}
	return say.New("act.done", args)
}

// Line is the act in a line, with its time.
func (a Act) Line() say.Message {
	done := a.Done()
	return say.New("act.line", say.Args{"When": say.Time(a.At), "Done": say.Arg{Msg: &done}})
}

// Of are the acts of an entry of the journal.
func Of(e journal.Entry) ([]Act, error) {
	var all []Act
	for _, x := range e.Events {
		if !slices.Contains(privileged(), x.Type) {
			continue
		}
		event, err := community.DecodeEvent(x.Type, x.Data)
		if err != nil {
			return nil, fmt.Errorf("read entry %d: %w", e.Seq, err)
		}
		if what, ok := words(e, event); ok {
			all = append(all, Act{At: e.At, By: e.By, What: what})
		}
	}
	return all, nil
}

// How many entries are read at once, and how far back: a book may be long, and the page tells all.
const (
	atOnce   = 200
	farthest = 2000
)

// Last are the last acts of a community, the newest first, as far as its newest entries tell them. last is the number
// of its last entry.
func Last(r storage.Reader, last uint64, most int) ([]Act, error) {
	var all []Act
	for to := last; to > 0 && last-to < farthest && len(all) < most; {
		from := uint64(1)
		if to > atOnce {
			from = to - atOnce + 1
		}
		read, err := r.Journal(from, int(to-from)+1)
		if err != nil {
			return nil, fmt.Errorf("read the journal: %w", err)
		}
		for _, raw := range slices.Backward(read) {
			e, err := journal.Open(raw.Data)
			if err != nil {
				return nil, fmt.Errorf("read entry %d: %w", raw.Seq, err)
			}
			found, err := Of(e)
			if err != nil {
				return nil, err
			}
			slices.Reverse(found)
			all = append(all, found...)
		}
		to = from - 1
	}
	return all[:min(len(all), most)], nil
}

// caseOf is the number of the case that a ballot is on: "12" of "12.1".
func caseOf(ballot string) say.Arg {
	number, _, _ := strings.Cut(ballot, ".")
	return say.Text(number)
}

// Looked is what a state looks its last acts up with.
func Looked(r storage.Reader, last func() uint64) func(most int) ([]say.Arg, error) {
	return func(most int) ([]say.Arg, error) {
		all, err := Last(r, last(), most)
		var lines []say.Arg
		for _, a := range all {
			line := a.Line()
			lines = append(lines, say.Arg{Msg: &line})
		}
		return lines, err
	}
}
