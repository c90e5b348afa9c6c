package record

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Cache is a read cache: the part of a community's records that has been read, with what was changed since on top.
// Decide, Apply and Announce read it as if all were there. Where they ask for what was not read yet the run ends with a
// panic, Unread, and whoever keeps the records fills in what is missing and runs again. So the domain stays
// free of I/O and still reads only what it needs. Who will surely need several records says so first (Want), so
// that they are read together.
type Cache struct {
	below   *Cache
	records map[string]any
	ranges  map[string]bool
	missing map[string]bool
	absent  map[string]bool
	changed map[string]bool
	decode  Decoder
	err     error

	// Near, where it is set, gives a record that is at hand, so that it need not be noted as missing; known is false for
	// one that would have to be fetched. The record is nil when it is known that there is none.
	Near func(key string) (raw []byte, known bool)
	// Memory, where it is set, spares decoding what was decoded before.
	Memory Memory
}

// Memory remembers records as they were decoded. What it gives back is shared, as all that is read from a cache: nobody
// may change it.
type Memory interface {
	// Recall gives what these bytes under this key were decoded to; nil when that is not remembered.
	Recall(key string, raw []byte) any
	// Keep remembers it.
	Keep(key string, raw []byte, value any)
}

// Decoder turns a record as stored under a key into v, a pointer to its type.
type Decoder func(key string, raw []byte, v any) error

// NewCache is a cache in which nothing has been read.
func NewCache(decode Decoder) *Cache {
	return &Cache{
		decode: decode, records: map[string]any{}, ranges: map[string]bool{}, missing: map[string]bool{},
		absent: map[string]bool{}, changed: map[string]bool{},
	}
}

// Fork lays a clean sheet over the cache: changes go there until Merge.
func (b *Cache) Fork() *Cache {
	f := NewCache(b.decode)
	f.below = b
	return f
}

// Merge writes the changes of a fork into the cache below it.
func (b *Cache) Merge() {
	for key := range b.changed {
		b.below.records[key] = b.records[key]
		b.below.changed[key] = true
		delete(b.below.absent, key)
		if b.records[key] == nil {
			b.below.absent[key] = true
		}
	}
}

// Missing lists what was asked for or wanted and not read, and forgets the question: keys, and prefixes ending in "*".
func (b *Cache) Missing() []string {
	var all []string
	for key := range b.missing {
		all = append(all, key)
	}
	clear(b.missing)
	slices.Sort(all)
	return all
}

// Want notes records that will be needed, so that they are read together with the first that is asked for and lacks.
func (b *Cache) Want(keys ...string) {
	for _, key := range keys {
		if _, _, known := b.look(key); !known {
			b.root().missing[key] = true
		}
	}
}

// WantRange is Want for all records under a prefix.
func (b *Cache) WantRange(prefix string) {
	if !b.ranged(prefix) {
		b.root().missing[prefix+"*"] = true
	}
}

// Err is the first record that could not be decoded since it was last asked. The record stays as it is, so that whoever
// asks for it again stumbles again, and nobody else.
func (b *Cache) Err() error {
	err := b.err
	b.err = nil
	return err
}

// Fill puts a record as stored under its key; nil says that there is none.
func (b *Cache) Fill(key string, raw []byte) {
	if raw == nil {
		b.absent[key] = true
		return
	}
	if _, known := b.records[key]; known {
		return
	}
	b.records[key] = json.RawMessage(raw)
}

// FillRange says that all records under a prefix have been filled in.
func (b *Cache) FillRange(prefix string) { b.ranges[prefix] = true }

// Changed lists the keys written since the cache was made, in order, with their values; nil for a deleted record.
func (b *Cache) Changed() []Change {
	var all []Change
	for key := range b.changed {
		all = append(all, Change{Key: key, Value: b.records[key]})
	}
	slices.SortFunc(all, func(x, y Change) int { return strings.Compare(x.Key, y.Key) })
	return all
}

// Forget drops what was read under keys, so that it is read anew: somebody else has written there. What was changed and
// not kept is lost with it.
func (b *Cache) Forget(keys ...string) {
	for _, key := range keys {
		delete(b.records, key)
		delete(b.absent, key)
		delete(b.changed, key)
		for prefix := range b.ranges {
			if strings.HasPrefix(key, prefix) {
				delete(b.ranges, prefix)
			}
		}
	}
}

// Settle forgets that anything was changed: the changes have been kept.
func (b *Cache) Settle() { clear(b.changed) }

// Change is a record written: its value is a pointer to the record, nil when deleted.
type Change struct {
	Key   string
	Value any
}

func (b *Cache) root() *Cache {
	for b.below != nil {
		b = b.below
	}
	return b
}

// find looks a key up through all sheets; known is false when nobody has read it.
func (b *Cache) find(key string) (value any, sheet *Cache, known bool) {
	for s := b; s != nil; s = s.below {
		if v, ok := s.records[key]; ok {
			return v, s, true
		}
		if s.absent[key] {
			return nil, s, true
		}
		for prefix := range s.ranges {
			if strings.HasPrefix(key, prefix) {
				return nil, s, true
			}
		}
	}
	return nil, nil, false
}

// look is find, which takes what is at hand into the cache.
func (b *Cache) look(key string) (value any, sheet *Cache, known bool) {
	value, sheet, known = b.find(key)
	root := b.root()
	if known || root.Near == nil {
		return value, sheet, known
	}
	raw, known := root.Near(key)
	if !known {
		return nil, nil, false
	}
	root.Fill(key, raw)
	return b.find(key)
}

// Get reads a record; nil when there is none. It panics with Unread where that is not known. The caller must
// not change it.
func Get[T any](b *Cache, key string) *T {
	value, sheet, known := b.look(key)
	if !known {
		b.root().missing[key] = true
		panic(Unread{key})
	}
	switch v := value.(type) {
	case *T:
		return v
	case json.RawMessage:
		x, err := read[T](b, key, v)
		if err != nil {
			b.fail(err)
			panic(Unread{key})
		}
		sheet.records[key] = x
		return x
	}
	return nil
}

// read decodes a record, unless it is remembered.
func read[T any](b *Cache, key string, raw []byte) (*T, error) {
	memory := b.root().Memory
	if memory != nil {
		if x, ok := memory.Recall(key, raw).(*T); ok {
			return x, nil
		}
	}
	x := new(T)
	if err := b.decode(key, raw, x); err != nil {
		return nil, err
	}
	if memory != nil {
		memory.Keep(key, raw, x)
	}
	return x, nil
}

// Edit reads a record for change on this sheet; a new one when there is none.
func Edit[T any](b *Cache, key string) *T {
	if v, ok := b.records[key].(*T); ok && b.changed[key] {
		return v
	}
	x := new(T)
	if old := Get[T](b, key); old != nil {
		x = deep(old)
	}
	Put(b, key, x)
	return x
}

// Put writes a record in place of whatever lies under the key.
func Put[T any](b *Cache, key string, value *T) {
	delete(b.absent, key)
	b.records[key], b.changed[key] = value, true
}

// Vacant notes that nobody has written under a key, since the number in it was given only now: it need not be asked
// for.
func Vacant(b *Cache, key string) {
	if _, _, known := b.find(key); !known {
		b.root().absent[key] = true
	}
}

// Remove deletes a record.
func Remove(b *Cache, key string) {
	b.records[key], b.changed[key] = nil, true
}

// List reads all records under a prefix by the rest of their key, sorted.
func List[T any](b *Cache, prefix string) []Item[T] {
	var items []Item[T]
	for _, key := range b.keys(prefix) {
		if v := Get[T](b, key); v != nil {
			items = append(items, Item[T]{Key: strings.TrimPrefix(key, prefix), Value: v})
		}
	}
	return items
}

// keys lists the keys of the records under a prefix, sorted; those of deleted ones may be among them.
func (b *Cache) keys(prefix string) []string {
	if !b.ranged(prefix) {
		b.root().missing[prefix+"*"] = true
		panic(Unread{prefix})
	}
	found := map[string]bool{}
	for s := b; s != nil; s = s.below {
		for key := range s.records {
			if strings.HasPrefix(key, prefix) {
				found[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// ranged tells whether all records under a prefix were read.
func (b *Cache) ranged(prefix string) bool {
	for s := b; s != nil; s = s.below {
		for whole := range s.ranges {
			if strings.HasPrefix(prefix, whole) {
				return true
			}
		}
	}
	return false
}

// Item is a record found under a prefix.
type Item[T any] struct {
	Key   string
	Value *T
}

func (b *Cache) fail(err error) {
	if r := b.root(); r.err == nil {
		r.err = err
	}
}
