package people_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/people"
)

// TestARoleIsReadHoweverItIsTyped writes each role that can be granted in any case, with either colon and blanks about
// its detail.
func TestARoleIsReadHoweverItIsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		role := rapid.SampledFrom(people.Granted()).Draw(t, "role")
		detail := rapid.SampledFrom([]string{"", "power", "供电所", "law: labour", "fire safety"}).Draw(t, "detail")
		name := rapid.SampledFrom([]string{string(role), strings.ToUpper(string(role))}).Draw(t, "name")
		text := name
		if detail != "" || rapid.Bool().Draw(t, "colon") {
			blank := rapid.SampledFrom([]string{"", " ", "\t"}).Draw(t, "blank")
			text += rapid.SampledFrom([]string{":", "："}).Draw(t, "mark") + blank + detail + blank
		}
		may := map[people.Role]bool{people.Member: true, people.Expert: true, people.Handler: detail != ""}
		g, ok := people.ParseRole(text)
		if want := may[role] || role != people.Handler && detail == ""; ok != want || g.Role != role ||
			g.Detail != detail {
			t.Fatalf("%q is read as %+v, %v", text, g, ok)
		}
	})
}

// What follows from a case or a chat cannot be handed out: nobody is appointed a raiser.
func TestOnlyRolesThatAreGrantedCanBeTyped(t *testing.T) {
	for _, role := range people.All() {
		_, ok := people.ParseRole(string(role) + ":x")
		_, bare := people.ParseRole(string(role))
		if granted := slices.Contains(people.Granted(), role); (ok || bare) != granted {
			t.Errorf("%s can be typed: %v", role, ok || bare)
		}
	}
	for _, text := range []string{" member", "member ", "members", "mem ber", ":legal", "：", "member;legal",
		"resident"} {
		if g, ok := people.ParseRole(text); ok {
			t.Errorf("%q is read as %+v", text, g)
		}
	}
}

func TestEverybodyIsAResidentAndTheOfficeIsTwoRoles(t *testing.T) {
	var nobody people.Person
	if !nobody.Has(people.Resident) || !slices.Equal(nobody.Roles(), people.Everybody()) || nobody.Has(people.Member) {
		t.Errorf("whoever holds nothing is %v", nobody.Roles())
	}
	if got := people.Office(); !slices.Equal(got, []people.Role{people.Secretary, people.Convener}) {
		t.Errorf("the office are %v", got)
	}
}
