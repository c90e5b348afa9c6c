package archive

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"echowall/storage"
	"echowall/storage/boltdb"
)

func openStore(t *testing.T, path string) *boltdb.Store {
	t.Helper()
	s, err := boltdb.Open(path, boltdb.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// small is an archive, and an empty store to restore it into.
func small(t *testing.T) (file []byte, into *boltdb.Store) {
	t.Helper()
	s := openStore(t, filepath.Join(t.TempDir(), "store.db"))
	err := s.Update(t.Context(), "willow", func(tx storage.Tx) error { return tx.Put("case:1", []byte("lamps")) })
	if err := errors.Join(err, s.Assign(t.Context(), storage.Chats, "-100", "willow")); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(t.Context(), &b, s, About{Program: "echowall test"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), openStore(t, filepath.Join(t.TempDir(), "into.db"))
}

// refuses looks whether an archive is refused with one of the errors, and nothing is written.
func refuses(t *testing.T, into *boltdb.Store, file []byte, what string, want ...error) {
	t.Helper()
	_, err := Restore(t.Context(), into, bytes.NewReader(file), Options{Replace: true})
	known := false
	for _, w := range want {
		known = known || errors.Is(err, w)
	}
	if !known {
		t.Errorf("%s: got %v, want %v", what, err, want)
	}
	if err := mustBeEmpty(t.Context(), into); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func TestTruncated(t *testing.T) {
	file, into := small(t)
	for n := range len(file) {
		refuses(t, into, file[:n], "cut short", ErrDamaged, ErrForeign)
	}
	refuses(t, into, append(bytes.Clone(file), 0), "a byte more", ErrDamaged)
	refuses(t, into, append(bytes.Clone(file), file...), "twice", ErrDamaged)
}

func TestBitFlipped(t *testing.T) {
	file, into := small(t)
	for i := range file {
		for bit := range 8 {
			spoilt := bytes.Clone(file)
			spoilt[i] ^= 1 << bit
			want := ErrDamaged
			if i < 2 {
				want = ErrForeign
			}
			refuses(t, into, spoilt, "a bit flipped", want)
		}
	}
	if _, err := Restore(t.Context(), into, bytes.NewReader(file), Options{}); err != nil {
		t.Error(err)
	}
}

func TestForeign(t *testing.T) {
	_, into := small(t)
	path := filepath.Join(t.TempDir(), "other.db")
	openStore(t, path)
	bolt, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refuses(t, into, nil, "nothing", ErrForeign)
	refuses(t, into, []byte("x"), "one byte", ErrForeign)
	refuses(t, into, bolt, "a bolt file", ErrForeign)
	refuses(t, into, sealed(t, `hello`), "another text", ErrForeign)
	refuses(t, into, sealed(t, `{"format":"something else","version":1}`), "another format", ErrForeign)
	refuses(t, into, sealed(t, ``), "no line", ErrForeign)
}

// sealed makes an archive of lines, whatever they say.
func sealed(t *testing.T, lines ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	s := newSealer(&b)
	zipped := gzip.NewWriter(s)
	if _, err := zipped.Write([]byte(strings.Join(lines, "\n"))); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(zipped.Close(), s.close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const firstLine = `{"format":"echowall backup","version":1,"at":"2026-06-01T00:00:00Z","program":"x"}`

// The seal says only that a file is as it was written.
func TestLines(t *testing.T) {
	_, into := small(t)
	refuses(t, into, sealed(t, strings.Replace(firstLine, "1,", "2,", 1), `{"kind":"from the future"}`), "version 2", ErrNewer)
	refuses(t, into, sealed(t, strings.Replace(firstLine, "1,", "0,", 1)), "version 0", ErrDamaged)
	for _, lines := range [][]string{
		{`{"kind":"record","key":"k","value":"v"}`},
		{`{"kind":"community"}`},
		{`{"kind":"community","key":"a"}`, `{"kind":"record","value":"no key"}`},
		{`{"kind":"community","key":"a"}`, `{"kind":"wake","at":1}`},
		{`{"kind":"community","key":"a"}`, `{"kind":"value","space":"chat","key":"k","value":"a"}`, `{"kind":"entry","value":"outside"}`},
		{`{"kind":"something"}`},
		{`{"kind":"community","key":"a","more":1}`},
		{`{"kind":"community","key":{"base64":"?"}}`},
		{`{"kind":"community","key":7}`},
		{`{"kind":"community","key":"a"`},
		{`[]`},
		{firstLine},
	} {
		refuses(t, into, sealed(t, append([]string{firstLine}, lines...)...), strings.Join(lines, " "), ErrDamaged)
	}
	sum, err := Inspect(bytes.NewReader(sealed(t, firstLine, `{"kind":"community","key":"a"}`)))
	if err != nil || sum.Communities != 1 || sum.Program != "x" {
		t.Errorf("got %+v, %v", sum, err)
	}
}

// What is sealed but not compressed rightly is damaged as well.
func TestNotCompressed(t *testing.T) {
	_, into := small(t)
	for _, raw := range []string{"\x1f\x8b", "\x1f\x8b and no gzip at all"} {
		var b bytes.Buffer
		s := newSealer(&b)
		if _, err := s.Write([]byte(raw)); err != nil {
			t.Fatal(err)
		}
		if err := s.close(); err != nil {
			t.Fatal(err)
		}
		refuses(t, into, b.Bytes(), raw, ErrDamaged)
	}
}
