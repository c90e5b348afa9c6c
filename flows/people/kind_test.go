package people_test

import (
	"slices"
	"testing"

	"echowall/flows/people"
)

func TestWhichKindsOfMembersAreMissing(t *testing.T) {
	member := func(person int, kind string) people.Holder {
		return people.Holder{Person: person, Role: people.Member, Detail: kind}
	}
	whole := make([]people.Holder, 0, 8)
	for i, k := range people.Kinds() {
		whole = append(whole, member(i+1, k))
	}
	for _, c := range []struct {
		name string
		list []people.Holder
		want []string
	}{
		{"no council yet", nil, nil},
		{"a council that does not count by kinds", []people.Holder{member(1, ""), member(2, "teacher")}, nil},
		{"one of each", whole, []string{}},
		{"no lawyer and no elder", []people.Holder{
			member(1, people.Lead), member(2, people.Branch), member(3, people.Committee), member(4, people.Oversight),
			member(5, people.Delegate),
			member(6, people.Organisation), member(7, ""),
		}, []string{people.Legal, people.Elder}},
		{"an expert on law sits on no council",
			append([]people.Holder{{Person: 9, Role: people.Expert, Detail: people.Legal}},
				slices.DeleteFunc(slices.Clone(whole), func(x people.Holder) bool { return x.Detail == people.Legal })...),
			[]string{people.Legal}},
		{"one lead is enough to ask for the rest", []people.Holder{member(1, people.Lead), member(2, people.Lead)},
			people.Kinds()[1:]},
	} {
		h := people.Holders{List: c.list}
		got := h.MissingKinds()
		if !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("%s: expected %v, got %v", c.name, c.want, got)
		}
	}
}

func TestACouncilIsOfOneAndSeven(t *testing.T) {
	kinds := people.Kinds()
	if kinds[0] != people.Lead || len(kinds) != 8 || len(slices.Compact(slices.Sorted(slices.Values(kinds)))) != 8 {
		t.Errorf("kinds are %v", kinds)
	}
}

func TestWhoMayWearAHatTwice(t *testing.T) {
	for _, r := range people.All() {
		if want := r == people.Handler || r == people.Expert; people.Several(r) != want {
			t.Errorf("%s: more than once %v", r, !want)
		}
	}
}
