package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"echowall/storage/testenv"
)

// flooding is a command every second, which is as fast as Telegram lets anybody write for long.
const flooding = 3 * 60

// TestNobodyFloodsAGroupSoThatOthersWait lets one person send a command a second for three minutes, of those that are
// answered in the group: whoever else asks meanwhile is answered within five seconds, each time.
func TestNobodyFloodsAGroupSoThatOthersWait(t *testing.T) {
	testenv.Unraced(t)
	for name, lines := range map[string][]string{
		"lists":          {"/wall", "/case 1", "/meetings"},
		"refused":        {"/support 99", "/screen 1 accept", "/vote 9 yes"},
		"asked for more": {"/raise", "/support", "/case"},
		"matters":        {"/raise The lamps by gate %d are dark."},
	} {
		t.Run(name, func(t *testing.T) {
			inVillage(t, func(v *village) {
				// So that turns are held to it, not buckets.
				v.do("secretary in private: /settings commands 1000", "secretary in private: /settings raises 1000")
				v.do("xiuying: /raise The lamps are dark.")
				time.Sleep(2 * time.Minute)
				for i := range flooding {
					line := lines[i%len(lines)]
					if name == "matters" {
						line = fmt.Sprintf(line, i)
					}
					v.cast.People["baoguo"].Say(v.cast.Group, line)
					time.Sleep(time.Second)
					if i%20 == 19 {
						v.asks([]string{"meihua", "xiuying"}[i/20%2])
					}
				}
				time.Sleep(10 * time.Second)
				v.slowest(5*time.Second, "meihua", "xiuying")
				time.Sleep(time.Hour)
				v.settle()
			})
		})
	}
}

// TestNobodySilencesAVillage lets one resident send 200 commands in the group, as fast as they come: the group reads
// few answers and hears once that it is too much, and a neighbour is answered at once.
func TestNobodySilencesAVillage(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("xiuying: /raise The lamps are dark.")
		time.Sleep(2 * time.Minute)
		before := len(v.server.Messages(v.cast.Group))
		for range 200 {
			v.cast.People["baoguo"].Say(v.cast.Group, "/meetings")
		}
		v.asks("meihua")
		time.Sleep(time.Hour)
		v.settle()
		v.slowest(5*time.Second, "meihua")
		answers, refused := 0, 0
		for _, m := range v.server.Messages(v.cast.Group)[before:] {
			if m.FromBot() {
				answers++
			}
			if strings.Contains(m.Text, "faster than I can answer") {
				refused++
			}
		}
		if answers > 25 || refused != 1 {
			t.Errorf("the group read %d answers, of which %d say that it is too much", answers, refused)
		}
	})
}

// asks lets somebody look at a case in the group.
func (v *village) asks(who string) { v.cast.People[who].Say(v.cast.Group, "/case 1") }

// slowest checks how long each answer to some people took in the group.
func (v *village) slowest(limit time.Duration, who ...string) {
	v.t.Helper()
	asked := map[int]time.Time{}
	slowest := time.Duration(0)
	for _, m := range v.server.Messages(v.cast.Group) {
		for _, key := range who {
			if m.From != nil && m.From.ID == v.cast.People[key].ID && m.Text == "/case 1" {
				asked[m.ID] = m.Time
			}
		}
	}
	answered := 0
	for _, m := range v.server.Messages(v.cast.Group) {
		at, ok := asked[m.ReplyTo]
		if !ok || !m.FromBot() {
			continue
		}
		answered++
		took := m.Time.Sub(at)
		slowest = max(slowest, took)
		if took > limit {
			v.t.Errorf("somebody was answered after %s", took)
		}
	}
	if answered != len(asked) {
		v.t.Errorf("%d of %d were answered", answered, len(asked))
	}
	v.t.Logf("%d asked, the slowest answer came after %s", answered, slowest)
}
