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
	result := ballot.Lost
	whole := true
	if b.Rule.Secret {
		counted.Tally, receipts, whole = unseal(s, b, last, without)
	}
	if whole {
		result = counted.Decide()
	}
	if b.Purpose == ballot.Screening && result == ballot.Adopted && !s.Rules.Motion.Stands(s, c) {
		result = ballot.Void
	}
	closed := BallotClosed{Ballot: b.ID, Result: result, Tally: counted.Tally, Receipts: receipts}
	if b.Manner != "" && result == ballot.Adopted {
		closed.Winner = counted.Leading()
	}
	events := life.One(closed)
	switch {
	case b.Purpose == ballot.Screening && result == ballot.Adopted:
		return append(events, s.Rules.Motion.Carry(s, c)...)
	case b.Purpose == ballot.Screening:
		return events
	case c.Lead != nil || len(c.Partners()) > 0:
		return append(events, s.Rules.Share(s, c, &counted, result)...)
	case result == ballot.Lost:
		return events
	case result != ballot.Adopted:
		return append(events, notAdopted(s, c, result)...)
	}
	events = append(events, ResolutionAdopted{Case: c.Number, Ballot: b.ID, Text: life.Decided(b, closed.Winner),
		Class: b.Class})
	return append(events, AfterAdoption(s, c, b))
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

// unseal counts a secret ballot out, as finish is told; the receipts are sorted, so that their order tells nothing. It
// is false where the key is gone, as in a copy of the store, or does not open what lies in the box.
func unseal(s *life.State, b *ballot.Ballot, last *VoteCast, without []int) (ballot.Tally, []string, bool) {
	var t ballot.Tally
	var receipts []string
	count := func(p ballot.Paper) {
		t.Add(p.Choice, 1)
		receipts = append(receipts, p.Receipt+" "+string(p.Choice))
	}
	key, _ := s.KeyOf(b.ID)
	if key == nil {
		return t, nil, false
	}
	for _, x := range record.List[ballot.Seal](s.Cache, record.SealPrefix(b.ID)) {
		voter := record.Atoi(x.Key)
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
