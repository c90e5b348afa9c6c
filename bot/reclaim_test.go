package bot_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/bot/sim/people"
)

// secretaries are the lines in which /people names the secretaries.
func (v *village) secretaries() string {
	v.t.Helper()
	v.do("authority in private: /people")
	all := v.server.Messages(v.cast.People["authority"].Private())
	for _, m := range slices.Backward(all) {
		for line := range strings.Lines(m.Text) {
			if m.FromBot() && strings.HasPrefix(line, "secretary (") {
				return line
			}
		}
	}
	v.t.Fatal("/people names no secretary")
	return ""
}

// TestNobodyButTheOwnerOfTheGroupTakesTheOfficeBack lets a resident, an admin, an admin who hides, the owner of the
// council's group and the owner in private ask for the office, and then the owner in the group, after whom the office
// was taken over by somebody else.
func TestNobodyButTheOwnerOfTheGroupTakesTheOfficeBack(t *testing.T) {
	inVillage(t, func(v *village) {
		owner, xiuying, baoguo := v.cast.Owner, v.cast.People["xiuying"], v.cast.People["baoguo"]
		v.server.Promote(v.cast.Group, owner, xiuying, people.Rights{Pin: true, Promote: true})
		v.server.Promote(v.cast.Group, owner, baoguo, people.Rights{Anonymous: true})
		council := v.server.AddGroup("Council", xiuying)
		v.server.AddBot(council, xiuying)
		v.settle()
		v.do("secretary in private: /bind council")
		xiuying.Say(council, "/bind "+v.code(owner))
		v.settle()
		v.do("secretary in private: /appoint secretary @liming", `convener in private presses "Agree"`,
			"li in private: /dismiss secretary @chenjing", `convener in private presses "Agree"`)
		want := v.secretaries()

		time.Sleep(2 * time.Minute)
		v.do("meihua: /reclaim", "xiuying: /reclaim", "xiuying in private: /reclaim", "secretary in private: /reclaim")
		v.cast.Groups = map[string]*people.Chat{"council": council}
		v.do("xiuying in council: /reclaim")
		baoguo.SayAnonymously(v.cast.Group, "/reclaim")
		v.settle()
		if got := v.secretaries(); got != want {
			t.Errorf("secretaries are %q, expected %q", got, want)
		}

		v.do("li in private: /mute @chenjing 7d", "secretary: /reclaim")
		if got := v.secretaries(); !strings.Contains(got, owner.Last+owner.First) {
			t.Errorf("the owner has not the office: %q", got)
		}
		v.heard("has taken the office back")
		v.deadLetters(0)
	})
}
