package community

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// ballotVerbs are those of ballots.
func ballotVerbs() []Verb {
	return []Verb{
		resolveVerb(), chooseVerb(), voteVerb(), markVerb(), proxyVerb(), recuseVerb(), tallyVerb(), receiptVerb(),
	}
}

func resolveVerb() Verb {
	return Verb{
		Name:   permission.Resolve,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.OneOf("class", "A", "B", "C"), form.Prose("resolve")),
		Decide: (*State).resolve,
		Menu:   Menu{For: ForOffice, Rank: 250},
		Help:   []HelpLine{{Reader: "secretary", Rank: 50}},
	}
}

// resolve freezes a text and puts it to the vote.
func (s *State) resolve(cmd Command) (Result, error) {
	return s.putToVote(cmd, ballot.Ballot{Text: cmd.Text})
}

// putToVote opens the ballot on a resolution.
func (s *State) putToVote(cmd Command, b ballot.Ballot) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	stage := s.Method(c).Stage(c.Stage)
	switch {
	case c.Talk.Ballot != "":
		return Result{}, refuse("refuse.ballot_open", caseArgs(c))
	case c.Counting():
		return Result{}, refuse("refuse.counting", caseArgs(c))
	case stage.Preliminary:
		return Result{}, refuse("refuse.preliminary", caseArgs(c, say.Args{"Next": say.Arg{Msg: ptr(s.Wait(c).Hint())}}))
	case stage.Meeting && !c.Talk.Heard:
		return Result{}, refuse("refuse.not_heard", caseArgs(c, say.Args{"Next": say.Arg{Msg: ptr(s.Wait(c).Hint())}}))
	case stage.Rounds > 0 && c.Talk.Round > stage.Rounds:
		return Result{}, refuse("refuse.rounds", caseArgs(c, say.Args{"Count": say.Num(stage.Rounds)}))
	}
	if err := s.ready(c); err != nil {
		return Result{}, err
	}
	b.Purpose, b.Class, b.Rule = ballot.Resolution, cmd.Class, stage.Ballot
	e, err := s.opening(c, b, cmd)
	if err != nil {
		return Result{}, err
	}
	return answer(one(e), "receipt.ballot_opened", caseArgs(c, say.Args{"Closes": say.Time(e.Ballot.Closes)}))
}

// opening begins a ballot on a case: its number, who may vote, and until when.
func (s *State) opening(c *cases.Case, b ballot.Ballot, cmd Command) (BallotOpened, error) {
	b.ID, b.Case = ballot.Key(c.Number, c.Talk.Ballots+1), c.Number
	var entitled []int
	if b.Rule.Electorate == procedure.Council {
		if entitled = s.electorate(c); len(entitled) == 0 {
			return BallotOpened{}, refuse("refuse.no_council", caseArgs(c))
		}
		b.Entitled, b.Present = len(entitled), s.presentOf(c, entitled)
	}
	b = ballot.Open(b, s.local(cmd.At), s.Days())
	if until := s.window(c, cmd.At); !until.IsZero() {
		b.Closes = until
	}
	e := BallotOpened{Ballot: b, Entitled: entitled}
	if !b.Rule.Secret {
		return e, nil
	}
	if !s.HasKeys() {
		return e, refuse("refuse.no_vault", caseArgs(c))
	}
	var err error
	e.open, e.Ballot.Key, err = ballot.NewBox(cmd.Seed)
	return e, err
}

// shortest is the least time that people have for their votes in writing, however late in the window a plan is put to them.
const shortest = 24 * time.Hour

// window is when a ballot opened in a written meeting closes: with the meeting; zero where there is none, or too little is left of it.
func (s *State) window(c *cases.Case, at time.Time) time.Time {
	if m := s.hearing(c, at); m != nil && m.InWriting() && !m.Until.Before(at.Add(shortest)) {
		return s.local(m.Until)
	}
	return time.Time{}
}

// current finds the open ballot a command means: the one it names, or the open one of its case. When its time is over it takes
// nothing more, though the clock may not have looked yet.
func (s *State) current(cmd Command) (*cases.Case, *ballot.Ballot, error) {
	if cmd.Ballot != "" {
		b := s.Ballot(cmd.Ballot)
		if b == nil {
			return nil, nil, refuse("refuse.no_ballot", say.Args{"Case": say.Case(cmd.Case)})
		}
		if !b.IsOpen() {
			return nil, nil, refuse("refuse.ballot_closed", say.Args{"Case": say.Case(b.Case)})
		}
		cmd.Case = b.Case
	}
	c, err := s.inCase(cmd)
	if err != nil {
		return nil, nil, err
	}
	b := s.openBallot(c)
	switch {
	case b == nil:
		return nil, nil, refuse("refuse.no_ballot", caseArgs(c))
	case !b.Closes.After(cmd.At) && cmd.Verb != permission.Tally:
		return nil, nil, refuse("refuse.ballot_closed", caseArgs(c))
	}
	return c, b, nil
}

func voteVerb() Verb {
	return Verb{
		Name:   permission.Vote,
		Roles:  people.Everybody(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Ballot(), form.Choice()),
		Decide: (*State).vote,
		Press:  pressVote(),
		Help:   []HelpLine{{Reader: "member", Rank: 20}},
	}
}

// vote casts a vote of one's own; the last one counts.
func (s *State) vote(cmd Command) (Result, error) {
	c, b, err := s.current(cmd)
	if err != nil {
		return Result{}, err
	}
	if err := s.mayVote(b, cmd.By); err != nil {
		return Result{}, err
	}
	if b.Rule.Secret && cmd.Aloud {
		return Result{}, refuse("refuse.secret_aloud", caseArgs(c))
	}
	return s.cast(cmd, c, b, VoteCast{Ballot: b.ID, Person: cmd.By, Choice: cmd.Choice})
}

func (s *State) mayVote(b *ballot.Ballot, person int) error {
	v := s.Vote(b.ID, person)
	if v == nil && b.Rule.Electorate == procedure.Council {
		return refuse("refuse.not_entitled", say.Args{"Case": say.Case(b.Case)})
	}
	if v != nil && v.Recused {
		return refuse("refuse.recused", say.Args{"Case": say.Case(b.Case)})
	}
	return nil
}

// cast makes the events of a vote, and of the close when nobody is left who could change the result.
func (s *State) cast(cmd Command, c *cases.Case, b *ballot.Ballot, e VoteCast) (Result, error) {
	if !b.Takes(e.Choice) {
		return Result{}, refuse("refuse.choice", caseArgs(c, say.Args{"Choices": choicesArg(b)}))
	}
	old := s.Vote(b.ID, e.Person)
	args := caseArgs(c, say.Args{"Choice": ChoiceArg(b, e.Choice)})
	id := "receipt.voted"
	if old != nil && old.Choice != "" {
		id = "receipt.voted.again"
	}
	if b.Rule.Secret {
		e.paper = ballot.Paper{Choice: e.Choice, Receipt: ballot.ReceiptCode(b.ID, cmd.Code)}
		sealed, err := cmd.Seal(b.Key, e.paper)
		if err != nil {
			return Result{}, err
		}
		e.Choice, e.sealed = ballot.Sealed, sealed
		args["Receipt"] = say.Text(e.paper.Receipt)
		id += ".secret"
	}
	if e.EnteredBy != 0 {
		id = "receipt.proxy"
		args["Person"] = say.Person(e.Person)
	}
	after := *b
	after.Cast(oldChoice(old), e.Choice)
	events := one(e)
	if s.over(&after) {
		events = append(events, s.finish(c, &after, &e)...)
		if !b.Rule.Secret && e.EnteredBy == 0 {
			if id = "receipt.voted.last"; !after.Complete() {
				id = "receipt.voted.certain"
			}
		}
	}
	result, err := answer(events, id, args)
	result.Answer.Unwritten = b.Rule.Secret
	return result, err
}

// over tells whether a ballot ends before its time: all have voted, or the rule lets it end once nothing can change the result.
func (s *State) over(b *ballot.Ballot) bool {
	return (b.Complete() || b.Rule.Early && b.Decided()) && s.countable(b)
}

// countable tells whether a ballot can be counted now: of a secret one, whether its key could be looked for.
func (s *Records) countable(b *ballot.Ballot) bool {
	if !b.Rule.Secret {
		return true
	}
	_, ok := s.KeyOf(b.ID)
	return ok
}

func oldChoice(v *ballot.Vote) ballot.Choice {
	if v == nil {
		return ""
	}
	return v.Choice
}

func proxyVerb() Verb {
	return Verb{
		Name:   permission.Proxy,
		Roles:  []people.Role{people.Secretary},
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.New("person", form.Person), form.Choice(), form.Prose("witness")),
		Decide: (*State).proxy,
		Menu:   Menu{For: ForOffice, Rank: 280},
	}
}

// proxy enters a vote given on paper or through somebody, with who saw it.
func (s *State) proxy(cmd Command) (Result, error) {
	c, b, err := s.current(cmd)
	if err != nil {
		return Result{}, err
	}
	if b.Rule.Secret {
		return Result{}, refuse("refuse.secret_proxy", caseArgs(c))
	}
	if err := s.mayVote(b, cmd.Person); err != nil {
		return Result{}, refuse("refuse.proxy_not_entitled", caseArgs(c, say.Args{"Person": say.Person(cmd.Person)}))
	}
	e := VoteCast{Ballot: b.ID, Person: cmd.Person, Choice: cmd.Choice, EnteredBy: cmd.By, Witness: cmd.Text}
	return s.cast(cmd, c, b, e)
}

func recuseVerb() Verb {
	return Verb{
		Name:   permission.Recuse,
		Roles:  []people.Role{people.Member, people.Convener, people.Stakeholder},
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.Prose("recuse")),
		Decide: (*State).recuse,
		Menu:   Menu{For: ForOffice, Rank: 140},
		Help:   []HelpLine{{Reader: "member", Rank: 60}},
	}
}

// recuse takes a voter out of the count, with the reason.
func (s *State) recuse(cmd Command) (Result, error) {
	c, b, err := s.current(cmd)
	if err != nil {
		return Result{}, err
	}
	if err := s.mayVote(b, cmd.By); err != nil {
		return Result{}, err
	}
	e := Recused{Ballot: b.ID, Person: cmd.By, Reason: cmd.Text}
	after := *b
	after.Recuse(oldChoice(s.Vote(b.ID, cmd.By)), s.wasPresent(c, cmd.By))
	events := one(e)
	if s.over(&after) {
		events = append(events, s.finish(c, &after, nil, cmd.By)...)
	}
	return answer(events, "receipt.recused", caseArgs(c))
}

// deliberation is the stage in which a case is talked over and voted on.
func deliberation() Stage { return Stage{Kind: procedure.Deliberation, Wait: waitTalk} }

func waitTalk(s *State, c *cases.Case, w Wait) Wait {
	w.Roles = []people.Role{people.Secretary, people.Convener}
	stage := s.Method(c).Stage(c.Stage)
	switch {
	case c.Talk.Ballot != "":
		return s.waitVotes(c, w)
	case c.Counting():
		w.For, w.Roles, w.Due = "counts", nil, time.Time{}
	case stage.Rounds > 0 && c.Talk.Round > stage.Rounds:
		w.For, w.Verb = "referral", permission.Screen
	case stage.Meeting && !c.Talk.Heard && c.Talk.Meeting != 0:
		w.For, w.Verb = "session", permission.Open
		if m := s.Meeting(c.Talk.Meeting); m != nil && m.Status == meeting.Polled {
			w.For, w.Verb = "date", permission.Fix
		} else if m != nil {
			w.Due = m.At
		}
	case stage.Meeting && !c.Talk.Heard:
		w.For, w.Verb = "meeting", permission.Schedule
		if next := s.nextSession(); !next.IsZero() {
			w.For, w.Due = "gather", next
		}
	case stage.Preliminary:
		w.For, w.Verb = "gist", permission.Minutes
	default:
		w.For, w.Verb = "ballot", permission.Resolve
	}
	return w
}

// nextSession is the next hour for which the agenda is gathered by itself; zero where none is.
func (s *State) nextSession() time.Time {
	a, b := s.next(schedule.Session), s.next(schedule.Monthly)
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func pressVote() Press {
	return Press{
		Buttons: func(s *State, w Wait) [][]say.Button { return BallotButtons(s.Ballot(s.Case(w.Case).Talk.Ballot), "") },
		About:   func(s *State, w Wait) string { return line(w.Verb, s.Case(w.Case).Talk.Ballot) },
	}
}
