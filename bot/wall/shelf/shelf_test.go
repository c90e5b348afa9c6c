package shelf

import (
	"testing"

	"pgregory.net/rapid"
)

// TestShelfIsBounded keeps things of all sizes: there is never more than there is room for, the last one kept is there
// unless it is larger than all the room, and what was used longest ago goes first.
func TestShelfIsBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 100
		s := New[int, int](most)
		used := []int{} // the last used last
		sizes := map[int]int{}
		for range rapid.IntRange(1, 50).Draw(t, "steps") {
			key := rapid.IntRange(0, 9).Draw(t, "key")
			if rapid.Bool().Draw(t, "recall") {
				if _, ok := s.Recall(key); ok {
					used = append(without(used, key), key)
				}
				continue
			}
			sizes[key] = rapid.IntRange(0, most+20).Draw(t, "size")
			s.Keep(key, sizes[key], sizes[key])
			used = append(without(used, key), key)
			total := 0
			for i := len(used) - 1; i >= 0; i-- {
				if total += sizes[used[i]]; total > most {
					used = used[i+1:]
					break
				}
			}
		}
		total := 0
		for key := range 10 {
			value, ok := s.Recall(key)
			if total += value; ok && value != sizes[key] {
				t.Fatalf("%d is kept as %d", key, value)
			}
		}
		if total > most || s.size != total {
			t.Fatalf("%d bytes are kept, counted as %d", total, s.size)
		}
		for _, key := range used {
			if _, ok := s.Recall(key); !ok {
				t.Fatalf("%d went before what was used longer ago", key)
			}
		}
	})
}

func without(all []int, x int) []int {
	var rest []int
	for _, y := range all {
		if y != x {
			rest = append(rest, y)
		}
	}
	return rest
}
