package evaluation

import (
	"cmp"
	"slices"
	"strings"
	"time"

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

// Verbs are those of judging what came of it.
func Verbs() []life.Verb {
	return []life.Verb{
		rateVerb(), closeVerb(),
	}
}

func readRating(got life.Reading) cases.Rating {
	return cases.Rating{
		Solved: got.Said["solved"], Satisfied: got.Said["satisfied"] == "satisfied", Reason: got.Said["text"],
		Unanswered: cmp.Or(got.Said["answered"], got.Said["heard"]) == "unanswered",
	}
}

func rateVerb() life.Verb {
	return life.Verb{
		Name:   permission.Rate,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Evaluation},
		Fields: rateFields,
		Decide: life.With(readRating, rate),
		Press:  pressRate(),
		Help:   []life.HelpLine{{Reader: "resident", Rank: 50}, {Reader: "authority", Rank: 50}},
	}
}

func rateFields(got form.Values) []form.Field {
	reason := form.Prose("rate")
	reason.Optional = got["solved"] != cases.RatedUnsolved && got["satisfied"] != "unsatisfied"
	// Who says the other two at once need not say this one; who is asked for them is asked for it, too.
	answered := form.Optional(form.OneOf("answered", "answered", "unanswered"))
	answered.Wanted = got["satisfied"] == ""
	fields := []form.Field{
		form.Case(), form.OneOf("solved", "solved", "partly", "unsolved"), answered,
		form.OneOf("satisfied", "satisfied", "unsatisfied"),
	}
	if got["answered"] == "" && got["satisfied"] != "" {
		late := answered
		late.Name = "heard"
		fields = append(fields, late)
	}
	return append(fields, reason)
}

// rate takes one person's word on the result; the last one counts. Nobody judges their own work, and a no needs a
// reason.
func rate(s *life.State, cmd life.Command, r cases.Rating) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	r.At = cmd.At
	if p := s.Person(cmd.By); p != nil && workedOn(c, p.Details(people.Handler)) {
		return life.Result{}, life.Refuse("refuse.own_work", life.CaseArgs(c))
	}
	if strings.TrimSpace(r.Reason) == "" && (r.Solved == cases.RatedUnsolved || !r.Satisfied) {
		return life.Result{}, life.Refuse("refuse.needs_reason", life.CaseArgs(c))
	}
	stage := s.Method(c).Stage(c.Stage)
	var asked bool
	if r.As, asked = judgesAs(s.Holders(), cmd.By, stage); !asked {
		return life.Result{}, life.Refuse("refuse.evaluators", life.CaseArgs(c, say.Args{"Who": EvaluatorsArg(stage)}))
	}
	r.Asked = isJudge(s, c, cmd.By)
	events, err := residency.Admit(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	events = append(events, Rated{Case: c.Number, Person: cmd.By, Rating: r})
	if c.Raiser == cmd.By && r.Solved == cases.RatedUnsolved {
		events = append(events, judgedUnsolved(s, c, r.Reason))
	}
	return life.Answer(events, "receipt.rated", life.CaseArgs(c))
}

func workedOn(c *cases.Case, units []string) bool {
	return slices.ContainsFunc(c.Tasks, func(t cases.Task) bool { return record.WorksFor(units, t.Unit) })
}

func judgedUnsolved(s *life.State, c *cases.Case, reason string) life.Event {
	p := s.Method(c)
	back, ok := p.Back(c.Stage, c.Track, procedure.Implementation)
	if !ok {
		back, _ = p.Last(procedure.Implementation, c.Stage)
	}
	return life.CaseReopened{Case: c.Number, Stage: back, Reason: reason}
}

func closeVerb() life.Verb {
	return life.Verb{
		Name:   permission.Close,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Evaluation},
		Fields: form.Takes(form.Case(), form.Prose("close")),
		Decide: life.With(life.ReadProse, closeCase),
		Menu:   life.Menu{For: life.ForOffice, Rank: 390},
		Help:   []life.HelpLine{{Reader: "secretary", Rank: 80}},
	}
}

// closeCase ends a case in evaluation before its window is over, when there is a word on it that allows it.
func closeCase(s *life.State, cmd life.Command, reason life.Prose) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if c.Evaluation.Count() == 0 {
		return life.Result{}, life.Refuse("refuse.unrated", life.CaseArgs(c, say.Args{"Until": say.Time(c.Evaluation.Until)}))
	}
	if c.Evaluation.Failed(s.Method(c).Stage(c.Stage)) {
		return life.Result{}, life.Refuse("refuse.unsolved",
			life.CaseArgs(c, say.Args{"Until": say.Time(c.Evaluation.Until)}))
	}
	return life.Answer(judgedWell(s, c, reason.Text), "receipt.closed", life.CaseArgs(c))
}

// judge ends the evaluation when its window is over: silence is no objection, but too many "unsolved" reopen the case.
func judge(s *life.State, c *cases.Case) []life.Event {
	if c.Evaluation.Failed(s.Method(c).Stage(c.Stage)) {
		return life.One(judgedUnsolved(s, c, reasons(s, c)))
	}
	return judgedWell(s, c, "")
}

// judgedWell closes a case, or lets others judge it where the procedure has another evaluation.
func judgedWell(s *life.State, c *cases.Case, reason string) []life.Event {
	if next, ok := s.Method(c).Next(c.Stage, c.Track); ok {
		return life.One(life.StageEntered{Case: c.Number, Stage: next, Why: "judged"})
	}
	return life.One(life.CaseClosed{Case: c.Number, How: cases.Closing{Outcome: c.Evaluation.Outcome(), Reason: reason}})
}

// reasons gathers why people found the matter unsolved.
func reasons(s *life.State, c *cases.Case) string {
	var all []string
	for _, r := range record.List[cases.Rating](s.Cache, record.RatingPrefix(c)) {
		if r.Value.Solved == cases.RatedUnsolved && r.Value.Reason != "" {
			all = append(all, r.Value.Reason)
		}
	}
	return strings.Join(all, "\n")
}

// callRatings asks all who may judge.
func callRatings(s *life.State, c *cases.Case, _ life.Wait, args say.Args, n *life.Notices) {
	n.Asks(Judges(s, c), say.New("task.rate", args), record.Line(permission.Rate, record.Num(c.Number)),
		RateButtons(c.Number)...)
}

// isJudge tells whether somebody is one of the judges, without looking at all of them.
func isJudge(s *life.State, c *cases.Case, person int) bool {
	stage := s.Method(c).Stage(c.Stage)
	holds := func(roles ...people.Role) bool { return slices.Contains(s.Holders().Of(roles...), person) }
	concerned := person == c.Raiser || person == c.Through || c.IsStakeholder(person) || s.Supports(c.Number, person)
	return stage.Asks(procedure.ByResidents) && concerned || stage.Asks(procedure.ByMembers) &&
		holds(people.Member, people.Convener) ||
		stage.Asks(procedure.ByAuthority) && holds(people.Authority)
}

// countAsked notes how many of each kind of people are asked for their word.
func countAsked(s *life.State, c *cases.Case) {
	stage, holders := s.Method(c).Stage(c.Stage), s.Holders()
	for _, p := range Judges(s, c) {
		if kind, asked := judgesAs(holders, p, stage); asked {
			c.Evaluation.Of(kind).Asked++
		}
	}
}

// EvaluatorsArg are the kinds of people who judge in a stage.
func EvaluatorsArg(stage *procedure.Stage) say.Arg {
	var all []say.Arg
	for _, e := range stage.Evaluators {
		all = append(all, say.Msg("evaluator."+string(e)))
	}
	return say.List(all...)
}

// RateButtons let people say with one press that all is well: they were answered, it is solved, and they are satisfied.
// Any other word asks for the rest.
func RateButtons(number int) [][]say.Button {
	press := func(id string, words ...string) say.Button {
		return say.Press(say.New("button.rate."+id),
			record.Line(permission.Rate, append([]string{record.Num(number)}, words...)...))
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

// Apply implements life.Event.
func (e Rated) Apply(s *life.State, _ life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	if old := record.Get[cases.Rating](s.Cache, record.RatingKey(c, e.Person)); old != nil {
		c.Evaluation.Add(*old, -1)
	}
	r := e.Rating
	c.Evaluation.Add(r, 1)
	if c.Raiser == e.Person {
		c.Evaluation.Refused, c.Evaluation.Unheard = r.Solved == cases.RatedUnsolved, r.Unanswered
	}
	record.Put(s.Cache, record.RatingKey(c, e.Person), &r)
}

// Tell implements life.Event.
//
// Who says that nobody answered them is not named: the office answers everybody concerned.
func (e Rated) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Card(e.Case)
	if e.Rating.Unanswered {
		c := s.Case(e.Case)
		n.Asks(s.Officers(), say.New("task.unanswered", life.CaseArgs(c, say.Args{"Text": say.Text(e.Rating.Reason)})), "")
	}
}

// Stage is the stage in which people say whether it worked.
func Stage() life.Stage {
	return life.Stage{
		Kind: procedure.Evaluation, Wait: waitRatings, Enter: countAsked, Call: callRatings, Tick: tickRatings,
		Remind: remindRatings, Owing: owingRatings,
	}
}

func waitRatings(_ *life.State, c *cases.Case, w life.Wait) life.Wait {
	w.For, w.Verb, w.Due = "rating", permission.Rate, c.Evaluation.Until
	return w
}

func tickRatings(s *life.State, c *cases.Case, at time.Time) []life.Event {
	if c.Evaluation.Until.After(at) {
		return nil
	}
	return judge(s, c)
}

// remindRatings tells all how many have judged. Whoever was not asked may judge as well; then how many of those asked
// have is not known.
func remindRatings(s *life.State, c *cases.Case, w life.Wait, n *life.Notices) string {
	if count, asked := c.Evaluation.Count(), len(Judges(s, c)); count < asked {
		n.Add(say.Notice{
			To: say.Address{Room: say.Wall}, Under: say.CardView(c.Number), Quiet: true,
			Message: say.New("notice.rated",
				life.CaseArgs(c, say.Args{"Count": say.Num(count), "All": say.Num(asked), "Due": say.Time(w.Due)})),
		})
	}
	return "task.remind.rate"
}

// owingRatings are those asked who have not judged.
func owingRatings(s *life.State, c *cases.Case) []int {
	judges := Judges(s, c)
	for _, p := range judges {
		s.Want(record.RatingKey(c, p))
	}
	return slices.DeleteFunc(judges, func(p int) bool {
		return record.Get[cases.Rating](s.Cache, record.RatingKey(c, p)) != nil
	})
}

func pressRate() life.Press {
	return life.Press{
		Buttons: func(_ *life.State, w life.Wait) [][]say.Button { return RateButtons(w.Case) },
		About:   func(_ *life.State, w life.Wait) string { return record.Line(w.Verb, record.Num(w.Case)) },
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
