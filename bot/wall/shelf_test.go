package wall

import (
	"net/url"
	"testing"

	"pgregory.net/rapid"
)

// TestShelfIsBounded keeps things of all sizes: there is never more than there is room for, the last one kept is there unless it is
// larger than all the room, and what was used longest ago goes first.
func TestShelfIsBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 100
		s := newShelf[int, int](most)
		used := []int{} // the last used last
		sizes := map[int]int{}
		for range rapid.IntRange(1, 50).Draw(t, "steps") {
			key := rapid.IntRange(0, 9).Draw(t, "key")
			if rapid.Bool().Draw(t, "recall") {
				if _, ok := s.recall(key); ok {
					used = append(without(used, key), key)
				}
				continue
			}
			sizes[key] = rapid.IntRange(0, most+20).Draw(t, "size")
			s.keep(key, sizes[key], sizes[key])
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
			value, ok := s.recall(key)
			if total += value; ok && value != sizes[key] {
				t.Fatalf("%d is kept as %d", key, value)
			}
		}
		if total > most || s.size != total {
			t.Fatalf("%d bytes are kept, counted as %d", total, s.size)
		}
		for _, key := range used {
			if _, ok := s.recall(key); !ok {
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

// TestOnlyWhatIsOfferedIsKept: a page that links lead to is kept, one made for what somebody typed is not.
func TestOnlyWhatIsOfferedIsKept(t *testing.T) {
	for query, want := range map[string]bool{
		"": true, "lang=en": true, "page=2": true, "step=research&page=3": true, "period=2026-Q2": true, "extensions=true": true,
		"status=open": true, "q=lamps": false, "page=one": false, "page=02": false, "period=" + string(make([]byte, 40)): false,
		"step=Re%20search": false, "service_request_id=1,2": false, "start_date=2026-06-01T00:00:00Z": false, "page=2&q=x": false,
	} {
		args, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if _, keep := (&sheet{args: args}).key(); keep != want {
			t.Errorf("%q: kept %v, want %v", query, keep, want)
		}
	}
}
