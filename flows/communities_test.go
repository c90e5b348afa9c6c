package flows_test

import (
	"slices"
	"testing"

	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/talk"
	"echowall/storage"
)

type stateOf = life.State

// TestSetup makes a group a community, once.
func TestSetup(t *testing.T) {
	v := bare(t)
	for _, tt := range []struct{ say, want string }{
		{"/wall", "refuse.not_set_up"}, {"/raise", "refuse.not_set_up"}, {"/screen ?", "refuse.not_set_up"},
		{"/cancel", "receipt.nothing_to_cancel"}, {"/frobnicate", ""}, {"hello", ""},
	} {
		v.expect(v.group(wang, tt.say), tt.want)
	}
	v.expect(v.group(wang, "The lamp", mention), "refuse.not_set_up")
	v.expect(v.private(wang, "The lamp is dark"), "refuse.not_set_up")
	v.expect(v.private(chen, "/setup"), "refuse.setup_private")
	v.expect(v.group(chen, "/setup"), "refuse.role")
	v.expect(v.admin(chen, "/setup nine-step"), "refuse.no_procedure")
	v.expect(v.admin(chen, "/setup lane Far/Away"), "refuse.zone")
	v.must(v.reach(wang, false))
	v.tick("case:1")
	if n := len(v.records()); n > 0 {
		t.Fatalf("%d records in a community that is none: %q", n, v.keys(""))
	}
	v.expect(v.admin(chen, "/setup Asia/Shanghai 中文 lane"), "")
	if h := v.head(); h.Language != "zh-Hans" || h.Zone != "Asia/Shanghai" || h.Name != "Willow Lane" ||
		v.known(chen) != 1 {
		t.Errorf("founded as %+v", h)
	}
	v.expect(v.admin(liu, "/setup lane en"), "refuse.set_up")
	v.expect(v.admin(liu, "/setup ?"), "refuse.set_up")
	if door, err := v.store.Look(t.Context(), storage.Codes, v.head().Door); err != nil || door != string(willow) {
		t.Errorf("the door leads to %q, %v", door, err)
	}
}

// TestSetupDefaults takes what is not said from the person and the chat.
func TestSetupDefaults(t *testing.T) {
	for language, zone := range map[string]string{"en": "UTC", "zh-Hans": "Asia/Shanghai"} {
		v := bare(t)
		who := chen
		who.Language = language
		v.admin(who, "/setup lane")
		if h := v.head(); h.Language != language || h.Zone != zone {
			t.Errorf("%s: founded as %+v", language, h)
		}
	}
}

// TestSetupTwiceAtOnce lets two admins found the same community in one batch: the first does, the second is told so.
func TestSetupTwiceAtOnce(t *testing.T) {
	v := bare(t)
	one, two := v.input(chen, "/setup lane"), v.input(liu, "/setup lane")
	one.Admin, two.Admin = true, true
	_, replies, errs := v.waiting(one, two)
	if errs[0] != nil || errs[1] != nil || replies[0].Refused || !replies[1].Refused {
		t.Errorf("%+v %v", replies, errs)
	}
	if v.known(chen) != 1 || v.known(liu) != 0 {
		t.Error("the community is not the first one's")
	}
}

// TestTwoCommunities lets one user live in two communities: what is forgotten in one is kept in the other.
func TestTwoCommunities(t *testing.T) {
	v := found(t)
	other := &village{
		t: t, id: "poplar", chat: -200, methods: v.methods, file: v.file, store: v.store, engine: v.engine, clock: v.clock,
	}
	other.admin(liu, "/setup lane en UTC")
	other.private(wang, "/start "+other.head().Door)
	v.private(wang, "/start "+v.head().Door)
	if all := v.communities(wang); !slices.Equal(all, []string{"poplar", "willow"}) {
		t.Fatalf("known in %q", all)
	}
	v.must(v.store.Assign(t.Context(), storage.Picks, itoa(wang.ID), "poplar"))
	v.expect(v.private(wang, "/erase"), "receipt.erased")
	if all := v.communities(wang); !slices.Equal(all, []string{"poplar"}) {
		t.Errorf("after erasure known in %q", all)
	}
	if pick, err := v.store.Look(t.Context(), storage.Picks, itoa(wang.ID)); err != nil || pick != "poplar" {
		t.Errorf("the pick of the other community became %q, %v", pick, err)
	}
	if other.known(wang) == 0 || v.known(wang) != 0 {
		t.Error("the wrong community forgot")
	}
}

// reach tells that a person blocked the bot or let it in again.
func (v *village) reach(u talk.User, can bool) error {
	in := v.input(u, "", alone)
	in.Reach = &can
	_, err := v.engine.Do(v.t.Context(), v.id, in)
	return err
}

// TestStanding follows the bot and the group: removed, added, made admin, moved.
func TestStanding(t *testing.T) {
	v := found(t)
	stand := func(chat int64, s flows.Standing) []string {
		t.Helper()
		in := v.input(chen, "")
		in.Chat.ID, in.Standing = chat, &s
		v.do(in)
		return v.heard()
	}
	if told := stand(lane, flows.Standing{}); !slices.Equal(told, []string{"notice.removed"}) || v.head().Present {
		t.Errorf("removed: told %q", told)
	}
	entries := v.written()
	if told := stand(lane, flows.Standing{}); len(told) > 0 || v.written() != entries {
		t.Errorf("removed again: told %q", told)
	}
	stand(-5, flows.Standing{Present: true})
	if v.head().Present {
		t.Error("the bot is in another group, not in this one")
	}
	stand(lane, flows.Standing{Present: true, Pin: true})
	if h := v.head(); !h.Present || !h.Pin {
		t.Errorf("added: %+v", h)
	}
	move := func(from, to int64) {
		in := v.input(chen, "")
		in.User, in.Moved = talk.User{}, &flows.Moved{From: from, To: to}
		v.do(in)
	}
	move(-5, -6)
	move(lane, -1001)
	move(lane, -1001)
	if v.head().Chat != -1001 {
		t.Errorf("moved to %d", v.head().Chat)
	}
	if to, err := v.store.Look(t.Context(), storage.Chats, "-1001"); err != nil || to != string(willow) {
		t.Errorf("the new chat leads to %q, %v", to, err)
	}
	v.must(v.reach(wu, false))
	if v.reachable(wu) {
		t.Error("who blocked the bot is reachable")
	}
	v.must(v.reach(wu, true))
	v.must(v.reach(yang, true))
	if !v.reachable(wu) || v.known(yang) != 0 {
		t.Error("who let the bot in is not reachable, or a stranger is known")
	}
}

// TestNobodyIsLedByAHash asks the directory where codes lead: those kept as they are, by earlier programs and of doors,
// and those kept as their hash, but never the hash itself.
func TestNobodyIsLedByAHash(t *testing.T) {
	v := found(t)
	v.must(v.store.Assign(t.Context(), storage.Codes, "rose", "willow"))
	v.must(v.store.Assign(t.Context(), storage.Codes, record.CodeHash("lily"), "poplar"))
	for said, want := range map[string]storage.ID{
		"rose": "willow", "lily": "poplar", v.head().Door: v.id, "elm": "",
		record.CodeHash("lily"): "", record.CodeHash("rose"): "",
	} {
		if id, err := flows.Lead(t.Context(), v.store, said); err != nil || id != want {
			t.Errorf("%q leads to %q, %v; want %q", said, id, err, want)
		}
	}
}
