package public_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/public"
	"echowall/flows/voting"
)

func TestFindingCasesByWords(t *testing.T) {
	s := hamlet(t) // 1: Dark. The lamps are dark
	raised(s, "Lamps at the School", "路灯坏了六年", "Bus 12")
	happen(s, voting.ResolutionAdopted{Case: 4, Text: "One more bus at NOON"})
	for words, want := range map[string][]int{
		"": {1, 2, 3, 4}, "lamps": {1, 2}, "lamps dark": {1}, "dark lamps": {1}, "lamps bus": nil, "school": {2}, "路灯": {3},
		"noon": {4}, "more bus": {4}, "2": {2, 4}, "#3": {3}, "12": {4}, "#12": nil, "2 dark": {2}, "5": nil,
	} {
		if got := public.Having(s, []int{1, 2, 3, 4, 5}, strings.Fields(words)); !slices.Equal(got, want) {
			t.Errorf("%q: found %v", words, got)
		}
	}
}

// More words never find more cases, and what is found is in the order in which it was asked for.
func TestMoreWordsFindLess(t *testing.T) {
	s := hamlet(t)
	raised(s, "Dark wall", "Lamps and wall", "Lamps", "wall of the dark lamps")
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.Permutation([]int{1, 2, 3, 4, 5}).Draw(t, "cases")
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"dark", "lamps", "wall", "the"}), 1, 4).Draw(t, "words")
		few, many := public.Having(s, all, words), public.Having(s, all, words[:len(words)-1])
		from := 0
		for _, n := range few {
			i := slices.Index(many[from:], n)
			if i < 0 {
				t.Fatalf("%v find %v, and without the last %v", words, few, many)
			}
			from += i + 1
		}
	})
}
