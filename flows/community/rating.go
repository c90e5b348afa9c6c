package community

import (
	"slices"
	"strings"

	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// rate takes one person's word on the result; the last one counts. Nobody judges their own work, and a no needs a reason.
func (s *State) rate(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	r := cmd.Rating
	r.At = cmd.At
	if p := s.Person(cmd.By); p != nil && s.workedOn(c, p.Detail(people.Handler)) {
		return Result{}, refuse("refuse.own_work", caseArgs(c))
	}
	if strings.TrimSpace(r.Reason) == "" && (r.Solved == cases.RatedUnsolved || !r.Satisfied) {
		return Result{}, refuse("refuse.needs_reason", caseArgs(c))
	}
	e := Rated{Case: c.Number, Person: cmd.By, Rating: r}
	events := one(e)
	if c.Raiser == cmd.By && r.Solved == cases.RatedUnsolved {
		events = append(events, s.judgedUnsolved(c, r.Reason))
	}
	return answer(events, "receipt.rated", caseArgs(c))
}

func (s *State) workedOn(c *cases.Case, unit string) bool {
	return unit != "" && slices.ContainsFunc(c.Tasks, func(t cases.Task) bool { return strings.EqualFold(t.Unit, unit) })
}

func (s *State) judgedUnsolved(c *cases.Case, reason string) Event {
	back, _ := s.Method(c).Last(procedure.Implementation, c.Stage)
	return CaseReopened{Case: c.Number, Stage: back, Reason: reason}
}

// closeCase ends a case in evaluation before its window is over, when there is a word on it that allows it.
func (s *State) closeCase(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	limit := s.Method(c).Stage(c.Stage).Unsolved
	if c.Evaluation.Count() == 0 {
		return Result{}, refuse("refuse.unrated", caseArgs(c, say.Args{"Until": say.Time(c.Evaluation.Until)}))
	}
	if c.Evaluation.Failed(limit) {
		return Result{}, refuse("refuse.unsolved", caseArgs(c, say.Args{"Until": say.Time(c.Evaluation.Until)}))
	}
	how := cases.Closing{Outcome: c.Evaluation.Outcome(), Reason: cmd.Text}
	return answer(one(CaseClosed{Case: c.Number, How: how}), "receipt.closed", caseArgs(c))
}

// judge ends the evaluation when its window is over: silence is no objection, but too many "unsolved" reopen the case.
func (s *State) judge(c *cases.Case) []Event {
	if c.Evaluation.Failed(s.Method(c).Stage(c.Stage).Unsolved) {
		return one(s.judgedUnsolved(c, s.reasons(c)))
	}
	return one(CaseClosed{Case: c.Number, How: cases.Closing{Outcome: c.Evaluation.Outcome()}})
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
func (s *State) callRatings(c *cases.Case, args say.Args, n *Notices) {
	n.asks(s.judges(c), say.New("task.rate", args), line(permission.Rate, num(c.Number)), RateButtons(c.Number)...)
}

// judges are the raiser, the supporters, the stakeholders, the council and the authority.
func (s *State) judges(c *cases.Case) []int {
	all := append([]int{c.Raiser}, s.supporters(c.Number)...)
	all = append(all, c.Stakeholders...)
	all = append(all, s.Holders().Of(people.Member, people.Convener, people.Authority)...)
	var each []int
	for _, p := range all {
		if p != 0 && !slices.Contains(each, p) {
			each = append(each, p)
		}
	}
	return each
}

// RateButtons let people judge with one press; a no asks for its reason.
func RateButtons(number int) [][]say.Button {
	press := func(id string, words ...string) say.Button {
		return say.Press(say.New("button.rate."+id), line(permission.Rate, append([]string{num(number)}, words...)...))
	}
	return [][]say.Button{
		say.Row(press("solved", cases.RatedSolved, "satisfied")),
		say.Row(press("partly", cases.RatedPartly, "satisfied")),
		say.Row(press("unsolved", cases.RatedUnsolved, "unsatisfied")),
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
		c.Evaluation.Refused = r.Solved == cases.RatedUnsolved
	}
	put(s.Book, ratingKey(c, e.Person), &r)
}

func (e Rated) announce(_ *State, _ Meta, n *Notices) { n.card(e.Case) }
