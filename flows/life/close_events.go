package life

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/record"
	"echowall/flows/say"
)

// CaseClosed ends a case.
type CaseClosed struct {
	Case int           `json:"case"`
	How  cases.Closing `json:"how"`
}

// Moves implements Mover.
func (e CaseClosed) Moves() int { return e.Case }

// Apply implements Event.
func (e CaseClosed) Apply(s *State, m Meta) {
	how := e.How
	how.At = m.At
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Close(how)
	c.Touch(m.At)
	head := record.Edit[record.Community](s.Cache, record.HeadKey)
	head.Open = slices.DeleteFunc(head.Open, func(n int) bool { return n == e.Case })
	noteClosed(s, e.Case)
	if how.Outcome == cases.Merged {
		mergeInto(s, c, how.Into)
	}
	record.AccountsOf(s.Records).Forget(m.At)
}

// mergeInto lets the supporters and the raiser of a merged case move along.
func mergeInto(s *State, c *cases.Case, into int) {
	target := record.Edit[cases.Case](s.Cache, record.CaseKey(into))
	for _, p := range Moving(s, c, target) {
		record.Put(s.Cache, record.SupportKey(into, p), &record.Support{})
		target.Supporters++
	}
	counted := len(target.Talk.Counts) > len(target.Partners())
	target.Followers = append(target.Followers, c.Followers...)
	if counted && target.Counting() {
		target.Talk.Counts = nil // all had counted: who comes now is asked in the next round, and waited for in none before
	}
}

// Tell implements Event.
func (e CaseClosed) Tell(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	args := say.Args{"Reason": say.Text(e.How.Reason), "Into": say.Num(e.How.Into)}
	if m.Journal.Seq > 0 {
		args["Entry"], args["Hash"] = say.Num(int(m.Journal.Seq)), say.Text(m.Journal.Brief())
	}
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
	if c.Lead != nil && !c.Follows(cases.ByHand) {
		id = "echo.closed.lead"
		args["Name"], args["Outcome"] = say.Text(c.Lead.Name), say.Msg("outcome."+string(e.How.Outcome))
	}
	n.Echo(s, c, id, args)
	if e.How.Outcome == cases.Merged {
		n.Card(e.How.Into)
	}
	e.tellFollowers(s, c, n)
}

// tellFollowers tells the communities whose cases follow this one that it is closed, or that from now on they follow
// another.
func (e CaseClosed) tellFollowers(s *State, c *cases.Case, n *Notices) {
	how := e.How
	how.Into = 0
	if e.How.Outcome == cases.Merged {
		defer tellNewPartners(s, c, s.Case(e.How.Into), n)
	}
	for _, f := range c.Followers {
		if e.How.Outcome == cases.Merged {
			n.Dispatch(s, f.Community, Dispatch{Subject: DispatchOpened, Case: e.How.Into, Yours: f.Case})
		} else {
			n.Dispatch(s, f.Community, Dispatch{Subject: DispatchClosed, Case: c.Number, Yours: f.Case, How: &how})
		}
	}
}

// tellNewPartners tells the communities that have come along to a case with one that was merged into it what those that
// deliberate it already have been told.
func tellNewPartners(s *State, merged, into *cases.Case, n *Notices) {
	was := cases.Case{Followers: into.Followers[:len(into.Followers)-len(merged.Followers)]}
	for _, f := range merged.Partners() {
		if !was.Partner(f.Community) {
			n.UnderWay(s, into, f)
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

// Moves implements Mover.
func (e CaseReopened) Moves() int { return e.Case }

// Apply implements Event.
func (e CaseReopened) Apply(s *State, m Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	if c.Closed != nil {
		head := record.Edit[record.Community](s.Cache, record.HeadKey)
		head.Open = append(head.Open, e.Case)
		slices.Sort(head.Open)
	}
	lead := c.Lead
	c.Reopen(s.Method(c), e.Stage, s.Local(m.At), s.Days())
	if c.Lead = nil; e.Lead && lead != nil {
		c.Follow(*lead)
	}
	c.Touch(m.At)
}

// Tell implements Event.
func (e CaseReopened) Tell(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.EchoTo(s, c, nowhere, "echo.reopened", say.Args{"Reason": say.Text(e.Reason)})
	for _, f := range c.Followers {
		n.Dispatch(s, f.Community, Dispatch{Subject: DispatchReopened, Case: c.Number, Yours: f.Case, Text: e.Reason})
	}
	Call(s, c, n)
}
