package flows_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"echowall/flows"
	"echowall/flows/clock"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/talk"
	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/storagetest/flaky"
	"echowall/storage/vault"
)

// willow is the community of most tests, lane the residents' group in which it lives.
const (
	willow storage.ID = "willow"
	lane   int64      = -100
)

// The people of Willow Lane. Their ids, names and @names stand nowhere else, so that a trace of them is found by its
// bytes.
var (
	chen = talk.User{ID: 70000001, Name: "Chen Jing", Username: "ChenJing", Language: "en"} // the secretary
	liu  = talk.User{ID: 70000002, Name: "Liu Guoqiang", Username: "liuguoqiang", Language: "en"}
	wu   = talk.User{ID: 70000003, Name: "Wu Fang", Username: "wufang", Language: "zh-Hans"}
	wang = talk.User{ID: 70000004, Name: "Wang Xiuying", Username: "Xiuying", Language: "en"}
	yang = talk.User{ID: 70000005, Name: "Yang Meihua", Language: "en"}
)

// morning is when every village is founded: Wednesday, 9 in the morning in Shanghai.
var morning = time.Date(2026, 6, 3, 1, 0, 0, 0, time.UTC)

// village is a community behind an engine, with a clock that stands still until it is moved, and what was told taken
// down.
type village struct {
	t       testing.TB
	id      storage.ID
	chat    int64
	methods *procedure.Registry
	file    storage.Store
	store   *flaky.Store
	engine  *flows.Engine
	clock   *watch
	codes   atomic.Int64
	poked   atomic.Int64
	log     strings.Builder
	// tampered says that the journal is not what it was.
	tampered bool
	vault    vault.Memory
	// updates and posted are the numbers last given to updates and to messages.
	updates, posted int
	// news is what was told besides answers since it was last asked for.
	news []told
}

// bare is a group in which nothing has been set up.
func bare(t testing.TB) *village {
	t.Helper()
	return bareIn(t, t.TempDir())
}

// bareIn keeps the village in a folder.
func bareIn(t testing.TB, dir string) *village {
	t.Helper()
	file, err := boltdb.Open(filepath.Join(dir, "echowall.db"), boltdb.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	return bareOn(t, file)
}

// bareOn keeps the village in a store, and closes it in the end.
func bareOn(t testing.TB, file storage.Store) *village {
	t.Helper()
	methods, err := procedure.Load(fstest.MapFS{"lane.yaml": {Data: []byte(method)}})
	if err != nil {
		t.Fatal(err)
	}
	v := &village{
		t: t, id: willow, chat: lane, methods: methods, file: file, store: flaky.New(file), clock: &watch{at: morning},
	}
	v.engine = v.open(v.store, v.clock)
	t.Cleanup(v.close)
	return v
}

// method is short, and decides in secret.
const method = `
id: lane
version: 1
names: {en: As in the lane}
echo_every: 7d
stages:
  - {kind: intake, names: {en: Collect}, within: 3d, supporters: 3}
  - {kind: screening, names: {en: Screen}, by: [secretary]}
  - {kind: research, names: {en: Look}, within: 7d}
  - kind: deliberation
    names: {en: Talk}
    ballot: {electorate: council, base: cast, quorum: 1/2, majority: ">1/2", open: 3d, remind: [24h], secret: true}
  - {kind: publicity, names: {en: Publish}, window: 5d}
  - {kind: implementation, names: {en: Do}}
  - {kind: evaluation, names: {en: Judge}, window: 7d}
tracks:
  big: {}
  small: {skip: [research]}
`

// found is a village with its secretary, a convener and a member, who have opened their private chats.
func found(t testing.TB) *village {
	t.Helper()
	return settled(bare(t))
}

// settled sets a bare village up.
func settled(v *village) *village {
	v.admin(chen, "/setup lane en Asia/Shanghai")
	for _, u := range []talk.User{chen, liu, wu} {
		v.private(u, "/start "+v.head().Door)
	}
	v.private(chen, "/appoint convener @liuguoqiang")
	v.private(chen, "/appoint member @wufang")
	v.news = nil
	return v
}

// open makes an engine on a store.
func (v *village) open(store storage.Store, c clock.Clock) *flows.Engine {
	return flows.Distrust(flows.New(flows.Config{
		Store: store, Methods: v.methods, Words: words(), Languages: languages(), Clock: c,
		Log:  slog.New(slog.NewTextHandler(&v.log, nil)),
		Code: func() string { return fmt.Sprintf("K%05dCode", v.codes.Add(1)) },
		Poke: func(storage.ID, uint64) { v.poked.Add(1) }, Vault: &v.vault,
	}), func(key string) { v.t.Errorf("somebody changed the record %s, which all share", key) })
}

// close ends the village, and holds its store and its journal to being whole.
func (v *village) close() {
	v.engine.Close()
	if !v.t.Failed() && !v.tampered {
		if err := v.file.Check(context.Background()); err != nil {
			v.t.Error(err)
		}
		ids, err := v.file.Communities(context.Background(), "", 10)
		if err != nil {
			v.t.Error(err)
		}
		for _, id := range ids {
			if _, err := flows.Verify(context.Background(), v.file, v.methods, id); err != nil {
				v.t.Error(err)
			}
		}
	}
	if err := v.file.Close(); err != nil {
		v.t.Error(err)
	}
}

// words are what people may answer with: a few of what the catalogue has.
func words() map[string]string {
	all := map[string]string{}
	for word, others := range map[string]string{
		"yes": "agree|in favour|同意", "no": "against|not coming", "abstain": "", "confirm": "", "cancel": "stop",
		"skip":    "pass",
		"support": "me too|附议", "anonymous": "", "named": "", "en": "english", "zh-Hans": "chinese|中文", "accept": "",
		"member":   "",
		"convener": "", "solved": "", "unsolved": "not solved", "satisfied": "", "unsatisfied": "not satisfied",
		"council": "",
		"small":   "", "merge": "",
	} {
		all[strings.ToLower(word)] = word
		for _, other := range strings.Split(others, "|") {
			all[other] = word
		}
	}
	delete(all, "")
	return all
}

// languages are those that can be chosen.
func languages() []talk.Language {
	return []talk.Language{{Tag: "en"}, {Tag: "zh-Hans", Zone: "Asia/Shanghai"}}
}

// look reads something from the state as last committed.
func look[T any](v *village, fn func(s *life.State) T) (found T) {
	v.t.Helper()
	v.must(flows.Read(context.Background(), v.file, v.methods, v.id, func(s *life.State) error {
		found = fn(s)
		return nil
	}))
	return found
}

// head is the community's head record; zero when there is none.
func (v *village) head() record.Community {
	v.t.Helper()
	return look(v, func(s *life.State) (h record.Community) {
		if s.Head() != nil {
			h = *s.Head()
		}
		return h
	})
}

// known is the number of a user; 0 when the community does not know them.
func (v *village) known(u talk.User) int {
	v.t.Helper()
	return look(v, func(s *life.State) int { return s.Known(u.ID) })
}

// written is how many entries the journal has.
func (v *village) written() int {
	v.t.Helper()
	return len(v.entries())
}

func (v *village) entries() (all []storage.Entry) {
	v.t.Helper()
	v.must(v.file.View(context.Background(), v.id, func(r storage.Reader) (err error) {
		all, err = r.Journal(1, 10_000)
		return err
	}))
	return all
}

func (v *village) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}
