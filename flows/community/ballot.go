package community

import (
	"slices"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// resolve freezes a text and puts it to the vote.
func (s *State) resolve(cmd Command) (Result, error) {
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
	case stage.Meeting && !c.Talk.Heard:
		return Result{}, refuse("refuse.not_heard", caseArgs(c, say.Args{"Next": say.Arg{Msg: ptr(s.Wait(c).Hint())}}))
	case stage.Rounds > 0 && c.Talk.Round > stage.Rounds:
		return Result{}, refuse("refuse.rounds", caseArgs(c, say.Args{"Count": say.Num(stage.Rounds)}))
	}
	e, err := s.opening(c, ballot.Ballot{Purpose: ballot.Resolution, Text: cmd.Text, Class: cmd.Class, Rule: stage.Ballot}, cmd.At)
	if err != nil {
		return Result{}, err
	}
	return answer(one(e), "receipt.ballot_opened", caseArgs(c, say.Args{"Closes": say.Time(e.Ballot.Closes)}))
}

// opening begins a ballot on a case: its number, who may vote, and until when.
func (s *State) opening(c *cases.Case, b ballot.Ballot, at time.Time) (BallotOpened, error) {
	b.ID, b.Case = ballot.Key(c.Number, c.Talk.Ballots+1), c.Number
	var entitled []int
	if b.Rule.Electorate == procedure.Council {
		if entitled = s.electorate(c); len(entitled) == 0 {
			return BallotOpened{}, refuse("refuse.no_council", caseArgs(c))
		}
		b.Entitled, b.Present = len(entitled), s.presentOf(c, entitled)
	}
	return BallotOpened{Ballot: ballot.Open(b, s.local(at), s.Days()), Entitled: entitled}, nil
}

// current finds the open ballot a command means: the one it names, or the open one of its case. When its time is over it takes
// nothing more, though the clock may not have looked yet.
func (s *State) current(cmd Command) (*cases.Case, *ballot.Ballot, error) {
	if cmd.Ballot != "" {
		b := s.Ballot(cmd.Ballot)
		if b == nil {
			return nil, nil, refuse("refuse.no_ballot", say.Args{"Case": say.Num(cmd.Case)})
		}
		if !b.IsOpen() {
			return nil, nil, refuse("refuse.ballot_closed", say.Args{"Case": say.Num(b.Case)})
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

// vote casts a vote of one's own; the last one counts.
func (s *State) vote(cmd Command) (Result, error) {
	c, b, err := s.current(cmd)
	if err != nil {
		return Result{}, err
	}
	if err := s.mayVote(b, cmd.By); err != nil {
		return Result{}, err
	}
	return s.cast(cmd, c, b, VoteCast{Ballot: b.ID, Person: cmd.By, Choice: cmd.Choice})
}

func (s *State) mayVote(b *ballot.Ballot, person int) error {
	v := s.Vote(b.ID, person)
	if v == nil && b.Rule.Electorate == procedure.Council {
		return refuse("refuse.not_entitled", say.Args{"Case": say.Num(b.Case)})
	}
	if v != nil && v.Recused {
		return refuse("refuse.recused", say.Args{"Case": say.Num(b.Case)})
	}
	return nil
}

// cast makes the events of a vote, and of the close when it was the last one missing.
func (s *State) cast(cmd Command, c *cases.Case, b *ballot.Ballot, e VoteCast) (Result, error) {
	old := s.Vote(b.ID, e.Person)
	args := caseArgs(c, say.Args{"Choice": say.Msg("choice." + string(cmd.Choice))})
	id := "receipt.voted"
	if old != nil && old.Choice != "" {
		id = "receipt.voted.again"
	}
	if b.Rule.Secret {
		e.Choice, e.Receipt, e.seal = ballot.Sealed, cmd.Code, cmd.Choice
		args["Receipt"] = say.Text(cmd.Code)
		delete(args, "Choice") // what is told waits in the store until it is sent
		id += ".secret"
	}
	if e.EnteredBy != 0 {
		id = "receipt.proxy"
		args["Person"] = say.Person(e.Person)
	}
	after := *b
	after.Cast(oldChoice(old), e.Choice)
	events := one(e)
	if after.Complete() {
		events = append(events, s.finish(c, &after, &e)...)
		if !b.Rule.Secret && e.EnteredBy == 0 {
			id = "receipt.voted.last"
		}
	}
	return answer(events, id, args)
}

func oldChoice(v *ballot.Vote) ballot.Choice {
	if v == nil {
		return ""
	}
	return v.Choice
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
	if after.Complete() {
		events = append(events, s.finish(c, &after, nil)...)
	}
	return answer(events, "receipt.recused", caseArgs(c))
}

// tally closes a ballot before its time.
func (s *State) tally(cmd Command) (Result, error) {
	c, b, err := s.current(cmd)
	if err != nil {
		return Result{}, err
	}
	if needed := max(b.QuorumNeeded(), 1); b.Tally.Cast() < needed && b.Closes.After(cmd.At) {
		return Result{}, refuse("refuse.too_early", caseArgs(c, say.Args{
			"Cast": say.Num(b.Tally.Cast()), "Needed": say.Num(needed), "Closes": say.Time(b.Closes),
		}))
	}
	return answer(s.finish(c, b, nil), "receipt.tallied", caseArgs(c))
}

// finish counts a ballot and lets its case go on. last is a vote of the same command that the records do not hold yet; it is its
// voter's first, for a ballot on which all have voted is closed.
func (s *State) finish(c *cases.Case, b *ballot.Ballot, last *VoteCast) []Event {
	counted := *b
	var receipts []string
	if b.Rule.Secret {
		counted.Tally, receipts = s.unseal(b.ID, last)
	}
	result := counted.Decide()
	if b.Purpose == ballot.Screening && result == ballot.Adopted && !s.canFollow(c) {
		result = ballot.Void
	}
	events := one(BallotClosed{Ballot: b.ID, Result: result, Tally: counted.Tally, Receipts: receipts})
	switch {
	case b.Purpose == ballot.Screening && result == ballot.Adopted:
		return append(events, s.verdict(c, s.motion(c))...)
	case b.Purpose == ballot.Screening:
		return events
	case c.Lead != nil || len(c.Partners()) > 0:
		return append(events, s.countOwn(c, &counted, result)...)
	case result != ballot.Adopted:
		return append(events, RoundFailed{Case: c.Number, Result: result})
	}
	events = append(events, ResolutionAdopted{Case: c.Number, Ballot: b.ID, Text: b.Text, Class: b.Class})
	return append(events, s.afterAdoption(c, b))
}

// afterAdoption takes a case on: what cannot be done for now is still published, and then explained.
func (s *State) afterAdoption(c *cases.Case, b *ballot.Ballot) Event {
	p := s.Method(c)
	next, ok := p.Next(c.Stage, c.Track)
	if ok && (b.Class != ballot.C || p.Stage(next).Kind == procedure.Publicity) {
		return StageEntered{Case: c.Number, Stage: next}
	}
	if b.Class == ballot.C {
		return CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Explained, Reason: b.Text}}
	}
	return CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Solved}}
}

// unseal counts a secret ballot out, as finish is told; the receipts are sorted, so that their order tells nothing.
func (s *State) unseal(id string, last *VoteCast) (ballot.Tally, []string) {
	var t ballot.Tally
	var receipts []string
	count := func(x ballot.Seal) {
		t.Add(x.Choice, 1)
		receipts = append(receipts, x.Receipt+" "+string(x.Choice))
	}
	for _, x := range list[ballot.Seal](s.Book, sealPrefix(id)) {
		count(*x.Value)
	}
	if last != nil {
		count(ballot.Seal{Choice: last.seal, Receipt: last.Receipt})
	}
	slices.Sort(receipts)
	return t, receipts
}

// notVoted lists those entitled who have neither voted nor recused themselves.
func (s *State) notVoted(id string) []int {
	var all []int
	for _, v := range s.Votes(id) {
		if v.Value.Choice == "" && !v.Value.Recused {
			all = append(all, atoi(v.Key))
		}
	}
	slices.Sort(all)
	return all
}

// VoteButtons are the three buttons of a ballot.
func VoteButtons(id string) []say.Button {
	press := func(c ballot.Choice) say.Button {
		return say.Press(say.New("button.vote."+string(c)), line(permission.Vote, id, string(c)))
	}
	return say.Row(press(ballot.Yes), press(ballot.No), press(ballot.Abstain))
}
