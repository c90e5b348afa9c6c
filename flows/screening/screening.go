package screening

import (
	"cmp"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/impartial"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// Verbs are those of judging whether a case is taken up.
func Verbs() []life.Verb {
	return []life.Verb{
		screenVerb(), backVerb(), broughtVerb(),
	}
}

func readVerdict(got life.Reading) cases.Verdict {
	return cases.Verdict{
		Kind: cases.VerdictKind(got.Said["verdict"]), Track: procedure.Track(got.Said["track"]),
		Ground: cases.Ground(got.Said["ground"]), Into: got.Number("into"), Text: got.Said["text"],
	}
}

func screenVerb() life.Verb {
	return life.Verb{
		Name:   permission.Screen,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Deliberation},
		Fields: screenFields,
		Decide: life.With(readVerdict, screen),
		Wants:  life.Wanting(func(s *life.State, _ life.Command, v cases.Verdict) { s.WantCases(v.Into) }),
		Press:  pressScreen(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 110},
		Help:   []life.HelpLine{{Reader: "secretary", Rank: 20}},
	}
}

func screenFields(got form.Values) []form.Field {
	fields := []form.Field{form.SomeCases(), form.OneOf("verdict", "accept", "decline", "merge", "answer", "refer")}
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

// screen decides whether and how a case is deliberated, or several alike. In deliberation it may only refer, after
// rounds without consensus.
func screen(s *life.State, cmd life.Command, v cases.Verdict) (life.Result, error) {
	if len(cmd.Cases) > 1 {
		return screenEach(s, cmd, v)
	}
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	v.Track = life.TrackOf(c, v.Track)
	kind := c.Kind(s.Method(c))
	if err := life.CanScreen(s, c, v.Kind); err != nil {
		return life.Result{}, err
	}
	if err := impartially(s, cmd, c); err != nil {
		return life.Result{}, err
	}
	if v.Kind == cases.Merge {
		if err := canMerge(s, c, v.Into); err != nil {
			return life.Result{}, life.Amiss("into", err)
		}
	}
	if result, done, err := backed(s, cmd, c, v); !done {
		return result, err
	}
	events := toScreening(s, c)
	if life.ScreeningStage(s, c).Council && kind != procedure.Deliberation {
		return putToCouncil(s, cmd, c, v, events)
	}
	return life.Answer(append(events, verdict(s, c, v)...), "receipt.screened."+string(v.Kind),
		life.CaseArgs(c, life.VerdictArgs(v), directArg(s, c, v.Track), aboveArg(s)))
}

// impartially refuses whoever has a part in a case, but where all conveners must agree: none of them decides alone.
func impartially(s *life.State, cmd life.Command, c *cases.Case) error {
	if s.Head().Conveners == record.BothConveners && len(s.Holders().Of(people.Convener)) > 1 {
		return nil
	}
	return impartial.Judge(s, cmd, c)
}

// aboveArg names the level above to which a letter goes; it is empty where there is none.
func aboveArg(s *life.State) say.Args {
	if up := life.Above(s); up != nil {
		return say.Args{"Name": say.Text(up.Name)}
	}
	return say.Args{}
}

// toScreening lets a case be screened straight out of intake: taking it up is part of the decision.
func toScreening(s *life.State, c *cases.Case) []life.Event {
	if c.Kind(s.Method(c)) != procedure.Intake {
		return nil
	}
	return life.One(life.StageEntered{Case: c.Number, Stage: life.ScreeningAt(s, c), Why: life.Quietly})
}

func canMerge(s *life.State, c *cases.Case, into int) error {
	target := s.Case(into)
	switch {
	case target == nil:
		return life.Refuse("refuse.no_case", say.Args{"Case": say.Case(into)})
	case into == c.Number:
		return life.Refuse("refuse.merge_self", life.CaseArgs(c))
	case target.Closed != nil:
		return life.Refuse("refuse.merge_closed", say.Args{"Case": say.Case(into)})
	}
	return nil
}

// verdict turns a decision of screening into what happens to the case.
func verdict(s *life.State, c *cases.Case, v cases.Verdict) []life.Event {
	switch v.Kind {
	case cases.Decline:
		return life.One(life.CaseClosed{Case: c.Number,
			How: cases.Closing{Outcome: cases.Declined, Ground: v.Ground, Reason: v.Text}})
	case cases.Merge:
		return merge(s, c, s.Case(v.Into))
	case cases.Answer:
		return life.One(life.CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Answered, Reason: v.Text}})
	case cases.Refer:
		return life.One(Refer(s, c, v.Text))
	default:
	}
	track := v.Track
	if track == "" {
		track = procedure.Big
	}
	next, _ := s.Method(c).Next(life.ScreeningAt(s, c),
		track) // every track goes on after screening: procedures are checked for it
	return life.One(CaseAccepted{Case: c.Number, Track: track, Stage: next})
}

// merge closes a case into another. Those who move along may be the supporters the other was waiting for.
func merge(s *life.State, c, into *cases.Case) []life.Event {
	events := life.One(life.CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Merged, Into: into.Number}})
	stage := s.Method(into).Stage(into.Stage)
	enough := stage.Supporters > 0 && into.Supporters+len(life.Moving(s, c, into)) >= stage.Supporters
	if stage.Kind == procedure.Intake && enough {
		events = append(events, life.Advance(s, into, "supported"))
	}
	return events
}

// motion is the decision the council has voted on. A case it was to be merged into may have been merged itself
// meanwhile.
func motion(s *life.State, c *cases.Case) cases.Verdict {
	v := *c.Motion
	if target := s.Case(v.Into); v.Kind == cases.Merge && target != nil {
		v.Into = s.MergedInto(target)
	}
	return v
}

// canFollow tells whether the decision voted on can still be carried out.
func canFollow(s *life.State, c *cases.Case) bool {
	v := motion(s, c)
	return v.Kind != cases.Merge || canMerge(s, c, v.Into) == nil
}

// putToCouncil opens a ballot on a decision of screening, where the procedure leaves it to the council.
func putToCouncil(s *life.State, cmd life.Command, c *cases.Case, v cases.Verdict, before []life.Event) (life.Result,
	error) {
	e, err := voting.Opening(s, c,
		ballot.Ballot{Purpose: ballot.Screening, Text: v.Text, Rule: life.ScreeningStage(s, c).Ballot}, cmd)
	if err != nil {
		return life.Result{}, err
	}
	e.Motion = &v
	return life.Answer(append(before, e), "receipt.ballot_opened",
		life.CaseArgs(c, say.Args{"Closes": say.Time(e.Ballot.Closes)}))
}

// directArg says, where it is so, that a case goes to work without being talked over: its procedure has no
// deliberation, or its track leaves it out.
func directArg(s *life.State, c *cases.Case, t procedure.Track) say.Args {
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

// Moves implements life.Mover.
func (e CaseAccepted) Moves() int { return e.Case }

// Apply implements life.Event.
func (e CaseAccepted) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Track, c.Motion, c.Talk.Ballot = e.Track, nil, ""
	c.Enter(s.Method(c), e.Stage, s.Local(m.At), s.Days())
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e CaseAccepted) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	args := directArg(s, c, e.Track)
	args["Track"] = say.Msg("track." + string(e.Track))
	n.Echo(s, c, "echo.accepted", args)
	life.Call(s, c, n)
}

// Stage is the stage in which it is decided whether and how a case is deliberated.
func Stage() life.Stage {
	return life.Stage{Kind: procedure.Screening, Wait: waitScreening, Call: callScreening}
}

func waitScreening(s *life.State, c *cases.Case, w life.Wait) life.Wait {
	if c.Talk.Ballot != "" {
		return life.WaitVotes(s, c, w)
	}
	w.For, w.Verb = "screening", permission.Screen
	w.Roles = life.Actors(s, c, []people.Role{people.Secretary, people.Convener})
	return w
}

func callScreening(s *life.State, c *cases.Case, _ life.Wait, args say.Args, n *life.Notices) {
	n.Asks(s.Officers(), say.New("task.screen.now", args), "", screenButtons(c)...)
}

func pressScreen() life.Press {
	return life.Press{Buttons: func(s *life.State, w life.Wait) [][]say.Button { return screenButtons(s.Case(w.Case)) }}
}

func screenButtons(c *cases.Case) [][]say.Button {
	press := func(word string, wish ...string) say.Button {
		return say.Press(say.New("button.screen."+word),
			record.Line(permission.Screen, append([]string{record.Num(c.Number), word}, wish...)...))
	}
	return [][]say.Button{
		say.Row(press("accept", "?"), press("decline")),
		say.Row(press("merge"), press("answer"), press("refer")),
	}
}

// Motions is the decision of screening that the council takes by a ballot.
func Motions() life.Motion {
	return life.Motion{
		Stands: canFollow,
		Carry:  func(s *life.State, c *cases.Case) []life.Event { return verdict(s, c, motion(s, c)) },
	}
}
