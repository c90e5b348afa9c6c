package people_test

import (
	"slices"
	"testing"

	"echowall/flows/people"
)

func TestRolesAreReadWithTheirDetail(t *testing.T) {
	for _, c := range []struct {
		text string
		want people.Grant
		ok   bool
	}{
		{"member", people.Grant{Role: people.Member}, true},
		{"member:legal", people.Grant{Role: people.Member, Detail: "legal"}, true},
		{"Handler：供电所", people.Grant{Role: people.Handler, Detail: "供电所"}, true},
		{"handler: power ", people.Grant{Role: people.Handler, Detail: "power"}, true},
		{"expert:law:labour", people.Grant{Role: people.Expert, Detail: "law:labour"}, true},
		{"secretary:", people.Grant{Role: people.Secretary}, true},
		{"secretary:first", people.Grant{Role: people.Secretary, Detail: "first"}, false},
		{"handler", people.Grant{Role: people.Handler}, false},
		{"handler:", people.Grant{Role: people.Handler}, false},
		{"raiser", people.Grant{}, false},
		{"", people.Grant{}, false},
	} {
		if got, ok := people.ParseRole(c.text); got != c.want || ok != c.ok {
			t.Errorf("%q: expected %+v %v, got %+v %v", c.text, c.want, c.ok, got, ok)
		}
	}
}

func TestARoleIsHeldOnce(t *testing.T) {
	p := people.Person{Number: 3}
	p.Take(people.Grant{Role: people.Handler, Detail: "power"})
	p.Take(people.Grant{Role: people.Member})
	p.Take(people.Grant{Role: people.Handler, Detail: "water"})
	if got := p.Roles(); !slices.Equal(got, []people.Role{people.Resident, people.Member, people.Handler}) {
		t.Errorf("holds %v", got)
	}
	if p.Detail(people.Handler) != "water" || p.Detail(people.Expert) != "" || !p.Has(people.Resident) ||
		p.Has(people.Expert) {
		t.Errorf("holds %+v", p.Grants)
	}
	p.Drop(people.Handler)
	if p.Has(people.Handler) || !p.Has(people.Member) {
		t.Errorf("after the dismissal holds %+v", p.Grants)
	}
}

func TestTheListOfHolders(t *testing.T) {
	var h people.Holders
	for _, x := range []people.Holder{
		{Person: 1, Role: people.Secretary}, {Person: 2, Role: people.Member}, {Person: 1, Role: people.Member},
		{Person: 3, Role: people.Handler, Detail: "power"}, {Person: 4, Role: people.Expert, Detail: "power"},
		{Person: 3, Role: people.Handler, Detail: "Water"},
	} {
		h.Put(x)
	}
	for _, c := range []struct {
		name      string
		got, want []int
	}{
		{"both, each once", h.Of(people.Member, people.Secretary), []int{1, 2}},
		{"nobody", h.Of(people.Authority), nil},
		{"the unit by any case", h.Unit("water"), []int{3}},
		{"a unit given up", h.Unit("power"), nil},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: expected %v, got %v", c.name, c.want, c.got)
		}
	}
	h.Remove(1, people.Member)
	if got := h.Of(people.Member, people.Secretary); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("after the dismissal: %v", got)
	}
	h.Remove(2, people.Member)
	if got := h.Of(people.Member); got != nil {
		t.Errorf("after both dismissals: %v", got)
	}
}

func TestEveryRoleIsListedOnce(t *testing.T) {
	all := people.All()
	for _, r := range people.Granted() {
		if !slices.Contains(all, r) {
			t.Errorf("%s is granted and not among all", r)
		}
	}
	slices.Sort(all)
	if n := len(slices.Compact(all)); n != 14 {
		t.Errorf("expected 14 roles, got %d", n)
	}
}
