package meeting

// Said is what was said on one case of the agenda: the numbers of its statements, from First on, to Last once the
// minutes are recorded.
type Said struct {
	Case  int `json:"case"`
	First int `json:"first"`
	Last  int `json:"last,omitempty"`
}

// SaidOn is what was said on a case; records from before this was kept know of nothing.
func (m *Meeting) SaidOn(number int) (Said, bool) {
	for _, x := range m.Said {
		if x.Case == number {
			return x, true
		}
	}
	return Said{}, false
}
