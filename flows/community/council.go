package community

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func expertsVerb() Verb {
	return Verb{
		Name:   permission.Experts,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Member, people.Supervisor, people.Authority},
		Fields: form.Takes(form.Optional(form.Prose("experts"))),
		Decide: (*State).experts,
		Menu:   Menu{For: ForOffice, Rank: 610},
	}
}

// experts lists the talent pool, or those of it who know a field.
func (s *State) experts(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	var lines []say.Arg
	for _, x := range s.Holders().Experts(strings.Fields(cmd.Text)...) {
		lines = append(lines, say.Msg("experts.line", say.Args{"Person": say.Person(x.Person), "Detail": say.Text(x.Detail)}))
	}
	if len(lines) == 0 {
		return answer(nil, "experts.none", say.Args{"Text": say.Text(cmd.Text)})
	}
	return answerAs(say.Lasting, nil, "experts.list", say.Args{"Count": say.Num(len(lines)), "Lines": say.Lines(lines...)})
}

func concernVerb() Verb {
	return Verb{
		Name:   permission.Concern,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Research, procedure.Deliberation},
		Fields: form.Takes(
			form.Case(), form.Optional(form.New("times", form.Number)),
			form.Optional(form.New("valid", form.Span)),
		),
		Decide: (*State).concern,
		Menu:   Menu{For: ForOffice, Rank: 620},
	}
}

// concern makes a start link: whoever opens it has a say in a case, as one of those concerned.
func (s *State) concern(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	e, err := s.startCode(cmd, UseCase)
	if err != nil {
		return Result{}, err
	}
	return Result{Events: one(e), Answer: say.Notice{
		Message: say.New("receipt.concern", caseArgs(c, say.Args{"Until": say.Date(e.Until), "Times": say.Num(e.Times)})),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.concern"), Start: cmd.Code})},
	}}, nil
}

// startAsConcerned lets somebody who opened the link have a say in the case.
func (s *State) startAsConcerned(cmd Command, i *Invite) (Result, error) {
	c := s.Case(i.Case)
	talk := []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Research, procedure.Deliberation}
	switch {
	case c == nil || !slices.Contains(talk, c.Kind(s.Method(c))):
		return Result{}, refuse("refuse.code")
	case c.IsStakeholder(cmd.By):
		return answer(nil, "receipt.concerned", caseArgs(c))
	}
	return answer(one(StakeholderInvited{Case: c.Number, Person: cmd.By, Code: cmd.Word}), "receipt.concerned", caseArgs(c))
}

// councilLines say below the list of people what the council lacks.
func (s *State) councilLines() []say.Arg {
	h := s.Holders()
	missing := h.MissingKinds()
	if missing == nil {
		return nil
	}
	var lines []say.Arg
	if len(missing) > 0 {
		lines = append(lines, say.Msg("people.missing", say.Args{"Kinds": kindArgs(missing)}))
	}
	if n := len(h.Of(people.Member)); n < people.Fewest || n > people.Most {
		lines = append(lines, say.Msg("people.size", say.Args{
			"Count": say.Num(n), "Fewest": say.Num(people.Fewest), "Most": say.Num(people.Most),
		}))
	}
	return lines
}

func kindArgs(kinds []string) say.Arg {
	var all []say.Arg
	for _, k := range kinds {
		all = append(all, say.Msg("kind."+k))
	}
	return say.List(all...)
}

// The parties of a meeting where four are to sit together: members, invited representatives, departments, residents.
const (
	PartyMembers     = "members"
	PartyInvited     = "invited"
	PartyDepartments = "departments"
	PartyResidents   = "residents"
)

// partiesMissing lists the parties that nobody of those invited belongs to; nil where the community does not ask for four parties.
func (s *Records) partiesMissing(invited []int) []string {
	if s.Head().Parties != FourParties {
		return nil
	}
	missing := []string{PartyMembers, PartyInvited, PartyDepartments, PartyResidents}
	for _, n := range invited {
		p := s.Person(n)
		if p == nil {
			continue
		}
		is := map[string]bool{
			PartyMembers: p.Has(people.Member) || p.Has(people.Convener), PartyInvited: p.Has(people.Expert) || p.Has(people.Supervisor),
			PartyDepartments: p.Has(people.Handler) || p.Has(people.Authority), PartyResidents: len(p.Grants) == 0,
		}
		missing = slices.DeleteFunc(missing, func(party string) bool { return is[party] })
	}
	return missing
}

// warnOfParties tells the office which party of four is not invited to a meeting.
func (n *Notices) warnOfParties(s *State, number int, invited []int) {
	missing := s.partiesMissing(invited)
	if len(missing) == 0 {
		return
	}
	var all []say.Arg
	for _, party := range missing {
		all = append(all, say.Msg("party."+party))
	}
	n.tells(s.officers(), say.New("notice.parties", say.Args{"Meeting": say.Num(number), "Parties": say.List(all...)}), "")
}

// termNotice is how long before its end a term of office is announced.
const termNotice = 30 * 24 * time.Hour

// tickPerson ends terms of office, and announces their end a month before.
func (s *State) tickPerson(p *people.Person, at time.Time) []Event {
	var events []Event
	for _, g := range p.Grants {
		switch {
		case g.Until.IsZero():
		case !g.Until.After(at) && !(g.Role == people.Secretary && len(s.secretaries()) == 1):
			e := Dismissed{Person: p.Number, Role: g.Role, Term: true}
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

// wakePerson is when a term of office next wants to be looked at.
func (s *State) wakePerson(p *people.Person) time.Time {
	var next time.Time
	for _, g := range p.Grants {
		at := g.Until
		if at.IsZero() || g.Role == people.Secretary && g.Told && len(s.secretaries()) == 1 {
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

func (e TermEnding) apply(s *State, _ Meta) {
	p := edit[people.Person](s.Book, personKey(e.Person))
	for i := range p.Grants {
		if g := &p.Grants[i]; g.Role == e.Grant.Role && g.Detail == e.Grant.Detail {
			g.Told = true
		}
	}
}

func (e TermEnding) announce(s *State, _ Meta, n *Notices) {
	m := say.New("notice.term_ending", grantArgs(e.Person, e.Grant))
	told := append(s.secretaries(), e.Person)
	slices.Sort(told)
	n.tells(slices.Compact(told), m, "")
}

// The values of the settings on how people act together.
const (
	OneConvener   = "either"
	BothConveners = "both"
	AnyParties    = "usual"
	FourParties   = "four"
)

// backed lets both conveners agree to what becomes of a case, where the community asks for it: the first word is kept and the others are
// asked, and only when all have said the same is it done. done says that it is.
func (s *State) backed(cmd Command, c *cases.Case) (result Result, done bool, err error) {
	conveners := s.Holders().Of(people.Convener)
	if s.Head().Conveners != BothConveners || len(conveners) < 2 || cmd.By == 0 {
		return Result{}, true, nil
	}
	by := slices.DeleteFunc(slices.Clone(c.Backers), func(p int) bool { return !slices.Contains(conveners, p) })
	if c.Backing == nil || *c.Backing != cmd.Verdict {
		by = nil
	}
	if slices.Contains(conveners, cmd.By) && !slices.Contains(by, cmd.By) {
		by = append(by, cmd.By)
	}
	if len(by) == len(conveners) {
		return Result{}, true, nil
	}
	e := VerdictBacked{Case: c.Number, Verdict: cmd.Verdict, By: by}
	result, err = answer(one(e), "receipt.backed", caseArgs(c, say.Args{"Person": persons(s.unbacked(by))}))
	return result, false, err
}

// unbacked are the conveners whose word is awaited.
func (s *State) unbacked(by []int) []int {
	return slices.DeleteFunc(s.Holders().Of(people.Convener), func(p int) bool { return slices.Contains(by, p) })
}

// VerdictBacked keeps a verdict that waits for the other convener's word.
type VerdictBacked struct {
	Case    int           `json:"case"`
	Verdict cases.Verdict `json:"verdict"`
	By      []int         `json:"by,omitempty"`
}

func (e VerdictBacked) apply(s *State, _ Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Backing, c.Backers = &e.Verdict, e.By
}

func (e VerdictBacked) announce(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	waits, v := s.unbacked(e.By), e.Verdict
	args := caseArgs(c, say.Args{"Motion": say.Msg("motion."+string(v.Kind), verdictArgs(v)), "By": say.Person(m.By), "Text": say.Text(v.Text)})
	n.asks(waits, say.New("task.back", args), "", say.Row(say.Press(say.New("button.back"), line(permission.Back, num(c.Number)))))
}

func backVerb() Verb {
	return Verb{
		Name:   permission.Back,
		Roles:  []people.Role{people.Convener},
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case()),
		Decide: (*State).back,
	}
}

// back agrees to the verdict that the other convener has given.
func (s *State) back(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if c.Backing == nil {
		return Result{}, refuse("refuse.nothing_to_back", caseArgs(c))
	}
	cmd.Verb, cmd.Verdict = permission.Screen, *c.Backing
	return s.screen(cmd)
}

// councilRules say in the settings how people act together, where that is not as everywhere.
func (s *State) councilRules() say.Arg {
	args := say.Args{}
	if s.Head().Conveners == BothConveners {
		args["Both"] = say.Num(1)
	}
	if s.Head().Parties == FourParties {
		args["Four"] = say.Num(1)
	}
	if s.Head().Acceptance == DoneBySupervisor {
		args["Pass"] = say.Num(1)
	}
	return say.Msg("settings.council", args)
}

// settingArg is the value of a setting as people read it.
func settingArg(e SettingChanged) say.Arg {
	if slices.Contains([]string{SettingConveners, SettingParties, SettingAcceptance}, e.Name) {
		return say.Msg("setting.value." + e.Value)
	}
	if slices.Contains([]string{SettingEcho, SettingNotice}, e.Name) {
		if span, err := calendar.ParseSpan(e.Value); err == nil {
			return say.Span(span)
		}
	}
	return say.Text(e.Value)
}
