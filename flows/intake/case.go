package intake

import (
	"strings"
	"unicode/utf8"

	"echowall/flows/bucket"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/residency"
	"echowall/flows/say"
)

// Raise is a matter in somebody's words. Of an anonymous one only the store knows who raised it.
type Raise struct {
	Text      string
	Anonymous bool
}

func readRaise(got life.Reading) Raise {
	return Raise{Text: got.Said["text"], Anonymous: got.Said["name"] == anonymous}
}

// anonymous is the word for without a name.
const anonymous = "anonymous"

func raiseVerb() life.Verb {
	return life.Verb{
		Name:   permission.Raise,
		Roles:  people.Everybody(),
		Fields: form.Takes(underName(), form.Prose("raise")),
		Decide: life.With(readRaise, raise),
		Wants:  life.Wanting(wantUnnamed),
		Menu:   life.Menu{For: life.ForEverybody, Rank: 10},
		Help:   []life.HelpLine{{Reader: "resident", Rank: 10}},
	}
}

// underName is whether an issue is raised with the raiser's name. Who is asked must say it.
func underName() form.Field {
	f := form.Optional(form.OneOf("name", "named", anonymous))
	f.Firm = true
	return f
}

func raise(s *life.State, cmd life.Command, said Raise) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	if said.Anonymous && cmd.Chat != 0 {
		return life.Result{}, life.Refuse("refuse.anonymous_here")
	}
	if said.Anonymous {
		if err := mayStayUnnamed(s, cmd.By); err != nil {
			return life.Result{}, err
		}
	}
	text := strings.TrimSpace(said.Text)
	if utf8.RuneCountInString(text) < 4 && len(cmd.Photos) == 0 {
		return life.Result{}, life.Amiss("text", life.Refuse("refuse.too_short"))
	}
	head := s.Head()
	e := CaseRaised{
		Case: head.Cases + 1, Title: cases.Title(text), Text: text, Photos: cmd.Photos,
		Raiser: cmd.By, Anonymous: said.Anonymous, Procedure: head.Method, Version: head.Version, Source: sourceOf(s, cmd.By),
	}
	if e.Anonymous {
		e.Source = cases.FromPublic // that a member raised it would tell who, where there are few
	}
	return life.AnswerAs(say.Lasting, life.One(e), "receipt.raised", say.Args{
		"Case": say.Case(e.Case), "Title": say.Title(e.Title), "Echo": say.Num(record.Days(head.Echo)),
		"Name": say.Text(head.Name), "Secretary": keeper(s),
	})
}

// wantUnnamed wants the open cases, among which the raiser's own are counted.
func wantUnnamed(s *life.State, _ life.Command, said Raise) {
	if said.Anonymous && s.Head() != nil {
		s.WantCases(s.Head().Open...)
	}
}

// mayStayUnnamed refuses one open matter more without a name than the community lets one person have: nobody can tell
// those of one from those of many. It says so to the raiser alone, who raised them in private.
func mayStayUnnamed(s *life.State, by int) error {
	most := s.Head().Limits.InForce().Unnamed
	if p := s.Person(by); p != nil && len(p.Grants) > 0 {
		most *= bucket.Wide
	}
	s.WantCases(s.Head().Open...)
	open := 0
	for _, n := range s.Head().Open {
		if c := s.Case(n); c.Anonymous && c.Raiser == by {
			open++
		}
	}
	if open < most {
		return nil
	}
	return life.Amiss("name", life.Refuse("refuse.unnamed_many", say.Args{"Count": say.Num(open)}))
}

// keeper is who keeps the office, by which a community is told from another of the same name; empty where nobody does.
func keeper(s *life.State) say.Arg {
	if all := s.Secretaries(); len(all) > 0 {
		return say.Person(all[0])
	}
	return say.Text("")
}

func supportVerb() life.Verb {
	return life.Verb{
		Name:   permission.Support,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(support),
		Help:   []life.HelpLine{{Reader: "resident", Rank: 20}},
	}
}

func support(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	// That a case is one's own is not told of an anonymous one, for others may read the answer.
	if s.Supports(c.Number, cmd.By) || c.Raiser == cmd.By && c.Anonymous {
		return life.Result{}, life.Refuse("refuse.supported", life.CaseArgs(c))
	}
	if c.Raiser == cmd.By {
		return life.Result{}, life.Refuse("refuse.own_case", life.CaseArgs(c))
	}
	events, err := residency.Admit(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	events = append(events, CaseSupported{Case: c.Number, Person: cmd.By, Count: c.Supporters + 1})
	stage := s.Method(c).Stage(c.Stage)
	if stage.Kind == procedure.Intake && stage.Supporters > 0 && c.Supporters+1 >= stage.Supporters {
		events = append(events, life.Advance(s, c, "supported"))
	}
	return life.Answer(events, "receipt.supported", life.CaseArgs(c, say.Args{"Count": say.Num(c.Supporters + 1)}))
}

func unsupportVerb() life.Verb {
	return life.Verb{
		Name:   permission.Unsupport,
		Roles:  people.Everybody(),
		Stages: procedure.Kinds(),
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(unsupport),
	}
}

// unsupport takes one's support back.
func unsupport(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if !s.Supports(c.Number, cmd.By) {
		return life.Result{}, life.Refuse("refuse.not_supported", life.CaseArgs(c))
	}
	e := SupportTakenBack{Case: c.Number, Person: cmd.By, Count: max(c.Supporters-1, 0)}
	return life.Answer(life.One(e), "receipt.unsupported", life.CaseArgs(c))
}

func withdrawVerb() life.Verb {
	return life.Verb{
		Name:   permission.Withdraw,
		Roles:  []people.Role{people.Raiser},
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.Optional(form.Prose("withdraw"))),
		Decide: life.With(life.ReadProse, withdraw),
		Help:   []life.HelpLine{{Reader: "resident", Rank: 70}},
	}
}

func withdraw(s *life.State, cmd life.Command, reason life.Prose) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if c.Talk.Ballot != "" {
		return life.Result{}, life.Refuse("refuse.ballot_open", life.CaseArgs(c))
	}
	e := life.CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Withdrawn, Reason: reason.Text}}
	return life.Answer(life.One(e), "receipt.withdrawn", life.CaseArgs(c))
}

func takeVerb() life.Verb {
	return life.Verb{
		Name:   permission.Take,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Intake},
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(take),
	}
}

func take(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	return life.Answer(life.One(life.Advance(s, c, "taken")), "receipt.taken", life.CaseArgs(c))
}

func rewordVerb() life.Verb {
	return life.Verb{
		Name:   permission.Reword,
		Roles:  []people.Role{people.Raiser},
		Stages: procedure.Kinds(),
		Decide: life.With(life.ReadProse, reword),
	}
}

// reword follows an edit of the message a case came from, wherever the case stands by then. Once somebody supports the
// case, or the office has taken it up, the edit is shown as a change: nobody is to stand for words they have not read.
func reword(s *life.State, cmd life.Command, said life.Prose) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	text := strings.TrimSpace(said.Text)
	if utf8.RuneCountInString(text) < 4 || text == c.Text {
		return life.Result{}, nil
	}
	e := CaseReworded{Case: c.Number, Title: cases.Title(text), Text: text}
	if c.Supporters == 0 && c.Kind(s.Method(c)) == procedure.Intake {
		return life.Result{Events: life.One(e)}, nil
	}
	e.Shown, e.Was = true, c.Text
	return life.Answer(life.One(e), "receipt.reworded", life.CaseArgs(c))
}

func photoVerb() life.Verb {
	return life.Verb{
		Name:   permission.Photo,
		Roles:  []people.Role{people.Raiser},
		Stages: []procedure.Kind{procedure.Intake},
		Decide: life.Plain(photo),
	}
}

func photo(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if len(c.Photos)+len(cmd.Photos) > 10 {
		return life.Result{}, life.Refuse("refuse.photos_many", life.CaseArgs(c))
	}
	return life.Result{Events: life.One(PhotosAdded{Case: c.Number, Photos: cmd.Photos})}, nil
}

func reopenVerb() life.Verb {
	return life.Verb{
		Name:   permission.Reopen,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Supervisor},
		Stages: []procedure.Kind{procedure.Closed},
		Fields: form.Takes(form.Case(), form.Prose("reopen")),
		Decide: life.With(life.ReadProse, reopen),
		Menu:   life.Menu{For: life.ForOffice, Rank: 400},
	}
}

func reopen(s *life.State, cmd life.Command, reason life.Prose) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if c.Closed.Outcome == cases.Merged {
		return life.Result{}, life.Refuse("refuse.merged", life.CaseArgs(c, say.Args{"Into": say.Num(s.MergedInto(c))}))
	}
	e := life.CaseReopened{Case: c.Number, Stage: reopenedAt(s, c), Reason: reason.Text}
	return life.Answer(life.One(e), "receipt.reopened", life.CaseArgs(c))
}

// reopenedAt is the stage a closed case goes back to: what was carried out is worked on again, what was only resolved
// or explained is talked over again, the rest is screened again. A procedure or a track may lack the stage; then it is
// the one before.
func reopenedAt(s *life.State, c *cases.Case) int {
	var want []procedure.Kind
	switch c.Closed.Outcome {
	case cases.Solved, cases.Partly:
		want = []procedure.Kind{procedure.Implementation, procedure.Deliberation}
	case cases.Explained:
		want = []procedure.Kind{procedure.Deliberation}
	default:
	}
	p := s.Method(c)
	for _, k := range want {
		if i, ok := p.First(k, 0); ok && !p.Skips(c.Track, k) {
			return i
		}
	}
	i, _ := p.First(procedure.Screening, 0)
	return i
}
