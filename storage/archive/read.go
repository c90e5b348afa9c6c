package archive

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Inspect reads a whole archive and counts what is in it. Its error wraps ErrForeign, ErrDamaged or ErrNewer, unless the file cannot be
// read at all.
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

// reader reads the lines of an archive whose seal holds.
type reader struct {
	json  *json.Decoder
	about About
}

// open looks whether an archive is whole and of a format that this program reads.
func open(r io.ReadSeeker) (*reader, error) {
	within, err := unseal(r)
	if err != nil {
		return nil, err
	}
	zipped, err := gzip.NewReader(bufio.NewReaderSize(within, 64<<10))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	in := &reader{json: json.NewDecoder(zipped)}
	return in, in.head()
}

func (in *reader) head() error {
	var h head
	if err := in.json.Decode(&h); err != nil || h.Format != format {
		return ErrForeign
	}
	if h.Version > version {
		return fmt.Errorf("%w: its format is %d, and this one reads up to %d", ErrNewer, h.Version, version)
	}
	if h.Version < 1 {
		return fmt.Errorf("%w: its format is %d", ErrDamaged, h.Version)
	}
	// The lines of another format may have other fields; those of this one have only these.
	in.json.DisallowUnknownFields()
	in.about = About{At: h.At, Program: h.Program}
	return nil
}

// each runs fn on all lines but the first.
func (in *reader) each(fn func(line) error) error {
	inside := false
	for n := 2; ; n++ {
		var l line
		switch err := in.json.Decode(&l); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%w: line %d: %w", ErrDamaged, n, err)
		}
		if !l.fits(inside) {
			return fmt.Errorf("%w: line %d: %q does not stand where it may", ErrDamaged, n, l.Kind)
		}
		inside = l.Kind == kindCommunity || l.Kind.within()
		if err := fn(l); err != nil {
			return err
		}
	}
}

// fits tells whether a line may stand where it does: inside a community or not. What stores would refuse is refused here.
func (l line) fits(inside bool) bool {
	switch l.Kind {
	case kindCommunity, kindValue, kindMember:
		return l.Key != "" || l.Kind != kindCommunity
	case kindRecord, kindWake:
		return inside && l.Key != ""
	case kindEntry, kindLetter:
		return inside
	}
	return false
}
