package community

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/say"
)

// CaseClosed ends a case.
type CaseClosed struct {
	Case int           `json:"case"`
	How  cases.Closing `json:"how"`
}

func (e CaseClosed) moves() int { return e.Case }

func (e CaseClosed) apply(s *State, m Meta) {
	how := e.How
	how.At = m.At
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Close(how)
	c.Touch(m.At)
	head := edit[Community](s.Book, headKey)
	head.Open = slices.DeleteFunc(head.Open, func(n int) bool { return n == e.Case })
	s.noteClosed(e.Case)
	if how.Outcome == cases.Merged {
		s.mergeInto(c, how.Into)
	}
}

// mergeInto lets the supporters and the raiser of a merged case move along.
func (s *State) mergeInto(c *cases.Case, into int) {
	target := edit[cases.Case](s.Book, caseKey(into))
	for _, p := range s.moving(c, target) {
		put(s.Book, supportKey(into, p), &Support{})
		target.Supporters++
	}
	target.Followers = append(target.Followers, c.Followers...)
}

func (e CaseClosed) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	args := say.Args{"Reason": say.Text(e.How.Reason), "Into": say.Num(e.How.Into)}
	if e.How.Ground != "" {
		args["Ground"] = say.Msg("ground." + string(e.How.Ground))
	}
	ev := c.Evaluation
	args["Solved"], args["Partly"], args["Unsolved"] = say.Num(ev.Solved), say.Num(ev.Partly), say.Num(ev.Unsolved)
	args["Satisfied"], args["Count"] = say.Num(ev.Satisfied), say.Num(ev.Count())
	args["Unanswered"], args["Silent"] = say.Num(ev.Unanswered), say.Num(ev.Silent())
	if c.Resolution != nil {
		args["Text"] = say.Text(c.Resolution.Text)
	}
	id := "echo.closed." + string(e.How.Outcome)
	if e.How.Reason == "" {
		id += ".plain"
	}
	if e.How.Outcome == cases.Solved && ev.Count() == 0 {
		// Silence is nobody's word: it is told that the work was done, not that it was judged.
		id = "echo.closed.unjudged"
	}
	if e.How.Outcome == cases.Declined && e.How.Ground != "" {
		// Each exclusion is explained in its own words, whatever else is said.
		id = "echo.declined." + string(e.How.Ground)
	}
	if c.Lead != nil && e.How.Outcome != cases.Referred {
		id = "echo.closed.lead"
		args["Name"], args["Outcome"] = say.Text(c.Lead.Name), say.Msg("outcome."+string(e.How.Outcome))
	}
	n.echo(s, c, id, args)
	if e.How.Outcome == cases.Merged {
		n.card(e.How.Into)
	}
	e.tellFollowers(s, c, n)
}

// tellFollowers tells the communities whose cases follow this one that it is closed, or that from now on they follow another.
func (e CaseClosed) tellFollowers(s *State, c *cases.Case, n *Notices) {
	how := e.How
	how.Into = 0
	for _, f := range c.Followers {
		if e.How.Outcome == cases.Merged {
			n.mail(s, f.Community, Letter{Subject: LetterOpened, Case: e.How.Into, Yours: f.Case})
		} else {
			n.mail(s, f.Community, Letter{Subject: LetterClosed, Case: c.Number, Yours: f.Case, How: &how})
		}
	}
}

// CaseReopened takes a closed case, or one judged unsolved, back into a stage.
type CaseReopened struct {
	Case   int    `json:"case"`
	Stage  int    `json:"stage"`
	Reason string `json:"reason"`
	// Lead says that it was reopened in the community it follows.
	Lead bool `json:"lead,omitempty"`
}

func (e CaseReopened) moves() int { return e.Case }

func (e CaseReopened) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	if c.Closed != nil {
		head := edit[Community](s.Book, headKey)
		head.Open = append(head.Open, e.Case)
		slices.Sort(head.Open)
	}
	lead := c.Lead
	c.Reopen(s.Method(c), e.Stage, s.local(m.At), s.Days())
	if c.Lead = nil; e.Lead && lead != nil {
		c.Follow(*lead)
	}
	c.Touch(m.At)
}

func (e CaseReopened) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echoTo(s, c, nowhere, "echo.reopened", say.Args{"Reason": say.Text(e.Reason)})
	for _, f := range c.Followers {
		n.mail(s, f.Community, Letter{Subject: LetterReopened, Case: c.Number, Yours: f.Case, Text: e.Reason})
	}
	s.call(c, n)
}
