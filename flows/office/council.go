package office

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/convening"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

func expertsVerb() life.Verb {
	return life.Verb{
		Name:   permission.Experts,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Member, people.Supervisor, people.Authority},
		Fields: form.Takes(form.Optional(form.Prose("experts"))),
		Decide: life.With(life.ReadProse, experts),
		Menu:   life.Menu{For: life.ForOffice, Rank: 610},
	}
}

// experts lists the talent pool, or those of it who know a field.
func experts(s *life.State, cmd life.Command, field life.Prose) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	var lines []say.Arg
	for _, x := range s.Holders().Experts(strings.Fields(field.Text)...) {
		lines = append(lines, say.Msg("experts.line", say.Args{"Person": say.Person(x.Person), "Detail": say.Text(x.Detail)}))
	}
	if len(lines) == 0 {
		return life.Answer(nil, "experts.none", say.Args{"Text": say.Text(field.Text)})
	}
	return life.AnswerAs(say.Lasting, nil, "experts.list",
		say.Args{"Count": say.Num(len(lines)), "Lines": say.Lines(lines...)})
}

// Concern is how often and how long a start link works that lets people have a say in a case; zero is as usual.
type Concern struct {
	Times int
	Valid calendar.Span
}

func readConcern(got life.Reading) Concern {
	return Concern{Times: got.Number("times"), Valid: got.Span("valid")}
}

func concernVerb() life.Verb {
	return life.Verb{
		Name:   permission.Concern,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Research, procedure.Deliberation},
		Fields: form.Takes(
			form.Case(), form.Optional(form.New("times", form.Number)),
			form.Optional(form.New("valid", form.Span)),
		),
		Decide: life.With(readConcern, concern),
		Menu:   life.Menu{For: life.ForOffice, Rank: 620},
	}
}

// concern makes a start link: whoever opens it has a say in a case, as one of those concerned.
func concern(s *life.State, cmd life.Command, open Concern) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	e := personnel.CodeIssued{Use: personnel.UseCase, Case: c.Number}
	if err := limited(s, cmd, &e, open.Times, open.Valid); err != nil {
		return life.Result{}, err
	}
	return life.Result{Events: life.One(e), Answer: personnel.Shown(say.Notice{
		Message: say.New("receipt.concern",
			life.CaseArgs(c, say.Args{"Until": say.Date(e.Until), "Times": say.Num(e.Times)})),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.concern"), Start: cmd.Code})},
	})}, nil
}

// startAsConcerned lets somebody who opened the link have a say in the case.
func startAsConcerned(s *life.State, cmd life.Command, kept string, i *record.Invite) (life.Result, error) {
	c := s.Case(i.Case)
	talk := []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Research, procedure.Deliberation}
	switch {
	case c == nil || !slices.Contains(talk, c.Kind(s.Method(c))):
		return life.Result{}, life.Refuse("refuse.code")
	case c.IsStakeholder(cmd.By):
		return life.Answer(nil, "receipt.concerned", life.CaseArgs(c))
	}
	return life.Answer(life.One(convening.StakeholderInvited{Case: c.Number, Person: cmd.By, Code: kept}),
		"receipt.concerned", life.CaseArgs(c))
}

// CouncilLines say below the list of people what the council lacks.
func CouncilLines(s *life.State) []say.Arg {
	h := s.Holders()
	missing := h.MissingKinds()
	if missing == nil {
		return nil
	}
	var lines []say.Arg
	if len(missing) > 0 {
		lines = append(lines, say.Msg("people.missing", say.Args{"Kinds": personnel.KindArgs(missing)}))
	}
	if n := len(h.Of(people.Member)); n < people.Fewest || n > people.Most {
		lines = append(lines, say.Msg("people.size", say.Args{
			"Count": say.Num(n), "Fewest": say.Num(people.Fewest), "Most": say.Num(people.Most),
		}))
	}
	return lines
}

// termNotice is how long before its end a term of office is announced.
const termNotice = 30 * 24 * time.Hour

// TickPerson ends terms of office, and announces their end a month before.
func TickPerson(s *life.State, p *people.Person, at time.Time) []life.Event {
	events := tickWaiting(s, p, at)
	if events != nil {
		return events // what else is due follows
	}
	for _, g := range p.Grants {
		switch {
		case g.Until.IsZero():
		case !g.Until.After(at) && !(g.Role == people.Secretary && len(s.Secretaries()) == 1):
			e := personnel.Dismissed{Person: p.Number, Role: g.Role, Term: true}
			if people.Several(g.Role) {
				e.Detail = g.Detail
			}
			events = append(events, e)
		case !g.Told && !g.Until.Add(-termNotice).After(at):
			events = append(events, TermEnding{Person: p.Number, Grant: g})
		}
	}
	return events
}

// WakePerson is when a term of office next wants to be looked at.
func WakePerson(s *life.State, p *people.Person) time.Time {
	var next time.Time
	for _, w := range p.Waiting {
		if next.IsZero() || w.Until.Before(next) {
			next = w.Until
		}
	}
	for _, g := range p.Grants {
		at := g.Until
		if at.IsZero() || g.Role == people.Secretary && g.Told && len(s.Secretaries()) == 1 {
			continue // the last secretary stays until there is another
		}
		if !g.Told {
			at = at.Add(-termNotice)
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}

// TermEnding notes that the end of a term was announced.
type TermEnding struct {
	Person int          `json:"person"`
	Grant  people.Grant `json:"grant"`
}

// Apply implements life.Event.
func (e TermEnding) Apply(s *life.State, _ life.Meta) {
	p := record.Edit[people.Person](s.Cache, record.PersonKey(e.Person))
	for i := range p.Grants {
		if g := &p.Grants[i]; g.Role == e.Grant.Role && g.Detail == e.Grant.Detail {
			g.Told = true
		}
	}
}

// Tell implements life.Event.
func (e TermEnding) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := say.New("notice.term_ending", personnel.GrantArgs(e.Person, e.Grant))
	told := append(s.Secretaries(), e.Person)
	slices.Sort(told)
	n.Tells(slices.Compact(told), m, "")
}

// councilRules say in the settings how people act together, where that is not as everywhere.
func councilRules(s *life.State) say.Arg {
	args := say.Args{}
	if s.Head().Conveners == record.BothConveners {
		args["Both"] = say.Num(1)
	}
	if s.Head().Parties == record.FourParties {
		args["Four"] = say.Num(1)
	}
	if s.Head().Acceptance == record.DoneBySupervisor {
		args["Pass"] = say.Num(1)
	}
	if who := s.Head().Residents; who != "" {
		args["Residents"] = say.Msg("setting.value." + who)
	}
	return say.Msg("settings.council", args)
}

// SettingArg is the value of a setting as people read it.
func SettingArg(e SettingChanged) say.Arg {
	if slices.Contains([]string{SettingConveners, SettingParties, SettingAcceptance, SettingResidents}, e.Name) {
		return say.Msg("setting.value." + e.Value)
	}
	if slices.Contains([]string{SettingEcho, SettingNotice}, e.Name) {
		if span, err := calendar.ParseSpan(e.Value); err == nil {
			return say.Span(span)
		}
	}
	return say.Text(e.Value)
}
