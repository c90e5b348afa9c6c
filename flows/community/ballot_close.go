package community

import (
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func tallyVerb() Verb {
	return Verb{
		Name:   permission.Tally,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case()),
		Decide: (*State).tally,
		Menu:   Menu{For: ForOffice, Rank: 270},
	}
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
	if b.Purpose == ballot.Screening && result == ballot.Adopted && !s.rules.Motion.Stands(s, c) {
		result = ballot.Void
	}
	closed := BallotClosed{Ballot: b.ID, Result: result, Tally: counted.Tally, Receipts: receipts}
	if b.Manner != "" && result == ballot.Adopted {
		closed.Winner = counted.Leading()
	}
	events := one(closed)
	switch {
	case b.Purpose == ballot.Screening && result == ballot.Adopted:
		return append(events, s.rules.Motion.Carry(s, c)...)
	case b.Purpose == ballot.Screening:
		return events
	case c.Lead != nil || len(c.Partners()) > 0:
		return append(events, s.rules.Share(s, c, &counted, result)...)
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
		return one(e, s.rules.Refer(s, c, ""))
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
	if b.Class == ballot.C && (!ok || p.Stage(next).Kind != procedure.Publicity) {
		return CaseClosed{Case: c.Number, How: cases.Closing{Outcome: cases.Explained, Reason: b.Text}}
	}
	return s.onward(c, b.Class, false)
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
	key, _ := s.KeyOf(b.ID)
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
