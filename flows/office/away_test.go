package office_test

import (
	"strconv"
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/say"
)

// sees lets somebody be seen in the residents' group, or out of it.
func sees(v *village.Village, person int, here bool) {
	v.Happen(0, func(s *life.State) []life.Event { return office.Seen(s, person, here) })
}

// reaches lets somebody open the private chat, or shut it.
func reaches(v *village.Village, person int, open bool) {
	v.Happen(0, func(s *life.State) []life.Event { return office.Reached(s, person, open) })
}

func retire(by, person int) life.Command {
	return life.Command{Verb: permission.Retire, By: by, Values: office.Retire{Person: person}}
}

// Whichever office somebody holds, the secretary hears that they have left or cannot be reached, and can take it back
// with one press.
func TestNobodyWithAnOfficeLeavesUnseen(t *testing.T) {
	for _, person := range []int{
		village.Convener, village.Member, village.Supervisor, village.Authority, village.Power, village.Expert,
	} {
		for id, goes := range map[string]func(*village.Village, int, bool){"notice.left": sees, "notice.shut": reaches} {
			v := village.Found(t, "six-step")
			goes(v, person, false)
			v.Hears("secretary: " + id)
			if b := v.Notices[0].Buttons; len(b) != 1 || b[0][0].Line != "retire "+strconv.Itoa(person) {
				t.Errorf("person %d: the secretary is given %+v", person, b)
			}
			v.Must(retire(village.Secretary, person))
			if roles := rolesOf(v, person); len(roles) != 1 {
				t.Errorf("person %d still serves as %v", person, roles)
			}
			v.ProvesJournal()
		}
	}
}

func rolesOf(v *village.Village, person int) []people.Role {
	return village.Look(v, func(s *life.State) []people.Role { return s.Person(person).Roles() })
}

func TestWhoHearsThatSomebodyIsGone(t *testing.T) {
	happen := func(events ...life.Event) func(*village.Village) {
		return func(v *village.Village) {
			v.Happen(0, func(*life.State) []life.Event { return events })
		}
	}
	second := personnel.Appointed{Person: village.Elder, Grant: people.Grant{Role: people.Secretary}}
	out := func(person int) func(*village.Village) {
		return func(v *village.Village) { sees(v, person, false) }
	}
	for _, c := range []struct {
		rule string
		do   []func(*village.Village)
		told []string
	}{
		{"nobody of who holds no office", []func(*village.Village){out(village.Widow)}, nil},
		{"nobody of a stranger", []func(*village.Village){out(99)}, nil},
		{"once, however often it is told", []func(*village.Village){out(village.Member), out(village.Member)}, nil},
		{
			"again of who came back and left again", []func(*village.Village){
				out(village.Member), func(v *village.Village) { sees(v, village.Member, true) }, out(village.Member),
			}, []string{"secretary: notice.left"},
		},
		{"the other secretary of one", []func(*village.Village){happen(second), out(village.Elder)},
			[]string{"secretary: notice.left"}},
		{"the conveners of the only secretary", []func(*village.Village){out(village.Secretary)},
			[]string{"convener: notice.left"}},
		{"nobody of who was erased", []func(*village.Village){
			happen(personnel.Erased{Person: village.Member}), out(village.Member),
		}, nil},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			for _, do := range c.do {
				do(v)
			}
			v.Hears(c.told...)
			v.ProvesJournal()
		})
	}
}

// The button is for who is gone: it takes nothing from those who are there, nor the last secretary's office.
func TestNobodyIsRetiredWhoIsThere(t *testing.T) {
	v := village.Found(t, "six-step")
	sees(v, village.Secretary, false)
	sees(v, village.Member, false)
	sees(v, village.Lawyer, false)
	sees(v, village.Lawyer, true)
	v.Plays(t, []village.Row{
		{Rule: "who is there", Cmd: retire(village.Secretary, village.Elder), Refused: "refuse.not_left"},
		{Rule: "who came back", Cmd: retire(village.Secretary, village.Lawyer), Refused: "refuse.not_left"},
		{Rule: "who holds no office", Cmd: retire(village.Secretary, village.Widow), Refused: "refuse.no_office"},
		{Rule: "who is not there at all", Cmd: retire(village.Secretary, 99), Refused: "refuse.no_office"},
		{Rule: "the last secretary", Cmd: retire(village.Secretary, village.Secretary), Refused: "refuse.last_secretary"},
		{Rule: "by a convener", Cmd: retire(village.Convener, village.Member), Refused: "refuse.role"},
		{Rule: "by the secretary", Cmd: retire(village.Secretary, village.Member), Answer: "receipt.dismissed",
			Events: []string{"person.dismissed"}},
	})
}

// An open ballot is shown anew when one of its voters goes or comes back, for it says how many are gone.
func TestNoBallotHidesThatAVoterHasLeft(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	id := v.Put(n, "A")
	sees(v, village.Member, false)
	v.Hears("council: "+say.BallotView(id), "secretary: notice.left")
	sees(v, village.Member, true)
	v.Hears("council: " + say.BallotView(id))
	sees(v, village.Widow, false)
	v.Hears()
}
