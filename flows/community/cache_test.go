package community_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"echowall/flows/community"
	"echowall/flows/community/village"
	"echowall/flows/desk"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
)

func TestTheCacheAsksForWhatItHasNotRead(t *testing.T) {
	cache := record.NewCache(village.Decode)
	s := community.NewState(cache, village.Methods(t))
	for name, ask := range map[string]func(){
		"a case": func() { s.Case(12) }, "votes": func() { s.Votes("12.1") },
	} {
		if unread, err := record.Attempt(func() error { ask(); return nil }); !unread || err != nil {
			t.Errorf("%s found in an empty cache: %v", name, err)
		}
	}
	if got := cache.Missing(); !slices.Equal(got, []string{"case:12", "vote:12.1:*"}) {
		t.Errorf("asked for %v", got)
	}
	cache.Fill("case:12", []byte(`{"number":12}`))
	cache.Fill("case:13", nil)
	cache.Fill("vote:12.1:3", []byte(`{"choice":"yes"}`))
	cache.FillRange("vote:12.1:")
	cache.Fill("case:12", []byte(`{"number":99}`))
	sheet := s.Fork()
	if sheet.Case(12).Number != 12 || sheet.Case(13) != nil || len(sheet.Votes("12.1")) != 1 ||
		sheet.Vote("12.1", 4) != nil {
		t.Error("what was filled in is not found")
	}
	if got := cache.Missing(); got != nil || len(cache.Changed()) != 0 {
		t.Errorf("still asked for %v", got)
	}
}

func TestASheetIsApartUntilItIsMerged(t *testing.T) {
	type note struct{ Text string }
	s := community.NewState(record.NewCache(village.Decode), village.Methods(t))
	s.FillRange("")
	sheet := s.Fork()
	record.SetExtra(sheet.Records, "x:note:1", &note{"hello"})
	record.SetExtra(sheet.Records, "x:note:2", &note{"there"})
	record.SetExtra(sheet.Records, "x:other", &note{"stays"})
	if record.Extra[note](s.Records, "x:note:1") != nil {
		t.Error("it is seen below before the merge")
	}
	sheet.Merge()
	if got := record.Extra[note](s.Records, "x:note:1"); got == nil || got.Text != "hello" {
		t.Errorf("after the merge it is %v", got)
	}
	sheet = s.Fork()
	record.DropExtra(sheet.Records, "x:note:1")
	if record.Extra[note](sheet.Records, "x:note:1") != nil || record.Extra[note](s.Records, "x:note:1") == nil {
		t.Error("a record dropped is still there, or was dropped below")
	}
	sheet.Merge()
	if record.Extra[note](s.Records, "x:note:1") != nil || record.Extra[note](s.Records, "x:other") == nil {
		t.Error("after the second merge the wrong one is left")
	}
	if got := s.Changed(); len(got) != 3 || got[0].Value != nil {
		t.Errorf("changed %v", got)
	}
	sheet = s.Fork()
	record.DropExtras(sheet.Records, "x:note:")
	if got := sheet.Changed(); len(got) != 1 || got[0].Key != "x:note:2" || got[0].Value != nil {
		t.Errorf("dropping all notes changed %v", got)
	}
	if s.Settle(); len(s.Changed()) != 0 {
		t.Error("settled, and still changed")
	}
}

func TestARecordThatCannotBeReadIsTold(t *testing.T) {
	broken := errors.New("broken")
	cache := record.NewCache(func(string, []byte, any) error { return broken })
	s := community.NewState(cache, village.Methods(t))
	cache.Fill("case:12", []byte("?"))
	unread, _ := record.Attempt(func() error { s.Case(12); return nil })
	if !unread || !errors.Is(cache.Err(), broken) {
		t.Error("the record that cannot be read is not told of")
	}
}

func TestTheJournalKnowsItsEvents(t *testing.T) {
	e := life.StageEntered{Case: 12, Stage: 3, Why: "time"}
	name, err := community.Name(e)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := community.DecodeEvent(name, []byte(`{"case":12,"stage":3,"why":"time"}`)); err != nil ||
		again != life.Event(e) {
		t.Errorf("%s is read as %v, %v", name, again, err)
	}
	for name, want := range map[string]string{"case.danced": "does not know", "case.stage": "read event case.stage"} {
		if _, err := community.DecodeEvent(name, []byte("?")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: expected %q, got %v", name, want, err)
		}
	}
	if _, err := community.Name(nil); err == nil {
		t.Error("nothing has a name")
	}
}

// TestEarlyRefusesNothingThatWouldBeDone holds the refusal given before all is said against the decision on the whole.
func TestEarlyRefusesNothingThatWouldBeDone(t *testing.T) {
	for kind := range village.Roads() {
		v, n := concerned(t, kind)
		v.Keep()
		for role, who := range players(v, n) {
			for _, rule := range permissions().All() {
				cmd := who
				cmd.Verb, cmd.Values = rule.Verb, on(rule.Verb, n)
				if rule.Stages != nil {
					cmd.Case = n
				}
				early := village.Look(v, func(s *life.State) error { return life.Early(s, cmd) })
				if refusal := v.Copy(t).Do(cmd); early != nil && refusal == nil {
					t.Errorf("/%s by %s at %s: early %v, then done", rule.Verb, role, kind, early)
				}
			}
		}
	}
}

func TestEarlyWithoutACase(t *testing.T) {
	v := village.Found(t, "six-step")
	for _, c := range []struct {
		cmd  command
		want string
	}{
		{command{Verb: permission.Screen, By: widow}, "refused: refuse.role"},
		{command{Verb: permission.Screen, By: secretary}, ""},
		{command{Verb: permission.Rate, By: widow}, ""}, {command{Verb: "dance", By: widow}, ""},
		{command{Verb: permission.Open, By: secretary, Meeting: 9}, "refused: refuse.no_meeting"},
		{command{Verb: permission.Settings, By: widow}, "refused: refuse.role"},
	} {
		err := village.Look(v, func(s *life.State) error { return life.Early(s, c.cmd) })
		if (err == nil) != (c.want == "") || err != nil && err.Error() != c.want {
			t.Errorf("%s by %d: expected %q, got %v", c.cmd.Verb, c.cmd.By, c.want, err)
		}
	}
	if err := village.Look(village.Bare(t),
		func(s *life.State) error { return life.Early(s, command{Verb: permission.Screen}) }); err != nil {
		t.Errorf("before there is a community: %v", err)
	}
}

func TestCandidatesAreTheCasesThatFit(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Answered()
	talked, raised := v.Talked(), v.Raised()
	for _, c := range []struct {
		verb permission.Verb
		by   int
		want []int
	}{
		{permission.Schedule, secretary, []int{talked}}, {permission.Take, convener, []int{raised}},
		{permission.Take, widow, nil},
		{permission.Case, widow, []int{talked, raised}}, {permission.Withdraw, resident, []int{talked, raised}},
	} {
		got := village.Look(v, func(s *life.State) (all []int) {
			for _, x := range desk.Candidates(s, c.verb, c.by) {
				all = append(all, x.Number)
			}
			return all
		})
		if !slices.Equal(got, c.want) {
			t.Errorf("%s by %d: expected %v, got %v", c.verb, c.by, c.want, got)
		}
	}
}
