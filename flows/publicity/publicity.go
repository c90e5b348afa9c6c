package publicity

import (
	"time"

	"echowall/flows/ballot"
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

// Verbs are those of results, up to their being approved.
func Verbs() []life.Verb {
	return []life.Verb{
		publishVerb(), objectVerb(), settleVerb(), approveVerb(), returnVerb(), assemblyVerb(),
	}
}

// Publish is how a result is published.
type Publish struct {
	// Window is how long anybody may object; zero where the procedure says it.
	Window calendar.Span
	// As is what the result is called; "" where it is not said.
	As cases.Form
}

func readPublish(got life.Reading) Publish {
	window := got.Span("span")
	if behind := got.Span("valid"); !behind.IsZero() {
		window = behind
	}
	return Publish{Window: window, As: cases.Form(got.Said["published"])}
}

func publishVerb() life.Verb {
	return life.Verb{
		Name:   permission.Publish,
		Roles:  []people.Role{people.Secretary},
		Stages: []procedure.Kind{procedure.Publicity, procedure.Implementation, procedure.Evaluation},
		Fields: publishFields,
		Decide: life.With(readPublish, publish),
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
func publish(s *life.State, cmd life.Command, how Publish) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if c.Kind(s.Method(c)) != procedure.Publicity {
		return name(c, how.As)
	}
	if !c.Publicity.Until.IsZero() {
		return life.Result{}, life.Refuse("refuse.published",
			life.CaseArgs(c, say.Args{"Until": say.Time(c.Publicity.Until)}))
	}
	window := s.Method(c).Stage(c.Stage).Window
	if !how.Window.IsZero() {
		if how.Window.After(s.Local(cmd.At), s.Days()).Before(window.After(s.Local(cmd.At), s.Days())) {
			return life.Result{}, life.Amiss("span",
				life.Refuse("refuse.window", life.CaseArgs(c, say.Args{"Window": say.Span(window)})))
		}
		window = how.Window
	}
	e := Published{Case: c.Number, Until: window.After(s.Local(cmd.At), s.Days()), As: how.As}
	return life.Result{Events: life.One(e), Answer: say.Notice{
		Message: say.New("receipt.published",
			life.CaseArgs(c, say.Args{"Until": say.Time(e.Until), "Form": life.FormArg(e.As)})),
		Buttons: life.Printed(s, "notice", "case/"+record.Num(c.Number)+"/notice"),
	}}, nil
}

// sendBack returns a case to where a no leads: by the procedure's word, else to the deliberation its resolution came
// from, or to where its plan was written.
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
	events := life.One(Ended{Case: c.Number})
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
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Publicity.From, c.Publicity.Until = m.At, e.Until
	c.Resolution.Published = e.As
	c.Postpone(e.Until)
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e Published) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.published", say.Args{
		"Text": say.Text(c.Resolution.Text), "Class": say.Msg("class." + string(c.Resolution.Class)),
		"Until": say.Time(e.Until),
		"Form":  life.FormArg(e.As),
	}, say.Row(say.Press(say.New("button.object"), record.Line(permission.Object, record.Num(c.Number)))))
}

// Ended notes that the window is over and nobody objects any more.
type Ended struct {
	Case int `json:"case"`
}

// Apply implements life.Event.
func (e Ended) Apply(s *life.State, m life.Meta) {
	record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Touch(m.At)
}

// Tell implements life.Event.
func (e Ended) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	if c := s.Case(e.Case); c.Closed == nil {
		n.Echo(s, c, "echo.unopposed", nil)
	}
}

// Stage is the stage in which a result is published and anybody may object.
func Stage() life.Stage {
	return life.Stage{Kind: procedure.Publicity, Wait: waitPublicity, Tick: tickPublicity}
}

func waitPublicity(_ *life.State, c *cases.Case, w life.Wait) life.Wait {
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
