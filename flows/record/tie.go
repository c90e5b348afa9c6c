package record

import (
	"slices"
	"time"
)

// Kin is what another community is to this one.
type Kin string

// The kins: the level above (village → township → county), a community below, a neighbour.
const (
	Above  Kin = "above"
	Below  Kin = "below"
	Beside Kin = "beside"
)

// Mirror is what this community is to that one.
func (k Kin) Mirror() Kin {
	switch k {
	case Above:
		return Below
	case Below:
		return Above
	default:
	}
	return k
}

// Tie is the record of another community to which dispatches may go. It is made by consent of both: one gives a code,
// the other uses it.
type Tie struct {
	Community string `json:"community"`
	Name      string `json:"name,omitempty"`
	// Number is what the tie is called here.
	Number int `json:"number"`
	// Kin is "" until the other has answered.
	Kin   Kin       `json:"kin,omitempty"`
	Since time.Time `json:"since"`
}

const tiePrefix = "tie:"

// TieKey keeps the tie to a community.
func TieKey(community string) string { return tiePrefix + community }

// Tie is the tie to a community; nil when there is none.
func (s *Records) Tie(community string) *Tie { return Get[Tie](s.Cache, TieKey(community)) }

// Ties lists the ties to other communities, by number.
func (s *Records) Ties() []*Tie {
	var all []*Tie
	for _, x := range List[Tie](s.Cache, tiePrefix) {
		if x.Value.Kin != "" {
			all = append(all, x.Value)
		}
	}
	slices.SortFunc(all, func(a, b *Tie) int { return a.Number - b.Number })
	return all
}
