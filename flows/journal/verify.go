package journal

import (
	"bytes"
	"errors"
	"fmt"
)

// What can be wrong with a journal. ErrBroken is in every error but that of a version not known; with it comes one of
// the others, which says how.
var (
	ErrBroken = errors.New("the book is broken")
	// ErrAltered is an entry whose bytes are not those that were sealed.
	ErrAltered = errors.New("altered")
	// ErrGap is an entry whose number does not follow: one is missing, doubled or moved.
	ErrGap = errors.New("number does not follow")
	// ErrPrev is an entry that was sealed after another one than that before it: one was put in or in the place of
	// another.
	ErrPrev = errors.New("was sealed after another entry")
	// ErrVersion is an entry that is whole, but written by a newer program.
	ErrVersion = errors.New("unknown version")
)

// Open reads one stored entry and checks it by itself. Whether it stands where it should is for Verify.
func Open(raw []byte) (Entry, error) {
	e, err := open(raw)
	if err != nil {
		return Entry{}, fmt.Errorf("open entry: %w", err)
	}
	return e, nil
}

// Verify reads the entry that should follow prev and returns the next head. The error names the number at which the
// journal goes wrong: that of the place, for what stands in a bad entry is not to be trusted.
func Verify(prev Head, raw []byte) (Head, Entry, error) {
	e, err := open(raw)
	switch {
	case err != nil:
	case e.Seq != prev.Seq+1:
		err = fmt.Errorf("%w: %w: found %d", ErrBroken, ErrGap, e.Seq)
	case e.Prev != prev.Hash:
		err = fmt.Errorf("%w: %w: %q, expected %q", ErrBroken, ErrPrev, e.Prev, prev.Hash)
	}
	if err != nil {
		return Head{}, Entry{}, fmt.Errorf("entry %d: %w", prev.Seq+1, err)
	}
	return e.Head(), e, nil
}

func open(raw []byte) (Entry, error) {
	hash, text, ok := unwrap(raw)
	if !ok {
		return Entry{}, fmt.Errorf("%w: %w: not an entry of a book", ErrBroken, ErrAltered)
	}
	if hash != hashOf(text) {
		return Entry{}, fmt.Errorf("%w: %w: its hash is another", ErrBroken, ErrAltered)
	}
	e, err := decode(text)
	if err != nil && !errors.Is(err, ErrVersion) {
		return Entry{}, fmt.Errorf("%w: %w: %w", ErrBroken, ErrAltered, err)
	}
	return e, err
}

// unwrap takes the hash and the body out of what stands around them.
func unwrap(raw []byte) (hash string, text []byte, ok bool) {
	rest, ok1 := bytes.CutPrefix(raw, []byte(opening))
	rest, ok2 := bytes.CutSuffix(rest, []byte(closing))
	if !ok1 || !ok2 || len(rest) < hashLen {
		return "", nil, false
	}
	text, ok = bytes.CutPrefix(rest[hashLen:], []byte(middle))
	return string(rest[:hashLen]), text, ok
}
