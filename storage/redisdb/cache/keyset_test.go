package cache

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"echowall/storage"
)

func TestAKeySetHoldsEachOnceInTheOrderInWhichTheyCame(t *testing.T) {
	key := rapid.Map(rapid.SampledFrom([]string{"", "a", "b", "c", "d", "e"}),
		func(s string) storage.Key { return storage.Key(s) })
	rapid.Check(t, func(t *rapid.T) {
		var set KeySet
		var want []storage.Key
		for range rapid.IntRange(0, 4).Draw(t, "times") {
			limit, keys := rapid.IntRange(0, 5).Draw(t, "limit"), rapid.SliceOf(key).Draw(t, "keys")
			set.Add(limit, keys...)
			for _, k := range keys {
				if len(want) < limit && !slices.Contains(want, k) {
					want = append(want, k)
				}
			}
		}
		if !slices.Equal(set.All, want) {
			t.Fatalf("got %q, want %q", set.All, want)
		}
	})
}
