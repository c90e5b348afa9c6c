package archive

import (
	"errors"
	"fmt"
	"io"
)

// source is the file that an archive is read from. It bounds what may be unpacked of it, and remembers the first
// error that is no damage: of reading, or that it is too large.
type source struct {
	in     io.Reader
	failed error
	// left is how many bytes may still be unpacked.
	left int64
}

// Read implements io.Reader.
func (s *source) Read(b []byte) (int, error) {
	n, err := s.in.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		s.failed = err
	}
	return n, err
}

// blame is the error of an archive that could not be taken apart because of another: it is damaged, unless what
// failed was known before.
func (s *source) blame(err error) error {
	if s.failed != nil {
		return s.failed
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// bound reads what is unpacked as long as that is no more than a backup holds.
func (s *source) bound(unpacked io.Reader) io.Reader { return &bounded{s, unpacked} }

type bounded struct {
	from *source
	in   io.Reader
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.in.Read(p)
	if b.from.left -= int64(n); b.from.left < 0 {
		b.from.failed = fmt.Errorf("%w: more than %d times the size of its file", ErrTooLarge, maxRatio)
		return 0, b.from.failed
	}
	return n, err
}
