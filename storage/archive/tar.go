package archive

import (
	"archive/tar"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"
)

// tarWriter writes files into a tar archive, and their checksums at its end.
type tarWriter struct {
	out  *tar.Writer
	at   time.Time
	sums []byte
}

func (w *tarWriter) file(name string, body []byte) error {
	err := w.out.WriteHeader(&tar.Header{
		Typeflag: tar.TypeReg, Name: name, Mode: 0o600, Size: int64(len(body)), ModTime: w.at,
	})
	if err != nil {
		return err
	}
	w.sums = appendSum(w.sums, sha256.Sum256(body), name)
	_, err = w.out.Write(body)
	return err
}

// close adds the checksums.
func (w *tarWriter) close() error {
	if err := w.file(sumsFile, w.sums); err != nil {
		return err
	}
	return w.out.Close()
}

// appendSum adds a line as sha256sum writes it.
func appendSum(sums []byte, sum [sha256.Size]byte, name string) []byte {
	return fmt.Appendf(sums, "%x  %s\n", sum, name)
}

// tarReader reads the files of an archive in the order in which they must stand, and holds them against their
// checksums.
type tarReader struct {
	in   *tar.Reader
	all  io.Reader // what in reads
	from *source
	// name is the file being read, summed up in hash; sums is what the list must say of those before it.
	name string
	hash hash.Hash
	sums []byte
}

func openTar(unpacked *bufio.Reader, from *source) (*reader, error) {
	t := &tarReader{in: tar.NewReader(unpacked), all: unpacked, from: from, hash: sha256.New()}
	body, err := t.file()
	if err != nil {
		return nil, err
	}
	if t.name != headFile {
		return nil, ErrForeign
	}
	var h head
	if err := json.NewDecoder(io.LimitReader(body, maxLine)).Decode(&h); err != nil {
		return nil, t.from.blame(err)
	}
	about, err := h.about(version)
	rest := body
	if err != nil {
		rest = unpacked // what a damaged head says is not believed
	}
	if _, damage := io.Copy(io.Discard, rest); damage != nil {
		return nil, t.from.blame(damage)
	}
	if err != nil {
		return nil, err
	}
	return &reader{about: about, from: from, next: t.next}, nil
}

// file begins the next file.
func (t *tarReader) file() (io.Reader, error) {
	h, err := t.in.Next()
	if err != nil {
		return nil, t.from.blame(fmt.Errorf("after %q: %w", t.name, err))
	}
	if h.Typeflag != tar.TypeReg {
		return nil, fmt.Errorf("%w: %q is no file", ErrDamaged, h.Name)
	}
	t.name = h.Name
	t.hash.Reset()
	return io.TeeReader(t.in, t.hash), nil
}

// next is the next file of lines, nil after the last: then all checksums hold and nothing follows.
func (t *tarReader) next() (string, io.Reader, error) {
	before := t.name
	t.sums = appendSum(t.sums, [sha256.Size]byte(t.hash.Sum(nil)), before)
	body, err := t.file()
	switch {
	case err != nil:
		return "", nil, err
	case before == directoryFile && t.name == sumsFile:
		return "", nil, t.end(body)
	case before != directoryFile && (t.name == directoryFile || strings.HasPrefix(t.name, communities)):
		return t.name, body, nil
	}
	return "", nil, fmt.Errorf("%w: the file %q does not stand where it may", ErrDamaged, t.name)
}

// end holds the list of checksums against what was read.
func (t *tarReader) end(list io.Reader) error {
	found, err := io.ReadAll(io.LimitReader(list, int64(len(t.sums))+1))
	if err != nil {
		return t.from.blame(err)
	}
	if !bytes.Equal(found, t.sums) {
		return fmt.Errorf("%w: its checksums do not hold", ErrDamaged)
	}
	if _, err := t.in.Next(); !errors.Is(err, io.EOF) {
		return t.from.blame(fmt.Errorf("more stands behind its checksums (%w)", err))
	}
	more, err := io.Copy(io.Discard, t.all)
	if err != nil {
		return t.from.blame(err)
	}
	if more > 0 {
		return fmt.Errorf("%w: %d bytes stand behind its end", ErrDamaged, more)
	}
	return nil
}
