package ballot_test

import (
	"math/big"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/ballot"
	"echowall/flows/procedure"
)

// voter is one of a council as a child would count it: a name on a list with a tick or without.
type voter struct {
	says             ballot.Choice
	present, recused bool
}

// counted is the result as a child counts it: name by name, with fractions as fractions.
func counted(rule procedure.Rule, manner ballot.Manner, options int, council []voter) ballot.Result {
	var entitled, present, cast, yes int64
	votes := make([]int64, options)
	for _, v := range council {
		if v.recused {
			continue
		}
		entitled++
		if v.present {
			present++
		}
		if v.says != "" {
			cast++
		}
		if v.says == ballot.Yes {
			yes++
		}
		for _, o := range v.says.Options() {
			votes[o-1]++
		}
	}
	there := cast
	if rule.QuorumBy == procedure.Present {
		there = present
	}
	if cast == 0 || !enough(rule.Quorum, there, entitled) {
		return ballot.NoQuorum
	}
	whole := map[procedure.Base]int64{procedure.Entitled: entitled, procedure.Present: max(present, cast),
		procedure.Cast: cast}[rule.Base]
	if manner == "" {
		if enough(rule.Majority, yes, whole) {
			return ballot.Adopted
		}
		return ballot.Rejected
	}
	return chosen(rule, manner, votes, whole)
}

// chosen looks which option has most votes, and whether another has as many.
func chosen(rule procedure.Rule, manner ballot.Manner, votes []int64, whole int64) ballot.Result {
	most, holders := int64(0), 0
	for _, n := range votes {
		most = max(most, n)
	}
	for _, n := range votes {
		if n == most {
			holders++
		}
	}
	switch {
	case most == 0, manner == ballot.Approval && !enough(rule.Majority, most, whole):
		return ballot.Rejected
	case holders > 1:
		return ballot.Tied
	}
	return ballot.Adopted
}

// enough compares a part of a whole with a fraction, as fractions.
func enough(f procedure.Fraction, part, whole int64) bool {
	if f.Den == 0 {
		return true
	}
	if whole == 0 {
		return false
	}
	c := big.NewRat(part, whole).Cmp(big.NewRat(int64(f.Num), int64(f.Den)))
	return c > 0 || c == 0 && !f.More
}

// ballotOf is the same council as the program keeps it: numbers only.
func ballotOf(rule procedure.Rule, manner ballot.Manner, options int, council []voter) ballot.Ballot {
	b := ballot.Ballot{Rule: rule, Manner: manner, Options: make([]string, options), Entitled: len(council)}
	for _, v := range council {
		if v.present {
			b.Present++
		}
	}
	for _, v := range council {
		b.Cast("", v.says)
		if v.recused {
			b.Recuse(v.says, v.present)
		}
	}
	return b
}

// TestEveryCouncilUpToForty counts every way in which councils of 1 to 40 can say yes, no, abstain or nothing, under
// every base and both quorums, and holds the result against the child's.
func TestEveryCouncilUpToForty(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 7
	}
	rules := everyRule(t)
	for size := 1; size <= 40; size += step {
		for yes := 0; yes <= size; yes++ {
			for no := 0; no+yes <= size; no++ {
				// The other numbers go round, so that over all councils each meets each.
				rest := size - yes - no
				abstain := (yes*3 + no*5) % (rest + 1)
				council := councilOf(yes, no, abstain, size, (yes+2*no)%(size+1), (yes+no)%3)
				for _, rule := range rules {
					b := ballotOf(rule, "", 0, council)
					if want, got := counted(rule, "", 0, council), b.Decide(); got != want {
						t.Fatalf("%+v\n%+v: expected %s, got %s", rule, council, want, got)
					}
				}
			}
		}
	}
}

// everyRule is each base with each quorum, under fractions that fall between whole numbers.
func everyRule(t *testing.T) []procedure.Rule {
	t.Helper()
	var all []procedure.Rule
	for _, base := range []procedure.Base{procedure.Entitled, procedure.Present, procedure.Cast} {
		for _, by := range []procedure.Base{procedure.Present, procedure.Cast} {
			for _, f := range [][2]string{{"2/3", ">1/2"}, {"1/2", "2/3"}, {">1/2", "3/4"}, {"1/3", "1/1"}, {"0/1", "1/2"}} {
				rule := council(t, base, f[0], f[1])
				rule.QuorumBy = by
				all = append(all, rule)
			}
		}
	}
	return all
}

// councilOf makes a council: so many say each, the last are silent, some are present from the front, some recused from
// the back.
func councilOf(yes, no, abstain, size, present, recused int) []voter {
	all := make([]voter, size)
	for i := range all {
		switch {
		case i < yes:
			all[i].says = ballot.Yes
		case i < yes+no:
			all[i].says = ballot.No
		case i < yes+no+abstain:
			all[i].says = ballot.Abstain
		}
		all[i].present, all[i].recused = i < present, i >= size-recused
	}
	return all
}

// TestOptionsAreCountedAsAChildCounts lets councils of up to 40 choose between up to eight options.
func TestOptionsAreCountedAsAChildCounts(t *testing.T) {
	rules := everyRule(t)
	rapid.Check(t, func(t *rapid.T) {
		rule := rapid.SampledFrom(rules).Draw(t, "rule")
		manner := rapid.SampledFrom([]ballot.Manner{ballot.Plurality, ballot.Approval}).Draw(t, "manner")
		options := rapid.IntRange(ballot.MinOptions, ballot.MaxOptions).Draw(t, "options")
		council := make([]voter, rapid.IntRange(1, 40).Draw(t, "size"))
		for i := range council {
			most := 1
			if manner == ballot.Approval {
				most = options
			}
			says := ballot.Choose(rapid.SliceOfN(rapid.IntRange(1, options), 0, most).Draw(t, "says")...)
			if rapid.IntRange(0, 5).Draw(t, "abstains") == 0 {
				says = ballot.Abstain
			}
			council[i] = voter{says, rapid.Bool().Draw(t, "present"), rapid.IntRange(0, 9).Draw(t, "recused") == 0}
		}
		b := ballotOf(rule, manner, options, council)
		if want, got := counted(rule, manner, options, council), b.Decide(); got != want {
			t.Fatalf("%+v\n%s %+v: expected %s, got %s", rule, manner, council, want, got)
		}
		if b.Decide() == ballot.Adopted && (b.Leading() < 1 || b.Leading() > options) {
			t.Fatalf("option %d of %d won", b.Leading(), options)
		}
	})
}

// TestAnEarlyEndIsTheEnd tries, for councils of up to 9, everything that those who have not voted could still do: a
// ballot that is decided ends the same whatever they do, and one that is not could still end in two ways.
func TestAnEarlyEndIsTheEnd(t *testing.T) {
	sizes := 9
	if testing.Short() {
		sizes = 6
	}
	for _, rule := range everyRule(t) {
		for size := 1; size <= sizes; size++ {
			for yes := 0; yes <= size; yes++ {
				for no := 0; no+yes <= size; no++ {
					abstain := (yes + no) % (size - yes - no + 1)
					present := (2*yes + no) % (size + 1)
					b := ballotOf(rule, "", 0, councilOf(yes, no, abstain, size, present, 0))
					ends := endings(b)
					if b.Decided() && len(ends) > 1 {
						t.Fatalf("%+v: decided, and could still end as %v", b, ends)
					}
					if b.Quorate() && !b.Decided() && len(ends) == 1 && rule.Base != procedure.Present {
						t.Fatalf("%+v: can only end as %v, and is not decided", b, ends)
					}
				}
			}
		}
	}
}

// TestAnEarlyEndOfALargeCouncil is the same for larger councils. It goes by counts, not by voters: what may still come
// of a count is what comes of it now, and of the counts with one vote more. So each council is tried whole.
func TestAnEarlyEndOfALargeCouncil(t *testing.T) {
	sizes := []int{10, 11, 13, 20, 29}
	if testing.Short() {
		sizes = sizes[:2]
	}
	for _, rule := range everyRule(t) {
		if rule.Base == procedure.Present || rule.QuorumBy == procedure.Present {
			continue // who may still come is one count more; the small councils try that
		}
		for _, size := range sizes {
			late := map[ballot.Tally]ends{}
			for cast := size; cast >= 0; cast-- {
				for yes := range cast + 1 {
					for no := range cast - yes + 1 {
						at := ballot.Tally{Yes: yes, No: no, Abstain: cast - yes - no}
						b := ballotOf(rule, "", 0, councilOf(yes, no, at.Abstain, size, 0, 0))
						all := endOf(b.Decide()) | late[ballot.Tally{Yes: yes + 1, No: no, Abstain: at.Abstain}] |
							late[ballot.Tally{Yes: yes, No: no + 1, Abstain: at.Abstain}] | late[ballot.Tally{Yes: yes, No: no,
							Abstain: at.Abstain + 1}]
						if late[at] = all; b.Quorate() && b.Decided() != (bits.OnesCount8(uint8(all)) == 1) {
							t.Fatalf("%+v: decided %v, and may end as %b", b, b.Decided(), all)
						}
					}
				}
			}
		}
	}
}

// ends is a set of results, a bit each.
type ends uint8

func endOf(r ballot.Result) ends {
	return 1 << slices.Index([]ballot.Result{ballot.Adopted, ballot.Rejected, ballot.NoQuorum, ballot.Tied}, r)
}

// endings are all results there may be, whatever those do who have not voted.
func endings(b ballot.Ballot) map[ballot.Result]bool {
	ends := map[ballot.Result]bool{}
	left := b.Voters() - b.Tally.Cast()
	for yes := range left + 1 {
		for no := range left - yes + 1 {
			for abstain := range left - yes - no + 1 {
				for come := range b.Voters() - b.Present + 1 {
					after := b
					after.Tally.Yes, after.Tally.No = b.Tally.Yes+yes, b.Tally.No+no
					after.Tally.Abstain, after.Present = b.Tally.Abstain+abstain, b.Present+come
					ends[after.Decide()] = true
				}
			}
		}
	}
	return ends
}

// TestAnEarlyChoiceIsTheEnd is the same for options, with every way to choose one of three, or any of two.
func TestAnEarlyChoiceIsTheEnd(t *testing.T) {
	says := map[ballot.Manner][]ballot.Choice{
		ballot.Plurality: {"", ballot.Abstain, "1", "2", "3"}, ballot.Approval: {"", ballot.Abstain, "1", "2", "1,2"},
	}
	options := map[ballot.Manner]int{ballot.Plurality: 3, ballot.Approval: 2}
	rules := everyRule(t)
	rapid.Check(t, func(t *rapid.T) {
		rule := rapid.SampledFrom(rules).Draw(t, "rule")
		manner := rapid.SampledFrom([]ballot.Manner{ballot.Plurality, ballot.Approval}).Draw(t, "manner")
		council := make([]voter, rapid.IntRange(1, 8).Draw(t, "size"))
		for i := range council {
			council[i] = voter{says: rapid.SampledFrom(says[manner]).Draw(t, "says"), present: rapid.Bool().Draw(t, "present")}
		}
		b := ballotOf(rule, manner, options[manner], council)
		if !b.Decided() {
			return
		}
		want := b.Decide()
		silent := 0
		for _, v := range council {
			if v.says == "" {
				silent++
			}
		}
		for range 40 {
			after := b
			for range silent {
				after.Cast("", rapid.SampledFrom(says[manner]).Draw(t, "then"))
			}
			after.Present = rapid.IntRange(b.Present, b.Voters()).Draw(t, "come")
			if got := after.Decide(); got != want {
				t.Fatalf("%+v: decided as %s, and ended as %s with %+v", b, want, got, after.Tally)
			}
		}
	})
}

func TestChoicesByHand(t *testing.T) {
	text := ballot.Ballot{}
	one := ballot.Ballot{Manner: ballot.Plurality, Options: make([]string, 3)}
	several := ballot.Ballot{Manner: ballot.Approval, Options: make([]string, 3)}
	for _, c := range []struct {
		word               string
		kept               ballot.Choice
		text, one, several bool
	}{
		{"yes", ballot.Yes, true, false, false}, {"abstain", ballot.Abstain, true, true, true}, {"2", "2", false, true, true},
		{"3,1", "1,3", false, false, true}, {"2,2", "2", false, true, true}, {"4", "4", false, false, false},
		{"1,4", "1,4", false, false, false},
	} {
		got, ok := ballot.ParseChoice(c.word)
		if !ok || got != c.kept || text.Takes(got) != c.text || one.Takes(got) != c.one || several.Takes(got) != c.several {
			t.Errorf("%q: read as %q, %v; taken by %v %v %v", c.word, got, ok, text.Takes(got), one.Takes(got),
				several.Takes(got))
		}
	}
	for _, word := range []string{"", "0", "9", "1,", "a", "sealed", "1,9", "-1"} {
		if c, ok := ballot.ParseChoice(word); ok {
			t.Errorf("%q was read as %q", word, c)
		}
	}
}
