package bot_test

import (
	"strings"
	"testing"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
	"echowall/storage/testenv"
)

// closures are the words with which Telegram refuses whatever is posted in a place.
func closures() map[string]int {
	return map[string]int{
		"Bad Request: not enough rights to send text messages to the chat": 400,
		"Bad Request: have no rights to send a message":                    400,
		"Bad Request: CHAT_WRITE_FORBIDDEN":                                400,
		"Bad Request: CHAT_RESTRICTED":                                     400,
		"Bad Request: TOPIC_CLOSED":                                        400,
		"Bad Request: TOPIC_DELETED":                                       400,
		"Bad Request: message thread not found":                            400,
		"Bad Request: chat not found":                                      400,
		"Bad Request: need administrator rights in the channel chat":       400,
		"Forbidden: bot was kicked from the supergroup chat":               403,
		"Forbidden: bot is not a member of the supergroup chat":            403,
		"Forbidden: CHAT_ADMIN_REQUIRED":                                   403,
	}
}

// TestNothingSaidToAMutedGroupIsLost mutes the group for a night, in each way that Telegram knows: what the group
// missed is posted once, in order, marked late where it is news; and the secretary is told once, and once more when all
// is well.
func TestNothingSaidToAMutedGroupIsLost(t *testing.T) {
	testenv.Unraced(t)
	for words, status := range closures() {
		t.Run(words, func(t *testing.T) {
			inVillage(t, func(v *village) {
				v.wild = true
				v.server.Fail(api.Fault{Method: "sendMessage", Chat: v.cast.Group.ID, Times: -1, Status: status,
					Description: words})
				v.server.Fail(api.Fault{Method: "editMessageText", Chat: v.cast.Group.ID, Times: -1, Status: status,
					Description: words})
				v.do("xiuying: /raise The lamps are dark.", "secretary in private: /screen 1 accept small",
					"baoguo: /raise The well is dry.")
				time.Sleep(12 * time.Hour)
				v.settle()
				v.told("secretary", "I cannot post in", 1)
				v.server.ClearFaults()
				time.Sleep(16 * time.Minute)
				v.settle()
				v.once(v.cast.Group, "#1 The lamps are dark\n", "#1 ✅ The lamps", "#2 The well is dry\n")
				if m := v.heard("#1 ✅ The lamps"); !strings.HasPrefix(m.Text, "⏳ Late, meant for Mon 1 June") {
					t.Errorf("it is not marked late:\n%s", m.Text)
				}
			})
		})
	}
}

// told checks how often somebody was told in private.
func (v *village) told(who, words string, want int) {
	v.t.Helper()
	n := 0
	for _, m := range v.server.Messages(v.cast.People[who].Private()) {
		if m.FromBot() && strings.Contains(m.Text, words) {
			n++
		}
	}
	if n != want {
		v.t.Errorf("%s was told %q %d times, want %d", who, words, n, want)
	}
}

// TestNoViewIsLostThatCannotBeEdited refuses to edit a card, in any words: it is posted anew.
func TestNoViewIsLostThatCannotBeEdited(t *testing.T) {
	for _, words := range []string{
		"message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "MESSAGE_AUTHOR_REQUIRED",
		"message identifier is not specified",
		"MESSAGE_EDIT_TIME_EXPIRED", "something nobody has heard of",
	} {
		t.Run(words, func(t *testing.T) {
			inVillage(t, func(v *village) {
				v.wild = true
				v.do("xiuying: /raise The lamps are dark.")
				v.server.Fail(api.Fault{Method: "editMessageText", Chat: v.cast.Group.ID, Times: -1, Status: 400,
					Description: "Bad Request: " + words})
				v.do("secretary in private: /screen 1 accept small")
				time.Sleep(time.Minute)
				v.settle()
				cards := 0
				for _, m := range v.server.Messages(v.cast.Group) {
					if m.FromBot() && strings.HasPrefix(m.Text, "#1 The lamps") && strings.Contains(m.Text, "to call a meeting") {
						cards++
					}
				}
				if cards != 1 {
					t.Errorf("the card as it is now stands there %d times", cards)
				}
			})
		})
	}
}

// TestNoDayWithoutTelegramThrowsAnythingAway has Telegram away, in the long run for more than a day, in which it is
// asked again every few seconds: what was said before, and what fell due meanwhile, is said when it is back.
func TestNoDayWithoutTelegramThrowsAnythingAway(t *testing.T) {
	testenv.Unraced(t)
	away := time.Hour
	if testenv.IsLong() {
		away = 30 * time.Hour
	}
	inVillage(t, func(v *village) {
		v.wild = true
		v.server.Fail(api.Fault{Method: "sendMessage", Times: -1, Reset: true})
		v.server.Fail(api.Fault{Method: "editMessageText", Times: -1, Reset: true})
		v.must(v.cast.Do("xiuying: /raise The lamps are dark."))
		time.Sleep(time.Minute)
		v.must(v.cast.Do("secretary in private: /screen 1 accept small"))
		time.Sleep(time.Minute)
		v.server.Down(away)
		time.Sleep(away)
		v.server.ClearFaults()
		time.Sleep(2 * time.Minute)
		v.settle()
		v.once(v.cast.Group, "#1 The lamps are dark\n", "#1 ✅ The lamps")
		v.once(v.cast.People["secretary"].Private(), "is accepted (a small matter)")
	})
}

// TestNoToastMakesAnybodyElseWait answers the answer to a press with 429: neither the group nor anybody else waits for
// that.
func TestNoToastMakesAnybodyElseWait(t *testing.T) {
	inVillage(t, func(v *village) {
		v.wild = true
		v.do("xiuying: /raise The lamps are dark.")
		time.Sleep(time.Minute)
		v.server.Fail(api.Fault{Method: "answerCallbackQuery", RetryAfter: 30})
		card := v.heard("The lamps are dark")
		q := v.cast.People["baoguo"].PressData(v.cast.Group, card.ID, "support 1")
		time.Sleep(time.Second)
		began := time.Now()
		v.must(v.cast.Do("meihua: /raise The well is dry."))
		for len(v.server.Messages(v.cast.Group)) > 0 && !v.says(v.cast.Group, "#2 The well is dry") {
			if time.Sleep(100 * time.Millisecond); time.Since(began) > 2*time.Second {
				t.Fatal("the group waits for a toast")
			}
		}
		time.Sleep(31 * time.Second)
		v.settle()
		if _, _, answered := q.Answer(); !answered {
			t.Error("the press was never answered")
		}
	})
}

// says tells whether the bot has said something in a chat.
func (v *village) says(chat *people.Chat, words string) bool {
	for _, m := range v.server.Messages(chat) {
		if m.FromBot() && strings.Contains(m.Text, words) {
			return true
		}
	}
	return false
}

// TestNoWaitIsLongerThanTelegramSays has Telegram ask for a second: the message comes after that second.
func TestNoWaitIsLongerThanTelegramSays(t *testing.T) {
	inVillage(t, func(v *village) {
		v.wild = true
		v.server.Fail(api.Fault{Method: "sendMessage", Chat: v.cast.Group.ID, RetryAfter: 1})
		v.must(v.cast.Do("xiuying: /raise The lamps are dark."))
		time.Sleep(2 * time.Second)
		if !v.says(v.cast.Group, "#1 The lamps are dark") {
			t.Error("it is silent for longer than a second")
		}
	})
}

// TestNoEchoWaitsForAWallThatIsShut mutes the wall's channel: the residents hear the echo in their group meanwhile, and
// the wall when it opens.
func TestNoEchoWaitsForAWallThatIsShut(t *testing.T) {
	inVillage(t, func(v *village) {
		v.wild = true
		owner := v.cast.People["secretary"]
		channel := v.server.AddChannel("Echo wall", "willow_wall", owner)
		v.server.AddBot(channel, owner)
		v.server.PromoteBot(channel, owner, people.Rights{Post: true, Edit: true})
		v.do("secretary in private: /bind wall")
		owner.Say(channel, "/bind "+v.code(owner), people.As(channel))
		v.settle()
		v.server.Fail(api.Fault{
			Method: "sendMessage", Chat: channel.ID, Times: -1, Status: 400,
			Description: "Bad Request: need administrator rights in the channel chat",
		})
		v.do("xiuying: /raise The square is dark at night.", "secretary in private: /screen 1 accept small")
		time.Sleep(8 * time.Hour)
		v.settle()
		v.once(v.cast.Group, "will be deliberated")
		v.told("secretary", "I cannot post in the place of the wall of 柳树村", 1)
		v.server.ClearFaults()
		time.Sleep(16 * time.Minute)
		v.settle()
		v.once(v.cast.Group, "will be deliberated")
		v.once(channel, "will be deliberated")
		v.told("secretary", "I can post in the place of the wall of 柳树村 again", 1)
	})
}
