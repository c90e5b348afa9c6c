package community

import (
	"echowall/flows/cases"
	"echowall/flows/say"
)

// refer hands a case to the level above, or closes it as referred where the community knows no such level.
func (s *State) refer(c *cases.Case, reason string) Event {
	up := s.above()
	if up == nil {
		return CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Referred, Reason: reason}}
	}
	return CaseReferred{Case: c.Number, Community: up.Community, Name: up.Name, Reason: reason}
}

// referredTo is a case that a community below hands up: it is opened here, as one more that was raised.
func (s *State) referredTo(l Letter) []Event {
	if t := s.Tie(l.From); t.Kin != Below {
		return s.refuseLetter(l)
	}
	head := s.Head()
	return one(CaseRaised{
		Case: head.Cases + 1, Title: l.Title, Text: l.Text, Photos: l.Photos, Procedure: head.Method, Version: head.Version,
		From: &cases.Link{Community: l.From, Name: l.Name, Case: l.Case, Kind: cases.ReferredUp}, Supported: l.Supporters,
	})
}

// CaseReferred hands a case to the level above. It stays open and on the wall, and follows the one above.
type CaseReferred struct {
	Case      int    `json:"case"`
	Community string `json:"community"`
	Name      string `json:"name"`
	Reason    string `json:"reason"`
}

func (e CaseReferred) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Follow(cases.Link{Community: e.Community, Name: e.Name, Kind: cases.ReferredUp, At: m.At})
	c.Touch(m.At)
}

func (e CaseReferred) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echo(s, c, "echo.referred", say.Args{"Name": say.Text(e.Name), "Reason": say.Text(e.Reason)})
	text := c.Text
	if e.Reason != "" {
		text += "\n\n" + e.Reason
	}
	n.mail(s, e.Community, Letter{
		Subject: LetterRefer, Case: c.Number, Title: c.Title, Text: text, Photos: c.Photos, Supporters: c.Supporters,
	})
}

// LeadFound says under which number the level above has opened the case.
type LeadFound struct {
	Case   int `json:"case"`
	Number int `json:"number"`
}

func (e LeadFound) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Lead.Case = e.Number
	c.Touch(m.At)
}

func (e LeadFound) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echo(s, c, "echo.lead_found", leadArgs(c))
}

// EchoHeard is an echo of the case that one here follows: it is heard here as well.
type EchoHeard struct {
	Case int         `json:"case"`
	Told say.Message `json:"told"`
}

func (e EchoHeard) apply(s *State, m Meta) {
	edit[cases.Case](s.Book, caseKey(e.Case)).Touch(m.At)
}

func (e EchoHeard) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	args := leadArgs(c)
	args["Heard"] = say.Arg{Msg: &e.Told}
	n.echo(s, c, "echo.heard", args)
}

// FollowerFound says under which number another community follows a case of this one.
type FollowerFound struct {
	Case      int    `json:"case"`
	Community string `json:"community"`
	Number    int    `json:"number"`
}

func (e FollowerFound) apply(s *State, _ Meta) {
	if f := edit[cases.Case](s.Book, caseKey(e.Case)).Follower(e.Community); f != nil {
		f.Case = e.Number
	}
}

func (e FollowerFound) announce(_ *State, _ Meta, n *Notices) { n.card(e.Case) }

// leadArgs are what is said of the community that leads a case.
func leadArgs(c *cases.Case) say.Args {
	return say.Args{"Name": say.Text(c.Lead.Name), "Lead": say.Num(c.Lead.Case), "Case": say.Case(c.Number)}
}

// whoseArgs say from which community a case came.
func whoseArgs(l cases.Link) say.Args {
	return say.Args{"Name": say.Text(l.Name), "Case": say.Case(l.Case)}
}

// lead is refused: what another community leads is decided there.
func leadElsewhere(c *cases.Case) error { return refuse("refuse.lead", caseArgs(c, leadArgs(c))) }
