package whose

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"echowall/storage"
)

// A button in a private chat carries its community at the front of its line, for one may be known in several. The mark
// is short, for a line has 64 bytes; it proves nothing, and is looked for only among the communities that know who
// presses.
const (
	markSign  = "~"
	markBytes = 3 // which make four characters
	markLen   = len(markSign) + 4
)

// Mark puts the mark of a community before the line of a button.
func Mark(id storage.ID, line string) string { return markOf(id) + line }

func markOf(id storage.ID) string {
	sum := sha256.Sum256([]byte(id))
	return markSign + base64.RawURLEncoding.EncodeToString(sum[:markBytes])
}

// Unmarked parts a mark from the line of a button; the mark is "" where there is none.
func Unmarked(data string) (mark, line string) {
	if !strings.HasPrefix(data, markSign) || len(data) < markLen {
		return "", data
	}
	return data[:markLen], data[markLen:]
}
