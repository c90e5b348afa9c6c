package meeting

import (
	"strings"
	"time"
)

// Form is how a meeting is held.
type Form string

// The forms: in a room, through a link, or in writing in the chat for a set time.
const (
	InPerson Form = "in_person"
	Online   Form = "online"
	Written  Form = "written"
)

// Forms lists the forms.
func Forms() []Form { return []Form{InPerson, Online, Written} }

// Purpose is what a meeting is for.
type Purpose string

// The purposes: a regular session, an inspection on the spot, the argument of experts, the appraisal of work done,
// mediation.
const (
	Regular    Purpose = "regular"
	Inspection Purpose = "inspection"
	Argument   Purpose = "argument"
	Appraisal  Purpose = "appraisal"
	Mediation  Purpose = "mediation"
)

// Purposes lists the purposes.
func Purposes() []Purpose { return []Purpose{Regular, Inspection, Argument, Appraisal, Mediation} }

// Held is how the meeting is held: in person where nobody said.
func (m *Meeting) Held() Form {
	if m.Form == "" {
		return InPerson
	}
	return m.Form
}

// For is what the meeting is for: a regular session where nobody said.
func (m *Meeting) For() Purpose {
	if m.Purpose == "" {
		return Regular
	}
	return m.Purpose
}

// InWriting tells whether nobody has to come.
func (m *Meeting) InWriting() bool { return m.Form == Written }

// usual is how long a meeting is expected to last.
const usual = 2 * time.Hour

// End is when the meeting is expected to end.
func (m *Meeting) End() time.Time {
	if m.Until.After(m.At) {
		return m.Until
	}
	return m.At.Add(usual)
}

// FindLink is the first web address in a text; "" when there is none.
func FindLink(text string) string {
	for _, word := range strings.FieldsFunc(text, apart) {
		if strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://") {
			return word
		}
	}
	return ""
}

// apart tells whether a character parts an address from the words around it; Chinese is written without blanks.
func apart(c rune) bool {
	return c <= ' ' || strings.ContainsRune("，。、；：（）()<>\"“”", c)
}
