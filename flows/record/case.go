package record

import (
	"strconv"

	"echowall/flows/cases"
)

// MergedInto is the case that a merged one lives on in, through all the merges that followed.
func (s *Records) MergedInto(c *cases.Case) int {
	into := c.Number
	for next := c; next != nil && next.Closed != nil && next.Closed.Outcome == cases.Merged; next = s.Case(into) {
		into = next.Closed.Into
	}
	return into
}

// Supporters lists the persons who support a case.
func (s *Records) Supporters(number int) []int {
	var all []int
	for _, x := range List[Support](s.Book, supportPrefix(number)) {
		if p, err := strconv.Atoi(x.Key); err == nil {
			all = append(all, p)
		}
	}
	return all
}

// Supports tells whether a person supports a case.
func (s *Records) Supports(number, person int) bool {
	return Get[Support](s.Book, SupportKey(number, person)) != nil
}

// OpenCases lists the cases that are not closed, by number.
func (s *Records) OpenCases() []*cases.Case {
	var open []*cases.Case
	for _, n := range s.Head().Open {
		if c := s.Case(n); c != nil {
			open = append(open, c)
		}
	}
	return open
}
