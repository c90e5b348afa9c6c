package bot_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"echowall/bot/sim/people"
)

// TestNoTrickWithTheWallHidesAnOlderBook puts an older copy of the store in the place of the newer one, with something
// done to the wall meanwhile. Where a wall of the community's own is pinned, it is seen, though the copy be older by
// one entry and know the group by its former number. Where none is, there is nothing to see: whoever may pin in the
// group can do that, and the operator.
func TestNoTrickWithTheWallHidesAnOlderBook(t *testing.T) {
	for name, x := range map[string]struct {
		meanwhile func(v *village)
		served    bool
	}{
		"it is older by an entry": {func(v *village) {
			before := v.entries()
			v.do("xiuying: /raise The bus does not stop here any more", "wait until 2026-06-01 10:00")
			if n := v.entries() - before; n != 1 {
				v.t.Fatalf("it is older by %d entries", n)
			}
		}, false},
		"the group became a supergroup": {func(v *village) {
			v.server.Migrate(v.cast.Group)
			v.settle()
			v.do("wait until 2026-06-01 10:00")
		}, false},
		"it is not older": {func(*village) {}, true},
		"it is older by what the wall does not show": {func(v *village) {
			before := v.entries()
			v.do("xiuying in private: /language zh-Hans", "secretary in private: /settings place the hall")
			if v.entries() == before {
				v.t.Fatal("nothing happened")
			}
		}, true},
		"the wall is unpinned": {func(v *village) {
			v.do("xiuying: /raise The bus does not stop here any more", "wait until 2026-06-01 10:00")
			v.pinned(func(m *people.Record) { m.Pinned = false })
		}, true},
		"something else is pinned over it": {func(v *village) {
			v.do("xiuying: /raise The bus does not stop here any more", "wait until 2026-06-01 10:00", "baoguo: On Friday")
			messages := v.server.Messages(v.cast.Group)
			last := messages[len(messages)-1].ID
			v.server.Lock()
			defer v.server.Unlock()
			v.cast.Group.Find(last).Pinned = true
		}, true},
		"the wall is deleted": {func(v *village) {
			v.do("xiuying: /raise The bus does not stop here any more", "wait until 2026-06-01 10:00")
			v.pinned(func(m *people.Record) { m.Deleted, m.Pinned = true, false })
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				v := found(t, dir, []string{"en", "webhook"})
				v.wild = true // what was pinned is asked for, or edited, where it is no more
				v.log.forgive("community not served")
				v.do("xiuying: /raise The lamp at the well is dark", "wait until 2026-06-01 09:30")
				old := v.copied()
				x.meanwhile(v)
				v.putBack(old)
				before := v.entries()
				v.do("secretary in private: /screen 1 answer It is mended tomorrow")
				if served := v.entries() > before; served != x.served {
					t.Errorf("served: %v", served)
				}
				v.close()
			})
		})
	}
}

// pinned changes the pinned wall, as an administrator of the group can.
func (v *village) pinned(change func(m *people.Record)) {
	v.server.Lock()
	defer v.server.Unlock()
	change(v.cast.Group.LastPinned())
}

// TestNothingIsAcceptedWhereNothingIsWrong starts the program with the word that it may go on from an older book, and
// there is none: nothing is entered, and nothing told.
func TestNothingIsAcceptedWhereNothingIsWrong(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "webhook"})
		v.do("xiuying: /raise The lamp at the well is dark", "wait until 2026-06-01 09:30")
		before := v.entries()
		v.halt()
		v.rollback = "just to be sure"
		v.start()
		v.settle()
		v.do("baoguo: /raise The square is dark")
		if n := v.entries() - before; n != 1 {
			t.Errorf("%d entries more", n)
		}
		for _, m := range v.server.Messages(v.cast.Group) {
			if strings.Contains(m.Text, "just to be sure") {
				t.Errorf("told: %s", m.Text)
			}
		}
		v.close()
	})
}
