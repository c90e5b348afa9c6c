package people_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"echowall/flows/people"
)

func TestOneWorksForTwoUnits(t *testing.T) {
	p := people.Person{Number: 3}
	term := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, g := range []people.Grant{
		{Role: people.Handler, Detail: "power"}, {Role: people.Member, Detail: people.Elder},
		{Role: people.Handler, Detail: "gas"},
		{Role: people.Handler, Detail: "Power", Until: term},
	} {
		p.Add(g)
	}
	if got := p.Details(people.Handler); !slices.Equal(got, []string{"gas", "Power"}) {
		t.Errorf("a unit is the same in any case, and its grant is renewed: works for %v", got)
	}
	if last := p.Grants[len(p.Grants)-1]; !last.Until.Equal(term) {
		t.Errorf("the new term is not kept: %+v", last)
	}
	if got := p.Roles(); !slices.Equal(got, []people.Role{people.Resident, people.Member, people.Handler}) {
		t.Errorf("whoever works for two units is one handler: %v", got)
	}
	if p.Details(people.Expert) != nil || !slices.Equal(p.Details(people.Member), []string{people.Elder}) {
		t.Errorf("details of other roles: %+v", p.Grants)
	}
	p.DropDetail(people.Handler, "GAS")
	p.DropDetail(people.Member, "power") // is not a member as that
	if got := p.Details(people.Handler); !slices.Equal(got, []string{"Power"}) || !p.Has(people.Member) {
		t.Errorf("after one unit was given up: %+v", p.Grants)
	}
}

func TestExpertsAreFoundByEveryWordOfTheirField(t *testing.T) {
	var h people.Holders
	for _, x := range []people.Holder{
		{Person: 1, Role: people.Expert, Detail: "Fire safety"}, {Person: 2, Role: people.Expert, Detail: "water"},
		{Person: 1, Role: people.Expert, Detail: "labour law"}, {Person: 3, Role: people.Handler, Detail: "fire brigade"},
		{Person: 4, Role: people.Expert, Detail: "消防安全"},
	} {
		h.Add(x)
	}
	for _, c := range []struct {
		words []string
		want  []string
	}{
		{nil, []string{"Fire safety", "water", "labour law", "消防安全"}},
		{[]string{"fire"}, []string{"Fire safety"}},
		{[]string{"SAFETY", "fire"}, []string{"Fire safety"}},
		{[]string{"fire", "law"}, nil},
		{[]string{"消防"}, []string{"消防安全"}},
		{[]string{"brigade"}, nil},
	} {
		var got []string
		for _, x := range h.Experts(c.words...) {
			got = append(got, x.Detail)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: expected %v, got %v", c.words, c.want, got)
		}
	}
}

func TestAHolderGivesUpOneUnit(t *testing.T) {
	var h people.Holders
	for _, x := range []people.Holder{
		{Person: 3, Role: people.Handler, Detail: "power"}, {Person: 3, Role: people.Handler, Detail: "gas"},
		{Person: 5, Role: people.Handler, Detail: "gas"}, {Person: 3, Role: people.Expert, Detail: "gas"},
		{Person: 3, Role: people.Handler, Detail: "POWER"},
	} {
		h.Add(x)
	}
	if len(h.List) != 4 || !slices.Equal(h.Unit("gas"), []int{3, 5}) || !slices.Equal(h.Unit("Power"), []int{3}) {
		t.Errorf("the list is %+v", h.List)
	}
	h.RemoveDetail(3, people.Handler, "Gas")
	if !slices.Equal(h.Unit("gas"), []int{5}) || !slices.Equal(h.Of(people.Handler), []int{5, 3}) ||
		len(h.Experts("gas")) != 1 {
		t.Errorf("after one unit was given up: %+v", h.List)
	}
}

// TestThePersonAndTheListTellTheSame appoints and dismisses as the community does, in any order: what stands at the
// person and what stands in the list of holders must never differ, or somebody would be asked who may not, or may who
// is not asked.
func TestThePersonAndTheListTellTheSame(t *testing.T) {
	details := []string{"power", "Power", "gas", "water"}
	rapid.Check(t, func(t *rapid.T) {
		village, h := make([]people.Person, 3), people.Holders{}
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			n, role := rapid.IntRange(0, 2).Draw(t, "person"), rapid.SampledFrom(people.Granted()).Draw(t, "role")
			detail, p := rapid.SampledFrom(details).Draw(t, "detail"), &village[n]
			act := rapid.SampledFrom([]string{"appoint", "appoint", "dismiss", "dismiss from all"}).Draw(t, "act")
			switch {
			case act == "appoint" && people.Several(role):
				p.Add(people.Grant{Role: role, Detail: detail})
				h.Add(people.Holder{Person: n, Role: role, Detail: detail})
			case act == "appoint":
				p.Take(people.Grant{Role: role, Detail: detail})
				h.Put(people.Holder{Person: n, Role: role, Detail: detail})
			case act == "dismiss":
				p.DropDetail(role, detail)
				h.RemoveDetail(n, role, detail)
			default:
				p.Drop(role)
				h.Remove(n, role)
			}
		}
		for n := range village {
			sameAt(t, n, &village[n], &h)
		}
	})
}

// sameAt holds what stands at one person against what the list says of them.
func sameAt(t *rapid.T, n int, p *people.Person, h *people.Holders) {
	t.Helper()
	for _, r := range people.Granted() {
		var listed []string
		for _, x := range h.List {
			if x.Person == n && x.Role == r {
				listed = append(listed, x.Detail)
			}
		}
		held := slices.Sorted(slices.Values(p.Details(r)))
		slices.Sort(listed)
		if !slices.Equal(held, listed) || p.Has(r) != slices.Contains(h.Of(r), n) {
			t.Fatalf("%d as %s: holds %v, listed with %v", n, r, held, listed)
		}
		if len(held) > 1 && !people.Several(r) {
			t.Fatalf("%d is %s more than once: %v", n, r, held)
		}
		for i, detail := range held {
			if slices.ContainsFunc(held[i+1:], func(other string) bool { return strings.EqualFold(detail, other) }) {
				t.Fatalf("%d is %s for the same twice: %v", n, r, held)
			}
		}
	}
}
