package archive

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
)

// gzipMagic begins every gzip file.
const gzipMagic = "\x1f\x8b"

// sealSize is the length of a seal.
const sealSize = 10 + 2 + 4 + sha256.Size + 2 + 8

// seal is what ends an archive: a gzip member with nothing in it, so that other programs read the file without a complaint, and the
// checksum in its extra field.
func seal(sum []byte) []byte {
	b := append([]byte(gzipMagic), 8, 4, 0, 0, 0, 0, 0, 255) // deflated, with an extra field, at no time, on no system
	b = append(b, 4+sha256.Size, 0, 'E', 'W', sha256.Size, 0)
	b = append(b, sum...)
	b = append(b, 3, 0)                  // one empty block
	return append(b, make([]byte, 8)...) // its checksum and its length
}

// sealer passes on what is written and sums it up.
type sealer struct {
	out *bufio.Writer
	sum hash.Hash
}

func newSealer(w io.Writer) *sealer {
	return &sealer{out: bufio.NewWriterSize(w, 64<<10), sum: sha256.New()}
}

// Write implements io.Writer.
func (s *sealer) Write(b []byte) (int, error) {
	n, err := s.out.Write(b)
	s.sum.Write(b[:n]) // a hash has no errors
	return n, err
}

// close adds the seal.
func (s *sealer) close() error {
	if _, err := s.out.Write(seal(s.sum.Sum(nil))); err != nil {
		return err
	}
	return s.out.Flush()
}

// unseal holds a file against its seal and returns what is within, from its beginning.
func unseal(r io.ReadSeeker) (io.Reader, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	magic := make([]byte, len(gzipMagic))
	if _, err := io.ReadFull(r, magic); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	switch {
	case string(magic) != gzipMagic:
		return nil, ErrForeign
	case size < sealSize:
		return nil, fmt.Errorf("%w: it has %d bytes", ErrDamaged, size)
	}
	if err := checkSeal(io.MultiReader(bytes.NewReader(magic), r), size-sealSize); err != nil {
		return nil, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return io.LimitReader(r, size-sealSize), nil
}

// checkSeal reads what is sealed, of the size given, and the seal.
func checkSeal(r io.Reader, size int64) error {
	sum := sha256.New()
	if _, err := io.CopyN(sum, r, size); err != nil {
		return err
	}
	found := make([]byte, sealSize)
	if _, err := io.ReadFull(r, found); err != nil {
		return err
	}
	if !bytes.Equal(found, seal(sum.Sum(nil))) {
		return fmt.Errorf("%w: its checksum does not hold", ErrDamaged)
	}
	return nil
}
