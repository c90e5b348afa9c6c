package community_test

import (
	"slices"
	"strings"

	"echowall/flows/ballot"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/voting"
)

// seeVote follows the ballots: one open on a case at a time, one vote a person, the last one counts.
func (m *model) seeVote(e life.Event) bool {
	switch e := e.(type) {
	case voting.BallotOpened:
		return m.openPoll(e)
	case voting.VoteCast:
		p := m.polls[e.Ballot]
		p.votes[e.Person] = e.Choice
		if e.Choice == ballot.Sealed {
			p.votes[e.Person], p.receipts[e.Person] = m.choice, ballot.ReceiptCode(e.Ballot, m.code)
		}
		return !p.council || p.entitled[e.Person]
	case voting.Recused:
		p := m.polls[e.Ballot]
		may := !p.council || p.entitled[e.Person]
		delete(p.entitled, e.Person)
		delete(p.votes, e.Person)
		delete(p.receipts, e.Person)
		return may
	case voting.BallotClosed:
		return m.closePoll(e)
	case voting.ResolutionAdopted:
		m.matter(e.Case).class, m.matter(e.Case).confirmed = e.Class, false
	}
	return true
}

func (m *model) openPoll(e voting.BallotOpened) bool {
	x, b := m.matter(e.Ballot.Case), e.Ballot
	p := &poll{
		council: b.Rule.Electorate == procedure.Council, entitled: map[int]bool{}, votes: map[int]ballot.Choice{},
		receipts: map[int]string{},
	}
	for _, n := range e.Entitled {
		p.entitled[n] = true
	}
	m.polls[b.ID] = p
	x.ballots++
	free := x.ballot == ""
	x.ballot = b.ID
	return free && b.ID == ballot.Key(b.Case, x.ballots) && len(p.entitled) == b.Entitled && len(e.Entitled) == b.Entitled
}

func (m *model) closePoll(e voting.BallotClosed) bool {
	p := m.polls[e.Ballot]
	var receipts []string
	for n, receipt := range p.receipts {
		if receipt != "" {
			receipts = append(receipts, receipt+" "+string(p.votes[n]))
		}
	}
	slices.Sort(receipts)
	for _, x := range m.matters {
		if x.ballot == e.Ballot {
			x.ballot = ""
		}
	}
	if e.Result == ballot.Void && e.Tally.Sealed > 0 {
		// A secret ballot that is given up is not opened.
		return e.Tally == ballot.Tally{Sealed: p.count().Cast()} && e.Receipts == nil
	}
	return e.Tally == p.count() && slices.Equal(e.Receipts, receipts)
}

// count counts the votes one by one.
func (p *poll) count() ballot.Tally {
	var t ballot.Tally
	for _, c := range p.votes {
		switch c {
		case ballot.Yes:
			t.Yes++
		case ballot.No:
			t.No++
		case ballot.Abstain:
			t.Abstain++
		default:
			t.Chosen++
			for word := range strings.SplitSeq(string(c), ",") {
				t.Options[word[0]-'1']++
			}
		}
	}
	return t
}
