package record_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/record"
)

// shelf is a store with a cache before it and sheets on the cache, beside what each of them must say: plain maps.
type shelf struct {
	stored map[string]string
	sheets []*record.Cache
	wants  []map[string]string
}

// top is the uppermost sheet, and what it must say.
func (s *shelf) top() (*record.Cache, map[string]string) {
	return s.sheets[len(s.sheets)-1], s.wants[len(s.wants)-1]
}

// ask runs fn until nothing is missing, as the engine does, and fills in from the store what was asked for.
func (s *shelf) ask(t *rapid.T, fn func(b *record.Cache)) {
	b, _ := s.top()
	root := s.sheets[0]
	for range 3 {
		fn(b)
		missing := root.Missing()
		if missing == nil {
			return
		}
		for _, key := range missing {
			if prefix, whole := strings.CutSuffix(key, "*"); whole {
				for k, raw := range s.stored {
					if strings.HasPrefix(k, prefix) {
						root.Fill(k, []byte(raw))
					}
				}
				root.FillRange(prefix)
			} else if raw, ok := s.stored[key]; ok {
				root.Fill(key, []byte(raw))
			} else {
				root.Fill(key, nil)
			}
		}
	}
	t.Fatal("the cache asks for more and more")
}

// keep writes what was changed into the store, as a commit does.
func (s *shelf) keep() {
	for _, c := range s.sheets[0].Changed() {
		if n, ok := c.Value.(*note); ok {
			raw, _ := json.Marshal(n)
			s.stored[c.Key] = string(raw)
		} else {
			delete(s.stored, c.Key)
		}
	}
	s.sheets[0].Settle()
}

// check holds the top sheet, key by key and in lists, against what it must say.
func (s *shelf) check(t *rapid.T) {
	_, want := s.top()
	prefix := rapid.SampledFrom([]string{"", "vote:", "vote:1:", "vote:12:", "note:"}).Draw(t, "prefix")
	var listed []string
	s.ask(t, func(b *record.Cache) { listed = texts(b, prefix) })
	var must []string
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			must = append(must, rest+"="+want[key])
		}
	}
	if !slices.Equal(listed, must) {
		t.Fatalf("under %q stand %v, expected %v", prefix, listed, must)
	}
	for _, key := range shelfKeys() {
		read := "-"
		s.ask(t, func(b *record.Cache) { read = textOf(b, key) })
		if text, there := want[key]; read != text && (there || read != "-") {
			t.Fatalf("%s reads %q, expected %q", key, read, text)
		}
	}
}

func shelfKeys() []string {
	return []string{"vote:1:2", "vote:12:7", "vote:12:77", "vote:121:2", "note:1", "vote:1:22"}
}

// TestACacheReadsAsIfAllWereThere reads, writes, lays sheets over one another, merges and drops them, commits and lets
// others write, in any order: the cache says what a plain map would, and the store holds what was committed.
func TestACacheReadsAsIfAllWereThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.SampledFrom(shelfKeys())
		s := &shelf{stored: map[string]string{}, sheets: []*record.Cache{record.NewCache(decode)},
			wants: []map[string]string{{}}}
		for i := range rapid.IntRange(0, 6).Draw(t, "stored") {
			k := key.Draw(t, "key")
			s.stored[k], s.wants[0][k] = fmt.Sprintf(`{"text":"s%d"}`, i), fmt.Sprintf("s%d", i)
		}
		written := 0
		t.Repeat(map[string]func(*rapid.T){
			"": func(t *rapid.T) { s.check(t) },
			"put": func(t *rapid.T) {
				b, want := s.top()
				k := key.Draw(t, "key")
				written++
				want[k] = fmt.Sprintf("p%d", written)
				record.Put(b, k, &note{Text: want[k]})
			},
			"edit": func(t *rapid.T) {
				_, want := s.top()
				k := key.Draw(t, "key")
				s.ask(t, func(b *record.Cache) { textOf(b, k) })
				b, _ := s.top()
				record.Edit[note](b, k).Text += "e"
				want[k] += "e"
			},
			"remove": func(t *rapid.T) {
				b, want := s.top()
				k := key.Draw(t, "key")
				record.Remove(b, k)
				delete(want, k)
			},
			"fork": func(t *rapid.T) {
				if len(s.sheets) > 3 {
					t.Skip("high enough")
				}
				b, want := s.top()
				s.sheets, s.wants = append(s.sheets, b.Fork()), append(s.wants, maps.Clone(want))
			},
			"merge or drop": func(t *rapid.T) {
				b, want := s.top()
				n := len(s.sheets) - 1
				if n == 0 {
					t.Skip("nothing lies on the cache")
				}
				if s.sheets, s.wants = s.sheets[:n], s.wants[:n]; rapid.Bool().Draw(t, "merge") {
					b.Merge()
					s.wants[n-1] = want
				}
			},
			"commit": func(t *rapid.T) {
				if len(s.sheets) > 1 {
					t.Skip("a sheet is open")
				}
				s.keep()
				if len(s.stored) != len(s.wants[0]) {
					t.Fatalf("stored are %v, expected %v", s.stored, s.wants[0])
				}
			},
			"others write": func(t *rapid.T) {
				if len(s.sheets) > 1 {
					t.Skip("a sheet is open")
				}
				s.keep()
				k, want := key.Draw(t, "key"), s.wants[0]
				if rapid.Bool().Draw(t, "delete") {
					delete(s.stored, k)
					delete(want, k)
				} else {
					written++
					want[k] = fmt.Sprintf("o%d", written)
					s.stored[k] = fmt.Sprintf(`{"text":%q}`, want[k])
				}
				s.sheets[0].Forget(k)
			},
		})
	})
}
