package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// version is the form of the body written by this program.
const version = 1

// What stands around the hash and the body.
const (
	opening = `{"hash":"`
	middle  = `","entry":`
	closing = `}`
	hashLen = 2 * sha256.Size
)

// body is what is hashed.
type body struct {
	V int `json:"v"`
	Entry
}

// Seal writes the entry that follows prev and returns it with the bytes to store. The same arguments give the same
// bytes. It fails if an event's data is not JSON in UTF-8, a cause or type holds what JSON escapes (it is an id, not a
// text), or prev cannot be followed. What it seals, Open can read.
func Seal(prev Head, at time.Time, by int, cause string, events []Event) (Entry, []byte, error) {
	e := Entry{Seq: prev.Seq + 1, At: at, By: by, Cause: cause, Events: events, Prev: prev.Hash}
	text, err := e.encode()
	if err == nil {
		// The entry is taken from the bytes, so that whoever sealed it sees what whoever opens it will.
		e, err = parse(text)
	}
	if err != nil {
		return Entry{}, nil, fmt.Errorf("seal entry %d: %w", prev.Seq+1, err)
	}
	return e, wrap(e.Hash, text), nil
}

// encode writes the body in its one form.
func (e Entry) encode() ([]byte, error) {
	e.At = e.At.UTC()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // the journal is read by people too
	if err := enc.Encode(body{version, e}); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// decode reads a body and checks all that can be checked without its neighbours.
func decode(text []byte) (Entry, error) {
	e, err := parse(text)
	if err != nil {
		return Entry{}, err
	}
	if again, err := e.encode(); err != nil || !bytes.Equal(again, text) {
		return Entry{}, errors.New("not in the form in which entries are written")
	}
	return e, nil
}

// parse is decode for bytes that are in the form in which entries are written.
func parse(text []byte) (Entry, error) {
	var b body
	if !utf8.Valid(text) {
		return Entry{}, errors.New("not UTF-8")
	}
	if err := json.Unmarshal(text, &b); err != nil {
		return Entry{}, err
	}
	if b.V != version {
		return Entry{}, fmt.Errorf("%w: %d, expected %d", ErrVersion, b.V, version)
	}
	if err := b.check(); err != nil {
		return Entry{}, err
	}
	b.Hash = hashOf(text)
	return b.Entry, nil
}

func (e Entry) check() error {
	switch {
	case e.Seq == 0:
		return errors.New("seq: expected a number from 1")
	case e.By < 0:
		return fmt.Errorf("by: %d is no person: expected 0 or more", e.By)
	case (e.Seq == 1) != (e.Prev == ""), e.Prev != "" && !isHash(e.Prev):
		return fmt.Errorf("prev: expected %d lower-case hex digits, and none in the first entry", hashLen)
	case !isPlain(e.Cause):
		return fmt.Errorf("cause: %q has characters that JSON may write in two ways", e.Cause)
	}
	for i, ev := range e.Events {
		if ev.Type == "" || !isPlain(ev.Type) {
			return fmt.Errorf("event %d: type %q: expected a plain word", i+1, ev.Type)
		}
	}
	return nil
}

// isPlain tells whether every JSON encoder writes the text alike. Go's has changed its escapes before, and an old
// journal must keep its form under a new one. Data needs no such care: it is kept as it came but for blanks.
func isPlain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || strings.ContainsRune("\"\\<>&\u2028\u2029\ufffd", r)
	})
}

func wrap(hash string, text []byte) []byte {
	return bytes.Join([][]byte{[]byte(opening), []byte(hash), []byte(middle), text, []byte(closing)}, nil)
}

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func isHash(s string) bool {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) == hashLen
}
