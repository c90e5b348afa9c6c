package statistics

import "slices"

// Behind are the cases that each figure was counted from, by the figure's name in an address: those of the whole
// period, and of its parts as "track.big.raised". A figure that is told as a share has one name for each of its sides.
func (r *Report) Behind() map[string][]int {
	all := map[string][]int{
		"raised": r.Raised, "answered": r.Answered.Yes, "silent": r.Answered.No, "settled": r.Settled, "solved": r.Solved.Yes,
		"unsolved": r.Solved.No, "judged": sorted(r.Solved.Yes, r.Solved.No), "unjudged": r.Unjudged, "again": r.Again,
		"realised": r.Realised.Yes, "unrealised": r.Realised.No, "overdue": r.Overdue,
	}
	if len(r.Repeated) > 0 {
		all["repeated"] = r.Repeated
	}
	for outcome, of := range r.Ended {
		all["ended."+string(outcome)] = of
	}
	for _, d := range r.Days {
		all["days."+string(d.Kind)] = d.Cases
	}
	for kind, parts := range map[string][]Part{"track": r.Tracks, "source": r.Sources, "topic": r.Topics} {
		for _, p := range parts {
			all[kind+"."+p.Name+".raised"], all[kind+"."+p.Name+".settled"] = p.Raised, p.Settled
		}
	}
	return all
}

func sorted(all ...[]int) []int { return slices.Sorted(slices.Values(slices.Concat(all...))) }
