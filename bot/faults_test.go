package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// TestTelegramInTrouble lets Telegram fail in every way it knows: all is said in the end, once, in order, and no call
// is made while it asked for patience.
func TestTelegramInTrouble(t *testing.T) {
	faults := map[string][]api.Fault{
		"500":            {{Method: "sendMessage", Times: 3, Status: 500}},
		"502 with HTML":  {{Times: 4, Status: 502, Body: "<html>Bad Gateway</html>"}},
		"reset":          {{Times: 5, Reset: true}},
		"429":            {{Method: "sendMessage", Times: 2, Status: 429, RetryAfter: 30}},
		"edits fail":     {{Method: "editMessageText", Times: 3, Status: 500}},
		"polling breaks": {{Method: "getUpdates", Times: 6, Status: 503, Body: "no"}},
	}
	for name, list := range faults {
		t.Run(name, func(t *testing.T) {
			inVillage(t, func(v *village) {
				for _, f := range list {
					v.server.Fail(f)
				}
				v.wild = true
				v.do("xiuying: /raise The lamps are dark.", "baoguo: /support 1", "secretary in private: /screen 1 accept small",
					"secretary in private: /schedule 1 tomorrow 19:00 Hall")
				time.Sleep(10 * time.Minute)
				v.settle()
				v.once(v.cast.Group, "#1 ✅ The lamps", "#1 📅 The lamps")
				v.patient(t)
			})
		})
	}
}

// TestTelegramInTroubleForAMinute lets Telegram fail at every call, for a minute, while people go on talking: all is
// delivered afterwards, to the group and in private, in order, and none of the calls was made while Telegram had asked
// for patience.
func TestTelegramInTroubleForAMinute(t *testing.T) {
	fails := func(f api.Fault) func(*api.Server) {
		f.Times = -1
		return func(s *api.Server) { s.Fail(f) }
	}
	for name, trouble := range map[string]struct {
		status int // of the calls that fail; 0 where the connection breaks
		begins func(*api.Server)
	}{
		"away":          {0, func(s *api.Server) { s.Down(time.Minute) }},
		"500":           {500, fails(api.Fault{Status: 500})},
		"502 with HTML": {502, fails(api.Fault{Status: 502, Body: "<html><body>Bad Gateway</body></html>"})},
		"reset":         {0, fails(api.Fault{Reset: true})},
		"429":           {429, fails(api.Fault{Status: 429, RetryAfter: 30})},
	} {
		t.Run(name, func(t *testing.T) {
			inVillage(t, func(v *village) {
				v.do("secretary in private: /settings raises 1000")
				v.wild = true
				began := time.Now()
				trouble.begins(v.server)
				var cards, private []string
				for i := range 12 {
					v.must(v.cast.Do(fmt.Sprintf("xiuying: /raise Matter %d.", i)))
					cards = append(cards, fmt.Sprintf("Matter %d\n", i))
					private = append(private, fmt.Sprintf("Matter %d.", i))
					time.Sleep(5 * time.Second)
				}
				v.server.ClearFaults()
				time.Sleep(10 * time.Minute)
				v.settle()
				v.once(v.cast.Group, cards...)
				v.once(v.cast.People["secretary"].Private(), private...)
				v.patient(t)
				if n := v.struck(began, trouble.status); n == 0 {
					t.Error("no call failed in that minute, so nothing was tried")
				}
			})
		})
	}
}

// struck counts the calls that ended with a status in the minute from a moment on.
func (v *village) struck(began time.Time, status int) (failed int) {
	for _, c := range v.server.Stats().Calls {
		if c.Status == status && !c.Time.Before(began) && c.Time.Before(began.Add(time.Minute)) {
			failed++
		}
	}
	return failed
}

// once checks that the bot said each of the words once, in this order.
func (v *village) once(chat *people.Chat, words ...string) {
	v.t.Helper()
	at := -1
	for _, w := range words {
		found := 0
		for i, m := range v.server.Messages(chat) {
			if m.FromBot() && strings.Contains(m.Text, w) {
				found++
				if i < at {
					v.t.Errorf("%q was said too early", w)
				}
				at = i
			}
		}
		if found != 1 {
			v.t.Errorf("%q was said %d times", w, found)
		}
	}
}

// patient checks that a chat was left alone as long as Telegram asked for.
func (v *village) patient(t *testing.T) {
	until := map[int64]time.Time{}
	for _, c := range v.server.Stats().Calls {
		if c.Chat != 0 && c.Time.Before(until[c.Chat]) {
			t.Errorf("%s was called %s too early", c.Method, until[c.Chat].Sub(c.Time))
		}
		if c.Status == 429 {
			until[c.Chat] = c.Time.Add(30 * time.Second)
		}
	}
}
