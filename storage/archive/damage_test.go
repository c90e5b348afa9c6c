package archive

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/testenv"
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

// A bit that is flipped is noticed, unless it is one of the few that say nothing, as when the file was compressed.
func TestBitFlipped(t *testing.T) {
	testenv.Unraced(t)
	file, into := small(t)
	want := unzip(t, file)
	for i := range file {
		for bit := range 8 {
			spoilt := bytes.Clone(file)
			spoilt[i] ^= 1 << bit
			if _, err := Inspect(bytes.NewReader(spoilt)); err == nil {
				if !bytes.Equal(unzip(t, spoilt), want) {
					t.Fatalf("bit %d of byte %d: another archive passes for this one", bit, i)
				}
				continue
			}
			refuses(t, into, spoilt, "a bit flipped", ErrDamaged, ErrForeign)
		}
	}
	if _, err := Restore(t.Context(), into, bytes.NewReader(file), Options{}); err != nil {
		t.Error(err)
	}
}

func unzip(t *testing.T, file []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return all
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

// sealed makes an archive of the first format of lines, whatever they say.
func sealed(t *testing.T, lines ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	if _, err := zipped.Write([]byte(strings.Join(lines, "\n"))); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b.Bytes())
	return append(b.Bytes(), seal(sum[:])...)
}

const firstLine = `{"format":"echowall backup","version":1,"at":"2026-06-01T00:00:00Z","program":"x"}`

// The seal says only that a file of the first format is as it was written.
func TestLines(t *testing.T) {
	_, into := small(t)
	refuses(t, into, sealed(t, strings.Replace(firstLine, "1,", "2,", 1), `{"kind":"from the future"}`), "version 2",
		ErrNewer)
	refuses(t, into, sealed(t, strings.Replace(firstLine, "1,", "0,", 1)), "version 0", ErrDamaged)
	for _, lines := range badLines() {
		all := strings.Join(lines, "\n")
		refuses(t, into, sealed(t, firstLine, all), all, ErrDamaged)
		refuses(t, into, packed(t, headText, communities+"a.jsonl", all, directoryFile, ""), all, ErrDamaged)
	}
	sum, err := Inspect(bytes.NewReader(sealed(t, firstLine, `{"kind":"community","key":"a"}`)))
	if err != nil || sum.Communities != 1 || sum.Program != "x" {
		t.Errorf("got %+v, %v", sum, err)
	}
}

func badLines() [][]string {
	return [][]string{
		{`{"kind":"record","key":"k","value":"v"}`},
		{`{"kind":"community"}`},
		{`{"kind":"community","key":"a"}`, `{"kind":"record","value":"no key"}`},
		{`{"kind":"community","key":"a"}`, `{"kind":"wake","at":1}`},
		{`{"kind":"community","key":"a"}`, `{"kind":"value","space":"chat","key":"k","value":"a"}`,
			`{"kind":"entry","value":"outside"}`},
		{`{"kind":"something"}`},
		{`{"kind":"community","key":"a","more":1}`},
		{`{"kind":"community","key":"a"}{"kind":"community","key":"b"}`},
		{`{"kind":"community","key":{"base64":"?"}}`},
		{`{"kind":"community","key":7}`},
		{`{"kind":"community","key":"a"`},
		{`[]`},
		{firstLine},
	}
}

const headText = `{"format":"echowall backup","version":2,"at":"2026-06-01T00:00:00Z","program":"x"}`

// packed makes an archive of a head and files, each a name and what is in it, with their checksums.
func packed(t *testing.T, headText string, files ...string) []byte {
	t.Helper()
	return pack(t, func(w *tarWriter) error {
		err := w.file(headFile, []byte(headText))
		for i := 0; i < len(files); i += 2 {
			err = errors.Join(err, w.file(files[i], []byte(files[i+1])))
		}
		return errors.Join(err, w.close())
	})
}

func pack(t *testing.T, fill func(w *tarWriter) error) []byte {
	t.Helper()
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	w := &tarWriter{out: tar.NewWriter(zipped)}
	if err := errors.Join(fill(w), zipped.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const aCommunity = `{"kind":"community","key":"a"}`

// Files must be those of an archive, in their order, and be what the checksums say.
func TestFiles(t *testing.T) {
	_, into := small(t)
	sum, err := Inspect(bytes.NewReader(packed(t, headText, communities+"a.jsonl", aCommunity, directoryFile, "")))
	if err != nil || sum.Communities != 1 || sum.Program != "x" {
		t.Errorf("got %+v, %v", sum, err)
	}
	newer := strings.Replace(headText, "2,", "3,", 1)
	refuses(t, into, packed(t, newer, "files/of/the.future", "", directoryFile, ""), "version 3", ErrNewer)
	refuses(t, into, packed(t, strings.Replace(headText, "2,", "1,", 1), directoryFile, ""), "version 1", ErrDamaged)
	refuses(t, into, packed(t, `{"format":"something else"}`, directoryFile, ""), "another format", ErrForeign)
	refuses(t, into, packed(t, `not JSON`, directoryFile, ""), "no head", ErrDamaged)
	refuses(t, into, packed(t, headText), "no directory", ErrDamaged)
	refuses(t, into, packed(t, headText, directoryFile, "", communities+"a.jsonl", aCommunity), "the directory first",
		ErrDamaged)
	refuses(t, into, packed(t, headText, directoryFile, "", directoryFile, ""), "two directories", ErrDamaged)
	refuses(t, into, packed(t, headText, "../etc/passwd", "", directoryFile, ""), "another file", ErrDamaged)
	notes := pack(t, func(w *tarWriter) error { return errors.Join(w.file("notes", nil), w.close()) })
	refuses(t, into, notes, "an archive of something else", ErrForeign)
	head := func(w *tarWriter) error { return w.file(headFile, []byte(headText)) }
	for what, fill := range map[string]func(w *tarWriter) error{
		"no checksums": func(w *tarWriter) error {
			return errors.Join(head(w), w.file(directoryFile, nil), w.out.Close())
		},
		"a wrong checksum": func(w *tarWriter) error {
			err := errors.Join(head(w), w.file(directoryFile, nil))
			w.sums[0] ^= 1
			return errors.Join(err, w.close())
		},
		"a checksum too many": func(w *tarWriter) error {
			err := errors.Join(head(w), w.file(directoryFile, nil))
			w.sums = append(w.sums, w.sums...)
			return errors.Join(err, w.close())
		},
		"a file behind the checksums": func(w *tarWriter) error {
			err := errors.Join(head(w), w.file(directoryFile, nil), w.file(sumsFile, w.sums))
			return errors.Join(err, w.file(directoryFile, nil), w.out.Close())
		},
		"a link": func(w *tarWriter) error {
			link := &tar.Header{Typeflag: tar.TypeSymlink, Name: directoryFile, Linkname: "/etc/passwd"}
			return errors.Join(head(w), w.out.WriteHeader(link), w.close())
		},
	} {
		refuses(t, into, pack(t, fill), what, ErrDamaged)
	}
}

// What unpacks to far more than a backup does is refused for it, in either format, and no more of it is unpacked.
func TestBombs(t *testing.T) {
	testenv.Unraced(t)
	_, into := small(t)
	record := `{"kind":"record","key":"k","value":"` + strings.Repeat("x", 1<<20) + `"}` + "\n"
	much := strings.Repeat(record, plentiful>>20)
	many := aCommunity + "\n" + much
	long := aCommunity + "\n" + strings.Repeat(" ", maxLine+1) + "\n"
	for what, file := range map[string][]byte{
		"many lines":                       packed(t, headText, communities+"a.jsonl", many, directoryFile, ""),
		"many lines of the first format":   sealed(t, firstLine, many),
		"a long line":                      packed(t, headText, communities+"a.jsonl", long, directoryFile, ""),
		"a long line of the first format":  sealed(t, firstLine, long),
		"much behind what the head should": packed(t, headText+much, directoryFile, ""),
	} {
		if len(file) > plentiful/maxRatio {
			t.Errorf("%s: the bomb has %d bytes", what, len(file))
		}
		refuses(t, into, file, what, ErrTooLarge)
	}
}

// What begins as gzip does and is not compressed rightly is damaged.
func TestNotCompressed(t *testing.T) {
	_, into := small(t)
	for _, raw := range []string{"\x1f\x8b", "\x1f\x8b and no gzip at all"} {
		refuses(t, into, []byte(raw), raw, ErrDamaged)
		sum := sha256.Sum256([]byte(raw))
		refuses(t, into, append([]byte(raw), seal(sum[:])...), raw+", sealed", ErrDamaged)
	}
}
