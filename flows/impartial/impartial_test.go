package impartial_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/impartial"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/record"
	"echowall/flows/work"
)

// serves gives somebody a role as an older book may have it, whatever the rules say now.
func serves(v *village.Village, person int, g people.Grant) {
	v.Happen(0, func(*life.State) []life.Event { return []life.Event{personnel.Appointed{Person: person, Grant: g}} })
}

func appoint(person int, r people.Role) life.Command {
	return life.Command{Verb: permission.Appoint, By: village.Secretary, Person: person,
		Values: office.Appoint{Grant: people.Grant{Role: r}}}
}

// Each pair of offices of which one approves or looks over and the other prepares is refused, by appointment and by
// link, whichever was there first.
func TestNobodyHoldsOfficesThatExcludeEachOther(t *testing.T) {
	above, prepares := []people.Role{people.Authority, people.Supervisor}, people.Office()
	for _, a := range above {
		for _, b := range prepares {
			for first, second := range map[people.Role]people.Role{a: b, b: a} {
				v := village.Found(t, "six-step")
				v.Must(appoint(village.Widow, first))
				v.Pass(personnel.Wait) // what is an office of trust waits
				v.Refused("refuse.excludes", appoint(village.Widow, second))
				v.Must(life.Command{Verb: permission.Invite, By: village.Secretary, Code: "rose",
					Values: office.Invite{Grant: people.Grant{Role: second}}})
				v.Refused("refuse.excludes", life.Command{Verb: permission.Start, By: village.Widow,
					Values: office.Start{Code: "rose"}})
				v.Must(appoint(village.Neighbour, second))
			}
		}
	}
	for _, r := range people.Granted() {
		for _, other := range impartial.Excluding(r) {
			found := false
			for _, back := range impartial.Excluding(other) {
				found = found || back == r
			}
			if !found {
				t.Errorf("%s excludes %s, and not the other way round", r, other)
			}
		}
	}
}

// An office of trust that waits is refused when it would take effect beside one that excludes it, with a second officer
// and without.
func TestNoOfficeThatWaitedIsHeldBesideOneItExcludes(t *testing.T) {
	for _, a := range []people.Role{people.Authority, people.Supervisor} {
		v := village.Found(t, "six-step")
		v.Must(appoint(village.Widow, a))
		v.Must(appoint(village.Widow, people.Convener))
		v.Refused("refuse.excludes", village.Seconds(village.Convener, village.Widow, a))
		v.Pass(personnel.Wait)
		if village.Look(v, func(s *life.State) bool { return s.Person(village.Widow).Has(a) }) {
			t.Errorf("a convener serves as %s as well", a)
		}
		v.ProvesJournal()
	}
}

// own makes a case somebody's who decides in it: as if they had raised it.
func own(v *village.Village, n, person int) {
	v.Holds(n, func(c *cases.Case) { c.Raiser = person })
}

// Whoever raised a case, or works on it, decides nothing in it: not as the authority, not as a supervisor, and not in
// the office while there is another.
func TestNobodyDecidesInAnOwnCase(t *testing.T) {
	on := func(verb permission.Verb, by, n int, values any) life.Command {
		return life.Command{Verb: verb, By: by, Case: n, Values: values}
	}
	t.Run("approve", func(t *testing.T) {
		v := village.Found(t, "six-step")
		n := v.Unopposed()
		own(v, n, village.Authority)
		v.Refused("refuse.own_matter", on(permission.Approve, village.Authority, n, nil))
		v.Refused("refuse.own_matter", on(permission.Return, village.Authority, n, life.Prose{Text: "no"}))
	})
	t.Run("settle", func(t *testing.T) {
		v := village.Found(t, "six-step")
		n := v.Published(ballot.B)
		v.Must(on(permission.Object, village.Secretary, n, life.Prose{Text: "too dear"}))
		rule := publicity.Settle{Number: 1, Ruling: cases.Dismissed, Reason: "it is not"}
		v.Refused("refuse.own_objection", on(permission.Settle, village.Secretary, n, rule))
		own(v, n, village.Convener)
		v.Refused("refuse.own_matter", on(permission.Settle, village.Convener, n, rule))
	})
	t.Run("screen", func(t *testing.T) {
		v := village.Found(t, "six-step")
		n := v.Screened()
		own(v, n, village.Secretary)
		verdict := cases.Verdict{Kind: cases.Decline, Ground: cases.Policy}
		v.Refused("refuse.own_matter", on(permission.Screen, village.Secretary, n, verdict))
		v.Must(on(permission.Screen, village.Convener, n, verdict))
	})
	for rule, part := range map[string]func(v *village.Village, n int){
		"pass, who raised it":      func(v *village.Village, n int) { own(v, n, village.Supervisor) },
		"pass, who works on it":    func(v *village.Village, _ int) { serves(v, village.Supervisor, unit("power")) },
		"pass, who does one of it": func(v *village.Village, _ int) { serves(v, village.Supervisor, unit("water")) },
	} {
		t.Run(rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			v.Must(life.Command{Verb: permission.Settings, By: village.Secretary,
				Values: office.Setting{Name: office.SettingAcceptance, Value: record.DoneBySupervisor}})
			n := v.Assigned()
			v.Assign(n, "water", village.Day)
			v.Must(on(permission.Done, village.Power, n, work.Report{Task: 1, Text: "all burn"}))
			part(v, n)
			for _, verb := range []permission.Verb{permission.Pass, permission.Redo} {
				v.Refused("refuse.own_matter", on(verb, village.Supervisor, n, work.Report{Task: 1, Text: "no"}))
			}
		})
	}
}

func unit(name string) people.Grant { return people.Grant{Role: people.Handler, Detail: name} }

// A book of before may know a secretary who is the authority as well: what the one prepares the other does not approve.
func TestNoSecretaryApprovesWhatTheOfficePrepared(t *testing.T) {
	for _, hat := range people.Office() {
		v := village.Found(t, "six-step")
		n := v.Unopposed()
		serves(v, village.Authority, people.Grant{Role: hat})
		v.Refused("refuse.two_hats", life.Command{Verb: permission.Approve, By: village.Authority, Case: n})
	}
}

// The only officer goes on with what nobody else could do.
func TestTheOnlyOfficerIsNotStuck(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Screened()
	own(v, n, village.Secretary)
	v.Must(life.Command{Verb: permission.Dismiss, By: village.Secretary, Person: village.Convener,
		Values: people.Grant{Role: people.Convener}})
	v.Must(life.Command{Verb: permission.Screen, By: village.Secretary, Case: n,
		Values: cases.Verdict{Kind: cases.Decline, Ground: cases.Policy}})
}

// A procedure may let one person be it all, as where there is nobody else.
func TestAProcedureMayLetOnePersonBeAll(t *testing.T) {
	v := village.Found(t, "six-step")
	six, err := os.ReadFile("../procedure/data/six-step.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own := "together: true\n" + strings.Replace(string(six), "id: six-step", "id: own", 1)
	v.Methods, err = procedure.Load(fstest.MapFS{"six-step.yaml": {Data: six}, "own.yaml": {Data: []byte(own)}})
	if err != nil {
		t.Fatal(err)
	}
	v.Reopen()
	v.Refused("refuse.excludes", appoint(village.Secretary, people.Authority))
	v.Must(life.Command{Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingProcedure, Value: "own"}})
	v.Must(appoint(village.Secretary, people.Authority))
	n := v.Unopposed()
	v.Holds(n, func(c *cases.Case) { c.Raiser = village.Secretary })
	v.Must(life.Command{Verb: permission.Approve, By: village.Secretary, Case: n})
}
