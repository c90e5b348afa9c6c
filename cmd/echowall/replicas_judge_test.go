package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"echowall/bot/sim/people"
)

// judge looks at all that was said.
func (tr *ordeal) judge() {
	excused, worst := 0, time.Duration(0)
	told := map[string][]people.Message{}
	for _, g := range tr.clocks {
		told[g.Title] = tr.heard(g, echo)
	}
	promised := tr.promised()
	for _, g := range tr.clocks {
		twice, late := tr.judgeClock(g.Title, promised[g.Title], told[g.Title])
		excused, worst = excused+twice, max(worst, late)
	}
	for i, g := range tr.talks {
		excused += tr.judgeTalk(g, tr.raised[i])
	}
	if excused > len(tr.blows) {
		tr.t.Errorf("%d messages came twice in %d blows", excused, len(tr.blows))
	}
	if n := tr.server.Stats().TooMany(); n > 0 && tr.h.strict {
		tr.t.Errorf("Telegram asked %d times for patience", n)
	}
	if out, err := tr.command(tr.t, "verify").CombinedOutput(); err != nil {
		tr.t.Errorf("verify: %v\n%s", err, out)
	}
	fmt.Printf("replicas: %d echoes, the latest %v after its time, %d matters, %d blows; %d said twice because struck "+
		"while they were sent; most calls in a second %d\n",
		tr.count(tr.clocks, echo), worst.Round(time.Millisecond), tr.count(tr.talks, card), len(tr.blows), excused,
		tr.server.Stats().MaxPerSecond())
}

// judgeClock holds what a group was told against the echoes that stand in its journal, of which the last ones may still
// be on their way. Each is due when the one before is so old as is promised.
func (tr *ordeal) judgeClock(title string, promised []time.Time, told []people.Message) (excused int,
	worst time.Duration) {
	next, last := 0, time.Time{}
	for _, m := range told {
		switch {
		case next < len(promised) && !m.Time.Before(promised[next]):
			due := promised[next]
			if next > 0 {
				due = promised[next-1].Add(echoEach)
			}
			worst = max(worst, m.Time.Sub(due))
			next++
		case tr.struck(last):
			excused++
		default:
			tr.t.Errorf("%s: an echo came twice, %v apart", title, m.Time.Sub(last))
		}
		last = m.Time
	}
	if next == 0 || worst > tr.h.takeover {
		tr.t.Errorf("%s: %d echoes were told, the latest %v after its time", title, next, worst)
	}
	return excused, worst
}

// promised reads in the journals when each clock owed an echo, by the title of its group.
func (tr *ordeal) promised() map[string][]time.Time {
	tr.t.Helper()
	dir := tr.t.TempDir()
	if out, err := tr.command(tr.t, "export", dir).CombinedOutput(); err != nil {
		tr.t.Fatalf("export: %v\n%s", err, out)
	}
	books, err := filepath.Glob(filepath.Join(dir, "*-journal.jsonl"))
	tr.must(tr.t, err)
	all := map[string][]time.Time{}
	for _, name := range books {
		f, err := os.Open(name)
		tr.must(tr.t, err)
		title, lines := "", json.NewDecoder(f)
		for lines.More() {
			var fact struct {
				At    time.Time
				Event string
				Data  struct{ Title string }
			}
			tr.must(tr.t, lines.Decode(&fact))
			switch fact.Event {
			case "case.raised":
				_, title, _ = strings.Cut(fact.Data.Title, " at ")
			case "case.silence":
				all[title] = append(all[title], fact.At)
			}
		}
		tr.must(tr.t, f.Close())
	}
	return all
}

// judgeTalk looks whether every matter became one case, told once and in order.
func (tr *ordeal) judgeTalk(g *people.Chat, raised int) (excused int) {
	next, last := 1, time.Time{}
	for _, m := range tr.heard(g, card) {
		word := card.FindStringSubmatch(m.Text)
		number, _ := strconv.Atoi(word[1])
		switch {
		case word[2] != word[1]:
			tr.t.Errorf("%s: matter %s became case %s", g.Title, word[2], word[1])
		case number == next:
			next++
		case number == next-1 && tr.struck(last):
			excused++
		default:
			tr.t.Errorf("%s: the card of case %d came where %d was next", g.Title, number, next)
		}
		last = m.Time
	}
	if next != raised+1 {
		tr.t.Errorf("%s: %d matters were raised, %d told", g.Title, raised, next-1)
	}
	return excused
}

// struck tells whether a process was killed or paused in the moment in which something was said: whether Telegram had
// it nobody can know then, so that it is said again.
func (tr *ordeal) struck(at time.Time) bool {
	for _, blow := range tr.blows {
		if d := blow.Sub(at); d > -time.Second && d < 2*time.Second {
			return true
		}
	}
	return false
}

func (tr *ordeal) count(groups []*people.Chat, pattern *regexp.Regexp) (n int) {
	for _, g := range groups {
		n += len(tr.heard(g, pattern))
	}
	return n
}
