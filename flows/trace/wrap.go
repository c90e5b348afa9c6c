package trace

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unwrapping is a way in which bytes may stand in others.
type unwrapping struct {
	name string
	open func(raw []byte, found func([]byte))
}

func unwrappings() []unwrapping {
	return []unwrapping{
		{"gzip", streams("\x1f\x8b\x08", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })},
		{"zlib", func(raw []byte, found func([]byte)) {
			for _, head := range []string{"\x78\x01", "\x78\x5e", "\x78\x9c", "\x78\xda"} {
				streams(head, func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) })(raw, found)
			}
		}},
		{"zip", unzipped},
		{"hex", runs("0123456789abcdefABCDEF", 12, 2, hexed)},
		{"base64", runs(letters+strings.ToUpper(letters)+"0123456789+/_-", 12, 4, sixtyFour)},
		{"base32", runs(letters+strings.ToUpper(letters)+"234567", 16, 8, thirtyTwo)},
		{"escapes", escapes},
		{"percents", percents},
		{"entities", entities},
		{"UTF-16", narrow},
	}
}

const letters = "abcdefghijklmnopqrstuvwxyz"

// largest is how much is unpacked from one stream, in bytes.
const largest = 64 << 20

// streams opens what is compressed, wherever in the bytes it begins. What breaks off is given as far as it goes.
func streams(head string, open func(io.Reader) (io.Reader, error)) func([]byte, func([]byte)) {
	return func(raw []byte, found func([]byte)) {
		for at := 0; ; at++ {
			i := bytes.Index(raw[at:], []byte(head))
			if i < 0 {
				return
			}
			at += i
			r, err := open(bytes.NewReader(raw[at:]))
			if err != nil {
				continue
			}
			if all, _ := io.ReadAll(io.LimitReader(r, largest)); len(all) > 0 {
				found(all)
			}
		}
	}
}

// unzipped opens the files of a zip archive, wherever in the bytes it begins, by the head that stands before each: so
// also those that the archive no longer lists. Their names are in the bytes already.
func unzipped(raw []byte, found func([]byte)) {
	const head, nameAt, extraAt, methodAt, length = "PK\x03\x04", 26, 28, 8, 30
	for at := 0; ; at++ {
		i := bytes.Index(raw[at:], []byte(head))
		if i < 0 {
			return
		}
		at += i
		file := raw[at:]
		if len(file) < length {
			return
		}
		number := func(at int) int { return int(file[at]) | int(file[at+1])<<8 }
		begin := length + number(nameAt) + number(extraAt)
		if uint16(number(methodAt)) != zip.Deflate || begin > len(file) {
			continue // what is stored stands there plainly
		}
		if all, _ := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(file[begin:])), largest)); len(all) > 0 {
			found(all)
		}
	}
}

// runs opens what is written in an alphabet, in runs of some length at least. Where in a run the writing begins is not
// known, so as many beginnings are tried as its letters need to meet the bytes again. What all runs hold is given
// together, or there would be thousands of scraps.
func runs(alphabet string, least, beginnings int, decode func([]byte) []byte) func([]byte, func([]byte)) {
	var in [256]bool
	for _, c := range []byte(alphabet) {
		in[c] = true
	}
	return func(raw []byte, found func([]byte)) {
		inner := make([][]byte, beginnings)
		for from := 0; from < len(raw); from++ {
			to := from
			for to < len(raw) && in[raw[to]] {
				to++
			}
			if to-from >= least {
				for i := range beginnings {
					inner[i] = append(append(inner[i], decode(raw[from+i:to])...), 0)
				}
			}
			from = to
		}
		for _, all := range inner {
			if len(all) > 0 {
				found(all)
			}
		}
	}
}

func hexed(run []byte) []byte {
	out := make([]byte, len(run)/2)
	n, _ := hex.Decode(out, run[:len(run)/2*2]) // the run has nothing else
	return out[:n]
}

// sixtyFour reads both alphabets of base64, for a run may be of either.
func sixtyFour(run []byte) []byte {
	run = bytes.ReplaceAll(bytes.ReplaceAll(run, []byte("-"), []byte("+")), []byte("_"), []byte("/"))
	out, _ := base64.RawStdEncoding.DecodeString(string(run[:len(run)/4*4+[4]int{0, 0, 2, 3}[len(run)%4]]))
	return out
}

func thirtyTwo(run []byte) []byte {
	whole := len(run)/8*8 + [8]int{0, 0, 2, 2, 4, 5, 5, 7}[len(run)%8]
	out, _ := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(string(bytes.ToUpper(run[:whole])))
	return out
}

// escapes reads what JSON, Go and the log write for letters that they do not write as they are.
func escapes(raw []byte, found func([]byte)) {
	replaced(raw, '\\', found, func(rest []byte) (letter []byte, length int) {
		switch {
		case len(rest) >= 6 && rest[1] == 'u':
			return unit(rest)
		case len(rest) >= 10 && rest[1] == 'U':
			n, err := strconv.ParseUint(string(rest[2:10]), 16, 31)
			return []byte(string(rune(n))), 10 * sign(err)
		case len(rest) >= 4 && rest[1] == 'x':
			n, err := strconv.ParseUint(string(rest[2:4]), 16, 8)
			return []byte{byte(n)}, 4 * sign(err)
		case len(rest) >= 2 && (rest[1] == '"' || rest[1] == '\\' || rest[1] == '/'):
			return rest[1:2], 2
		}
		return nil, 0
	})
}

// unit reads \u738b, or two of them that are the halves of one letter. A half without its other is read alone, or what
// follows would be lost.
func unit(rest []byte) (letter []byte, length int) {
	n, err := strconv.ParseUint(string(rest[2:6]), 16, 16)
	if utf16.IsSurrogate(rune(n)) && len(rest) >= 12 && rest[6] == '\\' && rest[7] == 'u' {
		low, _ := strconv.ParseUint(string(rest[8:12]), 16, 16)
		if r := utf16.DecodeRune(rune(n), rune(low)); r != utf8.RuneError {
			return []byte(string(r)), 12
		}
	}
	return []byte(string(rune(n))), 6 * sign(err)
}

func percents(raw []byte, found func([]byte)) {
	replaced(raw, '%', found, func(rest []byte) ([]byte, int) {
		if len(rest) < 3 {
			return nil, 0
		}
		n, err := strconv.ParseUint(string(rest[1:3]), 16, 8)
		return []byte{byte(n)}, 3 * sign(err)
	})
}

// sign is 1 where there is no error, else 0.
func sign(err error) int {
	if err != nil {
		return 0
	}
	return 1
}

// replaced gives bytes in which letters are read that are written with a mark before them, if there are any; read tells
// the letter and how long its writing is, 0 where it is none.
func replaced(raw []byte, mark byte, found func([]byte), read func(rest []byte) (letter []byte, length int)) {
	if bytes.HasPrefix(raw, []byte("\x1f\x8b")) {
		return // no text is written so in a compressed stream: it would be torn, and give words that nobody wrote
	}
	var out []byte
	from := 0
	for at := 0; ; {
		i := bytes.IndexByte(raw[at:], mark)
		if i < 0 {
			break
		}
		at += i
		letter, length := read(raw[at:])
		if length == 0 {
			at++
			continue
		}
		out = append(append(out, raw[from:at]...), letter...)
		at += length
		from = at
	}
	if from > 0 {
		found(append(out, raw[from:]...))
	}
}

func entities(raw []byte, found func([]byte)) {
	if entity.Match(raw) {
		found([]byte(html.UnescapeString(string(raw))))
	}
}

var entity = regexp.MustCompile(`&#?\w+;`)

// narrow takes the empty halves out of letters that are two bytes wide, which is enough for what is written in Latin
// letters.
func narrow(raw []byte, found func([]byte)) {
	var out []byte
	for at := 0; ; at++ {
		i := bytes.IndexByte(raw[at:], 0)
		if i < 0 || at+i+2 >= len(raw) {
			break
		}
		at += i
		if raw[at+1] == 0 {
			continue
		}
		from := at
		for at+2 < len(raw) && raw[at] == 0 && raw[at+1] >= '\t' && raw[at+1] <= '~' {
			out = append(out, raw[at+1])
			at += 2
		}
		if at-from > 0 {
			out = append(out, 0)
		}
	}
	if len(out) > 12 {
		found(out)
	}
}
