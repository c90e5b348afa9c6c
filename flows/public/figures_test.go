package public_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"echowall/flows/calendar"
	"echowall/flows/people"
	"echowall/flows/personnel"
	"echowall/flows/public"
	"echowall/flows/statistics"
)

// The work of those who sit on the council is told by name; who has none stays in the sums.
func TestTheWorkOfMembersIsToldByName(t *testing.T) {
	s := session(t)
	month, ok := calendar.ParsePeriod("2026-06", noon)
	if !ok {
		t.Fatal("no period")
	}
	want := []public.Work{
		{Name: "Li Ming", Member: statistics.Member{Person: 2, Invited: 1, There: 1, Statements: 2}},
		{Name: "Wu Fang", Member: statistics.Member{Person: 3, Invited: 1}},
	}
	if diff := cmp.Diff(want, public.Count(s, month).Members); diff != "" {
		t.Error(diff)
	}
	s.Learn(people.Profile{Person: 3})
	f := public.Count(s, month)
	if diff := cmp.Diff(want[:1], f.Members); diff != "" {
		t.Error(diff)
	}
	if len(f.Report.Members) != 2 || f.Attended != 3 || f.Opinions != 3 {
		t.Errorf("%d members, %d attended, %d opinions", len(f.Report.Members), f.Attended, f.Opinions)
	}
	happen(s, personnel.Erased{Person: 2})
	if f := public.Count(s, month); len(f.Members) != 0 || f.Attended != 3 {
		t.Errorf("after erasing: %+v, %d attended", f.Members, f.Attended)
	}
}
