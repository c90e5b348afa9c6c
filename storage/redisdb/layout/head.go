package layout

import (
	"strconv"
	"strings"
)

// Head is what must be known of an unsent message to refresh it or take it out.
type Head struct {
	Revision uint64
	View     string
}

// String is the head as it is stored; ParseHead reads it.
func (h Head) String() string { return strconv.FormatUint(h.Revision, 10) + ":" + h.View }

// ParseHead reads a head as String wrote it.
func ParseHead(s string) (Head, error) {
	number, view, ok := strings.Cut(s, ":")
	revision, err := strconv.ParseUint(number, 10, 64)
	if !ok || err != nil {
		return Head{}, Damaged("the head of a letter is %q", s)
	}
	return Head{revision, view}, nil
}
