package publicity

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Verbs are those of results, up to their being approved.
func Verbs() []life.Verb {
	return []life.Verb{
		publishVerb(), objectVerb(), settleVerb(), approveVerb(), returnVerb(), assemblyVerb(),
	}
}

func publishVerb() life.Verb {
	return life.Verb{
		Name:   permission.Publish,
		Roles:  []people.Role{people.Secretary},
		Stages: []procedure.Kind{procedure.Publicity, procedure.Implementation, procedure.Evaluation},
		Fields: publishFields,
		Decide: publish,
		Press:  pressPublish(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 290},
		Help:   []life.HelpLine{{Reader: "secretary", Rank: 60}},
	}
}

// publishFields let a result be called what it is, before the window or after it.
func publishFields(got form.Values) []form.Field {
	span, as := form.Optional(form.New("span", form.Span)), form.Optional(form.OneOf("published", cases.Forms()...))
	fields := []form.Field{form.Case(), span, as}
	if got["span"] == "" && got["published"] != "" {
		span.Name = "valid" // it may stand behind as well
		fields = append(fields, span)
	}
	return fields
}

// publish opens the time in which anybody may object.
func publish(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if c.Kind(s.Method(c)) != procedure.Publicity {
		return name(s, cmd, c)
	}
	if !c.Publicity.Until.IsZero() {
		return life.Result{}, life.Refuse("refuse.published", life.CaseArgs(c, say.Args{"Until": say.Time(c.Publicity.Until)}))
	}
	window := s.Method(c).Stage(c.Stage).Window
	if !cmd.Span.IsZero() {
		if cmd.Span.After(s.Local(cmd.At), s.Days()).Before(window.After(s.Local(cmd.At), s.Days())) {
			return life.Result{}, life.Refuse("refuse.window", life.CaseArgs(c, say.Args{"Window": say.Span(window)}))
		}
		window = cmd.Span
	}
	e := Published{Case: c.Number, Until: window.After(s.Local(cmd.At), s.Days()), As: cmd.As}
	return life.Result{Events: life.One(e), Answer: say.Notice{
		Message: say.New("receipt.published", life.CaseArgs(c, say.Args{"Until": say.Time(e.Until), "Form": life.FormArg(e.As)})),
		Buttons: life.Printed(s, "notice", "case/"+record.Num(c.Number)+"/notice"),
	}}, nil
}

func objectVerb() life.Verb {
	return life.Verb{
		Name:   permission.Object,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Publicity},
		Fields: form.Takes(form.Case(), form.Prose("object")),
		Decide: object,
		Help:   []life.HelpLine{{Reader: "resident", Rank: 40}},
	}
}

// object raises an objection while a resolution is published.
func object(s *life.State, cmd life.Command) (life.Result, error) {
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
	e := Objected{Case: c.Number, Number: len(c.Publicity.Objections) + 1, By: cmd.By, Text: cmd.Text}
	return life.Answer(life.One(e), "receipt.objected", life.CaseArgs(c, say.Args{"Number": say.Num(e.Number)}))
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
		Decide: settle,
		Menu:   life.Menu{For: life.ForOffice, Rank: 300},
	}
}

// settle answers an objection. One upheld sends the case back to deliberation.
func settle(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	o := c.OpenObjection(cmd.Number)
	if o == nil {
		return life.Result{}, life.Refuse("refuse.no_objection", life.CaseArgs(c, say.Args{"Number": say.Num(cmd.Number)}))
	}
	events := life.One(ObjectionSettled{Case: c.Number, Number: o.Number, Ruling: cmd.Ruling, Reason: cmd.Text})
	if cmd.Ruling == cases.Upheld {
		events = append(settleAll(s, c, cmd.Text), sendBack(s, c))
	} else if c.ObjectionsOpen() == 1 && !c.Publicity.Until.After(cmd.At) {
		events = append(events, unopposed(s, c)...)
	}
	return life.Answer(events, "receipt.settled."+cmd.Ruling, life.CaseArgs(c, say.Args{"Number": say.Num(o.Number)}))
}

// settleAll answers all open objections at once: a text that goes back for one of them is given up for the others as well.
func settleAll(s *life.State, c *cases.Case, reason string) []life.Event {
	var events []life.Event
	for _, o := range c.Publicity.Objections {
		if o.Ruling == "" {
			events = append(events, ObjectionSettled{Case: c.Number, Number: o.Number, Ruling: cases.Upheld, Reason: reason})
		}
	}
	return events
}

// sendBack returns a case to where a no leads: by the procedure's word, else to the deliberation its resolution came from, or to
// where its plan was written.
func sendBack(s *life.State, c *cases.Case) life.Event {
	origin := procedure.Deliberation
	if c.Resolution == nil {
		origin = procedure.Research
	}
	p := s.Method(c)
	back, ok := p.Back(c.Stage, c.Track, origin)
	if !ok {
		back, _ = p.Last(origin, c.Stage)
	}
	return life.StageEntered{Case: c.Number, Stage: back}
}

// unopposed ends a publicity whose window is over and whose objections are all answered.
func unopposed(s *life.State, c *cases.Case) []life.Event {
	events := life.One(PublicityEnded{Case: c.Number})
	if c.Resolution.Class == ballot.C {
		how := cases.Closing{Outcome: cases.Explained, Reason: c.Resolution.Text}
		return append(events, life.CaseClosed{Case: c.Number, How: how})
	}
	return append(events, life.Onward(s, c, c.Resolution.Class, c.Resolution.Confirmed))
}

// Published opens the window for objections.
type Published struct {
	Case  int       `json:"case"`
	Until time.Time `json:"until"`
	// As is as what the result is published; "" as a resolution.
	As cases.Form `json:"as,omitempty"`
}

// Apply implements life.Event.
func (e Published) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Book, record.CaseKey(e.Case))
	c.Publicity.From, c.Publicity.Until = m.At, e.Until
	c.Resolution.Published = e.As
	c.Postpone(e.Until)
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e Published) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.published", say.Args{
		"Text": say.Text(c.Resolution.Text), "Class": say.Msg("class." + string(c.Resolution.Class)), "Until": say.Time(e.Until),
		"Form": life.FormArg(e.As),
	}, say.Row(say.Press(say.New("button.object"), record.Line(permission.Object, record.Num(c.Number)))))
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
	c := record.Edit[cases.Case](s.Book, record.CaseKey(e.Case))
	c.Publicity.Objections = append(c.Publicity.Objections, cases.Objection{Number: e.Number, By: e.By, Text: e.Text, At: m.At})
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e Objected) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	args := say.Args{"Number": say.Num(e.Number), "Text": say.Text(e.Text)}
	n.Echo(s, c, "echo.objected", args)
	settle := func(ruling string) say.Button {
		return say.Press(say.New("button.settle."+ruling), record.Line(permission.Settle, record.Num(c.Number), record.Num(e.Number), ruling))
	}
	n.Asks(s.Officers(), say.New("task.settle", life.CaseArgs(c, args)), "", say.Row(settle(cases.Upheld), settle(cases.Dismissed)))
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
	c := record.Edit[cases.Case](s.Book, record.CaseKey(e.Case))
	if o := c.OpenObjection(e.Number); o != nil {
		o.Ruling, o.Reason = e.Ruling, e.Reason
	}
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e ObjectionSettled) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Echo(s, s.Case(e.Case), "echo.settled."+e.Ruling, say.Args{"Number": say.Num(e.Number), "Reason": say.Text(e.Reason)})
}

// PublicityEnded notes that the window is over and nobody objects any more.
type PublicityEnded struct {
	Case int `json:"case"`
}

// Apply implements life.Event.
func (e PublicityEnded) Apply(s *life.State, m life.Meta) {
	record.Edit[cases.Case](s.Book, record.CaseKey(e.Case)).Touch(m.At)
}

// Tell implements life.Event.
func (e PublicityEnded) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	if c := s.Case(e.Case); c.Closed == nil {
		n.Echo(s, c, "echo.unopposed", nil)
	}
}

// Approved is the authority's yes.
type Approved struct {
	Case int `json:"case"`
	By   int `json:"by"`
}

// Apply implements life.Event.
func (e Approved) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Book, record.CaseKey(e.Case))
	if c.Resolution != nil {
		c.Resolution.Confirmed = true
	}
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e Approved) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Echo(s, s.Case(e.Case), life.Planned(s, s.Case(e.Case), "echo.approved"), say.Args{"By": say.Person(e.By)})
}

// Returned is the authority's no, with its reason.
type Returned struct {
	Case   int    `json:"case"`
	By     int    `json:"by"`
	Reason string `json:"reason"`
}

// Apply implements life.Event.
func (e Returned) Apply(s *life.State, m life.Meta) {
	record.Edit[cases.Case](s.Book, record.CaseKey(e.Case)).Touch(m.At)
}

// Tell implements life.Event.
func (e Returned) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	id := "echo.returned"
	if c.Kind(s.Method(c)) == procedure.Research {
		id = "echo.returned.plan"
	}
	n.Echo(s, c, id, say.Args{"By": say.Person(e.By), "Reason": say.Text(e.Reason)})
}

// Stage is the stage in which a result is published and anybody may object.
func Stage() life.Stage {
	return life.Stage{Kind: procedure.Publicity, Wait: waitPublicity, Tick: tickPublicity}
}

func waitPublicity(s *life.State, c *cases.Case, w life.Wait) life.Wait {
	w.Roles = []people.Role{people.Secretary}
	switch {
	case c.Publicity.Until.IsZero():
		w.For, w.Verb = "publish", permission.Publish
	case c.ObjectionsOpen() > 0:
		w.For, w.Verb, w.Due = "objections", permission.Settle, c.Publicity.Until
	default:
		w.For, w.Roles, w.Due = "window", nil, c.Publicity.Until
	}
	return w
}

func tickPublicity(s *life.State, c *cases.Case, at time.Time) []life.Event {
	if until := c.Publicity.Until; until.IsZero() || until.After(at) || c.ObjectionsOpen() > 0 {
		return nil
	}
	return unopposed(s, c)
}

func pressPublish() life.Press {
	return life.Press{Buttons: func(_ *life.State, w life.Wait) [][]say.Button { return publishButtons(w.Case) }}
}
