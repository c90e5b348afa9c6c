package parts

import "slices"

// Front merges sorted lists as far as they are known to be whole: those with n elements may go on. It tells whether one
// may.
func Front[T any](lists [][]T, n int, compare func(a, b T) int) (all []T, more bool) {
	var horizon T
	for _, list := range lists {
		all = append(all, list...)
		if len(list) == n && (!more || compare(list[n-1], horizon) < 0) {
			horizon, more = list[n-1], true
		}
	}
	slices.SortFunc(all, compare)
	if more {
		end := slices.IndexFunc(all, func(x T) bool { return compare(x, horizon) > 0 })
		if end >= 0 {
			all = all[:end]
		}
	}
	return all, more
}
