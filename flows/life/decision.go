package life

import (
	"fmt"

	"echowall/flows/permission"
)

// Decision is how a verb is decided: what it reads from what was said, and what follows. Plain and With make them.
type Decision interface {
	read(got Reading) any
	decide(s *State, cmd Command) (Result, error)
}

// Plain is the decision of a verb that takes no values of its own: what every command has says all.
type Plain func(*State, Command) (Result, error)

func (p Plain) read(Reading) any { return nil }

func (p Plain) decide(s *State, cmd Command) (Result, error) { return p(s, cmd) }

// With is the decision of a verb that takes values of its own, read from what was said. read is nil where nothing is
// typed: then whoever gives the command makes its values.
func With[T any](read func(Reading) T, decide func(*State, Command, T) (Result, error)) Decision {
	return valued[T]{from: read, to: decide}
}

// valued is a decision on values of one type.
type valued[T any] struct {
	from func(Reading) T
	to   func(*State, Command, T) (Result, error)
}

func (v valued[T]) read(got Reading) any {
	if v.from == nil {
		return nil
	}
	return v.from(got)
}

func (v valued[T]) decide(s *State, cmd Command) (Result, error) {
	values, ok := cmd.Values.(T)
	if !ok && cmd.Values != nil {
		return Result{}, fmt.Errorf("decide %s: its values are %T, not %T", cmd.Verb, cmd.Values, values)
	}
	return v.to(s, cmd, values)
}

// Read makes the values of a verb from what was said; nil for a verb that has none of its own.
func (t *Verbs) Read(name permission.Verb, got Reading) any {
	decision := t.byName[name].Decide
	if decision == nil {
		return nil
	}
	return decision.read(got)
}

// Prose is what is said in words where a verb takes nothing else: a reason, a finding, an objection.
type Prose struct{ Text string }

// ReadProse reads the field of form.Prose.
func ReadProse(got Reading) Prose { return Prose{Text: got.Said["text"]} }
