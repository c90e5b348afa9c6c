package cache

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
)

func TestWhatIsRememberedIsCountedAndBounded(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "bb", "ccc"})
	rapid.Check(t, func(t *rapid.T) {
		c := New(6000)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			id := storage.ID(word.Draw(t, "community"))
			key, size := word.Draw(t, "key"), rapid.IntRange(0, 3000).Draw(t, "size")
			call := rapid.SampledFrom([]string{"put", "put", "wake", "rest", "forget", "turn"}).Draw(t, "call")
			c.With(id, func(l *Community) {
				switch call {
				case "put":
					l.Put(storage.Key(key), bytes.Repeat([]byte("x"), size))
				case "wake":
					l.wake(key, int64(size))
				case "rest":
					l.wake(key, layout.Rest)
				case "turn":
					l.Turn(State{Version: key}, map[uint64]layout.Head{1: {View: key}})
				}
			})
			if call == "forget" {
				c.Forget(id)
			}
			tallies(t, c)
		}
	})
}

// tallies looks whether the cache knows how much it holds, and holds no more than it may.
func tallies(t *rapid.T, c *Cache) {
	used := 0
	for e := c.order.Front(); e != nil; e = e.Next() {
		l := e.Value.(*Community)
		size := perCommunity + perRecord*len(l.Heads)
		for key, value := range l.Records {
			size += perRecord + len(key) + len(value)
		}
		for thing := range l.Wakes {
			size += perRecord + len(thing)
		}
		if l.size != size || l.counted != size {
			t.Fatalf("%s holds %d and counts %d, the cache %d", l.id, size, l.size, l.counted)
		}
		used += size
	}
	if c.used != used || c.order.Len() != len(c.all) || used > c.room {
		t.Fatalf("%d of %d are used and counted as %d, by %d of %d", used, c.room, c.used, c.order.Len(), len(c.all))
	}
}

func TestWhoeverWasUsedLeastRecentlyIsForgottenFirst(t *testing.T) {
	c := New(3*perCommunity + 100)
	look := func(id storage.ID) { c.With(id, func(*Community) {}) }
	for _, id := range []storage.ID{"a", "b", "c", "a", "d"} {
		look(id)
	}
	var left []string
	for id := range c.all {
		left = append(left, string(id))
	}
	slices.Sort(left)
	if !slices.Equal(left, []string{"a", "c", "d"}) {
		t.Errorf("remembered are %q, want all but b", left)
	}
}

func TestAReaderOfAnotherVersionIsToldNothing(t *testing.T) {
	c, ran := New(1<<20), 0
	c.With("a", func(l *Community) { l.Turn(State{Version: "v2"}, nil) })
	for _, version := range []string{"v1", "", "v2", "v3"} {
		c.At("a", version, func(*Community) { ran++ })
	}
	if ran != 1 {
		t.Errorf("%d of four readers were told, want the one of the version", ran)
	}
}

func TestWhatIsPickedBelongsToTheReader(t *testing.T) {
	c := New(1 << 20)
	c.With("a", func(l *Community) {
		given := []byte("value")
		l.Put("k", given)
		l.Put("none", nil)
		given[0] = '!'
		got := l.Pick([]storage.Key{"k", "none", "unknown"})
		if value, known := got["none"]; string(got["k"]) != "value" || !known || value != nil || len(got) != 2 {
			t.Errorf("picked are %q", got)
		}
		got["k"][0] = '!'
		if again := l.Pick([]storage.Key{"k"}); string(again["k"]) != "value" {
			t.Errorf("a reader changed what is remembered to %q", again["k"])
		}
	})
}
