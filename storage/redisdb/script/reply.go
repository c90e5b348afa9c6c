package script

import (
	"errors"
	"fmt"
	"strconv"
)

// ErrReply is wrapped by whatever a reply finds to be otherwise than its script says.
var ErrReply = errors.New("redis answered in a form that the script does not give")

// Reply takes apart what a script returned. The first thing that is not what it should be is its error; all after it is
// empty.
type Reply struct {
	Items []any // what it consists of
	Err   error // what was wrong first; it wraps ErrReply
}

// NewReply takes the list that a script returned; what is none is the reply's error.
func NewReply(raw any) *Reply {
	items, ok := raw.([]any)
	if !ok {
		return &Reply{Err: fmt.Errorf("%w: %T", ErrReply, raw)}
	}
	return &Reply{Items: items}
}

// Fail notes that got stands where want was to be, unless something was wrong before.
func (r *Reply) Fail(want string, got any) {
	if r.Err == nil {
		r.Err = fmt.Errorf("%w: %T for %s", ErrReply, got, want)
	}
}

// At is what stands at i, nil when nothing does.
func (r *Reply) At(i int) any {
	if i < len(r.Items) {
		return r.Items[i]
	}
	return nil
}

// Text is the text at i.
func (r *Reply) Text(i int) string {
	s, ok := r.At(i).(string)
	if !ok {
		r.Fail("text", r.At(i))
	}
	return s
}

// Number is the number at i, which the server may have written as text.
func (r *Reply) Number(i int) uint64 {
	switch v := r.At(i).(type) {
	case int64:
		return uint64(v)
	case string:
		if n, err := strconv.ParseUint(v, 10, 64); err == nil {
			return n
		}
	}
	r.Fail("a number", r.At(i))
	return 0
}

// List is the list at i, which shares its error with r.
func (r *Reply) List(i int) []any {
	items, ok := r.At(i).([]any)
	if !ok {
		r.Fail("a list", r.At(i))
	}
	return items
}

// value is a value that may be missing; it belongs to the caller.
func (r *Reply) value(item any) []byte {
	switch v := item.(type) {
	case nil:
		return nil
	case string:
		return []byte(v)
	}
	r.Fail("a value", item)
	return nil
}

// Values are values of which each may be missing; they belong to the caller.
func (r *Reply) Values(items []any) [][]byte {
	all := make([][]byte, len(items))
	for i, item := range items {
		all[i] = r.value(item)
	}
	return all
}

// Texts are items that all are text.
func (r *Reply) Texts(items []any) []string {
	all := make([]string, len(items))
	for i, item := range items {
		s, ok := item.(string)
		if !ok {
			r.Fail("text", item)
		}
		all[i] = s
	}
	return all
}
