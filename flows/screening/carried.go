package screening

import (
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// carryTime is how long the office has to bring the answer of a level above to which no letter goes by itself; it may
// be extended.
func carryTime() calendar.Span { return calendar.Span{WorkDays: 15} }

// CaseCarried lets the secretary take a case to the level above by hand. It stays open, and its echoes go on, until the
// answer is entered.
type CaseCarried struct {
	Case   int    `json:"case"`
	Reason string `json:"reason,omitempty"`
	// From is the community to which it was written in vain; "" where there was none to write to.
	From string `json:"from,omitempty"`
}

// Apply implements life.Event.
func (e CaseCarried) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Carry(m.At, carryTime().After(s.Local(m.At), s.Days()))
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e CaseCarried) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	w := life.Waiting(s, c)
	args := say.Args{"Reason": say.Text(e.Reason), "From": say.Text(e.From), "Who": life.Persons(w.Persons)}
	n.Echo(s, c, "echo.carried", args)
	args["Text"], args["Due"] = say.Text(c.Text), say.Date(c.Due)
	n.Asks(w.Persons, say.New("task.carried", life.CaseArgs(c, args)), "", life.DoButtons(s, w)...)
}

// Brought is the answer of the level above, as somebody brought it.
type Brought struct {
	// Back says that the level above leaves it to the community.
	Back bool
	Text string
}

func readBrought(got life.Reading) Brought {
	return Brought{Back: got.Said["came"] == "back", Text: got.Said["text"]}
}

func broughtVerb() life.Verb {
	return life.Verb{
		Name:   permission.Brought,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.OneOf("came", "settled", "back"), form.Prose("brought")),
		Decide: life.With(readBrought, brought),
		Press:  life.Press{Buttons: func(_ *life.State, w life.Wait) [][]say.Button { return broughtButtons(w.Case) }},
		Menu:   life.Menu{For: life.ForOffice, Rank: 335},
	}
}

func broughtButtons(number int) [][]say.Button {
	press := func(word string) say.Button {
		return say.Press(say.New("button.brought."+word), record.Line(permission.Brought, record.Num(number), word))
	}
	return [][]say.Button{say.Row(press("settled"), press("back"))}
}

// brought enters the answer of the level above to a case that was taken there by hand.
func brought(s *life.State, cmd life.Command, answer Brought) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	switch {
	case err != nil:
		return life.Result{}, err
	case !c.Follows(cases.ByHand):
		return life.Result{}, life.Refuse("refuse.not_carried", life.CaseArgs(c))
	case answer.Back:
		return life.Answer(life.One(SentBack{Case: c.Number, Text: answer.Text}), "receipt.brought.back", life.CaseArgs(c))
	}
	how := cases.Closing{Outcome: cases.Referred, Reason: answer.Text}
	return life.Answer(life.One(life.CaseClosed{Case: c.Number, How: how}), "receipt.brought.settled", life.CaseArgs(c))
}

// SentBack is the word of the level above that the community is to settle a case itself.
type SentBack struct {
	Case int    `json:"case"`
	Text string `json:"text"`
}

// Moves implements life.Mover.
func (e SentBack) Moves() int { return e.Case }

// Apply implements life.Event.
func (e SentBack) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Lead = nil
	c.Enter(s.Method(c), c.Stage, s.Local(m.At), s.Days())
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e SentBack) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.sent_back", say.Args{"Text": say.Text(e.Text)})
	life.Call(s, c, n)
}
