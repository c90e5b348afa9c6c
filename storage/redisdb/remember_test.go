package redisdb

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"echowall/storage"
)

func TestWhatIsRememberedIsCountedAndBounded(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "bb", "ccc"})
	rapid.Check(t, func(t *rapid.T) {
		c := newCache(6000)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			id := storage.ID(word.Draw(t, "community"))
			key, size := word.Draw(t, "key"), rapid.IntRange(0, 3000).Draw(t, "size")
			call := rapid.SampledFrom([]string{"put", "put", "wake", "rest", "forget", "turn"}).Draw(t, "call")
			c.with(id, func(l *leaf) {
				switch call {
				case "put":
					l.put(storage.Key(key), bytes.Repeat([]byte("x"), size))
				case "wake":
					l.wake(key, int64(size))
				case "rest":
					l.wake(key, rest)
				case "turn":
					l.turn(state{version: key}, map[uint64]head{1: {0, key}})
				}
			})
			if call == "forget" {
				c.forget(id)
			}
			tallies(t, c)
		}
	})
}

// tallies looks whether the cache knows how much it holds, and holds no more than it may.
func tallies(t *rapid.T, c *cache) {
	used := 0
	for e := c.order.Front(); e != nil; e = e.Next() {
		l := e.Value.(*leaf)
		size := perLeaf + perRecord*len(l.heads)
		for key, value := range l.records {
			size += perRecord + len(key) + len(value)
		}
		for thing := range l.wakes {
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
	c := newCache(3*perLeaf + 100)
	look := func(id storage.ID) { c.with(id, func(*leaf) {}) }
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
	c, ran := newCache(1<<20), 0
	c.with("a", func(l *leaf) { l.turn(state{version: "v2"}, nil) })
	for _, version := range []string{"v1", "", "v2", "v3"} {
		c.at("a", version, func(*leaf) { ran++ })
	}
	if ran != 1 {
		t.Errorf("%d of four readers were told, want the one of the version", ran)
	}
}

func TestWhatIsPickedBelongsToTheReader(t *testing.T) {
	c := newCache(1 << 20)
	c.with("a", func(l *leaf) {
		given := []byte("value")
		l.put("k", given)
		l.put("none", nil)
		given[0] = '!'
		got := l.pick([]storage.Key{"k", "none", "unknown"})
		if value, known := got["none"]; string(got["k"]) != "value" || !known || value != nil || len(got) != 2 {
			t.Errorf("picked are %q", got)
		}
		got["k"][0] = '!'
		if again := l.pick([]storage.Key{"k"}); string(again["k"]) != "value" {
			t.Errorf("a reader changed what is remembered to %q", again["k"])
		}
	})
}
