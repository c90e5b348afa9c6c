package voting

import (
	"fmt"
	"maps"
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/life"
	"echowall/flows/record"
)

// CheckPapers tells of the first open secret ballot in whose box lies another paper than a voter gave, and how many
// papers there are of which the book keeps no digest: they were sealed before it kept any.
func CheckPapers(s *life.State) (undigested int, err error) {
	for _, c := range s.OpenCases() {
		b := s.OpenBallot(c)
		if b == nil || !b.Rule.Secret {
			continue
		}
		if p := strangePaper(s, b); p != 0 {
			return 0, fmt.Errorf("the sealed paper of person %d in ballot %s is not the one that was given", p, b.ID)
		}
		for _, x := range s.Votes(b.ID) {
			if x.Value.Choice == ballot.Sealed && x.Value.Paper == "" {
				undigested++
			}
		}
	}
	return undigested, nil
}

// strangePaper is the first voter of a secret ballot whose paper in the box is not the one they gave, or is gone, or
// who gave none; 0 where all is as it was. Whoever may write to the store can put in a paper without the key that would
// open one.
func strangePaper(s *life.State, b *ballot.Ballot, without ...int) int {
	papers := map[int][]byte{}
	for _, x := range record.List[ballot.Seal](s.Cache, record.SealPrefix(b.ID)) {
		papers[record.Atoi(x.Key)] = x.Value.Sealed
	}
	for _, x := range s.Votes(b.ID) {
		voter := record.Atoi(x.Key)
		sealed, lies := papers[voter]
		if delete(papers, voter); slices.Contains(without, voter) {
			continue
		}
		if given := x.Value.Choice == ballot.Sealed; given != lies || lies && !x.Value.Holds(sealed) {
			return voter
		}
	}
	strange := slices.Sorted(maps.Keys(papers))
	if strange = slices.DeleteFunc(strange, func(p int) bool { return slices.Contains(without, p) }); len(strange) > 0 {
		return strange[0]
	}
	return 0
}
