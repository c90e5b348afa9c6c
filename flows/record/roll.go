package record

import (
	"slices"
	"strconv"
)

// Who counts as a resident, as a community chooses. Where it has not, whoever comes by the link does, but in ballots
// only who is in the group.
const (
	InGroup   = "group"
	Confirmed = "secretary"
	Anyone    = "anyone"
)

// Roll is a block of the electoral roll: the numbers of persons who were found in the group, and of those whom the
// secretary has confirmed, in order.
type Roll struct {
	InGroup   []int `json:"group,omitempty"`
	Confirmed []int `json:"confirmed,omitempty"`
}

// rollBlock is how many persons a block is for: a record is small however many people there are.
const rollBlock = 500

// RollKey keeps the block of the electoral roll in which a person is.
func RollKey(person int) string { return "roll:" + strconv.Itoa(person/rollBlock) }

// RollBlocks are the keys of all blocks, for so many persons.
func RollBlocks(persons int) (keys []string) {
	for n := 0; n <= persons; n += rollBlock {
		keys = append(keys, RollKey(n))
	}
	return keys
}

// Put notes how a person stands.
func (r *Roll) Put(person int, inGroup, confirmed bool) {
	r.InGroup = with(r.InGroup, person, inGroup)
	r.Confirmed = with(r.Confirmed, person, confirmed)
}

func with(all []int, n int, is bool) []int {
	at, found := slices.BinarySearch(all, n)
	switch {
	case is && !found:
		return slices.Insert(all, at, n)
	case !is && found:
		return slices.Delete(all, at, at+1)
	}
	return all
}
