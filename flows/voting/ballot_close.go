package voting

import (
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
)

func tallyVerb() life.Verb {
	return life.Verb{
		Name:   permission.Tally,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(tally),
		Menu:   life.Menu{For: life.ForOffice, Rank: 270},
	}
}

// tally closes a ballot: before its time only where those who have not voted can change the result no more.
func tally(s *life.State, cmd life.Command) (life.Result, error) {
	c, b, err := current(s, cmd, "")
	if err != nil {
		return life.Result{}, err
	}
	if b.Closes.After(cmd.At) {
		switch args := ballotArgs(s, b); {
		case len(b.Entered) > 0:
			return life.Result{}, life.Refuse("refuse.early_entered", args)
		case !b.Complete() && !b.Decided():
			return life.Result{}, life.Refuse("refuse.too_early", args)
		}
	}
	if !s.Countable(b) {
		return life.Result{}, life.Refuse("refuse.no_vault", life.CaseArgs(c))
	}
	return life.Answer(Finish(s, c, b, nil), "receipt.tallied", life.CaseArgs(c))
}

// Finish counts a ballot and lets its case go on. last is a vote of the same command that the records do not hold yet;
// without is a voter whose seal the records still hold, though the same command takes it out.
func Finish(s *life.State, c *cases.Case, b *ballot.Ballot, last *VoteCast, without ...int) []life.Event {
	counted := *b
	var receipts []string
	var failed ballot.Result
	if b.Rule.Secret {
		counted.Tally, receipts, failed = unseal(s, b, last, without)
	}
	closed := result(s, c, &counted, failed)
	closed.Receipts = receipts
	return append(life.One(closed), following(s, c, &counted, closed)...)
}

// result is how a ballot ends whose votes are counted; failed is why they could not be, and "" where they could.
func result(s *life.State, c *cases.Case, counted *ballot.Ballot, failed ballot.Result) BallotClosed {
	e := BallotClosed{Ballot: counted.ID, Result: failed, Tally: counted.Tally}
	if failed == "" {
		e.Result = counted.Decide()
	}
	if counted.Purpose == ballot.Screening && e.Result == ballot.Adopted && !s.Rules.Motion.Stands(s, c) {
		e.Result = ballot.Void
	}
	if counted.Manner != "" && e.Result == ballot.Adopted {
		e.Winner = counted.Leading()
	}
	return e
}

// following is what comes of a ballot that has ended.
func following(s *life.State, c *cases.Case, counted *ballot.Ballot, e BallotClosed) []life.Event {
	switch {
	case counted.Purpose == ballot.Screening && e.Result == ballot.Adopted:
		return s.Rules.Motion.Carry(s, c)
	case counted.Purpose == ballot.Screening:
		return nil
	case c.Lead != nil || len(c.Partners()) > 0:
		return s.Rules.Share(s, c, counted, e.Result)
	case e.Result == ballot.Lost, e.Result == ballot.Replaced:
		return nil
	case e.Result != ballot.Adopted:
		return notAdopted(s, c, e.Result)
	}
	adopted := ResolutionAdopted{
		Case:   c.Number,
		Ballot: counted.ID,
		Text:   counted.Resolution(e.Winner),
		Class:  counted.Class,
	}
	return life.One(adopted, AfterAdoption(s, c, counted))
}

// notAdopted is what follows a ballot without consensus: another round, unless the procedure says where a no leads.
func notAdopted(s *life.State, c *cases.Case, result ballot.Result) []life.Event {
	p := s.Method(c)
	to := p.Stage(c.Stage).OnNo
	e := RoundFailed{Case: c.Number, Result: result}
	if to == "" || to == procedure.Again {
		return life.One(e)
	}
	e.To = to
	if to == procedure.Refer {
		return life.One(e, s.Rules.Refer(s, c, ""))
	}
	return life.One(e)
}

// AfterAdoption takes a case on: what cannot be done for now is still published, and then explained.
func AfterAdoption(s *life.State, c *cases.Case, b *ballot.Ballot) life.Event {
	p := s.Method(c)
	next, ok := p.Next(c.Stage, c.Track)
	if b.Class == ballot.C && (!ok || p.Stage(next).Kind != procedure.Publicity) {
		return life.CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Explained, Reason: b.Text}}
	}
	return life.Onward(s, c, b.Class, false)
}

// unseal counts a secret ballot out, as Finish is told; the receipts are sorted, so that their order tells nothing. It
// fails where the key is gone, as in a copy of the store, or does not open what lies in the box, and where that is not
// what the voters gave.
func unseal(s *life.State, b *ballot.Ballot, last *VoteCast, without []int) (ballot.Tally, []string, ballot.Result) {
	key, _ := s.KeyOf(b.ID)
	if key == nil {
		return ballot.Tally{}, nil, ballot.Lost
	}
	if last != nil {
		without = append(without, last.Person)
	}
	if strangePaper(s, b, without...) != 0 {
		return ballot.Tally{}, nil, ballot.Replaced
	}
	var t ballot.Tally
	var receipts []string
	count := func(p ballot.Paper) {
		t.Add(p.Choice, 1)
		receipts = append(receipts, p.Receipt+" "+string(p.Choice))
	}
	for _, x := range record.List[ballot.Seal](s.Cache, record.SealPrefix(b.ID)) {
		if slices.Contains(without, record.Atoi(x.Key)) {
			continue
		}
		paper, err := ballot.UnsealPaper(key, x.Value.Sealed)
		if err != nil {
			return ballot.Tally{}, nil, ballot.Lost
		}
		count(paper)
	}
	if last != nil {
		count(last.paper)
	}
	slices.Sort(receipts)
	return t, receipts, ""
}
