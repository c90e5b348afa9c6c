package bot_test

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/sim/people"
	"echowall/storage"
)

// bindCode lets an officer ask for the code that binds another chat.
func (w *commuters) bindCode(u *people.User, room, community string) string {
	w.picks(u, community)
	for _, m := range w.says(u, "/bind "+room) {
		if code := regexp.MustCompile(`/bind (X[0-9A-Z]{8,})`).FindStringSubmatch(m.Text); code != nil {
			return code[1]
		}
	}
	w.t.Fatal("no code")
	return ""
}

// holder is the community that the directory says a chat is of.
func (w *commuters) holder(chat *people.Chat) string {
	id, err := w.store.Look(context.Background(), storage.Chats, strconv.FormatInt(chat.ID, 10))
	w.must(err)
	return w.names[storage.ID(id)]
}

// TestNobodyTakesOverAChat sends the code of one community in chats of another and in one that is nobody's: by a
// resident nothing is bound; by an admin nothing that is another's, and both offices hear of it.
func TestNobodyTakesOverAChat(t *testing.T) {
	among(t, 2, func(w *commuters) {
		office, resident := w.people[0], w.people[3]
		home, council := w.groups[w.ids[0]], w.server.AddGroup("Council", office)
		w.server.Join(council, resident)
		w.server.AddBot(council, office)
		w.settle()
		code := w.bindCode(office, "council", "Village1")

		resident.Say(home, "/bind "+code)
		resident.Say(council, "/bind "+code)
		resident.Say(home, "/follow "+code)
		w.settle()
		if w.holder(home) != "Village0" || w.holder(council) != "" {
			t.Fatalf("a resident bound them to %q and %q", w.holder(home), w.holder(council))
		}

		last := w.latest(office)
		office.Say(home, "/bind "+code)
		w.settle()
		if w.holder(home) != "Village0" {
			t.Errorf("an admin moved a home to %q", w.holder(home))
		}
		told := map[string]string{}
		for _, m := range w.since(office, last) {
			told[w.called(w.homes(m))] = m.Text
		}
		if !strings.Contains(told["Village0"], "tried to bind it to Village1") ||
			!strings.Contains(told["Village1"], "which belongs to Village0") {
			t.Errorf("the offices are told %q", told)
		}

		office.Say(council, "/bind "+code)
		w.settle()
		if w.holder(council) != "Village1" {
			t.Errorf("an admin bound a chat that was nobody's to %q", w.holder(council))
		}
		office.Say(council, "/bind "+w.bindCode(office, "wall", "Village0"))
		w.settle()
		if w.holder(council) != "Village1" {
			t.Errorf("an admin moved the council's chat to %q", w.holder(council))
		}
	})
}

// TestNoChatStaysWithWhoGaveItUp binds the council elsewhere: the chat it had may be bound by others.
func TestNoChatStaysWithWhoGaveItUp(t *testing.T) {
	among(t, 2, func(w *commuters) {
		office := w.people[0]
		var chats []*people.Chat
		for _, title := range []string{"Council", "New council"} {
			chat := w.server.AddGroup(title, office)
			w.server.AddBot(chat, office)
			w.settle()
			chats = append(chats, chat)
			office.Say(chat, "/bind "+w.bindCode(office, "council", "Village0"))
			w.settle()
		}
		office.Say(chats[0], "/bind "+w.bindCode(office, "council", "Village1"))
		w.settle()
		if w.holder(chats[0]) != "Village1" || w.holder(chats[1]) != "Village0" {
			t.Errorf("they are bound to %q and %q", w.holder(chats[0]), w.holder(chats[1]))
		}
	})
}

// TestOnlyTelegramMovesAHome makes the group a supergroup: the community goes along, also where somebody has tried to
// bind the new chat first.
func TestOnlyTelegramMovesAHome(t *testing.T) {
	among(t, 2, func(w *commuters) {
		home := w.groups[w.ids[0]]
		super := w.server.Migrate(home)
		w.settle()
		if w.holder(super) != "Village0" {
			t.Errorf("the supergroup is of %q", w.holder(super))
		}
	})
}

// TestNoChannelIsBoundWithoutTheBotAsAdmin posts the code in a channel in which the bot may not post.
func TestNoChannelIsBoundWithoutTheBotAsAdmin(t *testing.T) {
	among(t, 2, func(w *commuters) {
		office := w.people[0]
		channel := w.server.AddChannel("Echo wall", "echo_channel", office)
		w.server.AddBot(channel, office)
		code := w.bindCode(office, "wall", "Village1")
		w.server.DemoteBot(channel, office)
		office.Say(channel, "/bind "+code, people.As(channel))
		w.settle()
		if w.holder(channel) != "" {
			t.Errorf("the channel is bound to %q", w.holder(channel))
		}
		w.server.PromoteBot(channel, office, people.Rights{Post: true, Edit: true})
		w.cast.Wait(2 * time.Minute) // so long what the bot is there may be believed to be as it was
		office.Say(channel, "/bind "+code, people.As(channel))
		w.settle()
		if w.holder(channel) != "Village1" {
			t.Errorf("the channel is bound to %q", w.holder(channel))
		}
	})
}

// TestNoCommunityIsFoundedUnapproved sends /setup in a group before and after the operator has allowed it.
func TestNoCommunityIsFoundedUnapproved(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := emptyVillage(t, dir, methodsFor(t, nil))
		approved := map[int64]bool{}
		v.mayFound = func(chat int64) (bool, error) { return approved[chat], nil }
		v.start()
		owner := v.server.AddUser(people.User{First: "Mallory", Lang: "en"})
		group := v.server.AddGroup("Willow Village", owner)
		v.server.AddBot(group, owner)
		v.cast = &people.Cast{World: v.server.World, Group: group}
		v.settle()
		setup := func() []storage.ID {
			owner.Say(group, "/setup six-step en UTC")
			v.settle()
			ids, err := v.store.Communities(context.Background(), "", 10)
			v.must(err)
			return ids
		}
		if ids := setup(); len(ids) > 0 || !v.said(group, strconv.FormatInt(group.ID, 10)) {
			t.Errorf("%v is founded, or the operator cannot be told of which chat", ids)
		}
		approved[group.ID] = true
		if ids := setup(); len(ids) != 1 {
			t.Errorf("once it is approved, %v is founded", ids)
		}
		v.close()
	})
}
