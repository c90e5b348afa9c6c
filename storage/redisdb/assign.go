package redisdb

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
)

// assign says which of the members each slot belongs to. All who know the same members say the same. Nobody has more than one above a
// fair part, and when somebody comes or goes, little else moves.
func assign(members []string) (owner [slots]string) {
	if len(members) == 0 {
		return owner
	}
	sorted := slices.Sorted(slices.Values(members))
	room := make(map[string]int, len(sorted))
	for i, m := range sorted {
		room[m] = (slots + len(sorted) - 1 - i) / len(sorted)
	}
	for slot := range owner {
		best := uint64(0)
		for _, m := range sorted {
			if liking := affinity(slot, m); room[m] > 0 && (owner[slot] == "" || liking > best) {
				owner[slot], best = m, liking
			}
		}
		room[owner[slot]]--
	}
	return owner
}

// affinity is how well a slot and a process go together, by lot.
func affinity(slot int, token string) uint64 {
	sum := sha256.Sum256(fmt.Append(nil, slot, " ", processOf(token)))
	return binary.BigEndian.Uint64(sum[:])
}
