// Package trace looks for what must not be found: the marks of a person, a receipt, a key. It looks through bytes as a
// curious person with time would, into archives, and behind every spelling that programs write bytes in. Tests of
// several rooms use it to hold the product to its promises of secrecy; nothing else does.
//
// It knows whole marks only: what was encrypted, or is told by other words, it does not find.
package trace

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Hit is a mark that was found.
type Hit struct {
	// Mark is what was looked for.
	Mark string
	// In says what had to be unpacked to see it, as "gzip, base64"; "" when it stands there plainly.
	In string
	// Around is what stands about it.
	Around string
}

// deepest is how many wrappings within one another are opened.
const deepest = 4

// Find looks for marks in bytes and in all that can be unpacked from them. Latin letters are the same in upper and
// lower case. Each mark is told once for each wrapping it was found in.
func Find(raw []byte, marks ...string) (hits []Hit) {
	seen := map[Hit]bool{}
	Layers(raw, func(in string, layer []byte) {
		folded := fold(layer)
		for _, m := range marks {
			at := first(layer, folded, m)
			if at < 0 || seen[Hit{Mark: m, In: in}] {
				continue
			}
			seen[Hit{Mark: m, In: in}] = true
			hits = append(hits, Hit{Mark: m, In: in, Around: around(layer, at, len(m))})
		}
	})
	return hits
}

// Layers gives bytes to fn, and then what can be unpacked from them, with how that was done. The same bytes are given
// once.
func Layers(raw []byte, fn func(in string, layer []byte)) {
	type wrapped struct {
		in    string
		depth int
		layer []byte
	}
	seen := map[string]bool{}
	for waiting := []wrapped{{layer: raw}}; len(waiting) > 0; waiting = waiting[1:] {
		w := waiting[0]
		if seen[string(w.layer)] {
			continue
		}
		seen[string(w.layer)] = true
		fn(w.in, w.layer)
		if w.depth == deepest {
			continue
		}
		for _, u := range unwrappings() {
			in := strings.TrimPrefix(w.in+", "+u.name, ", ")
			u.open(w.layer, func(inner []byte) { waiting = append(waiting, wrapped{in, w.depth + 1, inner}) })
		}
	}
}

// first is where a mark stands, also in UTF-16; -1 for nowhere. Bytes that are no text are looked for as they are.
func first(layer, folded []byte, mark string) int {
	if !utf8.ValidString(mark) {
		return bytes.Index(layer, []byte(mark))
	}
	lower := fold([]byte(mark))
	for _, form := range [][]byte{lower, wide(string(lower), 0), wide(string(lower), 1)} {
		if at := bytes.Index(folded, form); at >= 0 {
			return at
		}
	}
	return -1
}

// fold makes the letters of ASCII small. Not all bytes are text, and each must stay in its place.
func fold(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] += 'a' - 'A'
		}
	}
	return out
}

// wide is a text in UTF-16, the low byte first or second.
func wide(text string, low int) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		pair := [2]byte{}
		pair[low], pair[1-low] = byte(u), byte(u>>8)
		out = append(out, pair[:]...)
	}
	return out
}

// around is what stands about a place, as far as a reader needs to find it.
func around(layer []byte, at, length int) string {
	const margin = 60
	return strings.ToValidUTF8(string(layer[max(0, at-margin):min(len(layer), at+length+margin)]), "·")
}
