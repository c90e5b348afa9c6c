package record_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/record"
)

// populated is a village with one of each role, in this order of appointment.
func populated(t *testing.T) *record.Records {
	t.Helper()
	s := aVillage(t)
	settle(s, one(1, people.Secretary), one(2, people.Member), one(3, people.Convener, people.Member),
		one(4, people.Supervisor),
		one(5, people.Handler), one(6, people.Expert), one(7), one(8, people.Member), one(9, people.Authority),
		one(10, people.Convener))
	return s
}

func TestWhoHoldsAnOffice(t *testing.T) {
	s := populated(t)
	for what, c := range map[string]struct{ got, want []int }{
		"the paperwork is run by secretaries and conveners": {s.Officers(), []int{1, 3, 10}},
		"secretaries are no conveners":                      {s.Secretaries(), []int{1}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, expected %v", what, c.got, c.want)
		}
	}
	if empty := aVillage(t); empty.Officers() != nil || empty.Holders() == nil {
		t.Errorf("a village without offices has %v", empty.Officers())
	}
}

func TestWhoVotesAsTheCouncil(t *testing.T) {
	for what, c := range map[string]struct{ stakeholders, want []int }{
		"members and conveners, each once":                   {nil, []int{2, 3, 8, 10}},
		"whoever the matter concerns, after them":            {[]int{7, 5}, []int{2, 3, 8, 10, 7, 5}},
		"a member whom it concerns once":                     {[]int{8, 7}, []int{2, 3, 8, 10, 7}},
		"one who was invited twice once":                     {[]int{7, 7}, []int{2, 3, 8, 10, 7}},
		"nobody who was erased":                              {[]int{11}, []int{2, 3, 8, 10}},
		"nobody who was never there":                         {[]int{99}, []int{2, 3, 8, 10}},
		"neither secretary nor supervisor, unless concerned": {[]int{4}, []int{2, 3, 8, 10, 4}},
	} {
		s := populated(t)
		settle(s, people.Person{Number: 11, Erased: true})
		if got := s.Electorate(&cases.Case{Stakeholders: c.stakeholders}); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v vote, expected %v", what, got, c.want)
		}
	}
}

// Counting the electorate of one case must not leave its stakeholders in that of the next.
func TestTheElectorateOfOneCaseIsNotThatOfAnother(t *testing.T) {
	s := populated(t)
	s.Electorate(&cases.Case{Stakeholders: []int{7}})
	if got := s.Electorate(&cases.Case{}); !slices.Equal(got, []int{2, 3, 8, 10}) {
		t.Errorf("%v vote", got)
	}
}

func TestACodeOpensUntilItsTimeOrItsLastUse(t *testing.T) {
	for what, c := range map[string]struct {
		left  int
		until time.Duration
		want  bool
	}{
		"fresh":                   {1, time.Hour, true},
		"in its last moment":      {1, time.Nanosecond, true},
		"at its end":              {1, 0, false},
		"a day late":              {9, -24 * time.Hour, false},
		"used up":                 {0, time.Hour, false},
		"used more often than up": {-1, time.Hour, false},
	} {
		code := record.Invite{Left: c.left, Until: noon.Add(c.until)}
		if got := code.Valid(noon); got != c.want {
			t.Errorf("%s: opens %v", what, got)
		}
	}
}

func TestAUnitIsKnownHoweverItIsWritten(t *testing.T) {
	for _, c := range []struct {
		units []string
		unit  string
		want  bool
	}{
		{[]string{"power", "gas"}, "GAS", true}, {[]string{"供电所"}, "供电所", true}, {[]string{"power"}, "powers", false},
		{[]string{"power"}, "", false}, {nil, "power", false},
	} {
		if got := record.WorksFor(c.units, c.unit); got != c.want {
			t.Errorf("%v for %q: %v", c.units, c.unit, got)
		}
	}
}

func TestWhichPartiesAreMissingAtATableOfFour(t *testing.T) {
	all := []string{record.PartyMembers, record.PartyInvited, record.PartyDepartments, record.PartyResidents}
	for what, c := range map[string]struct {
		invited []int
		want    []string
	}{
		"nobody is invited":            {nil, all},
		"strangers stand for nobody":   {[]int{99}, all},
		"one of each":                  {[]int{2, 6, 5, 7}, []string{}},
		"a convener is of the members": {[]int{10}, all[1:]},
		"a supervisor is an invited one": {[]int{4},
			[]string{record.PartyMembers, record.PartyDepartments, record.PartyResidents}},
		"an authority is of a department": {[]int{9},
			[]string{record.PartyMembers, record.PartyInvited, record.PartyResidents}},
		"an officer is no mere resident":    {[]int{1}, all},
		"two of one party are still one":    {[]int{2, 8}, all[1:]},
		"one may sit for two parties":       {[]int{12}, []string{record.PartyDepartments, record.PartyResidents}},
		"who was erased is no resident":     {[]int{11}, all},
		"the order of coming is of no mind": {[]int{7, 5, 6, 2}, []string{}},
	} {
		s := populated(t)
		settle(s, one(12, people.Member, people.Expert), people.Person{Number: 11, Erased: true})
		if got := s.PartiesMissing(c.invited); got != nil {
			t.Errorf("%s: where nobody asks for four parties, %v are missed", what, got)
		}
		record.Edit[record.Community](s.Cache, record.HeadKey).Parties = record.FourParties
		if got := s.PartiesMissing(c.invited); got == nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: missing are %v, expected %v", what, got, c.want)
		}
	}
}

func TestASupervisorPassesWorkWhereOneIsAskedForAndThere(t *testing.T) {
	for _, c := range []struct {
		asks       string
		supervisor bool
		want       bool
	}{
		{"", true, false}, {record.DoneByUnit, true, false}, {record.DoneBySupervisor, true, true},
		{record.DoneBySupervisor, false, false},
	} {
		s := aVillage(t)
		record.Edit[record.Community](s.Cache, record.HeadKey).Acceptance = c.asks
		settle(s, one(1, people.Secretary))
		if c.supervisor {
			settle(s, one(4, people.Supervisor))
		}
		if got := s.MustPass(); got != c.want {
			t.Errorf("%q with a supervisor %v: must pass %v", c.asks, c.supervisor, got)
		}
	}
}
