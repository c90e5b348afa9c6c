package office_test

import (
	"slices"
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// home is the chat of the village.
const home = -100

func reclaims(person int, chat int64, owner bool) life.Command {
	return life.Command{Verb: permission.Reclaim, By: person, Chat: chat, Admin: true, Owner: owner}
}

// Whoever has the office, and whatever else the owner of the group is in the village, it can be taken back, seen by
// all.
func TestNoSecretaryKeepsTheOfficeFromTheOwnerOfTheGroup(t *testing.T) {
	for _, owner := range []int{
		village.Widow, village.Convener, village.Member, village.Supervisor, village.Authority, village.Power,
	} {
		v := village.Found(t, "six-step")
		v.Must(reclaims(owner, home, true))
		roles := rolesOf(v, owner)
		if !slices.Contains(roles, people.Secretary) || slices.Contains(roles, people.Authority) ||
			slices.Contains(roles, people.Supervisor) {
			t.Errorf("who took the office back serves as %v", roles)
		}
		if told := v.Notices[len(v.Notices)-2]; told.To.Room != say.Group || told.Message.ID != "notice.reclaimed" {
			t.Errorf("the group was told %+v", told)
		}
		v.Refused("refuse.secretary_already", reclaims(owner, home, true))
		v.Must(dismiss(owner, people.Secretary, ""))
		v.Pass(3 * village.Day)
		v.Must(reclaims(owner, home, true))
		v.ProvesJournal()
	}
}

// An admin, the owner of another chat of the village's, and whoever says it in private take nothing.
func TestNobodyButTheOwnerOfTheHomeTakesTheOffice(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Refused("refuse.role", reclaims(village.Widow, home, false))
	v.Refused("refuse.role", reclaims(village.Widow, 0, false))
	v.Refused("refuse.role", reclaims(village.Authority, home, false))
	v.Refused("refuse.not_home", reclaims(village.Widow, -300, true))
	v.Refused("refuse.not_home", reclaims(village.Widow, 0, true))
}
