package bot_test

import (
	"regexp"
	"strings"
	"testing"

	"echowall/bot/sim/people"
)

// TestCouncilChat binds a chat of the council by a code: ballots run there, echoes stay with the residents.
func TestCouncilChat(t *testing.T) {
	inVillage(t, func(v *village) {
		owner := v.cast.People["secretary"]
		council := v.server.AddSupergroup("Council", owner)
		v.server.AddBot(council, owner)
		v.do("secretary in private: /bind council")
		owner.Say(council, "/bind WRONG")
		v.settle()
		owner.Say(council, "/bind "+v.code(owner))
		v.settle()
		v.do("xiuying: /raise The square is dark at night.", "secretary in private: /screen 1 accept small",
			"secretary in private: /schedule 1 tomorrow 19:00 Hall", "convener in private: /open M1",
			"secretary in private: /resolve 1 A Two lamps are set up.")
		if !v.said(council, "Vote on #1") || v.said(v.cast.Group, "Vote on #1") {
			t.Error("the ballot does not stand in the council's chat alone")
		}
		if !v.said(v.cast.Group, "put to the vote") || v.said(council, "put to the vote") {
			t.Error("the echo does not stand with the residents alone")
		}
	})
}

// TestWallChannel binds a channel by the code posted in it: echoes go there, the card stays in the group.
func TestWallChannel(t *testing.T) {
	inVillage(t, func(v *village) {
		owner := v.cast.People["secretary"]
		channel := v.server.AddChannel("Echo wall", "willow_wall", owner)
		v.server.AddBot(channel, owner)
		v.server.PromoteBot(channel, owner, people.Rights{Post: true, Edit: true})
		v.do("secretary in private: /bind wall")
		owner.Say(channel, "/bind "+v.code(owner), people.As(channel))
		v.settle()
		v.do("xiuying: /raise The square is dark at night.", "secretary in private: /screen 1 accept small")
		if !v.said(channel, "will be deliberated") || v.said(v.cast.Group, "will be deliberated") {
			t.Error("the echo does not stand on the wall channel alone")
		}
		if !v.said(v.cast.Group, "#1 The square is dark at night") {
			t.Error("the card does not stand in the group")
		}
	})
}

// TestForumTopic sets a community up in a forum: answers come in the topic that was asked in.
func TestForumTopic(t *testing.T) {
	inVillage(t, func(v *village) {
		owner := v.cast.People["secretary"]
		forum := v.server.AddForum("Upper village", owner)
		v.server.AddBot(forum, owner)
		topic := v.server.AddTopic(forum, owner, "Roads")
		owner.Say(forum, "/setup six-step en UTC", people.InTopic(topic))
		v.settle()
		owner.Say(forum, "/wall", people.InTopic(topic))
		v.settle()
		last, _ := v.server.Last(forum)
		if last.Topic != topic.ID || !strings.Contains(last.Text, "Upper village") {
			t.Errorf("answered in topic %d: %q", last.Topic, last.Text)
		}
	})
}

// TestTwoCommunities lets somebody who is known in two villages pick the one to speak to in private.
func TestTwoCommunities(t *testing.T) {
	inVillage(t, func(v *village) {
		owner := v.cast.People["secretary"]
		upper := v.server.AddGroup("Upper village", owner)
		v.server.Join(upper, v.cast.People["baoguo"])
		v.server.AddBot(upper, owner)
		owner.Say(upper, "/setup six-step en UTC")
		v.settle()
		baoguo := v.cast.People["baoguo"]
		baoguo.Say(upper, "/raise The bridge is slippery.")
		baoguo.Say(v.cast.Group, "/raise The square is dark.")
		v.settle()
		v.do("baoguo starts")
		q := baoguo.Press(baoguo.Private(), v.last(baoguo).ID, "Upper village")
		v.settle()
		if text, _, _ := q.Answer(); q.Err() != nil || text == "" {
			t.Fatalf("the pick was not taken: %q %v", text, q.Err())
		}
		v.do("baoguo in private: /wall")
		if m := v.last(baoguo); !strings.Contains(m.Text, "The bridge is slippery") {
			t.Errorf("picked the upper village, shown:\n%s", m.Text)
		}
	})
}

// TestMenus shows each person the commands of their roles, in their language.
func TestMenus(t *testing.T) {
	inVillage(t, func(v *village) {
		count := func(name string) int {
			who := v.cast.People[name]
			return len(v.server.Commands(who.Private(), who))
		}
		if n := count("xiuying"); n != 6 {
			t.Errorf("a resident sees %d commands", n)
		}
		if m, s := count("li"), count("secretary"); m <= 6 || s <= m {
			t.Errorf("a member sees %d commands, the secretary %d", m, s)
		}
		v.do("secretary in private: /dismiss member @liming")
		if n := count("li"); n != 6 {
			t.Errorf("a member dismissed still sees %d commands", n)
		}
	})
}

// code is the code that the bot last told somebody in private.
func (v *village) code(who *people.User) string {
	code := regexp.MustCompile(`X[0-9A-Z]{8,}`).FindString(v.last(who).Text)
	if code == "" {
		v.t.Fatalf("no code in %q", v.last(who).Text)
	}
	return code
}

// last is the bot's last message to somebody in private.
func (v *village) last(who *people.User) people.Message {
	m, ok := v.server.Last(who.Private())
	if !ok {
		v.t.Fatal("the bot has told them nothing")
	}
	return m
}

// said tells whether the bot said something in a chat.
func (v *village) said(chat *people.Chat, words string) bool {
	for _, m := range v.server.Messages(chat) {
		if m.FromBot() && strings.Contains(m.Text, words) {
			return true
		}
	}
	return false
}
