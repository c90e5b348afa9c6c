package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf16"

	"echowall/bot/text"
	"echowall/storage/testenv"
)

// TestTheDigestFitsOneMessage lets more cases be late, and more be new, than a digest names, each with a title as long
// as titles get: it is one message all the same, newest first, with the late ones apart and the rest counted.
func TestTheDigestFitsOneMessage(t *testing.T) {
	testenv.Unraced(t)
	for lang, words := range map[string]struct{ raise, digest, late, more string }{
		"en": {"/raise named The lamps along the school road by the old mill are dark at %02d", "what is new", "Late",
			"more"},
		"zh-Hans": {"/raise 实名 学校路老磨坊旁边一直到村口小桥的路灯坏了没有人修第%02d盏还是不亮", "简报", "逾期未办", "另外还有"},
	} {
		t.Run(lang, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				v := found(t, dir, []string{lang, "webhook"})
				v.do("secretary in private: /settings raises 1000")
				raise := func(from, count int) {
					for i := range count {
						v.must(v.cast.Do("xiuying in private: " + fmt.Sprintf(words.raise, from+i)))
						v.settle()
					}
				}
				raise(1, 10)
				time.Sleep(time.Until(time.Date(2026, 6, 19, 15, 0, 0, 0, time.FixedZone("CST", 8*3600))))
				raise(11, 16)
				time.Sleep(4 * time.Hour)
				v.settle()
				m := v.heard(words.digest)
				fresh, late, apart := strings.Cut(m.Text, words.late)
				if n := len(utf16.Encode([]rune(m.Text))); n > text.MaxMessage || !apart {
					t.Errorf("%d characters:\n%s", n, m.Text)
				}
				if strings.Count(fresh, "🆕") != 14 || strings.Count(late, "👉") != 8 || strings.Count(m.Text, words.more) != 2 {
					t.Errorf("expected 14 new ones, 8 late, and how many more of each:\n%s", m.Text)
				}
				if first, second := strings.Index(fresh, "#26 "), strings.Index(fresh, "#25 "); first < 0 || second < first {
					t.Errorf("the newest is not first:\n%s", fresh)
				}
				v.close()
			})
		})
	}
}
