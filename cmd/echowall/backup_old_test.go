package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestBackupsOfEarlierPrograms restores what earlier programs kept into either store: each journal there is the one
// that was kept, the program runs on it, and people go on. How the cases come to their ends is played in bot,
// TestRestoredBackups.
func TestBackupsOfEarlierPrograms(t *testing.T) {
	for name, store := range map[string]func(*testing.T) string{"bolt": boltStore, "redis": redisStore} {
		for _, backup := range []string{"demo", "county"} {
			t.Run(backup+" into "+name, func(t *testing.T) {
				t.Parallel()
				w, err := newWorld(t.TempDir())
				if err != nil {
					t.Fatal(err)
				}
				defer w.server.Close()
				w.vars = append(w.vars, "ECHOWALL_STORE="+store(t))
				file := filepath.Join("testdata/backups", backup+".backup")
				kept := w.tells(t, "verify", file)
				if got := headsIn(kept); !slices.Equal(got, publishedHeads(t, backup)) {
					t.Errorf("the backup's books are %q", got)
				}
				if !strings.Contains(kept, "; not checked: ") || !strings.Contains(kept, "entries by the rules") {
					t.Errorf("what an earlier program did not write down was checked:\n%s", kept)
				}
				w.tells(t, "restore", file)
				if there := w.tells(t, "verify"); there != kept {
					t.Errorf("kept was\n%srestored is\n%s", kept, there)
				}
				if backup == "demo" {
					w.goOn(t)
					w.tells(t, "verify")
				}
			})
		}
	}
}

// tells runs the program to its end and returns what it says.
func (w *world) tells(t *testing.T, args ...string) string {
	t.Helper()
	out, err := w.command(t, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%q: %v\n%s", args, err, out)
	}
	return string(out)
}

var headLine = regexp.MustCompile(`\d+ entries, head [0-9a-f]{64}`)

// headsIn are the heads of journals in what "verify" says or the README beside the backups tells.
func headsIn(text string) []string { return headLine.FindAllString(text, -1) }

// publishedHeads are the heads that were written down when a backup was made.
func publishedHeads(t *testing.T, backup string) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/backups/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(raw), "## "+backup)
	section, _, _ := strings.Cut(after, "\n## ")
	return headsIn(section)
}

// goOn lets the program run on the village of the demo, whose secretary has the same number in Telegram as chen here.
// Much time has passed by the clock of this machine, so the group is told a lot; people are answered in private
// meanwhile.
func (w *world) goOn(t *testing.T) {
	t.Helper()
	chen := w.cast.Owner
	elsewhere := w.server.AddGroup("Elsewhere", chen) // so that no message has a number that the backup knows
	for n := range 500 {
		chen.Say(elsewhere, fmt.Sprintf("Good morning, %d.", n))
	}
	w.live(t, func() {
		w.must(t, w.await(w.server.Polling))
		w.must(t, w.cast.Do("the bot is added"))
		for _, step := range []struct{ who, says, told string }{
			{"wang", "/raise named The bus leaves before school is out", "#2"},
			{"chen", "/screen 2 answer From September it leaves at 17:40", "is answered"},
			{"chen", "/case 1", "#1 The lamps at the east end"},
		} {
			w.must(t, w.cast.Do(step.who+" in private: "+step.says))
			w.must(t, w.await(func() bool { return w.said(step.who, step.told) > 0 }))
		}
	})
}
