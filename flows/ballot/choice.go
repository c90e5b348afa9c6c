package ballot

import (
	"slices"
	"strconv"
	"strings"
)

// Manner is how one chooses between options.
type Manner string

// The manners: one option, of which the one with most votes wins (plurality); or as many as one likes, of which the one
// that most people like wins, if enough of them do (approval).
const (
	Plurality Manner = "one"
	Approval  Manner = "several"
)

// MinOptions and MaxOptions are how many options there may be.
const (
	MinOptions = 2
	MaxOptions = 8
)

// ParseChoice reads a choice as buttons and commands write it: yes, no, abstain, or the numbers of options, as "1,3".
// It is returned in the one form in which it is kept.
func ParseChoice(s string) (Choice, bool) {
	if c := Choice(s); c == Yes || c == No || c == Abstain {
		return c, true
	}
	var numbers []int
	for word := range strings.SplitSeq(s, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > MaxOptions {
			return "", false
		}
		numbers = append(numbers, n)
	}
	return Choose(numbers...), true
}

// Choose is the choice of some options by number, from 1. Nothing chosen is no choice.
func Choose(options ...int) Choice {
	slices.Sort(options)
	var words []string
	for _, n := range slices.Compact(options) {
		words = append(words, strconv.Itoa(n))
	}
	return Choice(strings.Join(words, ","))
}

// Options are the numbers of the options chosen, in order; none for yes, no and abstain.
func (c Choice) Options() []int {
	var all []int
	for word := range strings.SplitSeq(string(c), ",") {
		if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= MaxOptions {
			all = append(all, n)
		}
	}
	return all
}

// Takes tells whether a ballot knows a choice: yes and no are no answer to the question which, nor the third of two
// options.
func (b *Ballot) Takes(c Choice) bool {
	options := c.Options()
	switch {
	case c == Abstain:
		return true
	case b.Manner == "":
		return c == Yes || c == No
	case b.Manner == Plurality && len(options) != 1:
		return false
	}
	return len(options) > 0 && options[len(options)-1] <= len(b.Options)
}
