package intake

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

func againVerb() life.Verb {
	return life.Verb{
		Name:   permission.Again,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Closed},
		Fields: againFields,
		Decide: life.With(readRaise, again),
		Wants:  life.Wanting(wantUnnamed),
	}
}

// againFields ask for the name only where the rest is asked for as well.
func againFields(got form.Values) []form.Field {
	name := underName()
	name.Wanted = got["text"] == ""
	return []form.Field{form.Case(), name, form.Prose("again")}
}

// again raises anew a matter that was closed and has come back. The case that was closed stays as it is, and both name
// the other.
func again(s *life.State, cmd life.Command, said Raise) (life.Result, error) {
	earlier, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if earlier.Closed.Outcome == cases.Merged {
		return life.Result{}, life.Refuse("refuse.merged",
			life.CaseArgs(earlier, say.Args{"Into": say.Num(s.MergedInto(earlier))}))
	}
	anew := cmd
	anew.Verb = permission.Raise
	r, err := raise(s, anew, said)
	if err != nil {
		return r, err
	}
	r.Events = append(r.Events, Recurred{Case: s.Head().Cases + 1, Earlier: earlier.Number})
	return r, nil
}

// Recurs is the number of the earlier case that has come back.
type Recurs struct{ Earlier int }

func readRecurs(got life.Reading) Recurs { return Recurs{Earlier: got.Number("earlier")} }

func recursVerb() life.Verb {
	return life.Verb{
		Name:   permission.Recurs,
		Roles:  people.Office(),
		Stages: procedure.Kinds(),
		Fields: form.Takes(form.Case(), form.New("earlier", form.CaseNo)),
		Decide: life.With(readRecurs, recurs),
		Menu:   life.Menu{For: life.ForOffice, Rank: 340},
	}
}

// recurs says that an open case is one that was closed before and has come back.
func recurs(s *life.State, cmd life.Command, of Recurs) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	earlier := s.Case(of.Earlier)
	args := life.CaseArgs(c, say.Args{"Earlier": say.Num(of.Earlier)})
	switch {
	case earlier == nil:
		return life.Result{}, life.Amiss("earlier", life.Refuse("refuse.no_case", say.Args{"Case": say.Case(of.Earlier)}))
	case earlier.Closed == nil:
		return life.Result{}, life.Amiss("earlier", life.Refuse("refuse.recurs_open", args))
	case earlier.Closed.Outcome == cases.Merged:
		into := say.Args{"Into": say.Num(s.MergedInto(earlier))}
		return life.Result{}, life.Amiss("earlier", life.Refuse("refuse.merged", life.CaseArgs(earlier, into)))
	case c.Earlier != 0:
		return life.Result{}, life.Refuse("refuse.recurs_already", life.CaseArgs(c, say.Args{"Earlier": say.Num(c.Earlier)}))
	case c.Number < earlier.Number:
		return life.Result{}, life.Amiss("earlier", life.Refuse("refuse.recurs_later", args))
	}
	return life.Answer(life.One(Recurred{Case: c.Number, Earlier: earlier.Number, Told: true}), "receipt.recurs", args)
}

// Recurred says that a case is one that was closed before and has come back.
type Recurred struct {
	Case    int `json:"case"`
	Earlier int `json:"earlier"`
	// Told says that the case was there before, so that it is worth an echo.
	Told bool `json:"told,omitempty"`
}

// Apply implements life.Event.
func (e Recurred) Apply(s *life.State, m life.Meta) {
	c, earlier := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)),
		record.Edit[cases.Case](s.Cache, record.CaseKey(e.Earlier))
	c.Earlier = e.Earlier
	if !slices.Contains(earlier.Later, e.Case) {
		earlier.Later = append(earlier.Later, e.Case)
	}
	if e.Told {
		c.Touch(m.At)
	}
}

// Tell implements life.Event.
func (e Recurred) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	earlier := s.Case(e.Earlier)
	n.Card(e.Earlier)
	if !e.Told || earlier.Closed == nil {
		return // its card, which is new, says so
	}
	n.Echo(s, s.Case(e.Case), "echo.recurs", say.Args{
		"Earlier": say.Num(e.Earlier), "Outcome": say.Msg("outcome." + string(earlier.Closed.Outcome)),
		"Date": say.Date(earlier.Closed.At),
	})
}
