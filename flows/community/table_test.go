package community_test

import (
	"slices"
	"testing"

	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
)

// players are one person for each role, who has no other; for the case they are raiser, supporter, stakeholder.
func players(v *village.Village, n int) map[people.Role]command {
	ask := func(by int) command { return command{By: by} }
	admin := ask(widow)
	admin.Admin = true
	return map[people.Role]command{
		people.Resident: ask(widow), people.Admin: admin, people.Raiser: ask(v.Find(n).Raiser),
		people.Supporter:   ask(neighbour),
		people.Stakeholder: ask(shy), people.Convener: ask(convener), people.Member: ask(elder),
		people.Supervisor: ask(supervisor),
		people.Authority:  ask(authority), people.Handler: ask(water), people.Expert: ask(expert),
		people.Secretary: ask(secretary),
	}
}

// concerned puts a case into a stage, with a supporter and a stakeholder who are nothing else.
func concerned(t *testing.T, kind procedure.Kind) (*village.Village, int) {
	v := village.Found(t, "six-step")
	n := village.Roads()[kind](v)
	v.Happen(0, func(s *life.State) []life.Event {
		return []life.Event{
			intake.CaseSupported{Case: n, Person: neighbour, Count: s.Case(n).Supporters + 1},
			convening.StakeholderInvited{Case: n, Person: shy},
		}
	})
	return v, n
}

// permissions are those of the program's verbs.
func permissions() *permission.Table { return community.AllVerbs().Permissions() }

// unruled are the verbs that Decide does not meet: the conversation answers /cancel.
var unruled = []permission.Verb{permission.Cancel}

// verdictOf is the id of the refusal of a command; "" when it was not refused.
func verdictOf(v *village.Village, cmd command) string {
	if r := v.Do(cmd); r != nil {
		return r.Message.ID
	}
	return ""
}

// on are the values without which a verb could not be given on a case at all; all others may be left out.
func on(verb permission.Verb, n int) any {
	switch verb {
	case permission.Schedule:
		return convening.Schedule{Cases: []int{n}}
	case permission.Poll:
		return convening.Poll{Cases: []int{n}}
	case permission.Bind:
		return office.Bind{Room: personnel.UseWall}
	case permission.Screen:
		return cases.Verdict{Kind: cases.Answer}
	}
	return nil
}

// TestEveryCellOfTheTableIsEnforced gives each verb by a person of each role on a case in each stage: it is refused for
// the role or the stage exactly when the table says so.
func TestEveryCellOfTheTableIsEnforced(t *testing.T) {
	for kind := range village.Roads() {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			v, n := concerned(t, kind)
			v.Keep()
			for role, who := range players(v, n) {
				for _, rule := range permissions().All() {
					if slices.Contains(unruled, rule.Verb) {
						continue
					}
					cell := v.Copy(t)
					cmd := who
					cmd.Verb, cmd.Case, cmd.Meeting, cmd.Values = rule.Verb, n, 99, on(rule.Verb, n)
					got := verdictOf(cell, cmd)
					if want := expected(cell, rule, cmd, kind); !want.holds(got) {
						t.Errorf("/%s by %s at %s: expected %v, got %q", rule.Verb, role, kind, want, got)
					}
				}
			}
		})
	}
}

// expectation is the refusal a cell must give; "" is any but the table's.
type expectation string

func (e expectation) holds(got string) bool {
	if e != "" {
		return got == string(e)
	}
	return !slices.Contains([]string{"refuse.role", "refuse.stage", "refuse.closed", "refuse.unknown"}, got)
}

func expected(v *village.Village, rule permission.Rule, cmd command, kind procedure.Kind) expectation {
	roles := rolesOf(v, cmd)
	switch {
	case rule.Verb == permission.Setup:
		return "refuse.set_up"
	case !permissions().By(rule.Verb, roles):
		return "refuse.role"
	case permissions().At(rule.Verb, kind) && !permissions().Allowed(rule.Verb, roles, kind):
		return "refuse.role"
	case permissions().At(rule.Verb, kind):
		return ""
	case kind == procedure.Closed:
		return "refuse.closed"
	}
	return "refuse.stage"
}

// rolesOf are the roles of a person in general and in the case, counted apart from the code that is tested.
func rolesOf(v *village.Village, cmd command) []people.Role {
	return village.Look(v, func(s *life.State) []people.Role {
		roles := s.Person(cmd.By).Roles()
		for role, is := range map[people.Role]bool{
			people.Admin: cmd.Admin, people.Raiser: cmd.By == resident, people.Supporter: cmd.By == neighbour,
			people.Stakeholder: cmd.By == shy,
		} {
			if is {
				roles = append(roles, role)
			}
		}
		return roles
	})
}

func TestNothingButSetupIsDoneBeforeThereIsACommunity(t *testing.T) {
	for _, rule := range permissions().All() {
		v := village.Bare(t)
		want := "refuse.not_set_up"
		if rule.Verb == permission.Setup {
			want = "refuse.setup_private"
		}
		v.Refused(want, command{Verb: rule.Verb, By: secretary, Admin: true})
	}
}

func TestAVerbNobodyKnowsIsRefused(t *testing.T) {
	village.Found(t, "six-step").Refused("refuse.unknown", command{Verb: "dance", By: resident})
}
