package record

import (
	"echowall/flows/cases"
	"echowall/flows/say"
	"strconv"
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
	for _, x := range List[Support](s.Cache, supportPrefix(number)) {
		if p, err := strconv.Atoi(x.Key); err == nil {
			all = append(all, p)
		}
	}
	return all
}

// Supports tells whether a person supports a case.
func (s *Records) Supports(number, person int) bool {
	return Get[Support](s.Cache, SupportKey(number, person)) != nil
}

// OpenCases lists the cases that are not closed, by number. Whoever lists them says what each waits for, so
// where they are talked over is read with them.
func (s *Records) OpenCases() []*cases.Case {
	s.WantCases(s.Head().Open...)
	var open []*cases.Case
	for _, n := range s.Head().Open {
		if c := s.Case(n); c != nil {
			open = append(open, c)
		}
	}
	s.WantTalks(open...)
	return open
}

// Support is the record of one supporter; its key says who and of what.
type Support struct{}

// Statement is the record of what somebody said to a case.
type Statement struct {
	By int `json:"by"`
	// Of is the community it was said in, where that is another one.
	Of   string `json:"of,omitempty"`
	Text string `json:"text"`
}

// Speaker is who said something: a person, or one of another community.
func Speaker(by int, of string) say.Arg {
	if of != "" {
		return say.Msg("someone.of", say.Args{"Name": say.Text(of)})
	}
	return say.Person(by)
}

// Statements are what was said on a case, in order.
func (s *Records) Statements(n int) []Statement {
	c := s.Case(n)
	if c == nil {
		return nil
	}
	var all []Statement
	s.WantStatements(n, 1, c.Statements)
	for k := 1; k <= c.Statements; k++ {
		if st := Get[Statement](s.Cache, StatementKey(n, k)); st != nil {
			all = append(all, *st)
		}
	}
	return all
}
