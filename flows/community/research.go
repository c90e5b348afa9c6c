package community

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// researchVerbs are those of finding out.
func researchVerbs() []Verb {
	return []Verb{
		researchVerb(), confirmVerb(), statementVerb(), triageVerb(), teamVerb(), volunteerVerb(), visitVerb(),
	}
}

func researchVerb() Verb {
	return Verb{
		Name:   permission.Research,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Member, people.Supervisor, people.Expert},
		Stages: []procedure.Kind{procedure.Research},
		Fields: form.Takes(form.Case(), form.Prose("research")),
		Decide: (*State).research,
		Press:  Press{About: aboutNumber},
		Menu:   Menu{For: ForOffice, Rank: 120},
		Help:   []HelpLine{{Reader: "member", Rank: 50}, {Reader: "secretary", Rank: 30}},
	}
}

// research records what was found by looking before talking.
func (s *State) research(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	e := FindingsRecorded{Case: c.Number, Text: cmd.Text, By: cmd.By}
	id := "receipt.research"
	if s.Method(c).Stage(c.Stage).Plan {
		id = "receipt.research.plan"
	}
	return answer(one(e), id, caseArgs(c))
}

// planned is the variant of a message for a case whose plan, and no findings or resolution, is spoken of.
func (s *State) planned(c *cases.Case, id string) string {
	if c.Resolution == nil && c.Findings != nil && c.Findings.Plan {
		return id + ".plan"
	}
	return id
}

func confirmVerb() Verb {
	return Verb{
		Name:   permission.Confirm,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Research},
		Fields: form.Takes(form.Case()),
		Decide: (*State).confirm,
		Press:  Press{About: aboutNumber},
	}
}

// confirm accepts findings; nobody confirms their own while there is somebody else who could.
func (s *State) confirm(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if c.Findings == nil {
		return Result{}, refuse("refuse.no_findings", caseArgs(c))
	}
	others := slices.DeleteFunc(s.officers(), func(p int) bool { return p == cmd.By })
	if c.Findings.By == cmd.By && len(others) > 0 {
		return Result{}, refuse("refuse.own_findings", caseArgs(c, say.Args{"Others": persons(others)}))
	}
	return answer(one(FindingsConfirmed{Case: c.Number, By: cmd.By}, s.advance(c, "")), s.planned(c, "receipt.confirmed"), caseArgs(c))
}

func statementVerb() Verb {
	return Verb{
		Name:   permission.Statement,
		Roles:  []people.Role{people.Member, people.Convener, people.Secretary, people.Stakeholder, people.Expert, people.Authority},
		Stages: []procedure.Kind{procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.Prose("statement")),
		Decide: (*State).statement,
		Menu:   Menu{For: ForOffice, Rank: 130},
		Help:   []HelpLine{{Reader: "member", Rank: 40}, {Reader: "authority", Rank: 40}},
	}
}

// statement keeps what somebody says to a case, in the meeting or in writing.
func (s *State) statement(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	e := StatementMade{Case: c.Number, Number: c.Statements + 1, By: cmd.By, Text: cmd.Text}
	if e.Here = cmd.Thread && cmd.Chat != 0 && cmd.Chat == s.councilChat(); e.Here {
		return Result{Events: one(e)}, nil // all have heard it; the card and the meeting count it
	}
	return answer(one(e), "receipt.statement", caseArgs(c, say.Args{"Number": say.Num(e.Number)}))
}

// FindingsRecorded keeps findings; new ones replace the old until they are confirmed.
type FindingsRecorded struct {
	Case int    `json:"case"`
	Text string `json:"text"`
	By   int    `json:"by"`
}

func (e FindingsRecorded) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Findings = &cases.Findings{Text: e.Text, By: e.By, Plan: s.Method(c).Stage(c.Stage).Plan}
	c.Touch(m.At)
}

func (e FindingsRecorded) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echo(s, c, s.planned(c, "echo.research"), say.Args{"Text": say.Text(e.Text), "By": say.Person(e.By)})
	ask := slices.DeleteFunc(s.officers(), func(p int) bool { return p == e.By })
	if len(ask) == 0 {
		ask = s.officers()
	}
	confirm := line(permission.Confirm, num(c.Number))
	n.asks(ask, say.New(s.planned(c, "task.confirm"), caseArgs(c, say.Args{"Text": say.Text(e.Text), "By": say.Person(e.By)})), confirm,
		say.Row(say.Press(say.New("button.confirm"), confirm)))
}

// FindingsConfirmed accepts the findings; the stage that follows is its own event.
type FindingsConfirmed struct {
	Case int `json:"case"`
	By   int `json:"by"`
}

func (e FindingsConfirmed) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	findings := *c.Findings
	findings.Confirmed = e.By
	c.Findings = &findings
	c.Touch(m.At)
}

func (e FindingsConfirmed) announce(s *State, _ Meta, n *Notices) {
	n.echo(s, s.Case(e.Case), s.planned(s.Case(e.Case), "echo.confirmed"), nil)
}

// Statement is the record of what somebody said to a case.
type Statement struct {
	By int `json:"by"`
	// Of is the community it was said in, where that is another one.
	Of   string `json:"of,omitempty"`
	Text string `json:"text"`
}

// speaker is who said something: a person, or one of another community.
func speaker(by int, of string) say.Arg {
	if of != "" {
		return say.Msg("someone.of", say.Args{"Name": say.Text(of)})
	}
	return say.Person(by)
}

// StatementMade keeps a statement.
type StatementMade struct {
	Case   int    `json:"case"`
	Number int    `json:"number"`
	By     int    `json:"by"`
	Of     string `json:"of,omitempty"`
	Text   string `json:"text"`
	// Here says that it was said in the council's chat itself, where it need not be told again.
	Here bool `json:"here,omitempty"`
}

func (e StatementMade) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Statements = e.Number
	put(s.Book, statementKey(e.Case, e.Number), &Statement{By: e.By, Of: e.Of, Text: e.Text})
	s.tookPart(c, e.By, m.At)
}

func (e StatementMade) announce(s *State, meta Meta, n *Notices) {
	c, by := s.Case(e.Case), speaker(e.By, e.Of)
	n.card(e.Case)
	if m := s.hearing(c, meta.At); m != nil {
		n.show(say.Council, say.MeetingView(m.Number))
	}
	if !e.Here {
		n.add(say.Notice{
			To: say.Address{Room: say.Council}, Under: say.CardView(e.Case), Quiet: true,
			Message: say.New("notice.statement", caseArgs(c, say.Args{"By": by, "Text": say.Text(e.Text)})),
		})
	}
	if c.Follows(cases.Joint) {
		n.mail(s, c.Lead.Community, Letter{Subject: LetterStatement, Case: c.Number, Yours: c.Lead.Case, Text: e.Text})
	}
}

// researching is the stage in which a case is looked into before it is talked over.
func researching() Stage {
	return Stage{Kind: procedure.Research, Wait: waitResearch, Call: callResearch}
}

func waitResearch(s *State, c *cases.Case, w Wait) Wait {
	w = s.researchers(c, w)
	if c.Findings != nil {
		w.Persons = nil
		w.For, w.Verb, w.Roles = "confirm", permission.Confirm, []people.Role{people.Secretary, people.Convener}
	}
	if s.Method(c).Stage(c.Stage).Plan {
		w.For = map[string]string{"findings": "plan", "confirm": "planned"}[w.For]
	}
	return w
}

func callResearch(s *State, c *cases.Case, w Wait, args say.Args, n *Notices) {
	id := "task.research"
	if s.Method(c).Stage(c.Stage).Plan {
		id = "task.plan"
	}
	n.asks(append(slices.Clone(w.Persons), s.Holders().Of(w.Roles...)...), say.New(id, args), line(permission.Research, num(c.Number)))
}

// aboutNumber lets people do in words what needs but the number of the case and their words.
func aboutNumber(s *State, w Wait) string { return line(w.Verb, num(w.Case)) }
