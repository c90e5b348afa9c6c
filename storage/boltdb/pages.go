package boltdb

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"

	bolt "go.etcd.io/bbolt"
)

// Sizes and kinds in a page of a bolt file.
const (
	pageHead    = 16
	elementHead = 16
	bucketHead  = 16
	branchPage  = 0x01
	leafPage    = 0x02
	freePage    = 0x10
	bucketEntry = 0x01
)

// Where a meta page keeps the page of the free list and the number of the transaction that wrote it.
const (
	metaFree = pageHead + 32
	metaTx   = pageHead + 48
	metaEnd  = pageHead + 64
)

// pages walks through the pages of a bolt file before bolt does. bolt trusts what it reads: a page that leads back to
// itself makes it run until the stack ends, which no recover catches, and so does the check it brings along.
type pages struct {
	file io.ReaderAt
	size int    // of a page
	end  uint64 // the first page not in use
	met  map[uint64]bool
}

// checkPages looks whether the file holds all that btx says, and every page is one and reached once, or free.
func checkPages(btx *bolt.Tx, file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("check pages: %w", err)
	}
	if info.Size() < btx.Size() {
		return damaged("the file has %d bytes of %d", info.Size(), btx.Size())
	}
	size := btx.DB().Info().PageSize
	p := &pages{file: file, size: size, end: uint64(btx.Size()) / uint64(size), met: make(map[uint64]bool)}
	if err := p.walk(uint64(btx.Cursor().Bucket().RootPage())); err != nil {
		return err
	}
	return p.free(uint64(btx.ID()))
}

// walk checks the page id and all below it.
func (p *pages) walk(id uint64) error {
	page, err := p.read(id)
	if err != nil {
		return err
	}
	return p.elements(id, page)
}

// read returns a page with those it flows over to, and marks them as met.
func (p *pages) read(id uint64) ([]byte, error) {
	if id < 2 || id >= p.end {
		return nil, damaged("page %d is not in the file", id)
	}
	page := make([]byte, p.size)
	if _, err := p.file.ReadAt(page, int64(id)*int64(p.size)); err != nil {
		return nil, fmt.Errorf("read page %d: %w", id, err)
	}
	if got := binary.NativeEndian.Uint64(page); got != id {
		return nil, damaged("page %d calls itself %d", id, got)
	}
	more := uint64(binary.NativeEndian.Uint32(page[12:]))
	if more >= p.end-id {
		return nil, damaged("page %d reaches beyond the file", id)
	}
	for each := id; each <= id+more; each++ {
		if p.met[each] {
			return nil, damaged("page %d is reached twice", each)
		}
		p.met[each] = true
	}
	if more == 0 {
		return page, nil
	}
	page = make([]byte, (more+1)*uint64(p.size))
	if _, err := p.file.ReadAt(page, int64(id)*int64(p.size)); err != nil {
		return nil, fmt.Errorf("read page %d: %w", id, err)
	}
	return page, nil
}

// elements checks what stands on a page; id is where it is, or where the bucket is that keeps its page inline.
func (p *pages) elements(id uint64, page []byte) error {
	kind, count := binary.NativeEndian.Uint16(page[8:]), int(binary.NativeEndian.Uint16(page[10:]))
	if kind != branchPage && kind != leafPage || kind == branchPage && count == 0 {
		return damaged("page %d is of kind %d with %d elements", id, kind, count)
	}
	if pageHead+count*elementHead > len(page) {
		return damaged("page %d has no room for %d elements", id, count)
	}
	for i := range count {
		element := page[pageHead+i*elementHead:]
		check := p.leaf
		if kind == branchPage {
			check = p.branch
		}
		if err := check(id, element); err != nil {
			return err
		}
	}
	return nil
}

// branch checks an element of position, key size and page; its position counts from its own beginning.
func (p *pages) branch(id uint64, element []byte) error {
	at, key := uint64(binary.NativeEndian.Uint32(element)), uint64(binary.NativeEndian.Uint32(element[4:]))
	if at+key > uint64(len(element)) {
		return damaged("page %d has a key beyond its end", id)
	}
	return p.walk(binary.NativeEndian.Uint64(element[8:]))
}

// leaf checks an element of flags, position, key size and value size.
func (p *pages) leaf(id uint64, element []byte) error {
	flags, at := binary.NativeEndian.Uint32(element), uint64(binary.NativeEndian.Uint32(element[4:]))
	key, value := uint64(binary.NativeEndian.Uint32(element[8:])), uint64(binary.NativeEndian.Uint32(element[12:]))
	if at+key+value > uint64(len(element)) {
		return damaged("page %d has an entry beyond its end", id)
	}
	if flags&bucketEntry == 0 {
		return nil
	}
	return p.bucket(id, element[at+key:at+key+value])
}

// bucket checks an entry that is a bucket: its root page and sequence, and its page itself if that is small.
func (p *pages) bucket(id uint64, value []byte) error {
	if len(value) < bucketHead {
		return damaged("page %d has a bucket cut short", id)
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		return p.walk(root)
	}
	inline := value[bucketHead:]
	if len(inline) < pageHead || binary.NativeEndian.Uint16(inline[8:]) != leafPage {
		return damaged("page %d has an inline bucket that is none", id)
	}
	return p.elements(id, inline)
}

// free checks the list of free pages: bolt writes over what stands there, so nothing in use may.
func (p *pages) free(txid uint64) error {
	meta := make([]byte, metaEnd)
	// Meta pages take turns.
	if _, err := p.file.ReadAt(meta, int64(txid%2)*int64(p.size)); err != nil {
		return fmt.Errorf("read meta page %d: %w", txid%2, err)
	}
	if got := binary.NativeEndian.Uint64(meta[metaTx:]); got != txid {
		return damaged("meta page %d is of transaction %d, not %d", txid%2, got, txid)
	}
	id := binary.NativeEndian.Uint64(meta[metaFree:])
	page, err := p.read(id)
	if err != nil {
		return fmt.Errorf("list of free pages: %w", err)
	}
	kind, count := binary.NativeEndian.Uint16(page[8:]), uint64(binary.NativeEndian.Uint16(page[10:]))
	list := page[pageHead:]
	if count == math.MaxUint16 { // too many for the head: the number stands before them
		count, list = binary.NativeEndian.Uint64(list), list[8:]
	}
	if kind != freePage || count > uint64(len(list))/8 {
		return damaged("page %d is of kind %d with %d free pages", id, kind, count)
	}
	for each := range count {
		free := binary.NativeEndian.Uint64(list[each*8:])
		if free < 2 || free >= p.end || p.met[free] {
			return damaged("page %d cannot be free", free)
		}
		p.met[free] = true
	}
	return nil
}
