package people

import "slices"

// The kinds of fixed members, of "1+7+X": one who leads, seven that are represented; the X are the stakeholders of each
// case.
const (
	Lead         = "lead"         // the party branch's secretary
	Branch       = "branch"       // the party branch
	Committee    = "committee"    // the residents' committee
	Oversight    = "oversight"    // the supervisory committee
	Delegate     = "delegate"     // delegates and consultative members
	Legal        = "legal"        // legal workers
	Organisation = "organisation" // economic and social organisations
	Elder        = "elder"        // respected residents
)

// The size of a council: fewer cannot speak for a village, more cannot talk with one another.
const (
	Fewest = 20
	Most   = 30
)

// Kinds lists the kinds of fixed members.
func Kinds() []string {
	return []string{Lead, Branch, Committee, Oversight, Delegate, Legal, Organisation, Elder}
}

// MissingKinds are the kinds of members that nobody is of; nil where no member has a kind, for such a council does not
// count by them.
func (h *Holders) MissingKinds() []string {
	var there []string
	for _, x := range h.List {
		if x.Role == Member && slices.Contains(Kinds(), x.Detail) {
			there = append(there, x.Detail)
		}
	}
	if there == nil {
		return nil
	}
	return slices.DeleteFunc(Kinds(), func(k string) bool { return slices.Contains(there, k) })
}

// Several tells whether a person may hold the role more than once, with another detail each time.
func Several(r Role) bool { return r == Handler || r == Expert }
