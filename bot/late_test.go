package bot_test

import (
	"strings"
	"testing"
	"time"
)

// TestNoNewsIsOldWithoutAWord stops the program over the beginning of a meeting and over the reminders before a
// deadline: of all that was missed one message comes, and says for when it was meant.
func TestNoNewsIsOldWithoutAWord(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("xiuying: /raise The lamps are dark.", "secretary in private: /screen 1 accept small",
			"secretary in private: /schedule 1 2026-06-03 19:00 Hall", "xiuying: /raise The well is dry.")
		v.halt()
		time.Sleep(time.Until(time.Date(2026, 6, 4, 13, 0, 0, 0, villageZone())))
		v.start()
		v.settle()
		begun := v.heard("has begun")
		if !strings.HasPrefix(begun.Text, "⏳ Late, meant for ") || !strings.Contains(begun.Text, "3 June 19:00") {
			t.Errorf("a beginning 18 h ago is told thus:\n%s", begun.Text)
		}
		v.told("secretary", "⏳ Late, meant for Wed 3 June 19:00", 1)
	})
}

// TestNoLadderIsToldRungByRungAfterAStop stops the program until a step is late for two weeks: those who owe it, and
// those on every rung that was missed, are asked once, and told that it comes late.
func TestNoLadderIsToldRungByRungAfterAStop(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("xiuying: /raise The lamps are dark.", "secretary in private: /screen 1 accept big")
		v.halt()
		time.Sleep(21 * 24 * time.Hour)
		v.start()
		v.settle()
		for _, who := range []string{"secretary", "convener", "supervisor"} {
			v.told(who, "has been waiting", 1)
			v.told(who, "⏳ Late, for I was not running", 1)
			v.told(who, "due on", 0)
		}
	})
}
