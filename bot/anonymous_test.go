package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"echowall/bot/books"
	"echowall/bot/sim/people"
	"echowall/flows"
	"echowall/flows/calendar"
	"echowall/flows/extract"
	"echowall/flows/life"
	"echowall/flows/trace"
	"echowall/storage"
	"echowall/storage/testenv"
)

// dog is a matter that somebody raises, with a name or without, taken to its close, and everything that the bot sends
// anybody of it.
func dog(v *village, how string) {
	v.do("xiuying in private: /raise "+how+"The chief's dog bites.", "baoguo: /support 1",
		"secretary in private: /screen 1 accept small", "secretary in private: /people", "secretary in private: /queue",
		"secretary in private: /schedule 1 tomorrow 19:00 Hall", "wait 2d",
		"secretary in private: /resolve 1 A The dog is chained.",
		"convener in private: /vote 1 yes", "li in private: /vote 1 yes", "wu in private: /vote 1 yes",
		"zhao in private: /vote 1 yes",
		"secretary in private: /publish 1", "wait 8d", "authority in private: /approve 1",
		"secretary in private: /assign 1 供电所 2026-06-30 a chain", "handler in private: /done 1 It is chained",
		"xiuying in private: /rate 1 unsolved unsatisfied it still barks", "secretary in private: /case 1", "wait 8d",
		"xiuying in private: /raise "+how+"The dog again.", "secretary in private: /screen 2 answer It is chained.",
		"secretary in private: /mute 2 7d", "baoguo: /log", "secretary in private: /unmute 2", "secretary in private: /log",
		"secretary in private: /report 2026", "secretary in private: /export 2026", "secretary in private: /minutes M1",
		"secretary in private: /procedure", "secretary in private: /wall")
}

// TestAnonymousRaiserLeavesNoTrace lets somebody raise matters without a name. Nothing that anybody else can see, or
// that leaves the store, may hold the raiser's name, @name or Telegram id: no post, no button, no file, unpacked, no
// entry of the journal, no line of its extract or of the log. Only what a picture shows is not read.
func TestAnonymousRaiserLeavesNoTrace(t *testing.T) {
	testenv.Unraced(t)
	inHookedVillage(t, func(v *village) {
		dog(v, "anonymous ")
		all := v.leaving("xiuying")
		for name, hits := range traces(all, v.marks("xiuying")) {
			t.Errorf("%s: %+v", name, hits)
		}
		kinds := map[string]int{}
		for name := range all {
			kind, _, _ := strings.Cut(name, ":")
			kinds[kind]++
		}
		for kind, least := range map[string]int{
			"a message": 100, "the file echowall-2026.xlsx": 1, "the file M1.ics": 1, "a table": 5, "the book": 20,
			"the extract": 1, "the log": 1,
		} {
			if kinds[kind] < least {
				t.Errorf("of %s only %d were looked at: %v", kind, kinds[kind], kinds)
			}
		}
	})
}

// TestANamedRaiserIsFound lets the same be raised under a name, which then stands in posts and journals, and plants it
// where it would not stand even so: what finds nothing in TestAnonymousRaiserLeavesNoTrace finds it in each.
func TestANamedRaiserIsFound(t *testing.T) {
	testenv.Unraced(t)
	inHookedVillage(t, func(v *village) {
		dog(v, "named ")
		all := v.leaving("xiuying")
		marks := v.marks("xiuying")
		found := strings.Join(slices.Sorted(maps.Keys(traces(all, marks))), "\n")
		for _, want := range []string{"a message", "the file echowall-2026.xlsx", "a table"} {
			if !strings.Contains(found, want) {
				t.Errorf("a name is not found in %s, but in\n%s", want, found)
			}
		}
		seen := map[string]bool{}
		for name, raw := range all {
			kind, _, _ := strings.Cut(name, ":")
			if seen[kind] {
				continue
			}
			seen[kind] = true
			for _, mark := range marks {
				if len(trace.Find(append(bytes.Clone(raw), mark...), marks...)) == 0 {
					t.Errorf("%q is planted in %s, and not found", mark, name)
				}
			}
		}
	})
}

// marks are what a person is known by.
func (v *village) marks(who string) []string {
	u := v.cast.People[who]
	return []string{u.Last + u.First, u.First, u.Username, fmt.Sprint(u.ID)}
}

// traces are the things in which marks are found.
func traces(all map[string][]byte, marks []string) map[string][]trace.Hit {
	found := map[string][]trace.Hit{}
	for name, raw := range all {
		if hits := trace.Find(raw, marks...); len(hits) > 0 {
			found[name] = hits
		}
	}
	return found
}

// leaving is all that others than one person can see, or that leaves the store, by what it is.
func (v *village) leaving(except string) map[string][]byte {
	v.t.Helper()
	all := map[string][]byte{"the log": []byte(v.log.String())}
	for i, e := range v.server.Log() {
		if e.Chat == nil || e.Chat.ID == v.cast.People[except].ID || e.Kind != people.Sent && e.Kind != people.Edited {
			continue
		}
		all[fmt.Sprint("a message: ",
			i)] = []byte(strings.Join(append(people.Look(e.Message), fmt.Sprintf("%+v", e.Message.Buttons)), "\n"))
		if e.Message.Document != "" {
			all["the file "+e.Message.FileName] = append(v.server.File(e.Message.Document), e.Message.FileName...)
		}
	}
	v.must(flows.Read(context.Background(), v.store, v.methods, v.home(), func(s *life.State) error {
		now := s.Head().Founded.AddDate(0, 1, 0)
		year, _ := calendar.ParsePeriod("2026", now)
		for _, table := range v.bot.Renderer().Books(s, now, year) {
			var out bytes.Buffer
			if err := books.CSV(&out, table); err != nil {
				return err
			}
			all["a table: "+table.Key] = out.Bytes()
		}
		return nil
	}))
	v.must(v.store.View(context.Background(), v.home(), func(r storage.Reader) error {
		entries, err := r.Journal(1, 10_000)
		for _, x := range entries {
			all[fmt.Sprint("the book: entry ", x.Seq)] = x.Data
		}
		if err != nil {
			return err
		}
		var out bytes.Buffer
		err = extract.Each(r, func(f extract.Fact) error { return json.NewEncoder(&out).Encode(f) })
		all["the extract"] = out.Bytes()
		return err
	}))
	return all
}
