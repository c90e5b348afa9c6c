package record

import (
	"slices"
	"strings"
)

// WorksFor tells whether one of the units is the one that has the work.
func WorksFor(units []string, unit string) bool {
	return slices.ContainsFunc(units, func(u string) bool { return strings.EqualFold(u, unit) })
}
