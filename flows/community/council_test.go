package community_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
)

func TestATermOfOfficeEndsByItself(t *testing.T) {
	v := village.Found(t, "six-step")
	legal := people.Grant{Role: people.Member, Detail: people.Legal}
	v.Refused("refuse.past", command{
		Verb: permission.Appoint, By: secretary, Person: widow,
		Values: office.Appoint{Grant: legal, Until: v.Now.Add(-day)},
	})
	v.Must(command{
		Verb: permission.Appoint, By: secretary, Person: widow,
		Values: office.Appoint{Grant: legal, Until: v.Now.Add(60 * day)},
	})
	v.Pass(30*day + time.Minute)
	v.Told("notice.term_ending", secretary, widow)
	v.Pass(30 * day)
	v.Told("notice.dismissed", widow)
	v.Told("notice.kinds_missing", secretary) // legal was a kind, and the lawyer of the cast has it: another is missing
	if village.Look(v, func(s *life.State) bool { return s.Person(widow).Has(people.Member) }) {
		t.Error("the term is over, and the widow still sits")
	}
	// The last secretary stays when the term is over: nobody could appoint another.
	v.Must(command{
		Verb: permission.Appoint, By: secretary, Person: secretary,
		Values: office.Appoint{Grant: people.Grant{Role: people.Secretary}, Until: v.Now.Add(day)},
	})
	v.Pass(10 * day)
	if village.Look(v, func(s *life.State) int { return len(s.Holders().Of(people.Secretary)) }) != 1 {
		t.Error("there is no secretary left")
	}
	v.ProvesJournal()
}

func TestOnePersonWorksForTwoUnits(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(command{
		Verb: permission.Appoint, By: secretary, Person: power,
		Values: office.Appoint{Grant: people.Grant{Role: people.Handler, Detail: "gas"}},
	})
	units := func() []string {
		return village.Look(v, func(s *life.State) []string { return s.Person(power).Details(people.Handler) })
	}
	if got := units(); !slices.Equal(got, []string{"power", "gas"}) {
		t.Fatalf("works for %v", got)
	}
	v.Refused("refuse.no_role", command{
		Verb: permission.Dismiss, By: secretary, Person: power,
		Values: people.Grant{Role: people.Handler, Detail: "rail"},
	})
	v.Must(command{
		Verb: permission.Dismiss, By: secretary, Person: power,
		Values: people.Grant{Role: people.Handler, Detail: "Power"},
	})
	if got := units(); !slices.Equal(got, []string{"gas"}) {
		t.Errorf("works for %v", got)
	}
	v.ProvesJournal()
}

func TestExpertsAreFoundByTheirField(t *testing.T) {
	v := village.Found(t, "six-step")
	for person, field := range map[int]string{widow: "fire safety", neighbour: "water"} {
		v.Must(command{
			Verb: permission.Appoint, By: secretary, Person: person,
			Values: office.Appoint{Grant: people.Grant{Role: people.Expert, Detail: field}},
		})
	}
	for words, want := range map[string]int{"": 3, "Fire": 1, "safety fire": 1, "lighting": 1} {
		v.Must(command{Verb: permission.Experts, By: member, Values: life.Prose{Text: words}})
		if got := len(v.Answer.Message.Args["Lines"].Lines); got != want {
			t.Errorf("%q finds %d experts, expected %d", words, got, want)
		}
	}
	v.Must(command{Verb: permission.Experts, By: member, Values: life.Prose{Text: "opera"}})
	if v.Answer.Message.ID != "experts.none" {
		t.Errorf("an expert on opera: %v", v.Answer)
	}
}

func TestALinkLetsThoseConcernedIn(t *testing.T) {
	v := village.Found(t, "six-step")
	n := village.Roads()[procedure.Research](v)
	v.Refused("refuse.too_open", command{
		Verb: permission.Concern, By: secretary, Case: n, Values: office.Concern{Times: 501},
	})
	v.Refused("refuse.too_open", command{
		Verb: permission.Concern, By: secretary, Case: n, Values: office.Concern{Valid: calendar.Span{Days: 400}},
	})
	v.Must(command{
		Verb: permission.Concern, By: secretary, Case: n,
		Values: office.Concern{Times: 2, Valid: calendar.Span{Days: 3}}, Code: "rose",
	})
	for range 2 {
		v.Must(command{
			Verb: permission.Start, By: widow, Values: office.Start{Code: "rose"},
		}) // the second time nothing more comes of it
	}
	v.Must(command{Verb: permission.Start, By: neighbour, Values: office.Start{Code: "rose"}})
	v.Refused("refuse.code", command{Verb: permission.Start, By: resident, Values: office.Start{Code: "rose"}})
	if c := v.Find(n); !slices.Equal(c.Stakeholders, []int{widow, neighbour}) {
		t.Errorf("concerned are %v", c.Stakeholders)
	}
	v.Must(command{
		Verb: permission.Concern, By: secretary, Case: n, Code: "lily",
		Values: office.Concern{Valid: calendar.Span{Days: 3}},
	})
	v.Pass(3 * day)
	v.Refused("refuse.code", command{Verb: permission.Start, By: resident, Values: office.Start{Code: "lily"}})
	v.ProvesJournal()
}

func TestBothConvenersMustAgree(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(command{
		Verb: permission.Appoint, By: secretary, Person: widow,
		Values: office.Appoint{Grant: people.Grant{Role: people.Convener}},
	})
	v.Must(command{
		Verb: permission.Settings, By: secretary,
		Values: office.Setting{Name: office.SettingConveners, Value: record.BothConveners},
	})
	n := v.Raised()
	accept := cases.Verdict{Kind: cases.Accept, Track: procedure.Small}
	screen := func(by int, verdict cases.Verdict) command {
		return command{Verb: permission.Screen, By: by, Case: n, Values: verdict}
	}
	v.Refused("refuse.nothing_to_back", command{Verb: permission.Back, By: widow, Case: n})
	v.Must(screen(secretary, accept)) // the secretary's word is a proposal
	v.Told("task.back", convener, widow)
	v.Must(screen(convener, accept))
	v.Is(n, procedure.Intake)
	v.Must(screen(widow, cases.Verdict{Kind: cases.Answer, Text: "No need"})) // another word begins anew
	v.Told("task.back", convener)
	v.Must(screen(convener, accept))
	v.Must(command{Verb: permission.Back, By: widow, Case: n})
	v.Is(n, procedure.Deliberation)
	if c := v.Find(n); c.Backing != nil || c.Track != procedure.Small {
		t.Errorf("accepted as %+v", c)
	}
	v.ProvesJournal()
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
	v := village.Found(t, "six-step")
	v.Must(command{Verb: permission.People, By: widow})
	lines := v.Answer.Message.Args["Lines"].Lines
	if last := lines[len(lines)-1].Msg; last.ID != "people.size" || *last.Args["Count"].Num != 3 {
		t.Errorf("the list of people ends with %s", fmt.Sprint(last))
	}
}
