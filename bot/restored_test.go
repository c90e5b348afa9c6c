package bot_test

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"echowall/bot/sim/people"
	"echowall/flows/procedure"
	"echowall/storage/archive"
	"echowall/storage/boltdb"
	"echowall/storage/testenv"
)

// backups is where backups lie that an earlier program made. How each was made stands beside them.
const backups = "../cmd/echowall/testdata/backups"

// TestRestoredBackups lets what an earlier program kept go on under this one: the script beside each backup is played
// on it, as golden conversations are, until nothing is open any more. At the end every journal must verify.
func TestRestoredBackups(t *testing.T) {
	testenv.Unraced(t)
	for _, name := range []string{"demo", "county"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join("testdata/restored", name+".txt")
			script, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				v, told := perform(t, dir, script)
				if *update {
					v.must(os.WriteFile(file, told, 0o644))
				} else if diff := gocmp.Diff(strings.Split(string(script), "\n"), strings.Split(string(told), "\n")); diff != "" {
					t.Errorf("it went on another way (-written +played):\n%s", diff)
				}
				v.nothingIsOpen()
				v.close()
			})
		})
	}
}

// nothingIsOpen asks each group for its wall.
func (v *village) nothingIsOpen() {
	v.t.Helper()
	for _, g := range v.groups() {
		v.cast.Owner.Say(g, "/wall")
		v.settle()
		if last, _ := v.server.Last(g); !strings.Contains(last.Text, "All quiet") {
			v.t.Errorf("something is open in %s:\n%s", v.place(g), last.Text)
		}
	}
}

// groups are all groups of the cast, in the order in which they were made.
func (v *village) groups() []*people.Chat {
	others := slices.SortedFunc(maps.Values(v.cast.Groups), func(a, b *people.Chat) int { return cmp.Compare(b.ID, a.ID) })
	return append([]*people.Chat{v.cast.Group}, others...)
}

// restored makes the village of a backup: the people and groups that the backup knows, at the moment at which it was
// made.
func restored(t *testing.T, dir, name string) *village {
	methods, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	v := emptyVillage(t, dir, methods)
	v.people(name)
	v.settleIn()
	at := v.unpack(name)
	time.Sleep(time.Until(at))
	v.codes.Store(1 << 20) // none that the backup knows comes again
	v.wild = true          // the messages that the backup knows are not in this Telegram
	v.hook = webhook()
	v.start()
	v.settle()
	return v
}

// unpack puts a backup into the village's store and its keys into the vault. It returns when the backup was made.
func (v *village) unpack(name string) time.Time {
	f, err := os.Open(filepath.Join(backups, name+".backup"))
	v.must(err)
	defer f.Close() // only read
	store, err := boltdb.Open(v.path, boltdb.Options{NoSync: true})
	v.must(err)
	sum, err := archive.Restore(context.Background(), store, f, archive.Options{})
	v.must(err)
	v.must(store.Close())
	keys, err := filepath.Glob(filepath.Join(backups, name+".vault", "*.key"))
	v.must(err)
	for _, path := range keys {
		key, err := os.ReadFile(path)
		v.must(err)
		v.must(v.vault.Put(strings.TrimSuffix(filepath.Base(path), ".key"), key))
	}
	return sum.At
}

// settleIn lets the bot be where the backup knows it to be, without its hearing of it: in all groups, and in the
// private chats of all. Since the numbers of messages go on from where they were, none that the backup knows is taken
// by another.
func (v *village) settleIn() {
	elsewhere := v.server.AddGroup("Elsewhere", v.cast.Owner)
	for range 2000 {
		v.cast.Owner.Say(elsewhere, "Good morning.")
	}
	for _, g := range v.groups() {
		v.server.AddBot(g, v.cast.Owner)
		v.server.PromoteBot(g, v.cast.Owner, people.Rights{Pin: true})
	}
	for _, p := range v.cast.People {
		p.Start("")
	}
	res, err := v.server.Client().Get("http://telegram.sim/bot42:TEST/getUpdates?offset=999999999999")
	v.must(err)
	if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusOK {
		v.t.Fatalf("the updates were not taken: %v %v", res.Status, err)
	}
}
