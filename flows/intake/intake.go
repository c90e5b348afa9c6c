package intake

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// Verbs are those of what is raised, and what comes of it before it is judged.
func Verbs() []life.Verb {
	return []life.Verb{
		raiseVerb(), supportVerb(), unsupportVerb(), withdrawVerb(), takeVerb(), rewordVerb(), photoVerb(),
		reopenVerb(), againVerb(), recursVerb(), behalfVerb(), forgetVerb(), sortVerb(),
	}
}

// sourceOf is where a matter comes from that somebody raises: whoever has an office brings it in that office.
func sourceOf(s *life.State, by int) cases.Source {
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

// Behalf is what somebody says who has no Telegram.
type Behalf struct {
	// Name is what the raiser is called; of an anonymous one it is not kept.
	Name      string
	Text      string
	Anonymous bool
}

func readBehalf(got life.Reading) Behalf {
	return Behalf{Name: got.Said["who"], Text: got.Said["text"], Anonymous: got.Meaning("who") == anonymous}
}

func behalfVerb() life.Verb {
	return life.Verb{
		Name:  permission.Behalf,
		Roles: []people.Role{people.Secretary, people.Convener, people.Member},
		Fields: form.Takes(
			form.New("who", form.Name), form.Optional(form.New("through", form.Person)), form.Prose("behalf"),
		),
		Decide: life.With(readBehalf, behalf),
		Menu:   life.Menu{For: life.ForOffice, Rank: 580},
	}
}

// behalf enters what somebody says who has no Telegram. The raiser becomes a person of the community like any other;
// the name is kept apart, as all names are. A relative may be told what becomes of it.
func behalf(s *life.State, cmd life.Command, said Behalf) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	text := strings.TrimSpace(said.Text)
	if utf8.RuneCountInString(text) < 4 && len(cmd.Photos) == 0 {
		return life.Result{}, life.Amiss("text", life.Refuse("refuse.too_short"))
	}
	if cmd.Person != 0 && s.Person(cmd.Person) == nil {
		return life.Result{}, life.Refuse("refuse.no_person")
	}
	head, raiser := s.Head(), s.Newcomer()
	e := CaseRaised{
		Case: head.Cases + 1, Title: cases.Title(text), Text: text, Photos: cmd.Photos, Raiser: raiser,
		Anonymous: said.Anonymous,
		Procedure: head.Method, Version: head.Version, EnteredBy: cmd.By, Through: cmd.Person, Source: cases.FromWalk,
	}
	id := "receipt.behalf"
	if cmd.Person != 0 {
		id = "receipt.behalf.through"
	}
	return life.Answer(life.One(personnel.PersonJoined{Person: raiser}, e), id, say.Args{
		"Case": say.Case(e.Case), "Title": say.Title(e.Title), "Person": say.Person(cmd.Person),
	})
}

// Sort is where a matter came from, and what sort of matter it is; "" where that is not said.
type Sort struct {
	Source cases.Source
	Topic  cases.Topic
}

func readSort(got life.Reading) Sort {
	return Sort{Source: cases.Source(got.Said["source"]), Topic: cases.Topic(got.Said["topic"])}
}

func sortVerb() life.Verb {
	return life.Verb{
		Name:   permission.Sort,
		Roles:  people.Office(),
		Stages: procedure.Kinds(),
		Fields: form.Takes(
			form.Case(), form.OneOf("source", "walk", "recommended", "called", "set", "proposal"),
			form.Optional(form.OneOf("topic", "worry", "door", "watched", "reported", "plan")),
		),
		Decide: life.With(readSort, sort),
		Menu:   life.Menu{For: life.ForOffice, Rank: 600},
	}
}

// sort says where a matter came from, and what sort of matter it is.
func sort(s *life.State, cmd life.Command, as Sort) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	e := CaseSorted{Case: c.Number, Source: as.Source, Topic: as.Topic}
	if !slices.Contains(cases.Sources(), e.Source) || e.Topic != "" && !slices.Contains(cases.Topics(), e.Topic) {
		return life.Result{}, life.Refuse("refuse.unsorted", life.CaseArgs(c))
	}
	args := life.CaseArgs(c, say.Args{"Source": say.Msg("source." + string(e.Source))})
	if e.Topic != "" {
		args["Topic"] = say.Msg("topic." + string(e.Topic))
	}
	return life.Answer(life.One(e), "receipt.sorted", args)
}

func forgetVerb() life.Verb {
	return life.Verb{
		Name:   permission.Forget,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(forgetRaiser),
		Menu:   life.Menu{For: life.ForOffice, Rank: 590},
	}
}

// forgetRaiser erases the name of somebody without Telegram, and whom the raiser hears of it through, at the wish of
// whoever a case was entered for.
func forgetRaiser(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	switch {
	case err != nil:
		return life.Result{}, err
	case c.EnteredBy == 0:
		return life.Result{}, life.Refuse("refuse.forget_account", life.CaseArgs(c))
	case s.Person(c.Raiser).Erased:
		return life.Result{}, life.Refuse("refuse.forgotten", life.CaseArgs(c))
	}
	return life.Answer(life.One(personnel.Erased{Person: c.Raiser, Case: c.Number}), "receipt.forgotten", life.CaseArgs(c))
}

// CaseSorted says where a matter came from, and what sort of matter it is.
type CaseSorted struct {
	Case   int          `json:"case"`
	Source cases.Source `json:"source"`
	Topic  cases.Topic  `json:"topic,omitempty"`
}

// Apply implements life.Event.
func (e CaseSorted) Apply(s *life.State, _ life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Source = e.Source
	if e.Topic != "" {
		c.Topic = e.Topic
	}
}

// Tell implements life.Event.
func (e CaseSorted) Tell(_ *life.State, _ life.Meta, n *life.Notices) { n.Card(e.Case) }

// Stage is the stage in which a matter waits to be taken up.
func Stage() life.Stage {
	return life.Stage{Kind: procedure.Intake, Wait: waitIntake, Tick: tickIntake}
}

func waitIntake(s *life.State, _ *cases.Case, w life.Wait) life.Wait {
	w.For, w.Verb, w.Roles = "intake", permission.Screen, []people.Role{people.Secretary, people.Convener}
	if next := s.Next(schedule.Collect); !next.IsZero() && (w.Due.IsZero() || next.Before(w.Due)) {
		w.For, w.Due = "collect", next
	}
	return w
}

func tickIntake(s *life.State, c *cases.Case, at time.Time) []life.Event {
	if c.Due.IsZero() || c.Due.After(at) {
		return nil
	}
	return life.One(life.Advance(s, c, "time"))
}
