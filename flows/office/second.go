package office

import (
	"slices"
	"time"

	"echowall/flows/form"
	"echowall/flows/impartial"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/say"
)

// Change names a change of an office that waits: of whom, and of which office.
type Change struct {
	Person int
	Role   people.Role
}

func readChange(got life.Reading) Change {
	return Change{Person: got.Number("number"), Role: got.Grant("role").Role}
}

// changeFields are how a change that waits is named.
func changeFields() func(form.Values) []form.Field {
	return form.Takes(form.New("number", form.Number), form.New("role", form.Role))
}

func wantChange() func(*life.State, life.Command) {
	return life.Wanting(func(s *life.State, _ life.Command, of Change) { s.WantPeople(of.Person) })
}

// waits tells whether an appointment waits for a second officer: of an office of trust that was held before.
func waits(s *life.State, r people.Role) bool {
	return slices.Contains(people.Trusted(), r) && !personnel.First(s, r)
}

// proposal is a change that somebody wants.
func proposal(cmd life.Command, person int, g people.Grant, ends bool) personnel.ChangeProposed {
	return personnel.ChangeProposed{
		Person: person, Grant: g, Ends: ends, Proposer: cmd.By, Until: cmd.At.Add(personnel.Wait).UTC(),
	}
}

// proposed lets a change wait, unless one of the same office waits already.
func proposed(s *life.State, e personnel.ChangeProposed) (life.Result, error) {
	if p := s.Person(e.Person); p != nil && p.WaitsAs(e.Grant.Role) != nil {
		return life.Result{}, life.Refuse("refuse.waits_already", e.Args())
	}
	answer := say.Notice{Message: say.New("receipt.proposed", e.Args())}
	if e.Code == "" {
		answer.Buttons = [][]say.Button{e.TakesBack()}
	}
	return life.Result{Events: life.One(e), Answer: answer}, nil
}

func secondVerb() life.Verb {
	return life.Verb{
		Name:   permission.Second,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Authority, people.Supervisor},
		Fields: changeFields(),
		Decide: life.With(readChange, second),
		Wants:  wantChange(),
	}
}

// second lets a change take effect to which another officer agrees.
func second(s *life.State, cmd life.Command, of Change) (life.Result, error) {
	p, w, err := waiting(s, cmd, of)
	if err != nil {
		return life.Result{}, err
	}
	args := personnel.GrantArgs(p.Number, w.Grant)
	if !slices.Contains(personnel.Seconds(s, p.Number, *w), cmd.By) {
		return life.Result{}, life.Refuse("refuse.second_other", args)
	}
	if !w.Ends { // it was held against other offices when it was proposed, and they may have changed
		if err := impartial.MayHold(s, p.Number, w.Grant.Role); err != nil {
			return life.Result{}, err
		}
	}
	return life.Answer(effect(s, p, *w, cmd.At), "receipt.seconded", args)
}

func takeBackVerb() life.Verb {
	return life.Verb{
		Name:   permission.TakeBack,
		Roles:  []people.Role{people.Secretary},
		Fields: changeFields(),
		Decide: life.With(readChange, takeBack),
		Wants:  wantChange(),
	}
}

// takeBack ends a change that waits without effect.
func takeBack(s *life.State, cmd life.Command, of Change) (life.Result, error) {
	p, w, err := waiting(s, cmd, of)
	if err != nil {
		return life.Result{}, err
	}
	e := personnel.ChangeDropped{Person: p.Number, Role: of.Role, Ends: w.Ends}
	if !personnel.MayTakeBack(s, cmd.By, p.Number, *w) {
		return life.Result{}, life.Refuse("refuse.take_back_other", e.Args())
	}
	return life.Answer(life.One(e), "receipt.taken_back", e.Args())
}

// waiting is the change that a command is about.
func waiting(s *life.State, cmd life.Command, of Change) (*people.Person, *people.Waiting, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return nil, nil, err
	}
	p := s.Person(of.Person)
	if p == nil || p.WaitsAs(of.Role) == nil {
		return nil, nil, life.Refuse("refuse.nothing_waits")
	}
	return p, p.WaitsAs(of.Role), nil
}

// effect is what comes of a change now: nothing of one that has become impossible meanwhile.
func effect(s *life.State, p *people.Person, w people.Waiting, at time.Time) []life.Event {
	r := w.Grant.Role
	last := r == people.Secretary && len(s.Secretaries()) == 1
	over := !w.Grant.Until.IsZero() && !w.Grant.Until.After(at)
	if w.Ends && (last || !p.Has(r)) || !w.Ends && (over || impartial.MayHold(s, p.Number, r) != nil) {
		return life.One(personnel.ChangeDropped{Person: p.Number, Role: r, Ends: w.Ends})
	}
	return life.One(personnel.Effect(p.Number, w))
}

// tickWaiting lets a change take effect that has been announced for long enough.
func tickWaiting(s *life.State, p *people.Person, at time.Time) []life.Event {
	for _, w := range p.Waiting {
		if !w.Until.After(at) {
			return effect(s, p, w, at)
		}
	}
	return nil
}

// leaves ends the appointments that wait of somebody who has left.
func leaves(p *people.Person) (events []life.Event) {
	for _, w := range p.Waiting {
		if !w.Ends {
			events = append(events, personnel.ChangeDropped{Person: p.Number, Role: w.Grant.Role})
		}
	}
	return events
}
