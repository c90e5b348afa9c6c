package community

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func raiseVerb() Verb {
	return Verb{
		Name:   permission.Raise,
		Roles:  people.Everybody(),
		Fields: form.Takes(underName(), form.Prose("raise")),
		Decide: (*State).raise,
		Menu:   Menu{For: ForEverybody, Rank: 10},
		Help:   []HelpLine{{Reader: "resident", Rank: 10}},
	}
}

// underName is whether an issue is raised with the raiser's name. Who is asked must say it.
func underName() form.Field {
	f := form.Optional(form.OneOf("name", "named", "anonymous"))
	f.Firm = true
	return f
}

func (s *State) raise(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	if cmd.Anonymous && cmd.Chat != 0 {
		return Result{}, refuse("refuse.anonymous_here")
	}
	text := strings.TrimSpace(cmd.Text)
	if utf8.RuneCountInString(text) < 4 && len(cmd.Photos) == 0 {
		return Result{}, refuse("refuse.too_short")
	}
	head := s.Head()
	e := CaseRaised{
		Case: head.Cases + 1, Title: cases.Title(text), Text: text, Photos: cmd.Photos,
		Raiser: cmd.By, Anonymous: cmd.Anonymous, Procedure: head.Method, Version: head.Version, Source: s.sourceOf(cmd.By),
	}
	if e.Anonymous {
		e.Source = cases.FromPublic // that a member raised it would tell who, where there are few
	}
	return answerAs(say.Lasting, one(e), "receipt.raised", say.Args{
		"Case": say.Case(e.Case), "Title": say.Title(e.Title), "Echo": say.Num(days(head.Echo)),
	})
}

func supportVerb() Verb {
	return Verb{
		Name:   permission.Support,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case()),
		Decide: (*State).support,
		Help:   []HelpLine{{Reader: "resident", Rank: 20}},
	}
}

func (s *State) support(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	// That a case is one's own is not told of an anonymous one, for others may read the answer.
	if s.Supports(c.Number, cmd.By) || c.Raiser == cmd.By && c.Anonymous {
		return Result{}, refuse("refuse.supported", caseArgs(c))
	}
	if c.Raiser == cmd.By {
		return Result{}, refuse("refuse.own_case", caseArgs(c))
	}
	events := one(CaseSupported{Case: c.Number, Person: cmd.By, Count: c.Supporters + 1})
	stage := s.Method(c).Stage(c.Stage)
	if stage.Kind == procedure.Intake && stage.Supporters > 0 && c.Supporters+1 >= stage.Supporters {
		events = append(events, s.advance(c, "supported"))
	}
	return answer(events, "receipt.supported", caseArgs(c, say.Args{"Count": say.Num(c.Supporters + 1)}))
}

func withdrawVerb() Verb {
	return Verb{
		Name:   permission.Withdraw,
		Roles:  []people.Role{people.Raiser},
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.Optional(form.Prose("withdraw"))),
		Decide: (*State).withdraw,
		Help:   []HelpLine{{Reader: "resident", Rank: 70}},
	}
}

func (s *State) withdraw(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if c.Talk.Ballot != "" {
		return Result{}, refuse("refuse.ballot_open", caseArgs(c))
	}
	e := CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Withdrawn, Reason: cmd.Text}}
	return answer(one(e), "receipt.withdrawn", caseArgs(c))
}

func takeVerb() Verb {
	return Verb{
		Name:   permission.Take,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Intake},
		Fields: form.Takes(form.Case()),
		Decide: (*State).take,
	}
}

func (s *State) take(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	return answer(one(s.advance(c, "taken")), "receipt.taken", caseArgs(c))
}

func rewordVerb() Verb {
	return Verb{
		Name:   permission.Reword,
		Roles:  []people.Role{people.Raiser},
		Stages: []procedure.Kind{procedure.Intake},
		Decide: (*State).reword,
	}
}

// reword follows an edit of the message a case came from, as long as nobody has taken the case up.
func (s *State) reword(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if cmd.Anonymous && cmd.Chat != 0 {
		return Result{}, refuse("refuse.anonymous_here")
	}
	text := strings.TrimSpace(cmd.Text)
	if utf8.RuneCountInString(text) < 4 || text == c.Text {
		return Result{}, nil
	}
	return Result{Events: one(CaseReworded{Case: c.Number, Title: cases.Title(text), Text: text})}, nil
}

func photoVerb() Verb {
	return Verb{
		Name:   permission.Photo,
		Roles:  []people.Role{people.Raiser},
		Stages: []procedure.Kind{procedure.Intake},
		Decide: (*State).photo,
	}
}

func (s *State) photo(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if len(c.Photos)+len(cmd.Photos) > 10 {
		return Result{}, nil
	}
	return Result{Events: one(PhotosAdded{Case: c.Number, Photos: cmd.Photos})}, nil
}

func involveVerb() Verb {
	return Verb{
		Name:   permission.Involve,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.New("person", form.Person)),
		Decide: (*State).involve,
	}
}

func (s *State) involve(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if s.Person(cmd.Person) == nil {
		return Result{}, refuse("refuse.no_person")
	}
	if c.IsStakeholder(cmd.Person) {
		return Result{}, refuse("refuse.involved", caseArgs(c, say.Args{"Person": say.Person(cmd.Person)}))
	}
	e := StakeholderInvited{Case: c.Number, Person: cmd.Person}
	events := one(e)
	if c.Talk.Meeting != 0 {
		events = append(events, s.alsoInvited(c.Talk.Meeting, cmd.Person)...)
	}
	return answer(events, "receipt.involved", caseArgs(c, say.Args{"Person": say.Person(cmd.Person)}))
}

func reopenVerb() Verb {
	return Verb{
		Name:   permission.Reopen,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Supervisor},
		Stages: []procedure.Kind{procedure.Closed},
		Fields: form.Takes(form.Case(), form.Prose("reopen")),
		Decide: (*State).reopen,
		Menu:   Menu{For: ForOffice, Rank: 400},
	}
}

func (s *State) reopen(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if c.Closed.Outcome == cases.Merged {
		return Result{}, refuse("refuse.merged", caseArgs(c, say.Args{"Into": say.Num(s.mergedInto(c))}))
	}
	e := CaseReopened{Case: c.Number, Stage: s.reopenedAt(c), Reason: cmd.Text}
	return answer(one(e), "receipt.reopened", caseArgs(c))
}

// reopenedAt is the stage a closed case goes back to: what was carried out is worked on again, what was only resolved or
// explained is talked over again, the rest is screened again. A procedure or a track may lack the stage; then it is the one before.
func (s *State) reopenedAt(c *cases.Case) int {
	var want []procedure.Kind
	switch c.Closed.Outcome {
	case cases.Solved, cases.Partly:
		want = []procedure.Kind{procedure.Implementation, procedure.Deliberation}
	case cases.Explained:
		want = []procedure.Kind{procedure.Deliberation}
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

// mergedInto is the case that a merged one lives on in, through all the merges that followed.
func (s *Records) mergedInto(c *cases.Case) int {
	into := c.Number
	for next := c; next != nil && next.Closed != nil && next.Closed.Outcome == cases.Merged; next = s.Case(into) {
		into = next.Closed.Into
	}
	return into
}

// advance moves a case to the next stage of its procedure on its track, or closes it where there is none.
func (s *State) advance(c *cases.Case, why string) Event {
	next, ok := s.Method(c).Next(c.Stage, c.Track)
	if !ok {
		return CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Solved}}
	}
	return StageEntered{Case: c.Number, Stage: next, Why: why}
}

// supporters lists the persons who support a case.
func (s *Records) supporters(number int) []int {
	var all []int
	for _, x := range list[Support](s.Book, supportPrefix(number)) {
		if p, err := strconv.Atoi(x.Key); err == nil {
			all = append(all, p)
		}
	}
	return all
}

// Supports tells whether a person supports a case.
func (s *Records) Supports(number, person int) bool {
	return get[Support](s.Book, supportKey(number, person)) != nil
}

// OpenCases lists the cases that are not closed, by number.
func (s *Records) OpenCases() []*cases.Case {
	var open []*cases.Case
	for _, n := range s.Head().Open {
		if c := s.Case(n); c != nil {
			open = append(open, c)
		}
	}
	return open
}
