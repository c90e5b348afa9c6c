package intake

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// CaseRaised opens a case in the first stage of the procedure.
type CaseRaised struct {
	Case      int      `json:"case"`
	Title     string   `json:"title"`
	Text      string   `json:"text"`
	Photos    []string `json:"photos,omitempty"`
	Raiser    int      `json:"raiser"`
	Anonymous bool     `json:"anonymous,omitempty"`
	Procedure string   `json:"procedure"`
	Version   int      `json:"version"`
	// Via says how a case came that no person of the community raised.
	Via string `json:"via,omitempty"`
	// From is the case of the community below that was handed up; nobody here has raised it. Supported is how many
	// supported it there.
	From      *cases.Link `json:"from,omitempty"`
	Supported int         `json:"supported,omitempty"`
	// EnteredBy is who entered it for a raiser without Telegram, Through the relative by whom the raiser hears of it.
	EnteredBy int          `json:"entered_by,omitempty"`
	Through   int          `json:"through,omitempty"`
	Source    cases.Source `json:"source,omitempty"`
}

// Moves implements life.Mover.
func (e CaseRaised) Moves() int { return e.Case }

// Apply implements life.Event.
func (e CaseRaised) Apply(s *life.State, m life.Meta) {
	head := record.Edit[record.Community](s.Cache, record.HeadKey)
	head.Cases = e.Case
	head.Open = append(head.Open, e.Case)
	c := &cases.Case{
		Number: e.Case, Title: e.Title, Text: e.Text, Photos: e.Photos, Raiser: e.Raiser, Anonymous: e.Anonymous,
		Raised: m.At, Via: e.Via, Procedure: e.Procedure, Version: e.Version, Echoed: m.At,
		EnteredBy: e.EnteredBy, Through: e.Through, Source: e.Source,
	}
	if e.From != nil {
		c.Followers = []cases.Link{*e.From}
	}
	if p := s.MethodOf(e.Procedure, e.Version); p != nil {
		c.Enter(p, 0, s.Local(m.At), s.Days())
	}
	record.Put(s.Cache, record.CaseKey(e.Case), c)
	record.Vacant(s.Cache, record.PathKey(e.Case))
}

// Tell implements life.Event.
func (e CaseRaised) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Card(e.Case)
	if len(e.Photos) > 0 {
		n.Add(say.Notice{
			To: say.Address{Room: say.Group}, Kind: say.Relayed, Message: say.New("case.photos", life.CaseArgs(c)),
			Photos: e.Photos, Under: say.CardView(e.Case), Quiet: true,
		})
	}
	n.Wall()
	if e.From != nil {
		n.Dispatch(s, e.From.Community, life.Dispatch{Subject: life.DispatchOpened, Case: c.Number, Yours: e.From.Case})
	}
	office := s.Officers()
	n.Asks(office, say.New("task.screen", life.CaseArgs(c, say.Args{
		"By": life.RaiserArg(c), "Text": say.Text(c.Text), "Next": say.Arg{Msg: record.Ptr(life.Waiting(s, c).Message())},
	})), "", life.DoButtons(s, life.Wait{Case: c.Number, Verb: permission.Screen})...)
}

// CaseSupported adds a supporter.
type CaseSupported struct {
	Case   int `json:"case"`
	Person int `json:"person"`
	Count  int `json:"count"`
}

// Apply implements life.Event.
func (e CaseSupported) Apply(s *life.State, _ life.Meta) {
	record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Supporters = e.Count
	record.Put(s.Cache, record.SupportKey(e.Case, e.Person), &record.Support{})
}

// Tell implements life.Event.
func (e CaseSupported) Tell(_ *life.State, _ life.Meta, n *life.Notices) { n.Card(e.Case) }

// CaseReworded follows an edit of the message the case came from.
type CaseReworded struct {
	Case  int    `json:"case"`
	Title string `json:"title"`
	Text  string `json:"text"`
	// Shown says that others had supported the case or taken it up, so that the edit is told as a change; Was is what it
	// said before.
	Shown bool   `json:"shown,omitempty"`
	Was   string `json:"was,omitempty"`
}

// Apply implements life.Event.
func (e CaseReworded) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Title, c.Text = e.Title, e.Text
	if !e.Shown {
		return
	}
	change := cases.Rewording{Was: e.Was, At: m.At, Times: 1}
	if before := c.Reworded; before != nil {
		change.Was, change.Times = before.Was, before.Times+1
	}
	c.Reworded = &change
	c.Touch(m.At)
}

// Tell implements life.Event. Those who support the case are told what it said and what it says, and may take their
// support back with one press.
func (e CaseReworded) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	if !e.Shown {
		n.Card(e.Case)
		n.Wall()
		return
	}
	c := s.Case(e.Case)
	args := say.Args{"Was": say.Text(e.Was), "Text": say.Text(e.Text)}
	var buttons [][]say.Button
	if c.Supporters > 0 {
		back := record.Line(permission.Unsupport, record.Num(e.Case))
		buttons = append(buttons, say.Row(say.Press(say.New("button.unsupport"), back)))
		args["Supporters"] = say.Num(c.Supporters)
	}
	from := len(n.List)
	n.Echo(s, c, "echo.reworded", args, buttons...)
	supporters := s.Supporters(e.Case)
	for i := range n.List[from:] {
		if x := &n.List[from+i]; slices.Contains(supporters, x.To.Person) {
			x.Buttons = buttons
		}
	}
}

// SupportTakenBack takes a supporter away. Count is how many are left.
type SupportTakenBack struct {
	Case   int `json:"case"`
	Person int `json:"person"`
	Count  int `json:"count"`
}

// Apply implements life.Event.
func (e SupportTakenBack) Apply(s *life.State, _ life.Meta) {
	record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Supporters = e.Count
	record.Remove(s.Cache, record.SupportKey(e.Case, e.Person))
}

// Tell implements life.Event.
func (e SupportTakenBack) Tell(_ *life.State, _ life.Meta, n *life.Notices) { n.Card(e.Case) }

// PhotosAdded adds photos of the same album.
type PhotosAdded struct {
	Case   int      `json:"case"`
	Photos []string `json:"photos"`
}

// Apply implements life.Event.
func (e PhotosAdded) Apply(s *life.State, _ life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Photos = append(c.Photos, e.Photos...)
}

// Tell implements life.Event.
func (e PhotosAdded) Tell(_ *life.State, _ life.Meta, n *life.Notices) { n.Card(e.Case) }
