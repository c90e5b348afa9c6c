package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// slowly makes Telegram take its time to say who somebody is in a group.
func (v *village) slowly(by time.Duration) {
	v.server.Fail(api.Fault{Method: "getChatMember", Times: -1, Slow: by})
}

// crowd are so many people who join the group.
func (v *village) crowd(n int) []string {
	var all []string
	for i := range n {
		who := v.server.AddUser(people.User{First: fmt.Sprint("Neighbour", i), Lang: "en"})
		v.server.Join(v.cast.Group, who)
		key := fmt.Sprint("neighbour", i)
		v.cast.People[key] = who
		all = append(all, key)
	}
	return all
}

// answeredWithin says something in private and checks how soon the bot answers.
func (v *village) answeredWithin(limit time.Duration, who, line string) {
	v.t.Helper()
	chat := v.cast.People[who].Private()
	before, began := len(v.server.Messages(chat)), time.Now()
	v.must(v.cast.Do(who + " in private: " + line))
	for time.Since(began) < time.Minute {
		if all := v.server.Messages(chat); len(all) > before+1 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if took := time.Since(began); took > limit {
		v.t.Errorf("%s was answered after %s", who, took)
	}
}

// TestNobodyStopsReceivingByAskingWhoRunsAGroup has sixty people want to choose the group's language, while Telegram
// takes its time to say who runs the group: whoever else writes is answered at once, and each of the sixty in the end.
func TestNobodyStopsReceivingByAskingWhoRunsAGroup(t *testing.T) {
	for name, words := range map[string][]string{"polling": {"en"}, "webhook": {"en", "webhook"}} {
		t.Run(name, func(t *testing.T) {
			inVillageOf(t, func(v *village) {
				crowd := v.crowd(60)
				v.settle()
				time.Sleep(2 * time.Minute) // what Telegram told of them as they came is believed no more
				v.slowly(20 * time.Second)
				for _, who := range crowd {
					v.must(v.cast.Do(who + ": /language en"))
				}
				if v.hook == nil {
					v.answeredWithin(time.Second, "xiuying", "/wall")
				}
				v.settle()
				time.Sleep(10 * time.Minute)
				v.settle()
				if n := v.server.Stats().Count("getChatMember", 200); n < 60 {
					t.Errorf("Telegram was asked %d times about sixty people", n)
				}
				v.deadLetters(0)
				v.do("secretary: /language zh-Hans")
				v.heard("中文")
			}, words...)
		})
	}
}

// TestNobodyHasTelegramAskedAgainAndAgain lets one person ask for the language of the group, and for a community where
// there is one, over and over: Telegram is asked once a minute, and of what bears on nothing never.
func TestNobodyHasTelegramAskedAgainAndAgain(t *testing.T) {
	inVillage(t, func(v *village) {
		v.slowly(300 * time.Millisecond)
		before := v.server.Stats().Count("getChatMember", 200)
		for range 20 {
			v.must(v.cast.Do("baoguo: /setup"))
			v.must(v.cast.Do("baoguo: /language"))
			v.must(v.cast.Do("baoguo in private: /language en"))
		}
		v.settle()
		if n := v.server.Stats().Count("getChatMember", 200); n != before {
			t.Errorf("Telegram was asked %d times for nothing", n-before)
		}
		time.Sleep(time.Minute)
		for range 20 {
			v.must(v.cast.Do("meihua: /language en"))
		}
		time.Sleep(30 * time.Second)
		v.settle()
		if n := v.server.Stats().Count("getChatMember", 200); n != before+1 {
			t.Errorf("Telegram was asked %d times about one person", n-before)
		}
	})
}

// TestNothingIsLostWhileItIsAskedWhoRunsAGroup ends the program while Telegram has not said yet who runs the group:
// what was said is done when it runs again, once.
func TestNothingIsLostWhileItIsAskedWhoRunsAGroup(t *testing.T) {
	inVillage(t, func(v *village) {
		v.slowly(20 * time.Second)
		v.must(v.cast.Do("secretary: /language zh-Hans"))
		time.Sleep(time.Second)
		v.halt()
		v.server.ClearFaults()
		v.start()
		v.settle()
		n := 0
		for _, m := range v.server.Messages(v.cast.Group) {
			if m.FromBot() && strings.Contains(m.Text, "以后我在群里用中文") {
				n++
			}
		}
		if n != 1 {
			t.Errorf("the language was changed %d times", n)
		}
		v.deadLetters(0)
		v.log.forgive("admin not checked")
	})
}
