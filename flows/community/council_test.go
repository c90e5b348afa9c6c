package community_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
)

func TestATermOfOfficeEndsByItself(t *testing.T) {
	v := found(t, "six-step")
	legal := people.Grant{Role: people.Member, Detail: people.Legal}
	v.refused("refuse.past", command{Verb: permission.Appoint, By: secretary, Person: widow, Grant: legal, When: v.now.Add(-day)})
	v.must(command{Verb: permission.Appoint, By: secretary, Person: widow, Grant: legal, When: v.now.Add(60 * day)})
	v.pass(30*day + time.Minute)
	v.told("notice.term_ending", secretary, widow)
	v.pass(30 * day)
	v.told("notice.dismissed", widow)
	v.told("notice.kinds_missing", secretary) // legal was a kind, and the lawyer of the cast has it: another is missing
	if look(v, func(s *life.State) bool { return s.Person(widow).Has(people.Member) }) {
		t.Error("the term is over, and the widow still sits")
	}
	// The last secretary stays when the term is over: nobody could appoint another.
	v.must(command{Verb: permission.Appoint, By: secretary, Person: secretary, Grant: people.Grant{Role: people.Secretary}, When: v.now.Add(day)})
	v.pass(10 * day)
	if look(v, func(s *life.State) int { return len(s.Holders().Of(people.Secretary)) }) != 1 {
		t.Error("there is no secretary left")
	}
	v.provesJournal()
}

func TestOnePersonWorksForTwoUnits(t *testing.T) {
	v := found(t, "six-step")
	v.must(command{Verb: permission.Appoint, By: secretary, Person: power, Grant: people.Grant{Role: people.Handler, Detail: "gas"}})
	units := func() []string {
		return look(v, func(s *life.State) []string { return s.Person(power).Details(people.Handler) })
	}
	if got := units(); !slices.Equal(got, []string{"power", "gas"}) {
		t.Fatalf("works for %v", got)
	}
	v.refused("refuse.no_role", command{Verb: permission.Dismiss, By: secretary, Person: power, Grant: people.Grant{Role: people.Handler, Detail: "rail"}})
	v.must(command{Verb: permission.Dismiss, By: secretary, Person: power, Grant: people.Grant{Role: people.Handler, Detail: "Power"}})
	if got := units(); !slices.Equal(got, []string{"gas"}) {
		t.Errorf("works for %v", got)
	}
	v.provesJournal()
}

func TestExpertsAreFoundByTheirField(t *testing.T) {
	v := found(t, "six-step")
	for person, field := range map[int]string{widow: "fire safety", neighbour: "water"} {
		v.must(command{Verb: permission.Appoint, By: secretary, Person: person, Grant: people.Grant{Role: people.Expert, Detail: field}})
	}
	for words, want := range map[string]int{"": 3, "Fire": 1, "safety fire": 1, "lighting": 1} {
		v.must(command{Verb: permission.Experts, By: member, Text: words})
		if got := len(v.answer.Message.Args["Lines"].Lines); got != want {
			t.Errorf("%q finds %d experts, expected %d", words, got, want)
		}
	}
	if v.must(command{Verb: permission.Experts, By: member, Text: "opera"}); v.answer.Message.ID != "experts.none" {
		t.Errorf("an expert on opera: %v", v.answer)
	}
}

func TestALinkLetsThoseConcernedIn(t *testing.T) {
	v := found(t, "six-step")
	n := roads()[procedure.Research](v)
	v.refused("refuse.too_open", command{Verb: permission.Concern, By: secretary, Case: n, Number: 501})
	v.refused("refuse.too_open", command{Verb: permission.Concern, By: secretary, Case: n, Span: calendar.Span{Days: 400}})
	v.must(command{Verb: permission.Concern, By: secretary, Case: n, Number: 2, Span: calendar.Span{Days: 3}, Code: "rose"})
	for range 2 {
		v.must(command{Verb: permission.Start, By: widow, Word: "rose"}) // the second time nothing more comes of it
	}
	v.must(command{Verb: permission.Start, By: neighbour, Word: "rose"})
	v.refused("refuse.code", command{Verb: permission.Start, By: resident, Word: "rose"})
	if c := v.find(n); !slices.Equal(c.Stakeholders, []int{widow, neighbour}) {
		t.Errorf("concerned are %v", c.Stakeholders)
	}
	v.must(command{Verb: permission.Concern, By: secretary, Case: n, Code: "lily", Span: calendar.Span{Days: 3}})
	v.pass(3 * day)
	v.refused("refuse.code", command{Verb: permission.Start, By: resident, Word: "lily"})
	v.provesJournal()
}

func TestBothConvenersMustAgree(t *testing.T) {
	v := found(t, "six-step")
	v.must(command{Verb: permission.Appoint, By: secretary, Person: widow, Grant: people.Grant{Role: people.Convener}})
	v.must(command{Verb: permission.Settings, By: secretary, Word: office.SettingConveners, Text: record.BothConveners})
	n := v.raised()
	accept := cases.Verdict{Kind: cases.Accept, Track: procedure.Small}
	screen := func(by int, verdict cases.Verdict) command {
		return command{Verb: permission.Screen, By: by, Case: n, Verdict: verdict}
	}
	v.refused("refuse.nothing_to_back", command{Verb: permission.Back, By: widow, Case: n})
	v.must(screen(secretary, accept)) // the secretary's word is a proposal
	v.told("task.back", convener, widow)
	v.must(screen(convener, accept))
	v.is(n, procedure.Intake)
	v.must(screen(widow, cases.Verdict{Kind: cases.Answer, Text: "No need"})) // another word begins anew
	v.told("task.back", convener)
	v.must(screen(convener, accept))
	v.must(command{Verb: permission.Back, By: widow, Case: n})
	v.is(n, procedure.Deliberation)
	if c := v.find(n); c.Backing != nil || c.Track != procedure.Small {
		t.Errorf("accepted as %+v", c)
	}
	v.provesJournal()
}

func TestFourPartiesAreMissedInAMeeting(t *testing.T) {
	v := found(t, "six-step")
	v.must(command{Verb: permission.Settings, By: secretary, Word: office.SettingParties, Text: record.FourParties})
	n := roads()[procedure.Deliberation](v)
	v.must(command{Verb: permission.Involve, By: secretary, Case: n, Person: power})
	v.must(command{Verb: permission.Schedule, By: secretary, Cases: []int{n}, When: v.now.Add(day), Text: "hall"})
	missing := 0
	for _, x := range v.notices {
		if x.Message.ID == "notice.parties" && x.To.Person == secretary {
			missing = len(x.Message.Args["Parties"].List)
		}
	}
	if missing != 2 { // members and a department are there; experts and residents are not
		t.Errorf("%d parties are missed", missing)
	}
}

func TestACouncilIsToldWhatItLacks(t *testing.T) {
	var h people.Holders
	if h.MissingKinds() != nil {
		t.Error("a council without kinds lacks some")
	}
	for i, k := range people.Kinds() {
		h.Put(people.Holder{Person: i + 1, Role: people.Member, Detail: k})
		if got := len(h.MissingKinds()); got != len(people.Kinds())-i-1 {
			t.Errorf("after %s %d kinds are missing", k, got)
		}
	}
	v := found(t, "six-step")
	v.must(command{Verb: permission.People, By: widow})
	lines := v.answer.Message.Args["Lines"].Lines
	if last := lines[len(lines)-1].Msg; last.ID != "people.size" || *last.Args["Count"].Num != 3 {
		t.Errorf("the list of people ends with %s", fmt.Sprint(last))
	}
}
