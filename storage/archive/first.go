package archive

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// The first format has all lines in one stream, the head being the first line, compressed by gzip. What follows them
// is an empty gzip member whose extra field "EW" holds the SHA-256 of every byte before it.

// firstVersion is what it calls itself.
const firstVersion = 1

// gzipMagic begins every gzip file.
const gzipMagic = "\x1f\x8b"

// sealSize is the length of a seal.
const sealSize = 10 + 2 + 4 + sha256.Size + 2 + 8

// seal is what ends an archive of the first format: a gzip member with nothing in it and a checksum in its extra field.
func seal(sum []byte) []byte {
	b := append([]byte(gzipMagic), 8, 4, 0, 0, 0, 0, 0, 255) // deflated, with an extra field, at no time, on no system
	b = append(b, 4+sha256.Size, 0, 'E', 'W', sha256.Size, 0)
	b = append(b, sum...)
	b = append(b, 3, 0)                  // one empty block
	return append(b, make([]byte, 8)...) // its checksum and its length
}

// openFirst opens an archive of the first format, of so many bytes, whose seal holds.
func openFirst(r io.ReadSeeker, size int64) (*reader, error) {
	if err := checkSeal(r, size-sealSize); err != nil {
		return nil, err
	}
	unpacked, from, err := unpack(r, size-sealSize)
	if err != nil {
		return nil, err
	}
	first, err := unpacked.ReadSlice('\n')
	var h head
	switch {
	case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull):
		return nil, from.blame(err)
	case json.Unmarshal(first, &h) != nil:
		return nil, ErrForeign
	}
	about, err := h.about(firstVersion)
	if err != nil {
		return nil, err
	}
	read := false
	return &reader{about: about, from: from, next: func() (string, io.Reader, error) {
		if read {
			return "", nil, nil
		}
		read = true
		return "after its head", unpacked, nil
	}}, nil
}

// checkSeal reads what is sealed, of the size given, and the seal.
func checkSeal(r io.ReadSeeker, size int64) error {
	if size < 0 {
		return fmt.Errorf("%w: it has %d bytes", ErrDamaged, size+sealSize)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
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
