package record

import ()

// Statements are what was said on a case, in order.
func (s *Records) Statements(n int) []Statement {
	c := s.Case(n)
	if c == nil {
		return nil
	}
	var all []Statement
	for k := 1; k <= c.Statements; k++ {
		if st := Get[Statement](s.Book, StatementKey(n, k)); st != nil {
			all = append(all, *st)
		}
	}
	return all
}
