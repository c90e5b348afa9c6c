package community

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// resolve freezes a text and puts it to the vote.
func (s *State) resolve(cmd Command) (Result, error) {
	return s.putToVote(cmd, ballot.Ballot{Text: cmd.Text})
}

// choose puts a question to the vote with its options, a line each.
func (s *State) choose(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if c.Lead != nil || len(c.Partners()) > 0 {
		// Each community would choose for itself, and might choose another option.
		return Result{}, refuse("refuse.joint_options", caseArgs(c))
	}
	question, options, err := optionsIn(cmd)
	if err != nil {
		return Result{}, err
	}
	return s.putToVote(cmd, ballot.Ballot{Text: question, Manner: cmd.Manner, Options: options})
}

// maxOption is how long an option may be, in characters: it must fit a button.
const maxOption = 60

// optionsIn reads a question and the options below it. Numbers and dashes before them are left out, for they are numbered anew.
func optionsIn(cmd Command) (question string, options []string, err error) {
	for l := range strings.SplitSeq(cmd.Text, "\n") {
		switch l = strings.TrimSpace(l); {
		case l == "":
		case question == "":
			question = l
		default:
			options = append(options, strings.TrimLeft(l, "-–—•·*0123456789.、)） "))
		}
	}
	long := func(o string) bool { return o == "" || utf8.RuneCountInString(o) > maxOption }
	twice := len(slices.Compact(slices.Sorted(slices.Values(options)))) < len(options)
	if n := len(options); n < ballot.MinOptions || n > ballot.MaxOptions || slices.ContainsFunc(options, long) || twice {
		return "", nil, refuse("refuse.options", say.Args{
			"Case": say.Num(cmd.Case), "Count": say.Num(n), "Least": say.Num(ballot.MinOptions), "Most": say.Num(ballot.MaxOptions), "Long": say.Num(maxOption),
		})
	}
	return question, options, nil
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
	if s.opens == nil {
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
	if b.Rule.Secret && cmd.Aloud {
		return Result{}, refuse("refuse.secret_aloud", caseArgs(c))
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
		sealed, err := ballot.SealPaper(b.Key, cmd.Seed, e.paper)
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
			id = "receipt.voted.last"
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
func (s *State) countable(b *ballot.Ballot) bool {
	if !b.Rule.Secret || s.opens == nil {
		return true
	}
	_, ok := s.opens(b.ID)
	return ok
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
	if s.over(&after) {
		events = append(events, s.finish(c, &after, nil, cmd.By)...)
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
	if !s.countable(b) {
		return Result{}, refuse("refuse.no_vault", caseArgs(c))
	}
	return answer(s.finish(c, b, nil), "receipt.tallied", caseArgs(c))
}

// finish counts a ballot and lets its case go on. last is a vote of the same command that the records do not hold yet; without is a
// voter whose seal the records still hold, though the same command takes it out.
func (s *State) finish(c *cases.Case, b *ballot.Ballot, last *VoteCast, without ...int) []Event {
	counted := *b
	var receipts []string
	result := ballot.Lost
	whole := true
	if b.Rule.Secret {
		counted.Tally, receipts, whole = s.unseal(b, last, without)
	}
	if whole {
		result = counted.Decide()
	}
	if b.Purpose == ballot.Screening && result == ballot.Adopted && !s.canFollow(c) {
		result = ballot.Void
	}
	closed := BallotClosed{Ballot: b.ID, Result: result, Tally: counted.Tally, Receipts: receipts}
	if b.Manner != "" && result == ballot.Adopted {
		closed.Winner = counted.Leading()
	}
	events := one(closed)
	switch {
	case b.Purpose == ballot.Screening && result == ballot.Adopted:
		return append(events, s.verdict(c, s.motion(c))...)
	case b.Purpose == ballot.Screening:
		return events
	case c.Lead != nil || len(c.Partners()) > 0:
		return append(events, s.countOwn(c, &counted, result)...)
	case result == ballot.Lost:
		return events
	case result != ballot.Adopted:
		return append(events, s.notAdopted(c, result)...)
	}
	events = append(events, ResolutionAdopted{Case: c.Number, Ballot: b.ID, Text: decided(b, closed.Winner), Class: b.Class})
	return append(events, s.afterAdoption(c, b))
}

// notAdopted is what follows a ballot without consensus: another round, unless the procedure says where a no leads.
func (s *State) notAdopted(c *cases.Case, result ballot.Result) []Event {
	p := s.Method(c)
	to := p.Stage(c.Stage).OnNo
	e := RoundFailed{Case: c.Number, Result: result}
	if to == "" || to == procedure.Again {
		return one(e)
	}
	e.To = to
	if to == procedure.Refer {
		return one(e, CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Referred}})
	}
	return one(e)
}

// decided is the text that was adopted: that of the ballot, with the option that won.
func decided(b *ballot.Ballot, winner int) string {
	if winner == 0 {
		return b.Text
	}
	return b.Text + "\n→ " + b.Options[winner-1]
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

// unseal counts a secret ballot out, as finish is told; the receipts are sorted, so that their order tells nothing. It is false
// where the key is gone, as in a copy of the store, or does not open what lies in the box.
func (s *State) unseal(b *ballot.Ballot, last *VoteCast, without []int) (ballot.Tally, []string, bool) {
	var t ballot.Tally
	var receipts []string
	count := func(p ballot.Paper) {
		t.Add(p.Choice, 1)
		receipts = append(receipts, p.Receipt+" "+string(p.Choice))
	}
	var key []byte
	if s.opens != nil {
		key, _ = s.opens(b.ID)
	}
	if key == nil {
		return t, nil, false
	}
	for _, x := range list[ballot.Seal](s.Book, sealPrefix(b.ID)) {
		voter := atoi(x.Key)
		if slices.Contains(without, voter) || last != nil && last.Person == voter {
			continue
		}
		paper, err := ballot.UnsealPaper(key, x.Value.Sealed)
		if err != nil {
			return ballot.Tally{}, nil, false
		}
		count(paper)
	}
	if last != nil {
		count(last.paper)
	}
	slices.Sort(receipts)
	return t, receipts, true
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
