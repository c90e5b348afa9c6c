package community

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func againVerb() Verb {
	return Verb{
		Name:   permission.Again,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Closed},
		Fields: againFields,
		Decide: (*State).again,
	}
}

// againFields ask for the name only where the rest is asked for as well.
func againFields(got form.Values) []form.Field {
	name := underName()
	name.Wanted = got["text"] == ""
	return []form.Field{form.Case(), name, form.Prose("again")}
}

// again raises anew a matter that was closed and has come back. The case that was closed stays as it is, and both name the other.
func (s *State) again(cmd Command) (Result, error) {
	earlier, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if earlier.Closed.Outcome == cases.Merged {
		return Result{}, refuse("refuse.merged", caseArgs(earlier, say.Args{"Into": say.Num(s.mergedInto(earlier))}))
	}
	anew := cmd
	anew.Verb = permission.Raise
	r, err := s.raise(anew)
	if err != nil {
		return r, err
	}
	r.Events = append(r.Events, Recurred{Case: s.Head().Cases + 1, Earlier: earlier.Number})
	return r, nil
}

func recursVerb() Verb {
	return Verb{
		Name:   permission.Recurs,
		Roles:  people.Office(),
		Stages: procedure.Kinds(),
		Fields: form.Takes(form.Case(), form.New("earlier", form.CaseNo)),
		Decide: (*State).recurs,
		Menu:   Menu{For: ForOffice, Rank: 340},
	}
}

// recurs says that an open case is one that was closed before and has come back.
func (s *State) recurs(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	earlier := s.Case(cmd.Number)
	args := caseArgs(c, say.Args{"Earlier": say.Num(cmd.Number)})
	switch {
	case earlier == nil:
		return Result{}, refuse("refuse.no_case", say.Args{"Case": say.Case(cmd.Number)})
	case earlier.Closed == nil:
		return Result{}, refuse("refuse.recurs_open", args)
	case earlier.Closed.Outcome == cases.Merged:
		return Result{}, refuse("refuse.merged", caseArgs(earlier, say.Args{"Into": say.Num(s.mergedInto(earlier))}))
	case c.Earlier != 0:
		return Result{}, refuse("refuse.recurs_already", caseArgs(c, say.Args{"Earlier": say.Num(c.Earlier)}))
	case c.Number < earlier.Number:
		return Result{}, refuse("refuse.recurs_later", args)
	}
	return answer(one(Recurred{Case: c.Number, Earlier: earlier.Number, Told: true}), "receipt.recurs", args)
}

// Recurred says that a case is one that was closed before and has come back.
type Recurred struct {
	Case    int `json:"case"`
	Earlier int `json:"earlier"`
	// Told says that the case was there before, so that it is worth an echo.
	Told bool `json:"told,omitempty"`
}

func (e Recurred) apply(s *State, m Meta) {
	c, earlier := edit[cases.Case](s.Book, caseKey(e.Case)), edit[cases.Case](s.Book, caseKey(e.Earlier))
	c.Earlier = e.Earlier
	if !slices.Contains(earlier.Later, e.Case) {
		earlier.Later = append(earlier.Later, e.Case)
	}
	if e.Told {
		c.Touch(m.At)
	}
}

func (e Recurred) announce(s *State, _ Meta, n *Notices) {
	earlier := s.Case(e.Earlier)
	n.card(e.Earlier)
	if !e.Told || earlier.Closed == nil {
		return // its card, which is new, says so
	}
	n.echo(s, s.Case(e.Case), "echo.recurs", say.Args{
		"Earlier": say.Num(e.Earlier), "Outcome": say.Msg("outcome." + string(earlier.Closed.Outcome)), "Date": say.Date(earlier.Closed.At),
	})
}
