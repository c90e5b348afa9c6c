package community

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// ratingVerbs are those of judging what came of it.
func ratingVerbs() []Verb {
	return []Verb{
		rateVerb(), closeVerb(),
	}
}

func rateVerb() Verb {
	return Verb{
		Name:   permission.Rate,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Evaluation},
		Fields: rateFields,
		Decide: (*State).rate,
		Press:  pressRate(),
		Help:   []HelpLine{{Reader: "resident", Rank: 50}, {Reader: "authority", Rank: 50}},
	}
}

func rateFields(got form.Values) []form.Field {
	reason := form.Prose("rate")
	reason.Optional = got["solved"] != cases.RatedUnsolved && got["satisfied"] != "unsatisfied"
	// Who says the other two at once need not say this one; who is asked for them is asked for it, too.
	answered := form.Optional(form.OneOf("answered", "answered", "unanswered"))
	answered.Wanted = got["satisfied"] == ""
	fields := []form.Field{
		form.Case(), form.OneOf("solved", "solved", "partly", "unsolved"), answered, form.OneOf("satisfied", "satisfied", "unsatisfied"),
	}
	if got["answered"] == "" && got["satisfied"] != "" {
		late := answered
		late.Name = "heard"
		fields = append(fields, late)
	}
	return append(fields, reason)
}

// rate takes one person's word on the result; the last one counts. Nobody judges their own work, and a no needs a reason.
func (s *State) rate(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	r := cmd.Rating
	r.At = cmd.At
	if p := s.Person(cmd.By); p != nil && s.workedOn(c, p.Details(people.Handler)) {
		return Result{}, refuse("refuse.own_work", caseArgs(c))
	}
	if strings.TrimSpace(r.Reason) == "" && (r.Solved == cases.RatedUnsolved || !r.Satisfied) {
		return Result{}, refuse("refuse.needs_reason", caseArgs(c))
	}
	stage := s.Method(c).Stage(c.Stage)
	var asked bool
	if r.As, asked = judgesAs(s.Holders(), cmd.By, stage); !asked {
		return Result{}, refuse("refuse.evaluators", caseArgs(c, say.Args{"Who": evaluatorsArg(stage)}))
	}
	r.Asked = s.isJudge(c, cmd.By)
	e := Rated{Case: c.Number, Person: cmd.By, Rating: r}
	events := one(e)
	if c.Raiser == cmd.By && r.Solved == cases.RatedUnsolved {
		events = append(events, s.judgedUnsolved(c, r.Reason))
	}
	return answer(events, "receipt.rated", caseArgs(c))
}

func (s *State) workedOn(c *cases.Case, units []string) bool {
	return slices.ContainsFunc(c.Tasks, func(t cases.Task) bool { return worksFor(units, t.Unit) })
}

func (s *State) judgedUnsolved(c *cases.Case, reason string) Event {
	p := s.Method(c)
	back, ok := p.Back(c.Stage, c.Track, procedure.Implementation)
	if !ok {
		back, _ = p.Last(procedure.Implementation, c.Stage)
	}
	return CaseReopened{Case: c.Number, Stage: back, Reason: reason}
}

func closeVerb() Verb {
	return Verb{
		Name:   permission.Close,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Evaluation},
		Fields: form.Takes(form.Case(), form.Prose("close")),
		Decide: (*State).closeCase,
		Menu:   Menu{For: ForOffice, Rank: 390},
		Help:   []HelpLine{{Reader: "secretary", Rank: 80}},
	}
}

// closeCase ends a case in evaluation before its window is over, when there is a word on it that allows it.
func (s *State) closeCase(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if c.Evaluation.Count() == 0 {
		return Result{}, refuse("refuse.unrated", caseArgs(c, say.Args{"Until": say.Time(c.Evaluation.Until)}))
	}
	if c.Evaluation.Failed(s.Method(c).Stage(c.Stage)) {
		return Result{}, refuse("refuse.unsolved", caseArgs(c, say.Args{"Until": say.Time(c.Evaluation.Until)}))
	}
	return answer(s.judgedWell(c, cmd.Text), "receipt.closed", caseArgs(c))
}

// judge ends the evaluation when its window is over: silence is no objection, but too many "unsolved" reopen the case.
func (s *State) judge(c *cases.Case) []Event {
	if c.Evaluation.Failed(s.Method(c).Stage(c.Stage)) {
		return one(s.judgedUnsolved(c, s.reasons(c)))
	}
	return s.judgedWell(c, "")
}

// judgedWell closes a case, or lets others judge it where the procedure has another evaluation.
func (s *State) judgedWell(c *cases.Case, reason string) []Event {
	if next, ok := s.Method(c).Next(c.Stage, c.Track); ok {
		return one(StageEntered{Case: c.Number, Stage: next, Why: "judged"})
	}
	return one(CaseClosed{Case: c.Number, How: cases.Closing{Outcome: c.Evaluation.Outcome(), Reason: reason}})
}

// reasons gathers why people found the matter unsolved.
func (s *State) reasons(c *cases.Case) string {
	var all []string
	for _, r := range list[cases.Rating](s.Book, ratingPrefix(c)) {
		if r.Value.Solved == cases.RatedUnsolved && r.Value.Reason != "" {
			all = append(all, r.Value.Reason)
		}
	}
	return strings.Join(all, "\n")
}

// callRatings asks all who may judge.
func callRatings(s *State, c *cases.Case, _ Wait, args say.Args, n *Notices) {
	n.asks(s.judges(c), say.New("task.rate", args), line(permission.Rate, num(c.Number)), RateButtons(c.Number)...)
}

// judges are those whose word is asked for: the raiser, the supporters and those concerned, the council, the authority, as far as the
// procedure asks them. A case that another community has sent has no raiser here.
func (s *State) judges(c *cases.Case) []int {
	stage := s.Method(c).Stage(c.Stage)
	var all []int
	if stage.Asks(procedure.ByResidents) {
		all = append(append(append(all, c.Raiser, c.Through), s.supporters(c.Number)...), c.Stakeholders...)
	}
	if stage.Asks(procedure.ByMembers) {
		all = append(all, s.Holders().Of(people.Member, people.Convener)...)
	}
	if stage.Asks(procedure.ByAuthority) {
		all = append(all, s.Holders().Of(people.Authority)...)
	}
	var each []int
	for _, p := range all {
		if p != 0 && !slices.Contains(each, p) {
			each = append(each, p)
		}
	}
	return each
}

// isJudge tells whether somebody is one of the judges, without looking at all of them.
func (s *State) isJudge(c *cases.Case, person int) bool {
	stage := s.Method(c).Stage(c.Stage)
	holds := func(roles ...people.Role) bool { return slices.Contains(s.Holders().Of(roles...), person) }
	concerned := person == c.Raiser || person == c.Through || c.IsStakeholder(person) || s.Supports(c.Number, person)
	return stage.Asks(procedure.ByResidents) && concerned || stage.Asks(procedure.ByMembers) && holds(people.Member, people.Convener) ||
		stage.Asks(procedure.ByAuthority) && holds(people.Authority)
}

// countAsked notes how many of each kind of people are asked for their word.
func (s *State) countAsked(c *cases.Case) {
	stage, holders := s.Method(c).Stage(c.Stage), s.Holders()
	for _, p := range s.judges(c) {
		if kind, asked := judgesAs(holders, p, stage); asked {
			c.Evaluation.Of(kind).Asked++
		}
	}
}

// judgesAs finds for which kind of people somebody speaks in an evaluation: for the highest of those that are asked.
func judgesAs(holders *people.Holders, person int, stage *procedure.Stage) (procedure.Evaluator, bool) {
	holds := func(roles ...people.Role) bool { return slices.Contains(holders.Of(roles...), person) }
	switch {
	case stage.Asks(procedure.ByAuthority) && holds(people.Authority):
		return procedure.ByAuthority, true
	case stage.Asks(procedure.ByMembers) && holds(people.Member, people.Convener):
		return procedure.ByMembers, true
	}
	return procedure.ByResidents, stage.Asks(procedure.ByResidents)
}

func evaluatorsArg(stage *procedure.Stage) say.Arg {
	var all []say.Arg
	for _, e := range stage.Evaluators {
		all = append(all, say.Msg("evaluator."+string(e)))
	}
	return say.List(all...)
}

// RateButtons let people say with one press that all is well: they were answered, it is solved, and they are satisfied. Any other word
// asks for the rest.
func RateButtons(number int) [][]say.Button {
	press := func(id string, words ...string) say.Button {
		return say.Press(say.New("button.rate."+id), line(permission.Rate, append([]string{num(number)}, words...)...))
	}
	return [][]say.Button{
		say.Row(press("solved", cases.RatedSolved, "answered", "satisfied")),
		say.Row(press("partly", cases.RatedPartly)),
		say.Row(press("unsolved", cases.RatedUnsolved)),
	}
}

// Rated keeps one person's word on the result.
type Rated struct {
	Case   int          `json:"case"`
	Person int          `json:"person"`
	Rating cases.Rating `json:"rating"`
}

func (e Rated) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	if old := get[cases.Rating](s.Book, ratingKey(c, e.Person)); old != nil {
		c.Evaluation.Add(*old, -1)
	}
	r := e.Rating
	c.Evaluation.Add(r, 1)
	if c.Raiser == e.Person {
		c.Evaluation.Refused, c.Evaluation.Unheard = r.Solved == cases.RatedUnsolved, r.Unanswered
	}
	put(s.Book, ratingKey(c, e.Person), &r)
}

// Who says that nobody answered them is not named: the office answers everybody concerned.
func (e Rated) announce(s *State, _ Meta, n *Notices) {
	n.card(e.Case)
	if e.Rating.Unanswered {
		c := s.Case(e.Case)
		n.asks(s.officers(), say.New("task.unanswered", caseArgs(c, say.Args{"Text": say.Text(e.Rating.Reason)})), "")
	}
}

// judging is the stage in which people say whether it worked.
func judging() Stage {
	return Stage{
		Kind: procedure.Evaluation, Wait: waitRatings, Enter: (*State).countAsked, Call: callRatings, Tick: tickRatings,
		Remind: remindRatings, Owing: owingRatings,
	}
}

func waitRatings(_ *State, c *cases.Case, w Wait) Wait {
	w.For, w.Verb, w.Due = "rating", permission.Rate, c.Evaluation.Until
	return w
}

func tickRatings(s *State, c *cases.Case, at time.Time) []Event {
	if c.Evaluation.Until.After(at) {
		return nil
	}
	return s.judge(c)
}

// remindRatings tells all how many have judged. Whoever was not asked may judge as well; then how many of those asked have is not known.
func remindRatings(s *State, c *cases.Case, w Wait, n *Notices) string {
	if count, asked := c.Evaluation.Count(), len(s.judges(c)); count < asked {
		n.add(say.Notice{
			To: say.Address{Room: say.Wall}, Under: say.CardView(c.Number), Quiet: true,
			Message: say.New("notice.rated", caseArgs(c, say.Args{"Count": say.Num(count), "All": say.Num(asked), "Due": say.Time(w.Due)})),
		})
	}
	return "task.remind.rate"
}

// owingRatings are those asked who have not judged.
func owingRatings(s *State, c *cases.Case) []int {
	return slices.DeleteFunc(s.judges(c), func(p int) bool { return get[cases.Rating](s.Book, ratingKey(c, p)) != nil })
}

func pressRate() Press {
	return Press{
		Buttons: func(_ *State, w Wait) [][]say.Button { return RateButtons(w.Case) },
		About:   func(_ *State, w Wait) string { return line(w.Verb, num(w.Case)) },
	}
}
