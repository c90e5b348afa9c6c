package flows_test

import (
	"context"
	"testing"

	"echowall/flows"
	"echowall/flows/calendar"
	"echowall/flows/life"
	"echowall/flows/record"
)

// TestWorkingDaysStandInTheJournal: a community counts by the holidays known when it counted. A program that learns of
// others later takes them over, and the journal still proves the records.
func TestWorkingDaysStandInTheJournal(t *testing.T) {
	v := found(t)
	know := func() calendar.Days {
		return look(v, func(s *life.State) (days calendar.Days) {
			if known := record.Extra[calendar.Days](s.Records, "days"); known != nil {
				days = *known
			}
			return days
		})
	}
	first := know()
	if first.Country != "CN" || first.To != 2027 || len(first.Unannounced) != 1 {
		t.Errorf("known at first: %+v", first)
	}
	entries := v.written()
	v.private(chen, "/people")
	if v.written() != entries {
		t.Error("what is known already is written once more")
	}
	own, err := calendar.ParseAlmanac([]byte("CN: {off: [2026-06-04]}"))
	if err != nil {
		t.Fatal(err)
	}
	v.engine = v.open(v.store, v.clock)
	v.engine.Almanac = own
	v.private(chen, "/people")
	if v.written() != entries+1 || know().Equal(first) {
		t.Error("a new list was not taken over")
	}
	v.private(chen, "/settings country ES")
	v.private(chen, "/people")
	if know().Country != "ES" {
		t.Errorf("counted by %q", know().Country)
	}
	if _, err := flows.Verify(context.Background(), v.file, v.methods, v.id); err != nil {
		t.Error(err)
	}
}
