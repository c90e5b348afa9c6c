package bot_test

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/sim/people"
	"echowall/flows"
	"echowall/flows/journal"
	"echowall/storage"
)

// copied is the village's store as it is now; the program is stopped for it and started again.
func (v *village) copied() []byte {
	v.t.Helper()
	v.halt()
	data, err := os.ReadFile(v.path)
	v.must(err)
	v.start()
	v.settle()
	return data
}

// putBack runs the program on an older copy of its store.
func (v *village) putBack(data []byte) {
	v.t.Helper()
	v.halt()
	v.must(os.WriteFile(v.path, data, 0o600))
	v.start()
	v.settle()
}

// entries is how many entries the book of the one community has.
func (v *village) entries() (n uint64) {
	v.t.Helper()
	ids, err := v.store.Communities(v.t.Context(), "", 10)
	v.must(err)
	v.must(v.store.View(v.t.Context(), ids[0], func(r storage.Reader) (err error) {
		n, err = flows.LastEntry(r)
		return err
	}))
	return n
}

// reads tells whether somebody, or the group, was told something since a message.
func (v *village) reads(chat *people.Chat, words string) bool {
	return slices.ContainsFunc(
		v.server.Messages(chat),
		func(m people.Message) bool { return strings.Contains(m.Text, words) },
	)
}

// TestAnOlderBackupDoesNotRunOn puts an older copy of the store in the place of the newer one, and lets people go on:
// nothing is taken, everybody is told why, and the secretary in private. Once whoever runs the program says to go on,
// and why, it stands in the book and in the group, and from then on all is as usual.
func TestAnOlderBackupDoesNotRunOn(t *testing.T) {
	for _, how := range []string{"webhook", "polling"} {
		t.Run(how, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				v := found(t, dir, []string{"en", how})
				v.log.forgive("community not served")
				v.do("xiuying: /raise The lamp at the well is dark")
				old := v.copied()
				v.do("xiuying: /raise The bus does not stop here any more", "wait until 2026-06-01 10:00")
				v.putBack(old)
				before := v.entries()
				v.do(
					"xiuying: /raise The square is dark",
					"baoguo presses \"Support\"",
					"secretary in private: /screen 1 accept big",
					"wait until 2026-06-09 10:00",
				)
				if n := v.entries(); n != before {
					t.Errorf("the book went on from entry %d to %d", before, n)
				}
				if !v.reads(v.cast.Group, "my book is older than what I have shown here") {
					t.Error("whoever asked was not told")
				}
				if !v.reads(v.cast.People["secretary"].Private(), "ends at entry") {
					t.Error("the secretary was not told")
				}
				if log := v.log.String(); strings.Count(log, "community not served") != 1 ||
					!strings.Contains(log, "--accept-rollback") {
					t.Errorf("the log: %s", log)
				}
				v.goOn(before)
				v.close()
			})
		})
	}
}

// goOn runs the program with the word that it may go on, and then without.
func (v *village) goOn(before uint64) {
	v.t.Helper()
	v.halt()
	v.rollback = "the disk burned; this is the copy of the morning"
	v.start()
	v.settle()
	v.do("xiuying: /raise The square is dark")
	time.Sleep(time.Hour)
	v.settle()
	if v.entries() <= before || !v.reads(v.cast.Group, "the disk burned") {
		v.t.Errorf("entry %d, told: %v", v.entries(), v.reads(v.cast.Group, "the disk burned"))
	}
	v.halt()
	v.rollback = ""
	v.start()
	v.settle()
	n := v.entries()
	if v.do("xiuying: /raise The bus does not stop here any more"); v.entries() <= n {
		v.t.Error("it is not served afterwards")
	}
}

// TestANewerBookRunsOn stops and starts the program again and again: what is shown is never ahead of what is kept, and
// nothing is asked of Telegram but once.
func TestANewerBookRunsOn(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "webhook"})
		for _, matter := range []string{"The lamp at the well is dark", "The bus is late", "The square is dark"} {
			v.do("xiuying: /raise " + matter)
			time.Sleep(time.Minute) // what was sent before the program stopped counts against the limits after it
			v.halt()
			v.start()
			v.settle()
			n, asked := v.entries(), v.server.Stats().Count("getChat", 200)
			v.do("xiuying: /raise Also: "+matter, "baoguo: /raise And so it is elsewhere")
			if v.entries() < n+2 {
				t.Errorf("not served after %q", matter)
			}
			if now := v.server.Stats().Count("getChat", 200); now != asked+1 {
				t.Errorf("the wall was looked at %d times", now-asked)
			}
		}
		v.close()
	})
}

// TestAClosingEchoTellsTheHead holds the number and the digits that an echo of a closed case tells to the book: they
// are those of the entry before.
func TestAClosingEchoTellsTheHead(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "webhook"})
		v.do("xiuying: /raise The lamp at the well is dark")
		before := v.entries()
		v.do("secretary in private: /screen 1 answer It is mended tomorrow")
		var told []string
		for _, m := range v.server.Messages(v.cast.Group) {
			told = append(told, regexp.MustCompile("📖 ([0-9]+) · ([0-9a-f]{12})").FindStringSubmatch(m.Text)...)
		}
		if len(told) != 3 || told[1] != strconv.FormatUint(before, 10) {
			t.Fatalf("told %q, expected entry %d once", told, before)
		}
		ids, err := v.store.Communities(t.Context(), "", 10)
		v.must(err)
		for _, digits := range []string{told[2], "000000000000"} {
			holds, err := flows.Holds(t.Context(), v.store, ids[0], journal.Head{Seq: before, Hash: digits})
			if v.must(err); holds != (digits == told[2]) {
				t.Errorf("the book holds entry %d with %s: %v", before, digits, holds)
			}
		}
		v.close()
	})
}
