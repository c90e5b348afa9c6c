package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Inspect reads a whole archive and counts what is in it. Its error wraps ErrForeign, ErrDamaged, ErrNewer or
// ErrTooLarge, unless the file cannot be read at all.
func Inspect(r io.ReadSeeker) (Summary, error) {
	in, err := open(r)
	if err != nil {
		return Summary{}, fmt.Errorf("read the backup: %w", err)
	}
	sum := Summary{About: in.about}
	err = in.each(func(l line) error {
		sum.count(l.Kind)
		return nil
	})
	if err != nil {
		return Summary{}, fmt.Errorf("read the backup: %w", err)
	}
	return sum, nil
}

// reader reads the lines of an archive.
type reader struct {
	about About
	from  *source
	// next is the next file of lines with its name, nil after the last. The one before was read to its end.
	next func() (name string, lines io.Reader, err error)
}

// open looks of which format an archive is, and whether this program reads it. Its lines are yet to be read.
func open(r io.ReadSeeker) (*reader, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	unpacked, from, err := unpack(r, size)
	if err != nil {
		return nil, err
	}
	const magicAt = 257 // of tar, in its first block
	begin, err := unpacked.Peek(magicAt + len("ustar"))
	switch {
	case bytes.HasPrefix(begin, []byte("{")):
		return openFirst(r, size)
	case err == nil && bytes.HasSuffix(begin, []byte("ustar")):
		return openTar(unpacked, from)
	case err == nil || errors.Is(err, io.EOF):
		return nil, ErrForeign
	}
	return nil, from.blame(err)
}

// unpack reads the first size bytes of a gzip file, from its beginning.
func unpack(r io.ReadSeeker, size int64) (*bufio.Reader, *source, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, nil, err
	}
	from := &source{in: io.LimitReader(r, size), left: max(maxRatio*size, plentiful)}
	packed := bufio.NewReaderSize(from, 64<<10)
	if magic, err := packed.Peek(len(gzipMagic)); string(magic) != gzipMagic {
		if err == nil || errors.Is(err, io.EOF) {
			return nil, nil, ErrForeign
		}
		return nil, nil, from.blame(err)
	}
	unzipped, err := gzip.NewReader(packed)
	if err != nil {
		return nil, nil, from.blame(err)
	}
	return bufio.NewReaderSize(from.bound(unzipped), 64<<10), from, nil
}

// head says that an archive is one of this program's, of the version that its form is.
func (h head) about(version int) (About, error) {
	switch {
	case h.Format != format:
		return About{}, ErrForeign
	case h.Version > version:
		return About{}, fmt.Errorf("%w: its format is %d, and this one reads up to %d", ErrNewer, h.Version, version)
	case h.Version < version:
		return About{}, fmt.Errorf("%w: its format is %d", ErrDamaged, h.Version)
	}
	return About{At: h.At, Program: h.Program}, nil
}

// each runs fn on all lines.
func (in *reader) each(fn func(line) error) error {
	for {
		name, lines, err := in.next()
		if err != nil || lines == nil {
			return err
		}
		if err := in.file(name, lines, fn); err != nil {
			return err
		}
	}
}

// file runs fn on all lines of a file.
func (in *reader) file(name string, r io.Reader, fn func(line) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine+1) // with the end of the line
	inside := false
	for n := 1; lines.Scan(); n++ {
		l, err := parse(lines.Bytes())
		if err != nil {
			return in.from.blame(fmt.Errorf("%s, line %d: %w", name, n, err))
		}
		if !l.fits(inside) {
			return fmt.Errorf("%w: %s, line %d: %q does not stand where it may", ErrDamaged, name, n, l.Kind)
		}
		inside = l.Kind == kindCommunity || l.Kind.within()
		if err := fn(l); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("%w: a line of %s has more than %d MB", ErrTooLarge, name, maxLine>>20)
	}
	if lines.Err() != nil {
		return in.from.blame(lines.Err())
	}
	return nil
}

// parse reads one line, which has the fields of its format and no others.
func parse(raw []byte) (l line, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&l); err != nil {
		return l, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return l, errors.New("there is more than one thing in it")
	}
	return l, nil
}

// fits tells whether a line may stand where it does: inside a community or not. What stores would refuse is refused
// here.
func (l line) fits(inside bool) bool {
	switch l.Kind {
	case kindCommunity, kindValue, kindMember:
		return l.Key != "" || l.Kind != kindCommunity
	case kindRecord, kindWake:
		return inside && l.Key != ""
	case kindEntry, kindMessage:
		return inside
	}
	return false
}
