package community

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// intakeVerbs are those of what is raised, and what comes of it before it is judged.
func intakeVerbs() []Verb {
	return []Verb{
		raiseVerb(), supportVerb(), withdrawVerb(), takeVerb(), rewordVerb(), photoVerb(),
		reopenVerb(), againVerb(), recursVerb(), behalfVerb(), forgetVerb(), sortVerb(),
	}
}

// sourceOf is where a matter comes from that somebody raises: whoever has an office brings it in that office.
func (s *State) sourceOf(by int) cases.Source {
	p := s.Person(by)
	switch {
	case p == nil:
	case p.Has(people.Authority):
		return cases.FromAuthority
	case p.Has(people.Member) || p.Has(people.Convener):
		return cases.FromMember
	}
	return cases.FromPublic
}

func behalfVerb() Verb {
	return Verb{
		Name:  permission.Behalf,
		Roles: []people.Role{people.Secretary, people.Convener, people.Member},
		Fields: form.Takes(
			form.New("who", form.Name), form.Optional(form.New("through", form.Person)), form.Prose("behalf"),
		),
		Decide: (*State).behalf,
		Menu:   Menu{For: ForOffice, Rank: 580},
	}
}

// behalf enters what somebody says who has no Telegram. The raiser becomes a person of the community like any other; the name is kept
// apart, as all names are. A relative may be told what becomes of it.
func (s *State) behalf(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	text := strings.TrimSpace(cmd.Text)
	if utf8.RuneCountInString(text) < 4 && len(cmd.Photos) == 0 {
		return Result{}, refuse("refuse.too_short")
	}
	if cmd.Person != 0 && s.Person(cmd.Person) == nil {
		return Result{}, refuse("refuse.no_person")
	}
	head, raiser := s.Head(), s.Newcomer()
	e := CaseRaised{
		Case: head.Cases + 1, Title: cases.Title(text), Text: text, Photos: cmd.Photos, Raiser: raiser, Anonymous: cmd.Anonymous,
		Procedure: head.Method, Version: head.Version, EnteredBy: cmd.By, Through: cmd.Person, Source: cases.FromWalk,
	}
	id := "receipt.behalf"
	if cmd.Person != 0 {
		id = "receipt.behalf.through"
	}
	return answer(one(PersonJoined{Person: raiser}, e), id, say.Args{
		"Case": say.Case(e.Case), "Title": say.Title(e.Title), "Person": say.Person(cmd.Person),
	})
}

func sortVerb() Verb {
	return Verb{
		Name:   permission.Sort,
		Roles:  people.Office(),
		Stages: procedure.Kinds(),
		Fields: form.Takes(
			form.Case(), form.OneOf("source", "walk", "recommended", "called", "set", "proposal"),
			form.Optional(form.OneOf("topic", "worry", "door", "watched", "reported", "plan")),
		),
		Decide: (*State).sort,
		Menu:   Menu{For: ForOffice, Rank: 600},
	}
}

// sort says where a matter came from, and what sort of matter it is.
func (s *State) sort(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	e := CaseSorted{Case: c.Number, Source: cases.Source(cmd.Word), Topic: cases.Topic(cmd.Topic)}
	if !slices.Contains(cases.Sources(), e.Source) || e.Topic != "" && !slices.Contains(cases.Topics(), e.Topic) {
		return Result{}, refuse("refuse.unsorted", caseArgs(c))
	}
	args := caseArgs(c, say.Args{"Source": say.Msg("source." + string(e.Source))})
	if e.Topic != "" {
		args["Topic"] = say.Msg("topic." + string(e.Topic))
	}
	return answer(one(e), "receipt.sorted", args)
}

func forgetVerb() Verb {
	return Verb{
		Name:   permission.Forget,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.Case()),
		Decide: (*State).forgetRaiser,
		Menu:   Menu{For: ForOffice, Rank: 590},
	}
}

// forgetRaiser erases the name of somebody without Telegram, and whom the raiser hears of it through, at the wish of whoever a case was
// entered for.
func (s *State) forgetRaiser(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	switch {
	case err != nil:
		return Result{}, err
	case c.EnteredBy == 0:
		return Result{}, refuse("refuse.forget_account", caseArgs(c))
	case s.Person(c.Raiser).Erased:
		return Result{}, refuse("refuse.forgotten", caseArgs(c))
	}
	return answer(one(Erased{Person: c.Raiser, Case: c.Number}), "receipt.forgotten", caseArgs(c))
}

// CaseSorted says where a matter came from, and what sort of matter it is.
type CaseSorted struct {
	Case   int          `json:"case"`
	Source cases.Source `json:"source"`
	Topic  cases.Topic  `json:"topic,omitempty"`
}

func (e CaseSorted) apply(s *State, _ Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Source = e.Source
	if e.Topic != "" {
		c.Topic = e.Topic
	}
}

func (e CaseSorted) announce(_ *State, _ Meta, n *Notices) { n.card(e.Case) }

// intakeStage is the stage in which a matter waits to be taken up.
func intakeStage() Stage { return Stage{Kind: procedure.Intake, Wait: waitIntake, Tick: tickIntake} }

func waitIntake(s *State, _ *cases.Case, w Wait) Wait {
	w.For, w.Verb, w.Roles = "intake", permission.Screen, []people.Role{people.Secretary, people.Convener}
	if next := s.next(schedule.Collect); !next.IsZero() && (w.Due.IsZero() || next.Before(w.Due)) {
		w.For, w.Due = "collect", next
	}
	return w
}

func tickIntake(s *State, c *cases.Case, at time.Time) []Event {
	if c.Due.IsZero() || c.Due.After(at) {
		return nil
	}
	return one(s.advance(c, "time"))
}
