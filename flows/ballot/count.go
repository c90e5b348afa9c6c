package ballot

import "echowall/flows/procedure"

// QuorumNeeded is how many must vote, or be present, for the ballot to count; 0 where none is asked.
func (b *Ballot) QuorumNeeded() int {
	if b.Rule.Quorum.Den == 0 || b.Entitled == 0 {
		return 0
	}
	return b.Rule.Quorum.Needed(b.Voters())
}

// Quorate tells whether enough have voted, or were present, as the rule asks. A ballot without a vote never counts.
func (b *Ballot) Quorate() bool {
	if b.Tally.Cast() == 0 {
		return false
	}
	if b.Rule.QuorumBy == procedure.Present {
		return b.Present >= b.QuorumNeeded()
	}
	return b.Tally.Cast() >= b.QuorumNeeded()
}

// Decide counts the ballot as it stands. Sealed votes must have been counted out before.
func (b *Ballot) Decide() Result {
	switch {
	case !b.Quorate():
		return NoQuorum
	case b.Manner != "":
		return b.decideOptions()
	case b.Rule.Majority.Reached(b.Tally.Yes, b.Base()):
		return Adopted
	default:
		return Rejected
	}
}

// decideOptions finds whether an option won: it must lead alone and, where people choose several, be wanted by as many
// as the rule asks for. Where everybody has one vote, most votes are enough: that is what plurality means.
func (b *Ballot) decideOptions() Result {
	first, second, _ := b.leaders()
	switch {
	case first == 0:
		return Rejected
	case b.Manner == Approval && !b.Rule.Majority.Reached(first, b.Base()):
		return Rejected
	case first == second:
		return Tied
	}
	return Adopted
}

// leaders are the counts of the two options that lead, and the number of the first.
func (b *Ballot) leaders() (first, second, number int) {
	for i := range b.Options {
		switch n := b.Tally.Options[i]; {
		case n > first:
			first, second, number = n, first, i+1
		case n > second:
			second = n
		}
	}
	return first, second, number
}

// Leading is the number of the option that leads alone, from 1; 0 for none.
func (b *Ballot) Leading() int {
	first, second, number := b.leaders()
	if first == second {
		return 0
	}
	return number
}

// Decided tells whether those who have not voted can change the result no more, whether they vote or not, and come or
// not. It takes the votes cast as they are, though a voter may still change theirs: a rule that closes a ballot early
// says so beforehand. Of a secret or hidden ballot nothing is told before its end, and of one of all residents never.
func (b *Ballot) Decided() bool {
	left := b.Voters() - b.Tally.Cast()
	switch {
	case b.Rule.Secret || b.Rule.Hidden || b.Entitled == 0 || !b.Quorate():
		return false
	case b.Manner != "":
		return b.optionsDecided(left)
	}
	best, worst := *b, *b
	best.Tally.Yes += left
	worst.Tally.No += left
	worst.Present = max(worst.Present, worst.Voters())
	return best.Decide() == worst.Decide()
}

// optionsDecided looks at the two ends: whether the leader could still be caught up or fail, and whether anybody else
// could win.
func (b *Ballot) optionsDecided(left int) bool {
	first, second, _ := b.leaders()
	crowd := *b
	crowd.Tally.Abstain += left
	crowd.Present = max(crowd.Present, crowd.Voters())
	enough := func(at *Ballot, n int) bool { return b.Manner == Plurality || at.Rule.Majority.Reached(n, at.Base()) }
	if first > second+left && enough(&crowd, first) {
		return true
	}
	// Nobody can win: even with all who are left, no option is wanted by enough.
	all := *b
	all.Tally.Chosen += left
	return b.Manner == Approval && !enough(&all, first+left)
}
