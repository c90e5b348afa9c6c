package permission

import "slices"

// Puts tells whether a verb puts a matter or more weight and words before the others: who is muted may not.
func Puts(v Verb) bool {
	return slices.Contains([]Verb{Raise, Again, Reword, Support, Statement}, v)
}

// Owed tells whether by a verb somebody has the say that is theirs, or answers what they are asked: who is muted is
// heard in it, in the group as well. So is who takes back the office of whoever muted them.
func Owed(v Verb) bool {
	return slices.Contains([]Verb{Vote, Mark, Recuse, Witness, Rate, RSVP, Suit, CheckIn, Reclaim}, v)
}
