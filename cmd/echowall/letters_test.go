package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"echowall/bot/sim/people"
	"echowall/storage/redisdb/redistest"
	"echowall/storage/testenv"
)

// TestOutboxMessagesSurviveKills kills the process with SIGKILL at one call after another while a village hands matters
// up to its township: each is opened there once, on either store.
func TestOutboxMessagesSurviveKills(t *testing.T) {
	testenv.Long(t)
	for name, store := range map[string]func(*testing.T) string{"bolt": boltStore, "redis": redisStore} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, err := newWorld(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			defer w.server.Close()
			w.vars = append(w.vars, "ECHOWALL_STORE="+store(t))
			w.foundBoth(t)
			const deaths = 4
			for n := range deaths {
				w.live(t, func() {
					w.must(t, w.await(w.server.Polling))
					before := len(w.server.Stats().Calls)
					w.must(t, w.cast.Do(fmt.Sprintf("wang: /raise Matter %d", n)))
					w.must(t, w.cast.Do(fmt.Sprintf("chen: /screen %d refer It is not ours", n+1)))
					w.must(t, w.await(func() bool { return len(w.server.Stats().Calls) > before+n }))
				})
			}
			w.live(t, func() {
				w.must(t, w.cast.Do("chen starts"))
				for n := range deaths {
					w.must(t, w.cast.Do(fmt.Sprintf("chen in private: /case %d", n+1)))
					there := fmt.Sprintf("With Township, there #%d", n+1)
					w.must(t, w.await(func() bool { return w.said("chen", there) > 0 }))
				}
				w.must(t, w.await(func() bool { return w.saidIn("other", fmt.Sprintf("%d open cases", deaths)) > 0 }))
			})
			if out, err := w.command(t, "verify").CombinedOutput(); err != nil {
				t.Errorf("verify: %v\n%s", err, out)
			}
		})
	}
}

// foundBoth makes a village of chen's and a township of li's, and ties them.
func (w *world) foundBoth(t *testing.T) {
	t.Helper()
	li := w.cast.People["li"]
	w.cast.Groups = map[string]*people.Chat{"other": w.server.AddGroup("Township", li)}
	w.live(t, func() {
		w.must(t, w.await(w.server.Polling))
		w.must(t, w.cast.Do("the bot is added"))
		w.server.AddBot(w.cast.Groups["other"], li)
		for _, step := range []struct{ do, where, text string }{
			{"chen: /setup six-step en " + noon(), "GROUP", "All quiet"},
			{"li in other: /setup six-step en " + noon(), "other", "All quiet"},
		} {
			w.must(t, w.cast.Do(step.do))
			w.must(t, w.await(func() bool {
				if w.cast.Groups[step.where] != nil {
					return w.saidIn(step.where, step.text) > 0
				}
				return w.said(step.where, step.text) > 0
			}))
		}
		w.must(t, w.cast.Do("li in other: /link below"))
		var code []string
		w.must(t, w.await(func() bool {
			for _, m := range w.server.Messages(w.cast.Groups["other"]) {
				if found := regexp.MustCompile(`(?s)works once.*`).FindString(m.Text); m.FromBot() && found != "" {
					code = regexp.MustCompile(`/link (\S+)`).FindStringSubmatch(m.Text)
				}
			}
			return code != nil
		}))
		w.must(t, w.cast.Do("chen: /link "+code[1]))
		w.must(t, w.await(func() bool { return w.said("GROUP", "We are tied to Township") > 0 }))
	})
}

// saidIn counts the messages of the bot in a further group that hold a text.
func (w *world) saidIn(group, text string) (n int) {
	chat := w.cast.Groups[group]
	if chat == nil {
		return 0
	}
	for _, m := range w.server.Messages(chat) {
		if m.FromBot() && strings.Contains(m.Text, text) {
			n++
		}
	}
	return n
}

func boltStore(t *testing.T) string { return "bolt:" + filepath.Join(t.TempDir(), "both.db") }

// redisStore is a redis-server of its own, which keeps what it has for as long as it lives.
func redisStore(t *testing.T) string { return redistest.Start(t).URL("") }
