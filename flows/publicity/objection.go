package publicity

import (
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/impartial"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/residency"
	"echowall/flows/say"
)

func objectVerb() life.Verb {
	return life.Verb{
		Name:   permission.Object,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Publicity},
		Fields: form.Takes(form.Case(), form.Prose("object")),
		Decide: life.With(life.ReadProse, object),
		Help:   []life.HelpLine{{Reader: "resident", Rank: 40}},
	}
}

// object raises an objection while a resolution is published.
func object(s *life.State, cmd life.Command, objection life.Prose) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if c.Publicity.Until.IsZero() || !c.Publicity.Until.After(cmd.At) {
		return life.Result{}, life.Refuse("refuse.not_published", life.CaseArgs(c))
	}
	for _, o := range c.Publicity.Objections {
		if o.By == cmd.By && o.Ruling == "" {
			return life.Result{}, life.Refuse("refuse.objected", life.CaseArgs(c, say.Args{"Number": say.Num(o.Number)}))
		}
	}
	events, err := residency.Admit(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	e := Objected{Case: c.Number, Number: len(c.Publicity.Objections) + 1, By: cmd.By, Text: objection.Text}
	return life.Answer(append(events, e), "receipt.objected", life.CaseArgs(c, say.Args{"Number": say.Num(e.Number)}))
}

// Settle is how an objection is ruled on.
type Settle struct {
	// Number is that of the objection; 0 means the only open one.
	Number int
	Ruling string
	Reason string
}

func readSettle(got life.Reading) Settle {
	return Settle{Number: got.Number("number"), Ruling: got.Said["ruling"], Reason: got.Said["text"]}
}

func settleVerb() life.Verb {
	return life.Verb{
		Name:   permission.Settle,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Publicity},
		Fields: form.Takes(
			form.Case(), form.New("number", form.Number), form.OneOf("ruling", cases.Upheld, cases.Dismissed),
			form.Prose("settle"),
		),
		Decide: life.With(readSettle, settle),
		Menu:   life.Menu{For: life.ForOffice, Rank: 300},
	}
}

// settle answers an objection. One upheld sends the case back to deliberation.
func settle(s *life.State, cmd life.Command, how Settle) (life.Result, error) {
	c, err := impartial.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	o := c.OpenObjection(how.Number)
	if o == nil {
		return life.Result{}, life.Amiss("number",
			life.Refuse("refuse.no_objection", life.CaseArgs(c, say.Args{"Number": say.Num(how.Number)})))
	}
	if err := ownObjection(s, cmd, c, o); err != nil {
		return life.Result{}, err
	}
	events := life.One(ObjectionSettled{Case: c.Number, Number: o.Number, Ruling: how.Ruling, Reason: how.Reason})
	if how.Ruling == cases.Upheld {
		events = append(settleAll(c, how.Reason), sendBack(s, c))
	} else if c.ObjectionsOpen() == 1 && !c.Publicity.Until.After(cmd.At) {
		events = append(events, unopposed(s, c)...)
	}
	return life.Answer(events, "receipt.settled."+how.Ruling, life.CaseArgs(c, say.Args{"Number": say.Num(o.Number)}))
}

// ownObjection refuses an officer the ruling on an own objection while there is another.
func ownObjection(s *life.State, cmd life.Command, c *cases.Case, o *cases.Objection) error {
	if o.By != cmd.By || cmd.By == 0 || s.Method(c).Together {
		return nil
	}
	others := impartial.Others(s, cmd, c)
	if len(others) == 0 {
		return nil
	}
	return life.Refuse("refuse.own_objection", life.CaseArgs(c, say.Args{"Others": life.Persons(others)}))
}

// settleAll answers all open objections at once: a text that goes back for one of them is given up for the others as
// well.
func settleAll(c *cases.Case, reason string) []life.Event {
	var events []life.Event
	for _, o := range c.Publicity.Objections {
		if o.Ruling == "" {
			events = append(events, ObjectionSettled{Case: c.Number, Number: o.Number, Ruling: cases.Upheld, Reason: reason})
		}
	}
	return events
}

// Objected raises an objection.
type Objected struct {
	Case   int    `json:"case"`
	Number int    `json:"number"`
	By     int    `json:"by"`
	Text   string `json:"text"`
}

// Apply implements life.Event.
func (e Objected) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Publicity.Objections = append(c.Publicity.Objections,
		cases.Objection{Number: e.Number, By: e.By, Text: e.Text, At: m.At})
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e Objected) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	args := say.Args{"Number": say.Num(e.Number), "Text": say.Text(e.Text)}
	n.Echo(s, c, "echo.objected", args)
	settle := func(ruling string) say.Button {
		return say.Press(say.New("button.settle."+ruling),
			record.Line(permission.Settle, record.Num(c.Number), record.Num(e.Number), ruling))
	}
	n.Asks(s.Officers(), say.New("task.settle", life.CaseArgs(c, args)), "",
		say.Row(settle(cases.Upheld), settle(cases.Dismissed)))
}

// ObjectionSettled answers an objection.
type ObjectionSettled struct {
	Case   int    `json:"case"`
	Number int    `json:"number"`
	Ruling string `json:"ruling"`
	Reason string `json:"reason"`
}

// Apply implements life.Event.
func (e ObjectionSettled) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	if o := c.OpenObjection(e.Number); o != nil {
		o.Ruling, o.Reason = e.Ruling, e.Reason
	}
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e ObjectionSettled) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Echo(s, s.Case(e.Case), "echo.settled."+e.Ruling,
		say.Args{"Number": say.Num(e.Number), "Reason": say.Text(e.Reason)})
}
