package trace_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"io"
	"maps"
	"math/rand/v2"
	"net/url"
	"strconv"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"echowall/flows/trace"
)

// hidings are ways in which a program, or somebody who means it, writes something down.
func hidings() map[string]func([]byte) []byte {
	return map[string]func([]byte) []byte{
		"plain":      func(b []byte) []byte { return b },
		"hex":        func(b []byte) []byte { return []byte(hex.EncodeToString(b)) },
		"HEX":        func(b []byte) []byte { return bytes.ToUpper([]byte(hex.EncodeToString(b))) },
		"base64":     func(b []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(b)) },
		"base64 url": func(b []byte) []byte { return []byte(base64.RawURLEncoding.EncodeToString(b)) },
		"base32":     func(b []byte) []byte { return []byte(base32.StdEncoding.EncodeToString(b)) },
		"percents":   func(b []byte) []byte { return []byte(url.PathEscape(string(b))) },
		"entities": func(b []byte) (out []byte) {
			for _, r := range string(b) {
				out = append(out, []byte("&#"+strconv.Itoa(int(r))+";")...)
			}
			return out
		},
		"escapes": func(b []byte) []byte { return []byte(strconv.QuoteToASCII(string(b))) },
		"UTF-16": func(b []byte) (out []byte) {
			for _, u := range utf16.Encode([]rune(string(b))) {
				out = append(out, byte(u), byte(u>>8))
			}
			return out
		},
		"gzip": squeezed(func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }),
		"zlib": squeezed(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }),
		"zip": func(b []byte) []byte {
			var out bytes.Buffer
			z := zip.NewWriter(&out)
			w, err := z.Create("xl/sheet.xml")
			if err == nil {
				_, err = w.Write(b)
			}
			if err = cmpOr(err, z.Close()); err != nil {
				panic(err)
			}
			return out.Bytes()
		},
	}
}

func cmpOr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func squeezed(open func(io.Writer) io.WriteCloser) func([]byte) []byte {
	return func(b []byte) []byte {
		var out bytes.Buffer
		w := open(&out)
		_, err := w.Write(b)
		if err = cmpOr(err, w.Close()); err != nil {
			panic(err)
		}
		return out.Bytes()
	}
}

// ofLetters are the hidings that hold letters only, and no other bytes.
var ofLetters = map[string]bool{"entities": true, "escapes": true, "UTF-16": true}

// TestWhatIsHiddenIsFound hides a text in every way, and in every two ways within one another, amid other bytes.
func TestWhatIsHiddenIsFound(t *testing.T) {
	noise := rand.New(rand.NewPCG(1, 2))
	amid := func(b []byte) []byte {
		before, after := make([]byte, 1+noise.IntN(200)), make([]byte, 200)
		for i := range before {
			before[i] = byte(noise.Uint32())
		}
		return append(append(append(before, '"'), b...), append([]byte{'"'}, after...)...)
	}
	text := `{"by":"王秀英 of the mill","receipt":"1-1-QZ7KXKCD9PLM"}`
	for outer, wrap := range hidings() {
		for inner, within := range hidings() {
			if ofLetters[outer] && !utf8.Valid(within([]byte(text))) {
				continue
			}
			hidden := amid(wrap(within([]byte(text))))
			found := map[string]bool{}
			for _, h := range trace.Find(hidden, "1-1-qz7kxkcd9plm", "of the mill", "1-1-QZ7KXKCD9PLN", "nobody") {
				found[h.Mark] = true
			}
			if want := map[string]bool{"1-1-qz7kxkcd9plm": true, "of the mill": true}; !maps.Equal(found, want) {
				t.Errorf("%s within %s: expected %v, found %v", inner, outer, want, found)
			}
		}
	}
	if hits := trace.Find([]byte(`<b>王秀英</b>`), "王秀英"); len(hits) != 1 || hits[0].Around != `<b>王秀英</b>` ||
		hits[0].In != "" {
		t.Errorf("a name was found as %+v", hits)
	}
}

// TestAKeyIsFound looks for bytes that are no text.
func TestAKeyIsFound(t *testing.T) {
	key := bytes.Repeat([]byte{0xf3, 0x11, 0x80}, 10)
	for how, wrap := range hidings() {
		if ofLetters[how] {
			continue
		}
		if len(trace.Find(append([]byte("key="), wrap(key)...), string(key))) == 0 {
			t.Errorf("%s: not found", how)
		}
	}
}
