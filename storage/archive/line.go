package archive

import (
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"
)

// format is what the first line calls itself.
const format = "echowall backup"

// head is the first line.
type head struct {
	Format  string    `json:"format"`
	Version int       `json:"version"`
	At      time.Time `json:"at"`
	Program string    `json:"program"`
}

// kind says what a line is about.
type kind string

// The kinds of lines. A community is followed by what it holds; the directory follows the communities.
const (
	kindCommunity kind = "community" // key: its id
	kindRecord    kind = "record"    // key, value
	kindEntry     kind = "entry"     // value
	kindMessage   kind = "letter"    // key: its view; value: its body
	kindWake      kind = "wake"      // key: the thing; at
	kindValue     kind = "value"     // space, key, value
	kindMember    kind = "member"    // space, key, value: one member of the set
)

// within tells whether lines of this kind belong to the community before them.
func (k kind) within() bool {
	return k == kindRecord || k == kindEntry || k == kindMessage || k == kindWake
}

// line is every line but the first.
type line struct {
	Kind  kind `json:"kind"`
	Space text `json:"space,omitempty"`
	Key   text `json:"key,omitempty"`
	Value text `json:"value,omitempty"`
	// At and Nano are a moment. JSON's own form of it would end with the year 9999.
	At   int64 `json:"at,omitempty"`
	Nano int64 `json:"nano,omitempty"`
}

func (l line) time() time.Time { return time.Unix(l.At, l.Nano).UTC() }

// text is any bytes: written as a string where they are UTF-8, as nearly all are, and in base64 otherwise.
type text string

type encoded struct {
	Base64 []byte `json:"base64"`
}

// MarshalJSON implements json.Marshaler.
func (t text) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(t)) {
		return json.Marshal(string(t))
	}
	return json.Marshal(encoded{[]byte(t)})
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *text) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '{' {
		var e encoded
		err := json.Unmarshal(raw, &e)
		*t = text(e.Base64)
		return err
	}
	if err := json.Unmarshal(raw, (*string)(t)); err != nil {
		return fmt.Errorf("a text: %w", err)
	}
	return nil
}
