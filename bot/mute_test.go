package bot_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestNobodyMutedDisturbsTheGroupOrLosesTheirVote mutes a resident while all residents vote: whatever they write in the
// group, nothing is answered there and nothing comes of it, but their vote counts. Days later they are answered again.
func TestNobodyMutedDisturbsTheGroupOrLosesTheirVote(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := onTheSquare(t, dir)
		v.do("xiuying in private: /start", "secretary in private: /mute @xiuying 6d")
		before := len(v.server.Messages(v.cast.Group))
		for _, line := range []string{
			"/wall", "/raise", "/raise More trees.", "/support 1", "/dance", "/vote", "/vote 1", "/vote 1 perhaps",
			"/vote 77 yes", "/rate 1 solved", "/help", "/cancel", "/mine", "/log", "/case 1", "/language en",
			"/mute @xiuying 1d", "#raise Trees.",
		} {
			v.do("xiuying: " + line)
			if all := v.server.Messages(v.cast.Group); len(all)-before > 1 {
				t.Errorf("%s is answered: %s", line, all[len(all)-1].Text)
			}
			before = len(v.server.Messages(v.cast.Group))
		}
		v.do("xiuying: /vote 1 yes")
		if got := v.counted(); !strings.Contains(got, "yes 1") {
			t.Errorf("whoever is muted has lost the vote:\n%s", got)
		}
		time.Sleep(6 * 24 * time.Hour)
		before = len(v.server.Messages(v.cast.Group))
		v.do("xiuying: /wall")
		if all := v.server.Messages(v.cast.Group); len(all)-before != 2 {
			t.Error("the mute does not end")
		}
		v.close()
	})
}

// TestNoSecretaryMutesTheOwnerOutOfTheOffice lets somebody who took over the office mute the owner of the group, who
// takes it back all the same, and is muted no more.
func TestNoSecretaryMutesTheOwnerOutOfTheOffice(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("secretary in private: /appoint secretary @liming", `convener in private presses "Agree"`,
			"li in private: /dismiss secretary @chenjing", `convener in private presses "Agree"`,
			"li in private: /mute @chenjing 90d")
		time.Sleep(2 * time.Minute)
		v.do("secretary: /wall", "secretary: /reclaim")
		v.heard("has taken the office back")
		owner := v.cast.Owner
		if got := v.secretaries(); !strings.Contains(got, owner.Last+owner.First) {
			t.Errorf("the owner has not the office: %q", got)
		}
		v.do("secretary: /wall")
		all := v.server.Messages(v.cast.Group)
		if last := all[len(all)-1]; !last.FromBot() {
			t.Errorf("the owner is still muted: %s", last.Text)
		}
	})
}
