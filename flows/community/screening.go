package community

import (
	"cmp"
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// screeningVerbs are those of judging whether a case is taken up.
func screeningVerbs() []Verb {
	return []Verb{
		screenVerb(), backVerb(),
	}
}

func screenVerb() Verb {
	return Verb{
		Name:   permission.Screen,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Deliberation},
		Fields: screenFields,
		Decide: (*State).screen,
		Press:  pressScreen(),
		Menu:   Menu{For: ForOffice, Rank: 110},
		Help:   []HelpLine{{Reader: "secretary", Rank: 20}},
	}
}

func screenFields(got form.Values) []form.Field {
	fields := []form.Field{form.Case(), form.OneOf("verdict", "accept", "decline", "merge", "answer", "refer")}
	switch cases.VerdictKind(got["verdict"]) {
	case cases.Accept:
		return append(fields, form.Optional(form.OneOf("track", "big", "small", "urgent", "hard")))
	case cases.Decline:
		reason := form.Prose("decline")
		reason.Optional = got["ground"] != "" && got["ground"] != string(cases.Other)
		return append(fields, form.OneOf("ground", "policy", "ordered", "discriminatory", "other"), reason)
	case cases.Merge:
		return append(fields, form.New("into", form.CaseNo))
	case cases.Answer:
		return append(fields, form.Prose("answer"))
	case cases.Refer:
		return append(fields, form.Prose("refer"))
	}
	return fields
}

// screen decides whether and how a case is deliberated. In deliberation it may only refer, after rounds without consensus.
func (s *State) screen(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	v := cmd.Verdict
	v.Track = trackOf(c, v.Track)
	cmd.Verdict = v
	kind := c.Kind(s.Method(c))
	if err := s.canScreen(c, v.Kind); err != nil {
		return Result{}, err
	}
	if v.Kind == cases.Merge {
		if err := s.canMerge(c, v.Into); err != nil {
			return Result{}, err
		}
	}
	if result, done, err := s.backed(cmd, c); !done {
		return result, err
	}
	events := s.toScreening(c)
	if s.screeningStage(c).Council && kind != procedure.Deliberation {
		return s.putToCouncil(cmd, c, v, events)
	}
	return answer(append(events, s.verdict(c, v)...), "receipt.screened."+string(v.Kind), caseArgs(c, verdictArgs(v), s.directArg(c, v.Track)))
}

// canScreen refuses to screen a case that was screened: what did not find consensus in a first round may only be referred. No kind is any.
func (s *State) canScreen(c *cases.Case, kind cases.VerdictKind) error {
	switch {
	case c.Talk.Ballot != "":
		return refuse("refuse.ballot_open", caseArgs(c))
	case c.Kind(s.Method(c)) == procedure.Deliberation && (kind != "" && kind != cases.Refer || c.Talk.Round < 2):
		return refuse("refuse.screened", caseArgs(c, say.Args{"Next": say.Arg{Msg: ptr(s.Wait(c).Hint())}}))
	}
	return nil
}

// toScreening lets a case be screened straight out of intake: taking it up is part of the decision.
func (s *State) toScreening(c *cases.Case) []Event {
	if c.Kind(s.Method(c)) != procedure.Intake {
		return nil
	}
	return one(StageEntered{Case: c.Number, Stage: s.screeningAt(c), Why: Quietly})
}

// screeningAt is the stage in which a case is screened: the one it is in, or the next to come.
func (s *State) screeningAt(c *cases.Case) int {
	p := s.Method(c)
	if i, ok := p.First(procedure.Screening, c.Stage); ok {
		return i
	}
	i, _ := p.Last(procedure.Screening, c.Stage)
	return i
}

func (s *State) screeningStage(c *cases.Case) *procedure.Stage {
	return s.Method(c).Stage(s.screeningAt(c))
}

func (s *State) canMerge(c *cases.Case, into int) error {
	target := s.Case(into)
	switch {
	case target == nil:
		return refuse("refuse.no_case", say.Args{"Case": say.Case(into)})
	case into == c.Number:
		return refuse("refuse.merge_self", caseArgs(c))
	case target.Closed != nil:
		return refuse("refuse.merge_closed", say.Args{"Case": say.Case(into)})
	}
	return nil
}

// verdict turns a decision of screening into what happens to the case.
func (s *State) verdict(c *cases.Case, v cases.Verdict) []Event {
	switch v.Kind {
	case cases.Decline:
		return one(CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Declined, Ground: v.Ground, Reason: v.Text}})
	case cases.Merge:
		return s.merge(c, s.Case(v.Into))
	case cases.Answer:
		return one(CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Answered, Reason: v.Text}})
	case cases.Refer:
		return one(s.refer(c, v.Text))
	}
	track := v.Track
	if track == "" {
		track = procedure.Big
	}
	next, _ := s.Method(c).Next(s.screeningAt(c), track) // every track goes on after screening: procedures are checked for it
	return one(CaseAccepted{Case: c.Number, Track: track, Stage: next})
}

// merge closes a case into another. Those who move along may be the supporters the other was waiting for.
func (s *State) merge(c, into *cases.Case) []Event {
	events := one(CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Merged, Into: into.Number}})
	stage := s.Method(into).Stage(into.Stage)
	enough := stage.Supporters > 0 && into.Supporters+len(s.moving(c, into)) >= stage.Supporters
	if stage.Kind == procedure.Intake && enough {
		events = append(events, s.advance(into, "supported"))
	}
	return events
}

// moving lists who moves along when a case is merged: its supporters and its raiser, as far as they are not there already.
func (s *State) moving(c, into *cases.Case) []int {
	return slices.DeleteFunc(append(s.supporters(c.Number), c.Raiser), func(p int) bool {
		return p == 0 || p == into.Raiser || s.Supports(into.Number, p)
	})
}

// motion is the decision the council has voted on. A case it was to be merged into may have been merged itself meanwhile.
func (s *State) motion(c *cases.Case) cases.Verdict {
	v := *c.Motion
	if target := s.Case(v.Into); v.Kind == cases.Merge && target != nil {
		v.Into = s.mergedInto(target)
	}
	return v
}

// canFollow tells whether the decision voted on can still be carried out.
func (s *State) canFollow(c *cases.Case) bool {
	v := s.motion(c)
	return v.Kind != cases.Merge || s.canMerge(c, v.Into) == nil
}

// putToCouncil opens a ballot on a decision of screening, where the procedure leaves it to the council.
func (s *State) putToCouncil(cmd Command, c *cases.Case, v cases.Verdict, before []Event) (Result, error) {
	e, err := s.opening(c, ballot.Ballot{Purpose: ballot.Screening, Text: v.Text, Rule: s.screeningStage(c).Ballot}, cmd)
	if err != nil {
		return Result{}, err
	}
	e.Motion = &v
	return answer(append(before, e), "receipt.ballot_opened", caseArgs(c, say.Args{"Closes": say.Time(e.Ballot.Closes)}))
}

func verdictArgs(v cases.Verdict) say.Args {
	args := say.Args{"Into": say.Num(v.Into)}
	if v.Track != "" {
		args["Track"] = say.Msg("track." + string(v.Track))
	} else {
		args["Track"] = say.Msg("track." + string(procedure.Big))
	}
	if v.Ground != "" {
		args["Ground"] = say.Msg("ground." + string(v.Ground))
	}
	return args
}

// directArg says, where it is so, that a case goes to work without being talked over: its procedure has no deliberation, or its track
// leaves it out.
func (s *State) directArg(c *cases.Case, t procedure.Track) say.Args {
	p := s.Method(c)
	if _, talk := p.First(procedure.Deliberation, 0); talk && !p.Skips(cmp.Or(t, procedure.Big), procedure.Deliberation) {
		return say.Args{}
	}
	return say.Args{"Direct": say.Num(1)}
}

// CaseAccepted takes a case on, into deliberation or past it, on a track.
type CaseAccepted struct {
	Case  int             `json:"case"`
	Track procedure.Track `json:"track"`
	Stage int             `json:"stage"`
}

func (e CaseAccepted) moves() int { return e.Case }

func (e CaseAccepted) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Track, c.Motion, c.Talk.Ballot = e.Track, nil, ""
	c.Enter(s.Method(c), e.Stage, s.local(m.At), s.Days())
	c.Touch(m.At)
}

func (e CaseAccepted) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	args := s.directArg(c, e.Track)
	args["Track"] = say.Msg("track." + string(e.Track))
	n.echo(s, c, "echo.accepted", args)
	s.call(c, n)
}

// officers are those who run the paperwork: secretaries and conveners.
func (s *Records) officers() []int {
	return s.Holders().Of(people.Secretary, people.Convener)
}

func (s *Records) secretaries() []int { return s.Holders().Of(people.Secretary) }

// electorate lists who votes as the council: members, conveners and the stakeholders of the case who were not erased.
func (s *Records) electorate(c *cases.Case) []int {
	all := s.Holders().Of(people.Member, people.Convener)
	for _, n := range c.Stakeholders {
		if p := s.Person(n); p != nil && !p.Erased && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// screeningRules is the stage in which it is decided whether and how a case is deliberated.
func screeningRules() Stage {
	return Stage{Kind: procedure.Screening, Wait: waitScreening, Call: callScreening}
}

func waitScreening(s *State, c *cases.Case, w Wait) Wait {
	if c.Talk.Ballot != "" {
		return s.waitVotes(c, w)
	}
	w.For, w.Verb = "screening", permission.Screen
	w.Roles = s.actors(c, []people.Role{people.Secretary, people.Convener})
	return w
}

func callScreening(s *State, c *cases.Case, _ Wait, args say.Args, n *Notices) {
	n.asks(s.officers(), say.New("task.screen.now", args), "", screenButtons(c)...)
}

func pressScreen() Press {
	return Press{Buttons: func(s *State, w Wait) [][]say.Button { return screenButtons(s.Case(w.Case)) }}
}

func screenButtons(c *cases.Case) [][]say.Button {
	press := func(word string, wish ...string) say.Button {
		return say.Press(say.New("button.screen."+word), line(permission.Screen, append([]string{num(c.Number), word}, wish...)...))
	}
	return [][]say.Button{
		say.Row(press("accept", "?"), press("decline")),
		say.Row(press("merge"), press("answer"), press("refer")),
	}
}

// motions is the decision of screening that the council takes by a ballot.
func motions() Motion {
	return Motion{
		Stands: (*State).canFollow,
		Carry:  func(s *State, c *cases.Case) []Event { return s.verdict(c, s.motion(c)) },
	}
}
