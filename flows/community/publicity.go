package community

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// publicityVerbs are those of results, up to their being approved.
func publicityVerbs() []Verb {
	return []Verb{
		publishVerb(), objectVerb(), settleVerb(), approveVerb(), returnVerb(), assemblyVerb(),
	}
}

func publishVerb() Verb {
	return Verb{
		Name:   permission.Publish,
		Roles:  []people.Role{people.Secretary},
		Stages: []procedure.Kind{procedure.Publicity, procedure.Implementation, procedure.Evaluation},
		Fields: publishFields,
		Decide: (*State).publish,
		Press:  pressPublish(),
		Menu:   Menu{For: ForOffice, Rank: 290},
		Help:   []HelpLine{{Reader: "secretary", Rank: 60}},
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
func (s *State) publish(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if c.Kind(s.Method(c)) != procedure.Publicity {
		return s.name(cmd, c)
	}
	if !c.Publicity.Until.IsZero() {
		return Result{}, refuse("refuse.published", caseArgs(c, say.Args{"Until": say.Time(c.Publicity.Until)}))
	}
	window := s.Method(c).Stage(c.Stage).Window
	if !cmd.Span.IsZero() {
		if cmd.Span.After(s.local(cmd.At), s.Days()).Before(window.After(s.local(cmd.At), s.Days())) {
			return Result{}, refuse("refuse.window", caseArgs(c, say.Args{"Window": say.Span(window)}))
		}
		window = cmd.Span
	}
	e := Published{Case: c.Number, Until: window.After(s.local(cmd.At), s.Days()), As: cmd.As}
	return Result{Events: one(e), Answer: say.Notice{
		Message: say.New("receipt.published", caseArgs(c, say.Args{"Until": say.Time(e.Until), "Form": formArg(e.As)})),
		Buttons: s.printed("notice", "case/"+num(c.Number)+"/notice"),
	}}, nil
}

func objectVerb() Verb {
	return Verb{
		Name:   permission.Object,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Publicity},
		Fields: form.Takes(form.Case(), form.Prose("object")),
		Decide: (*State).object,
		Help:   []HelpLine{{Reader: "resident", Rank: 40}},
	}
}

// object raises an objection while a resolution is published.
func (s *State) object(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if c.Publicity.Until.IsZero() || !c.Publicity.Until.After(cmd.At) {
		return Result{}, refuse("refuse.not_published", caseArgs(c))
	}
	for _, o := range c.Publicity.Objections {
		if o.By == cmd.By && o.Ruling == "" {
			return Result{}, refuse("refuse.objected", caseArgs(c, say.Args{"Number": say.Num(o.Number)}))
		}
	}
	e := Objected{Case: c.Number, Number: len(c.Publicity.Objections) + 1, By: cmd.By, Text: cmd.Text}
	return answer(one(e), "receipt.objected", caseArgs(c, say.Args{"Number": say.Num(e.Number)}))
}

func settleVerb() Verb {
	return Verb{
		Name:   permission.Settle,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Publicity},
		Fields: form.Takes(
			form.Case(), form.New("number", form.Number), form.OneOf("ruling", cases.Upheld, cases.Dismissed),
			form.Prose("settle"),
		),
		Decide: (*State).settle,
		Menu:   Menu{For: ForOffice, Rank: 300},
	}
}

// settle answers an objection. One upheld sends the case back to deliberation.
func (s *State) settle(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	o := c.OpenObjection(cmd.Number)
	if o == nil {
		return Result{}, refuse("refuse.no_objection", caseArgs(c, say.Args{"Number": say.Num(cmd.Number)}))
	}
	events := one(ObjectionSettled{Case: c.Number, Number: o.Number, Ruling: cmd.Ruling, Reason: cmd.Text})
	if cmd.Ruling == cases.Upheld {
		events = append(s.settleAll(c, cmd.Text), s.sendBack(c))
	} else if c.ObjectionsOpen() == 1 && !c.Publicity.Until.After(cmd.At) {
		events = append(events, s.unopposed(c)...)
	}
	return answer(events, "receipt.settled."+cmd.Ruling, caseArgs(c, say.Args{"Number": say.Num(o.Number)}))
}

// settleAll answers all open objections at once: a text that goes back for one of them is given up for the others as well.
func (s *State) settleAll(c *cases.Case, reason string) []Event {
	var events []Event
	for _, o := range c.Publicity.Objections {
		if o.Ruling == "" {
			events = append(events, ObjectionSettled{Case: c.Number, Number: o.Number, Ruling: cases.Upheld, Reason: reason})
		}
	}
	return events
}

// sendBack returns a case to where a no leads: by the procedure's word, else to the deliberation its resolution came from, or to
// where its plan was written.
func (s *State) sendBack(c *cases.Case) Event {
	origin := procedure.Deliberation
	if c.Resolution == nil {
		origin = procedure.Research
	}
	p := s.Method(c)
	back, ok := p.Back(c.Stage, c.Track, origin)
	if !ok {
		back, _ = p.Last(origin, c.Stage)
	}
	return StageEntered{Case: c.Number, Stage: back}
}

// unopposed ends a publicity whose window is over and whose objections are all answered.
func (s *State) unopposed(c *cases.Case) []Event {
	events := one(PublicityEnded{Case: c.Number})
	if c.Resolution.Class == ballot.C {
		how := cases.Closing{Outcome: cases.Explained, Reason: c.Resolution.Text}
		return append(events, CaseClosed{Case: c.Number, How: how})
	}
	return append(events, s.onward(c, c.Resolution.Class, c.Resolution.Confirmed))
}

// Published opens the window for objections.
type Published struct {
	Case  int       `json:"case"`
	Until time.Time `json:"until"`
	// As is as what the result is published; "" as a resolution.
	As cases.Form `json:"as,omitempty"`
}

func (e Published) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Publicity.From, c.Publicity.Until = m.At, e.Until
	c.Resolution.Published = e.As
	c.Postpone(e.Until)
	c.Touch(m.At)
}

func (e Published) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echo(s, c, "echo.published", say.Args{
		"Text": say.Text(c.Resolution.Text), "Class": say.Msg("class." + string(c.Resolution.Class)), "Until": say.Time(e.Until),
		"Form": formArg(e.As),
	}, say.Row(say.Press(say.New("button.object"), line(permission.Object, num(c.Number)))))
}

// Objected raises an objection.
type Objected struct {
	Case   int    `json:"case"`
	Number int    `json:"number"`
	By     int    `json:"by"`
	Text   string `json:"text"`
}

func (e Objected) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Publicity.Objections = append(c.Publicity.Objections, cases.Objection{Number: e.Number, By: e.By, Text: e.Text, At: m.At})
	c.Touch(m.At)
}

func (e Objected) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	args := say.Args{"Number": say.Num(e.Number), "Text": say.Text(e.Text)}
	n.echo(s, c, "echo.objected", args)
	settle := func(ruling string) say.Button {
		return say.Press(say.New("button.settle."+ruling), line(permission.Settle, num(c.Number), num(e.Number), ruling))
	}
	n.asks(s.officers(), say.New("task.settle", caseArgs(c, args)), "", say.Row(settle(cases.Upheld), settle(cases.Dismissed)))
}

// ObjectionSettled answers an objection.
type ObjectionSettled struct {
	Case   int    `json:"case"`
	Number int    `json:"number"`
	Ruling string `json:"ruling"`
	Reason string `json:"reason"`
}

func (e ObjectionSettled) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	if o := c.OpenObjection(e.Number); o != nil {
		o.Ruling, o.Reason = e.Ruling, e.Reason
	}
	c.Touch(m.At)
}

func (e ObjectionSettled) announce(s *State, _ Meta, n *Notices) {
	n.echo(s, s.Case(e.Case), "echo.settled."+e.Ruling, say.Args{"Number": say.Num(e.Number), "Reason": say.Text(e.Reason)})
}

// PublicityEnded notes that the window is over and nobody objects any more.
type PublicityEnded struct {
	Case int `json:"case"`
}

func (e PublicityEnded) apply(s *State, m Meta) {
	edit[cases.Case](s.Book, caseKey(e.Case)).Touch(m.At)
}

func (e PublicityEnded) announce(s *State, _ Meta, n *Notices) {
	if c := s.Case(e.Case); c.Closed == nil {
		n.echo(s, c, "echo.unopposed", nil)
	}
}

// Approved is the authority's yes.
type Approved struct {
	Case int `json:"case"`
	By   int `json:"by"`
}

func (e Approved) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	if c.Resolution != nil {
		c.Resolution.Confirmed = true
	}
	c.Touch(m.At)
}

func (e Approved) announce(s *State, _ Meta, n *Notices) {
	n.echo(s, s.Case(e.Case), s.planned(s.Case(e.Case), "echo.approved"), say.Args{"By": say.Person(e.By)})
}

// Returned is the authority's no, with its reason.
type Returned struct {
	Case   int    `json:"case"`
	By     int    `json:"by"`
	Reason string `json:"reason"`
}

func (e Returned) apply(s *State, m Meta) {
	edit[cases.Case](s.Book, caseKey(e.Case)).Touch(m.At)
}

func (e Returned) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	id := "echo.returned"
	if c.Kind(s.Method(c)) == procedure.Research {
		id = "echo.returned.plan"
	}
	n.echo(s, c, id, say.Args{"By": say.Person(e.By), "Reason": say.Text(e.Reason)})
}

// publishing is the stage in which a result is published and anybody may object.
func publishing() Stage {
	return Stage{Kind: procedure.Publicity, Wait: waitPublicity, Tick: tickPublicity}
}

func waitPublicity(s *State, c *cases.Case, w Wait) Wait {
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

func tickPublicity(s *State, c *cases.Case, at time.Time) []Event {
	if until := c.Publicity.Until; until.IsZero() || until.After(at) || c.ObjectionsOpen() > 0 {
		return nil
	}
	return s.unopposed(c)
}

func pressPublish() Press {
	return Press{Buttons: func(_ *State, w Wait) [][]say.Button { return publishButtons(w.Case) }}
}
