package community

import (
	"strconv"
	"time"

	"echowall/flows/procedure"
)

// Path is the way a case has gone: a step for each stage it entered. It follows from the journal, and is kept beside the records so
// that a report need not read the whole book.
type Path struct {
	Steps []Stay `json:"steps"`
}

// Stay is that a case entered a stage, or was closed.
type Stay struct {
	Kind procedure.Kind `json:"kind"`
	At   time.Time      `json:"at"`
}

func pathKey(n int) string { return "x:path:" + strconv.Itoa(n) }

// mover is an event that changes the stage of a case.
type mover interface {
	// moves is the number of the case.
	moves() int
}

// noteMove writes down where a case went. A stage that is left in the same command was never stayed in, and leaves no step.
func (s *State) noteMove(number int, m Meta) {
	c := s.Case(number)
	if c == nil || s.Method(c) == nil {
		return
	}
	p := edit[Path](s.Book, pathKey(number))
	if last := len(p.Steps) - 1; last >= 0 && p.Steps[last].At.Equal(m.At) {
		p.Steps = p.Steps[:last]
	}
	p.Steps = append(p.Steps, Stay{Kind: c.Kind(s.Method(c)), At: m.At})
}
