package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"echowall/bot/sim/people"
	"echowall/flows/procedure"
	"echowall/flows/procedure/openvote"
	"echowall/storage"
)

// TestThriceAndShuffled delivers updates three times each and in any order, many at a time. What they come to is what
// they come to when each is delivered once, in order: every vote and every support is counted once, and nobody is told
// twice.
//
// It holds of updates of which none waits for another, as the votes of a whole village; whoever supports a case that is
// not yet raised is refused, whatever the transport. The order of what one asks for by polling is put right before
// anything is done.
func TestThriceAndShuffled(t *testing.T) {
	var inOrder, shuffled map[string]string
	t.Run("once, in order", func(t *testing.T) { inOrder = rushed(t, func(v *village) { v.settle() }) })
	t.Run("thrice, shuffled", func(t *testing.T) { shuffled = rushed(t, thrice) })
	if diff := cmp.Diff(inOrder, shuffled); diff != "" || len(inOrder) < 200 {
		t.Errorf("the end is another, of %d records (-in order +shuffled):\n%s", len(inOrder), diff)
	}
}

// rushed has a village raise a case and vote on another, and returns the records that this left, but for what tells who
// was first.
func rushed(t *testing.T, deliver func(*village)) (left map[string]string) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		methods, err := procedure.Load(fstest.MapFS{"open.yaml": {Data: openvote.Method("six-step", "7d")}})
		if err != nil {
			t.Fatal(err)
		}
		v := foundBy(t, dir, []string{"en", "webhook"}, methods)
		v.do("xiuying: /raise The new square: trees or a car park?", "secretary in private: /screen 1 accept",
			"secretary in private: /resolve 1 A Trees are planted on the new square.", "meihua: /raise The lamps are dark.")
		ballot := v.ballot()
		var villagers []*people.User
		for i := range 100 {
			who := v.server.AddUser(people.User{First: fmt.Sprint("Voter", i), Lang: "en"})
			v.server.Join(v.cast.Group, who)
			villagers = append(villagers, who)
			who.Say(v.cast.Group, "/support 2")
			v.settle() // so that everybody has the same number in both runs
		}
		for i, who := range villagers {
			who.PressData(v.cast.Group, ballot, "vote 1.1 "+[]string{"yes", "no", "abstain"}[i%3])
		}
		deliver(v)
		time.Sleep(10 * time.Minute)
		v.settle()
		left = v.records(t)
		v.close()
	})
	return left
}

// thrice delivers what waits three times, in any order, sixteen at a time, and has the last of it come again later.
func thrice(v *village) {
	var all []json.RawMessage
	for range 3 {
		all = append(all, v.server.Waiting()...)
	}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for len(all) > 0 {
		n := min(16, len(all))
		var wg sync.WaitGroup
		for _, raw := range all[:n] {
			wg.Go(func() { v.bring(raw) })
		}
		wg.Wait()
		all = all[n:]
	}
	v.settle() // Telegram brings all of it once more
}

// bring brings one update to the webhook.
func (v *village) bring(raw []byte) {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/telegram", bytes.NewReader(raw))
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", v.hook.Secret)
	w := httptest.NewRecorder()
	v.bot.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		v.t.Errorf("an update was answered with %d", w.Code)
	}
}

// records are all records of the one community that are in the journal; moments are left out, for no two runs share
// them.
func (v *village) records(t *testing.T) map[string]string {
	t.Helper()
	ids, err := v.store.Communities(context.Background(), "", 10)
	v.must(err)
	all := map[string]string{}
	v.must(v.store.View(context.Background(), ids[0], func(r storage.Reader) error {
		records, err := r.Range("")
		for _, x := range records {
			if x.Key[:2] != "x:" {
				all[string(x.Key)] = timeless(t, x.Value)
			}
		}
		entries, readErr := r.Journal(1, 1<<20)
		all["entries"] = fmt.Sprint(len(entries))
		if err == nil {
			err = readErr
		}
		return err
	}))
	return all
}

// timeless is a record without its moments, and without what is drawn by lot.
func timeless(t *testing.T, raw []byte) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(strip(v))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func strip(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, x := range v {
			v[key] = strip(x)
		}
	case []any:
		for i, x := range v {
			v[i] = strip(x)
		}
	case string:
		if _, err := time.Parse(time.RFC3339Nano, v); err == nil || mark.MatchString(v) {
			return ""
		}
	}
	return v
}

// mark is the mark of an account, which is salted by lot.
var mark = regexp.MustCompile("^[0-9a-f]{64}$")

// TestPollThriceAndShuffled puts a batch of updates, each three times and in any order, through polling: what comes of
// it, whole conversations with all that one step owes to the one before, is what comes of it in order.
func TestPollThriceAndShuffled(t *testing.T) {
	talk := func(mix bool) (left map[string]string) {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			v := found(t, dir, []string{"en"})
			if mix {
				v.server.Mix(3)
			}
			v.cast.Do("xiuying: /raise The lamps are dark.")
			v.cast.Do("baoguo: /support 1")
			v.cast.Do("meihua: /support 1")
			v.cast.Do("secretary in private: /screen 1 accept small")
			v.cast.Do("xiuying: /raise The well is dry.")
			v.cast.Do("baoguo: /support 2")
			v.cast.Do("xiuying: /withdraw 2 It rained.")
			v.settle()
			left = v.records(t)
			v.close()
		})
		return left
	}
	if diff := cmp.Diff(talk(false), talk(true)); diff != "" {
		t.Errorf("the end is another (-in order +shuffled):\n%s", diff)
	}
}
