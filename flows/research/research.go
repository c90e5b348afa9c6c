package research

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Verbs are those of finding out.
func Verbs() []life.Verb {
	return []life.Verb{
		researchVerb(), confirmVerb(), statementVerb(), triageVerb(), teamVerb(), volunteerVerb(), visitVerb(),
	}
}

func researchVerb() life.Verb {
	return life.Verb{
		Name:   permission.Research,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Member, people.Supervisor, people.Expert},
		Stages: []procedure.Kind{procedure.Research},
		Fields: form.Takes(form.Case(), form.Prose("research")),
		Decide: life.With(life.ReadProse, research),
		Press:  life.Press{About: aboutNumber},
		Menu:   life.Menu{For: life.ForOffice, Rank: 120},
		Help:   []life.HelpLine{{Reader: "member", Rank: 50}, {Reader: "secretary", Rank: 30}},
	}
}

// research records what was found by looking before talking.
func research(s *life.State, cmd life.Command, found life.Prose) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	e := FindingsRecorded{Case: c.Number, Text: found.Text, By: cmd.By}
	id := "receipt.research"
	if s.Method(c).Stage(c.Stage).Plan {
		id = "receipt.research.plan"
	}
	return life.Answer(life.One(e), id, life.CaseArgs(c))
}

func confirmVerb() life.Verb {
	return life.Verb{
		Name:   permission.Confirm,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Research},
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(confirm),
		Press:  life.Press{About: aboutNumber},
	}
}

// confirm accepts findings; nobody confirms their own while there is somebody else who could.
func confirm(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if c.Findings == nil {
		return life.Result{}, life.Refuse("refuse.no_findings", life.CaseArgs(c))
	}
	others := slices.DeleteFunc(s.Officers(), func(p int) bool { return p == cmd.By })
	if c.Findings.By == cmd.By && len(others) > 0 {
		return life.Result{}, life.Refuse("refuse.own_findings", life.CaseArgs(c, say.Args{"Others": life.Persons(others)}))
	}
	return life.Answer(life.One(FindingsConfirmed{Case: c.Number, By: cmd.By}, life.Advance(s, c, "")),
		life.Planned(c, "receipt.confirmed"), life.CaseArgs(c))
}

// Statement is what somebody has to say on a case.
type Statement struct {
	Text string
	// Reply says that it is a reply in words to what the bot wrote, so that those in the room have read it.
	Reply bool
}

func readStatement(got life.Reading) Statement {
	return Statement{Text: got.Said["text"], Reply: got.Said["reply"] != ""}
}

func statementVerb() life.Verb {
	return life.Verb{
		Name: permission.Statement,
		Roles: []people.Role{people.Member, people.Convener, people.Secretary, people.Stakeholder, people.Expert,
			people.Authority},
		Stages: []procedure.Kind{procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.Prose("statement")),
		Decide: life.With(readStatement, statement),
		Menu:   life.Menu{For: life.ForOffice, Rank: 130},
		Help:   []life.HelpLine{{Reader: "member", Rank: 40}, {Reader: "authority", Rank: 40}},
	}
}

// statement keeps what somebody says to a case, in the meeting or in writing.
func statement(s *life.State, cmd life.Command, said Statement) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	e := StatementMade{Case: c.Number, Number: c.Statements + 1, By: cmd.By, Text: said.Text}
	if e.Here = said.Reply && cmd.Chat != 0 && cmd.Chat == s.CouncilChat(); e.Here {
		return life.Result{Events: life.One(e)}, nil // all have heard it; the card and the meeting count it
	}
	return life.Answer(life.One(e), "receipt.statement", life.CaseArgs(c, say.Args{"Number": say.Num(e.Number)}))
}

// FindingsRecorded keeps findings; new ones replace the old until they are confirmed.
type FindingsRecorded struct {
	Case int    `json:"case"`
	Text string `json:"text"`
	By   int    `json:"by"`
}

// Apply implements life.Event.
func (e FindingsRecorded) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Findings = &cases.Findings{Text: e.Text, By: e.By, Plan: s.Method(c).Stage(c.Stage).Plan}
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e FindingsRecorded) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, life.Planned(c, "echo.research"), say.Args{"Text": say.Text(e.Text), "By": say.Person(e.By)})
	ask := slices.DeleteFunc(s.Officers(), func(p int) bool { return p == e.By })
	if len(ask) == 0 {
		ask = s.Officers()
	}
	confirm := record.Line(permission.Confirm, record.Num(c.Number))
	n.Asks(ask, say.New(life.Planned(c, "task.confirm"),
		life.CaseArgs(c, say.Args{"Text": say.Text(e.Text), "By": say.Person(e.By)})), confirm,
		say.Row(say.Press(say.New("button.confirm"), confirm)))
}

// FindingsConfirmed accepts the findings; the stage that follows is its own event.
type FindingsConfirmed struct {
	Case int `json:"case"`
	By   int `json:"by"`
}

// Apply implements life.Event.
func (e FindingsConfirmed) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	findings := *c.Findings
	findings.Confirmed = e.By
	c.Findings = &findings
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e FindingsConfirmed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Echo(s, s.Case(e.Case), life.Planned(s.Case(e.Case), "echo.confirmed"), nil)
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

// Apply implements life.Event.
func (e StatementMade) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Statements = e.Number
	record.Put(s.Cache, record.StatementKey(e.Case, e.Number), &record.Statement{By: e.By, Of: e.Of, Text: e.Text})
	life.TookPart(s, c, e.By, m.At)
}

// Tell implements life.Event.
func (e StatementMade) Tell(s *life.State, meta life.Meta, n *life.Notices) {
	c, by := s.Case(e.Case), record.Speaker(e.By, e.Of)
	n.Card(e.Case)
	if m := s.Hearing(c, meta.At); m != nil {
		n.Show(say.Council, say.MeetingView(m.Number))
	}
	if !e.Here {
		n.Add(say.Notice{
			To: say.Address{Room: say.Council}, Under: say.CardView(e.Case), Quiet: true,
			Message: say.New("notice.statement", life.CaseArgs(c, say.Args{"By": by, "Text": say.Text(e.Text)})),
		})
	}
	if c.Follows(cases.Joint) {
		n.Dispatch(s, c.Lead.Community, life.Dispatch{Subject: life.DispatchStatement, Case: c.Number, Yours: c.Lead.Case,
			Text: e.Text})
	}
}

// Stage is the stage in which a case is looked into before it is talked over.
func Stage() life.Stage {
	return life.Stage{Kind: procedure.Research, Wait: waitResearch, Call: callResearch}
}

func waitResearch(s *life.State, c *cases.Case, w life.Wait) life.Wait {
	w = researchers(s, c, w)
	if c.Findings != nil {
		w.Persons = nil
		w.For, w.Verb, w.Roles = "confirm", permission.Confirm, []people.Role{people.Secretary, people.Convener}
	}
	if s.Method(c).Stage(c.Stage).Plan {
		w.For = map[string]string{"findings": "plan", "confirm": "planned"}[w.For]
	}
	return w
}

func callResearch(s *life.State, c *cases.Case, w life.Wait, args say.Args, n *life.Notices) {
	id := "task.research"
	if s.Method(c).Stage(c.Stage).Plan {
		id = "task.plan"
	}
	n.Asks(append(slices.Clone(w.Persons), s.Holders().Of(w.Roles...)...), say.New(id, args),
		record.Line(permission.Research, record.Num(c.Number)))
}

// aboutNumber lets people do in words what needs but the number of the case and their words.
func aboutNumber(_ *life.State, w life.Wait) string { return record.Line(w.Verb, record.Num(w.Case)) }
