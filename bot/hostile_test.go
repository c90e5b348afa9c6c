package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/sim/people"
)

// inVillage runs a test in a village of the cast.
func inVillage(t *testing.T, test func(v *village)) { inVillageOf(t, test, "en") }

// inHookedVillage is inVillage for a test that takes weeks: Telegram brings the updates, so that nobody asks for them
// every minute.
func inHookedVillage(t *testing.T, test func(v *village)) { inVillageOf(t, test, "en", "webhook") }

func inVillageOf(t *testing.T, test func(v *village), words ...string) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, words)
		test(v)
		v.close()
	})
}

// TestHostileUpdates gives updates that no honest Telegram sends: each is set aside, and what comes after is served.
func TestHostileUpdates(t *testing.T) {
	inVillage(t, func(v *village) {
		for _, raw := range []string{
			`{"message": 5}`,
			`{"message": {"message_id": "seven"}}`,
			`{"callback_query": {"id": "1"}}`,
			`{"message": {"message_id": 1, "chat": {"id": 1, "type": "private"}, "from": null, "text": "x"}}`,
			`{"message": {"message_id": 1, "chat": {"id": 9, "type": "private"}, "from": {"id": 9}, "text": "/case 1", ` +
				`"entities": [{"type": "bot_command", "offset": -1, "length": 99}]}}`,
			`{"my_chat_member": {"chat": {"id": 5, "type": "group"}}}`,
			`{"edited_message": {}}`,
			`{"poll": {"id": "1"}}`,
			`{}`,
		} {
			v.must(v.server.Inject(raw))
			v.settle()
		}
		v.log.forgive("update set aside")
		v.wild = true
		v.do("xiuying: /raise The lamps are dark.")
		v.heard("#1 The lamps are dark")
	})
}

// TestLongestText raises an issue as long as Telegram lets anybody write, and one of one word without a blank.
func TestLongestText(t *testing.T) {
	inVillage(t, func(v *village) {
		long := strings.Repeat("路灯坏了，", 817)
		v.do("xiuying: /raise "+long, "baoguo: /raise "+strings.Repeat("<b&>", 1000))
		v.heard("#1")
		v.heard("#2")
		v.do("secretary in private: /screen 1 accept small",
			"secretary in private: /screen 2 answer "+strings.Repeat("x", 3900), "xiuying: /case 1", "xiuying: /case 2",
			"xiuying: /wall")
	})
}

// TestControlCharacters strips what harms a reader and keeps the rest.
func TestControlCharacters(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("xiuying: /raise The\x00 lamps\x1b[31m are \u202edark\u202c \u200fhere.")
		m := v.heard("#1")
		if strings.ContainsAny(m.Text, "\x00\x1b\u202e\u202c\u200f") {
			t.Errorf("harmful characters are shown: %q", m.Text)
		}
	})
}

// TestNamelessSpeakers asks anonymous admins and channels to speak as themselves, when they mean the bot.
func TestNamelessSpeakers(t *testing.T) {
	inVillage(t, func(v *village) {
		v.cast.People["secretary"].SayAnonymously(v.cast.Group, "/wall")
		v.settle()
		v.heard("write as yourself")
	})
}

// TestManyCases keeps the wall within what one message holds.
func TestManyCases(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("secretary in private: /settings raises 1000")
		v.do("secretary in private: /settings commands 1000")
		for i := range 120 {
			v.must(v.cast.Do(fmt.Sprintf("xiuying in private: /raise named Matter number %d of the lower village, which is "+
				"long to tell", i)))
		}
		v.settle()
		time.Sleep(10 * time.Minute)
		v.settle()
		if m := v.heard("120 open cases"); len([]rune(m.Text)) > 4096 {
			t.Errorf("the wall has %d characters", len([]rune(m.Text)))
		}
	})
}

// heard finds the last message of the bot in the group that has these words.
func (v *village) heard(words string) people.Message {
	v.t.Helper()
	all := v.server.Messages(v.cast.Group)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].FromBot() && strings.Contains(all[i].Text, words) {
			return all[i]
		}
	}
	v.t.Fatalf("the bot did not say %q", words)
	return people.Message{}
}
