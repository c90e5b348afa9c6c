package parts_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/storage/redisdb/parts"
)

func TestFront(t *testing.T) {
	got, more := parts.Front([][]string{{"a", "c"}, {"b", "f"}, {"d"}, nil}, 2, strings.Compare)
	if want := []string{"a", "b", "c"}; !slices.Equal(got, want) || !more {
		t.Errorf("got %v, %t; want %v and more", got, more, want)
	}
	got, more = parts.Front([][]string{{"a"}, {"d"}, nil}, 2, strings.Compare)
	if want := []string{"a", "d"}; !slices.Equal(got, want) || more {
		t.Errorf("got %v, %t; want %v and no more", got, more, want)
	}
}

// TestAFrontIsTheBeginningOfAll cuts sorted lists as the partitions do, and asks that what is merged of them is how all
// of them together begin, and that it says so when there may be more.
func TestAFrontIsTheBeginningOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "n")
		lists := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(0, 30), 0, 8), 0, 5).Draw(t, "lists")
		var all []int
		cut := make([][]int, len(lists))
		for i, list := range lists {
			slices.Sort(list)
			lists[i] = slices.Compact(list)
			all = append(all, lists[i]...)
			cut[i] = lists[i][:min(n, len(lists[i]))]
		}
		slices.Sort(all)
		got, more := parts.Front(cut, n, func(a, b int) int { return a - b })
		if len(got) > len(all) || !slices.Equal(got, all[:len(got)]) {
			t.Fatalf("of %v the front is %v", all, got)
		}
		if !more && len(got) != len(all) || more && len(got) == 0 {
			t.Fatalf("of %v the front is %v, and there may be more: %t", all, got, more)
		}
	})
}
