package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"echowall/bot/sim/people"
)

// TestNoLeavingGoesUnseen lets a member go in each way Telegram tells of: by the line in the chat, by the change of the
// standing that a bot is told which runs the group, by both, twice, and thrown out. The secretary hears of it once.
func TestNoLeavingGoesUnseen(t *testing.T) {
	change := func(v *village, status string) string {
		who := fmt.Sprintf(`{"id": %d, "is_bot": false, "first_name": "Li"}`, v.cast.People["li"].ID)
		return fmt.Sprintf(`{"chat_member": {"date": 1, "chat": {"id": %d, "type": "group", "title": "x"}, "from": %s, `+
			`"old_chat_member": {"status": "member", "user": %s}, "new_chat_member": {"status": %q, "user": %s}}}`,
			v.cast.Group.ID, who, who, status, who)
	}
	for way, leave := range map[string]func(v *village){
		"the line in the chat":        func(v *village) { v.do("li leaves") },
		"both, where the bot runs it": func(v *village) { v.do("the bot is made admin", "li leaves") },
		"the standing alone":          func(v *village) { v.must(v.server.Inject(change(v, "left"))) },
		"thrown out, told twice": func(v *village) {
			v.must(v.server.Inject(change(v, "kicked")))
			v.must(v.server.Inject(change(v, "kicked")))
		},
	} {
		inVillage(t, func(v *village) {
			leave(v)
			v.settle()
			if n := v.times(v.cast.People["secretary"].Private(), "has left the residents' group"); n != 1 {
				t.Errorf("%s: the secretary hears of it %d times", way, n)
			}
		})
	}
}

// times is how often the bot has said something in a chat.
func (v *village) times(chat *people.Chat, words string) (n int) {
	for _, m := range v.server.Messages(chat) {
		if m.FromBot() && strings.Contains(m.Text, words) {
			n++
		}
	}
	return n
}

// TestNobodyIsAppointedByTheMessageOfAChannel replies with an appointment to what was said as a channel, by Telegram
// for the channel of the group, and by an admin who hides.
func TestNobodyIsAppointedByTheMessageOfAChannel(t *testing.T) {
	for way, from := range map[string]string{
		"Telegram for the linked channel": `"from": {"id": 777000, "is_bot": false, "first_name": "Telegram"}`,
		"somebody as a channel": `"from": {"id": 5, "is_bot": false, "first_name": "X"}, ` +
			`"sender_chat": {"id": -1005, "type": "channel", "title": "X"}`,
		"an admin who hides": `"from": {"id": 1087968824, "is_bot": true, "first_name": "Group"}`,
	} {
		inVillage(t, func(v *village) {
			v.must(v.server.Inject(fmt.Sprintf(`{"message": {"message_id": 900, "date": 1, `+
				`"chat": {"id": %d, "type": "group", "title": "x"}, `+
				`"from": {"id": %d, "is_bot": false, "first_name": "S"}, "text": "/appoint authority", `+
				`"entities": [{"type": "bot_command", "offset": 0, "length": 8}], "reply_to_message": {"message_id": 899, `+
				`"date": 1, "chat": {"id": %d, "type": "group", "title": "x"}, %s, "text": "Good day"}}}`,
				v.cast.Group.ID, v.cast.People["secretary"].ID, v.cast.Group.ID, from)))
			v.settle()
			if !v.said(v.cast.Group, "not from a person") {
				t.Errorf("%s: the appointment was not refused", way)
			}
			v.wild = true
		})
	}
}
