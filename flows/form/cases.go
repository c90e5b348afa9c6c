package form

import (
	"slices"
	"strconv"
	"strings"
)

// MaxCases is how many cases one command may be on.
const MaxCases = 200

// SomeCases are one case or several, which the command does one after the other.
func SomeCases() Field { return New("case", Cases) }

// CaseSpans writes numbers of cases as people do: 12, 20-25 and 40 as 12,20-25,40.
func CaseSpans(numbers []int) string {
	sorted := slices.Compact(slices.Sorted(slices.Values(numbers)))
	var spans []string
	for i := 0; i < len(sorted); {
		last := i
		for last+1 < len(sorted) && sorted[last+1] == sorted[last]+1 {
			last++
		}
		span := strconv.Itoa(sorted[i])
		if last > i {
			span += "-" + strconv.Itoa(sorted[last])
		}
		spans = append(spans, span)
		i = last + 1
	}
	return strings.Join(spans, ",")
}

// CaseNumbers reads what CaseSpans writes, each number once and in order; nil for what is no such list, or one of more
// than MaxCases.
func CaseNumbers(spans string) []int {
	var all []int
	for span := range strings.SplitSeq(spans, ",") {
		from, to, several := strings.Cut(span, "-")
		if !several {
			to = from
		}
		first, err := strconv.Atoi(from)
		last, errLast := strconv.Atoi(to)
		if err != nil || errLast != nil || first < 1 || last < first || last-first >= MaxCases {
			return nil
		}
		for n := first; n <= last; n++ {
			all = append(all, n)
		}
		if len(all) > 2*MaxCases {
			return nil
		}
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) > MaxCases {
		return nil
	}
	return all
}
