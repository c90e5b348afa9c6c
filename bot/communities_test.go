package bot_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"echowall/bot/sim/people"
	"echowall/storage"
)

// among lets fn play among communities that share their people; the one found last is not picked.
func among(t *testing.T, n int, fn func(w *commuters)) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		w := commute(t, dir, n, rand.New(rand.NewPCG(1, 1)))
		fn(w)
		w.close()
	})
}

// says types a line in private and gives back what the bot sent there.
func (w *commuters) says(u *people.User, line string, opts ...people.Option) []people.Message {
	last := w.latest(u)
	u.Say(u.Private(), line, opts...)
	w.settle()
	return w.since(u, last)
}

// presses presses a button below a message and gives back what the bot sent.
func (w *commuters) presses(u *people.User, m people.Message, button string) []people.Message {
	last := w.latest(u)
	q := u.Press(u.Private(), m.ID, button)
	w.must(q.Err())
	w.settle()
	return w.since(u, last)
}

func (w *commuters) latest(u *people.User) int {
	m, _ := w.server.Last(u.Private())
	return m.ID
}

func (w *commuters) since(u *people.User, last int) []people.Message {
	return slices.DeleteFunc(w.server.Messages(u.Private()), func(m people.Message) bool {
		return !m.FromBot() || m.ID <= last
	})
}

// picks makes a community the picked one.
func (w *commuters) picks(u *people.User, name string) {
	asked := w.says(u, "/start")
	w.presses(u, asked[0], name)
}

// grew tells in which communities something was done since.
func (w *commuters) grew(before map[storage.ID]uint64) string {
	var all []string
	for _, id := range w.ids {
		if w.acts(id, before[id]) > 0 {
			all = append(all, w.names[id])
		}
	}
	return strings.Join(all, " ")
}

// TestNoPrivateButtonActsInAnotherCommunity presses what stands under messages of a community that is not picked: with
// its mark, as older programs wrote it without one, and with the mark of a community that knows nothing of the presser.
func TestNoPrivateButtonActsInAnotherCommunity(t *testing.T) {
	among(t, 2, func(w *commuters) {
		secretary := w.people[0]
		w.picks(secretary, "Village1")
		before := w.heads()
		w.picks(secretary, "Village0")
		var told people.Message
		for _, m := range w.server.Messages(w.people[0].Private()) {
			if strings.Contains(m.Text, "New case #2") && w.called(w.homes(m)) == "Village1" {
				told = m
			}
		}
		data := told.Buttons[0][0].Data
		for _, forged := range []string{"~AAAA" + data[5:], "~" + data, "once nowhere", "pick nowhere", "once"} {
			secretary.PressData(secretary.Private(), told.ID, forged)
			w.settle()
			if got := w.grew(before); got != "" {
				t.Errorf("a press of %q acted in %s", forged, got)
			}
		}
		secretary.PressData(secretary.Private(), told.ID, "screen 2 accept small")
		w.settle()
		if got := w.grew(before); got != "Village1" {
			t.Errorf("a press of an older program's button below a message of Village1 acted in %q", got)
		}
	})
}

// TestNoTypedNumberIsGuessed types the number of a case that several communities have: it is asked which is meant, and
// done there, once, whatever is picked and however often it is pressed.
func TestNoTypedNumberIsGuessed(t *testing.T) {
	among(t, 3, func(w *commuters) {
		member := w.people[2]
		w.picks(member, "Village0")
		before := w.heads()
		asked := w.says(member, "/support 2")[0]
		if got := w.grew(before); got != "" || len(asked.Buttons) != 3 {
			t.Fatalf("it was done in %q, asked %q", got, asked.Text)
		}
		for range 2 {
			w.presses(member, asked, "Village2")
		}
		if got := w.grew(before); got != "Village2" || w.acts(w.ids[2], before[w.ids[2]]) > 1 {
			t.Errorf("it was done in %q", got)
		}
		before = w.heads()
		w.says(member, "/raise The lamp is dark.")
		w.says(member, "with my name")
		if got := w.grew(before); got != "Village0" {
			t.Errorf("what names no number was done in %q, not in the one picked", got)
		}
		w.says(member, "/support 3")
		if got := w.grew(before); got != "Village0" {
			t.Errorf("what only one has was done in %q", got)
		}
	})
}

// TestNoAnswerGoesToThePickedCommunity answers questions of a community that is not picked, in words and by an album,
// and leaves two questions open at once.
func TestNoAnswerGoesToThePickedCommunity(t *testing.T) {
	among(t, 2, func(w *commuters) {
		member := w.people[2]
		w.picks(member, "Village1")
		first := w.says(member, "/raise")
		w.picks(member, "Village0")
		before := w.heads()
		member.Album(member.Private(), 3, "The well is broken.", people.ReplyTo(first[0].ID))
		w.settle()
		w.says(member, "with my name")
		if got := w.grew(before); got != "Village1" {
			t.Errorf("the answer went to %q", got)
		}
		w.says(member, "/raise")
		w.says(member, "/raise", people.ReplyTo(first[0].ID))
		before = w.heads()
		asked := w.says(member, "The stairs are steep.")
		if len(asked) != 1 || len(asked[0].Buttons) != 2 || w.grew(before) != "" {
			t.Fatalf("with two questions open it says %v", asked)
		}
		w.presses(member, asked[0], "Village1")
		w.says(member, "with my name", people.ReplyTo(w.latest(member)))
		if got := w.grew(before); got != "Village1" {
			t.Errorf("the answer went to %q", got)
		}
	})
}

// TestNoPrivateMessageHidesItsCommunity holds what somebody is told who belongs to two communities to naming one, and
// of those who belong to one, nothing.
func TestNoPrivateMessageHidesItsCommunity(t *testing.T) {
	among(t, 2, func(w *commuters) {
		for _, u := range w.people {
			for _, m := range w.since(u, w.begun[u]) {
				t.Errorf("%s is told %q before the walk", u.First, m.Text)
			}
		}
		w.people[3].Say(w.groups[w.ids[0]], "/raise The bridge of Village0 is narrow.")
		w.settle()
		w.people[0].Say(w.groups[w.ids[1]], "/screen 2 accept small")
		w.settle()
		told := 0
		for _, u := range w.people {
			for _, m := range w.since(u, w.begun[u]) {
				told++
				if !fromLine.MatchString(m.Text) {
					t.Errorf("%s is told of no community: %q", u.First, m.Text)
				}
			}
		}
		if told == 0 {
			t.Error("nobody was told anything")
		}
		stranger := w.server.AddUser(people.User{First: "Solo", Lang: "en"})
		w.server.Join(w.groups[w.ids[0]], stranger)
		stranger.Start(w.doorIn(w.groups[w.ids[0]]))
		w.settle()
		for _, m := range w.says(stranger, "/wall") {
			if fromLine.MatchString(m.Text) {
				t.Errorf("who belongs to one is told %q", m.Text)
			}
		}
	})
}

// TestMineLeavesOutNoCommunity asks for what waits: each community in which something does answers, with buttons that
// act in it.
func TestMineLeavesOutNoCommunity(t *testing.T) {
	among(t, 3, func(w *commuters) {
		secretary := w.people[0]
		w.picks(secretary, "Village1")
		for _, line := range []string{"/queue", "/mine"} {
			lists := w.says(secretary, line)
			var from []string
			for _, m := range lists {
				from = append(from, w.called(w.homes(m)))
			}
			slices.Sort(from)
			if !slices.Equal(from, []string{"Village0", "Village1", "Village2"}) {
				t.Fatalf("%s is answered by %q", line, from)
			}
			before := w.heads()
			for _, m := range lists {
				if w.called(w.homes(m)) == "Village2" && line == "/mine" {
					for _, row := range m.Buttons {
						w.presses(secretary, m, row[0].Data)
					}
				}
			}
			if got := w.grew(before); got != "" && got != "Village2" {
				t.Errorf("a button of Village2 acted in %q", got)
			}
		}
	})
}

// TestNoSecondDoorMovesThePick opens the link of another community of the same name: what is written goes on going to
// the first until the person says otherwise, and the two are told apart.
func TestNoSecondDoorMovesThePick(t *testing.T) {
	among(t, 1, func(w *commuters) {
		imitator, resident := w.server.AddUser(people.User{First: "Mallory", Lang: "en"}), w.people[3]
		group := w.server.AddGroup("Village0", imitator)
		w.server.AddBot(group, imitator)
		w.settle()
		imitator.Say(group, "/setup short-vote en Asia/Shanghai")
		w.settle()
		ids, err := w.store.Communities(t.Context(), "", 10)
		w.must(err)
		for _, id := range ids {
			if w.names[id] == "" {
				w.ids, w.names[id] = append(w.ids, id), "the imitation"
			}
		}
		last := w.latest(resident)
		resident.Start(w.doorIn(group))
		w.settle()
		told := w.since(resident, last)
		asked := told[slices.IndexFunc(told, func(m people.Message) bool { return strings.Contains(m.Text, "as well now") })]
		if len(asked.Buttons) != 2 || !strings.Contains(asked.Text, "Mallory") {
			t.Errorf("asked %q", asked.Text)
		}
		last = w.latest(resident)
		resident.Start(w.doorIn(group))
		w.settle()
		if again := w.since(resident, last); len(again) != 2 {
			t.Errorf("opened again, the door is answered by %v", again)
		}
		before := w.heads()
		w.says(resident, "Somebody takes money from us.")
		receipt := w.says(resident, "without my name")
		if got := w.grew(before); got != "Village0" {
			t.Errorf("after the second link was opened, it went to %q", got)
		}
		if text := receipt[len(receipt)-1].Text; !strings.Contains(text, "with Village0 (secretary: P0)") {
			t.Errorf("the receipt does not say whom it went to: %q", text)
		}
		before = w.heads()
		w.presses(resident, asked, "Mallory")
		w.says(resident, "The lamp is dark.")
		w.says(resident, "without my name")
		if got := w.grew(before); got != "the imitation" {
			t.Errorf("after the imitation was picked, it went to %q", got)
		}
	})
}
