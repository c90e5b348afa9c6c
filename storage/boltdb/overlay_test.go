package boltdb

import (
	"maps"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

// written is a bucket, as a map.
func written(b *bolt.Bucket) map[string]string {
	all := map[string]string{}
	for k, v := range inBucket(b, nil) {
		all[string(k)] = string(v)
	}
	return all
}

// TestAnOverlayReadsAsTheBucketWillWhenItIsCommitted holds an overlay, and what it commits, against a map to which the
// same is done.
func TestAnOverlayReadsAsTheBucketWillWhenItIsCommitted(t *testing.T) {
	s := empty(t)
	word := rapid.SampledFrom([]string{"a", "a\x00", "aa", "b", "b:1", "b:10", "c", "\xff"})
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.MapOf(word, rapid.SampledFrom([]string{"", "old"})).Draw(t, "base")
		btx, err := s.db.Begin(true)
		if err != nil {
			t.Fatal(err)
		}
		defer btx.Rollback()
		home, err := btx.CreateBucket([]byte("test"))
		if err != nil {
			t.Fatal(err)
		}
		var bucket *bolt.Bucket
		if len(base) > 0 {
			if bucket, err = home.CreateBucket([]byte(records)); err != nil {
				t.Fatal(err)
			}
		}
		for k, v := range base {
			if err := bucket.Put([]byte(k), []byte(v)); err != nil {
				t.Fatal(err)
			}
		}
		o, want := newOverlay(bucket), maps.Clone(base)
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			key := word.Draw(t, "key")
			if value := rapid.SampledFrom([]string{"", "new", "delete"}).Draw(t, "value"); value == "delete" {
				o.delete([]byte(key))
				delete(want, key)
			} else {
				o.put([]byte(key), []byte(value))
				want[key] = value
			}
			agrees(t, o, want, word.Draw(t, "from"))
		}
		if !o.dirty() && !maps.Equal(base, want) {
			t.Fatal("what differs is not to be committed")
		}
		if err := o.commit(home, records); err != nil {
			t.Fatal(err)
		}
		if got := written(home.Bucket([]byte(records))); !maps.Equal(got, want) {
			t.Fatalf("committed is %q, want %q", got, want)
		}
	})
}

// agrees reads all keys of an overlay, and a run of it, and holds them against a map.
func agrees(t *rapid.T, o *overlay, want map[string]string, from string) {
	var got, expected []string
	for k, v := range o.from([]byte(from)) {
		got = append(got, string(k)+"="+string(v))
	}
	for _, k := range slices.Sorted(maps.Keys(want)) {
		if k >= from {
			expected = append(expected, k+"="+want[k])
		}
		if v := o.get([]byte(k)); v == nil || string(v) != want[k] {
			t.Fatalf("%q is %q, want %q", k, v, want[k])
		}
	}
	if !slices.Equal(got, expected) {
		t.Fatalf("from %q: %s, want %s", from, strings.Join(got, " "), strings.Join(expected, " "))
	}
	for range o.from(nil) {
		break // whoever has seen enough ends the run
	}
}
