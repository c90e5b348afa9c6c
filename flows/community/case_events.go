package community

import (
	"echowall/flows/cases"
	"echowall/flows/permission"
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
	// From is the case of the community below that was handed up; nobody here has raised it. Supported is how many supported it there.
	From      *cases.Link `json:"from,omitempty"`
	Supported int         `json:"supported,omitempty"`
	// EnteredBy is who entered it for a raiser without Telegram, Through the relative by whom the raiser hears of it.
	EnteredBy int          `json:"entered_by,omitempty"`
	Through   int          `json:"through,omitempty"`
	Source    cases.Source `json:"source,omitempty"`
}

func (e CaseRaised) moves() int { return e.Case }

func (e CaseRaised) apply(s *State, m Meta) {
	head := edit[Community](s.Book, headKey)
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
		c.Enter(p, 0, s.local(m.At), s.Days())
	}
	put(s.Book, caseKey(e.Case), c)
	vacant(s.Book, pathKey(e.Case))
}

func (e CaseRaised) announce(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	n.card(e.Case)
	if len(e.Photos) > 0 {
		n.add(say.Notice{
			To: say.Address{Room: say.Group}, Kind: say.Relayed, Message: say.New("case.photos", caseArgs(c)),
			Photos: e.Photos, Under: say.CardView(e.Case), Quiet: true,
		})
	}
	n.wall()
	if e.From != nil {
		n.mail(s, e.From.Community, Letter{Subject: LetterOpened, Case: c.Number, Yours: e.From.Case})
	}
	office := s.officers()
	n.asks(office, say.New("task.screen", caseArgs(c, say.Args{
		"By": raiserArg(c), "Text": say.Text(c.Text), "Next": say.Arg{Msg: ptr(s.Wait(c).Message())},
	})), "", s.doButtons(Wait{Case: c.Number, Verb: permission.Screen})...)
}

// Support is the record of one supporter; its key says who and of what.
type Support struct{}

// CaseSupported adds a supporter.
type CaseSupported struct {
	Case   int `json:"case"`
	Person int `json:"person"`
	Count  int `json:"count"`
}

func (e CaseSupported) apply(s *State, m Meta) {
	edit[cases.Case](s.Book, caseKey(e.Case)).Supporters = e.Count
	put(s.Book, supportKey(e.Case, e.Person), &Support{})
}

func (e CaseSupported) announce(_ *State, _ Meta, n *Notices) { n.card(e.Case) }

// CaseReworded follows an edit of the message the case came from.
type CaseReworded struct {
	Case  int    `json:"case"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

func (e CaseReworded) apply(s *State, _ Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Title, c.Text = e.Title, e.Text
}

func (e CaseReworded) announce(_ *State, _ Meta, n *Notices) {
	n.card(e.Case)
	n.wall()
}

// PhotosAdded adds photos of the same album.
type PhotosAdded struct {
	Case   int      `json:"case"`
	Photos []string `json:"photos"`
}

func (e PhotosAdded) apply(s *State, _ Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Photos = append(c.Photos, e.Photos...)
}

func (e PhotosAdded) announce(_ *State, _ Meta, n *Notices) { n.card(e.Case) }

// StakeholderInvited makes a person one of those concerned by a case (the X of 1+7+X).
type StakeholderInvited struct {
	Case   int `json:"case"`
	Person int `json:"person"`
	// Code is the start link that was used.
	Code string `json:"code,omitempty"`
}

func (e StakeholderInvited) apply(s *State, _ Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Stakeholders = append(c.Stakeholders, e.Person)
	s.useCode(e.Code)
}

func (e StakeholderInvited) announce(s *State, _ Meta, n *Notices) {
	n.card(e.Case)
	n.person(e.Person, say.New("notice.involved", caseArgs(s.Case(e.Case))))
}
