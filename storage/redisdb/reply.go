package redisdb

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// reply takes apart what a script returned. The first thing that is not what it should be is its error; all after it is
// empty.
type reply struct {
	items []any
	err   error
}

func newReply(raw any) *reply {
	items, ok := raw.([]any)
	if !ok {
		return &reply{err: fmt.Errorf("%w: %T", errReply, raw)}
	}
	return &reply{items: items}
}

func (r *reply) fail(want string, got any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %T for %s", errReply, got, want)
	}
}

func (r *reply) at(i int) any {
	if i < len(r.items) {
		return r.items[i]
	}
	return nil
}

func (r *reply) text(i int) string {
	s, ok := r.at(i).(string)
	if !ok {
		r.fail("text", r.at(i))
	}
	return s
}

func (r *reply) number(i int) uint64 {
	switch v := r.at(i).(type) {
	case int64:
		return uint64(v)
	case string:
		if n, err := strconv.ParseUint(v, 10, 64); err == nil {
			return n
		}
	}
	r.fail("a number", r.at(i))
	return 0
}

// list is the list at i, which shares its error with r.
func (r *reply) list(i int) []any {
	items, ok := r.at(i).([]any)
	if !ok {
		r.fail("a list", r.at(i))
	}
	return items
}

// value is a value that may be missing; it belongs to the caller.
func (r *reply) value(item any) []byte {
	switch v := item.(type) {
	case nil:
		return nil
	case string:
		return []byte(v)
	}
	r.fail("a value", item)
	return nil
}

func (r *reply) values(items []any) [][]byte {
	all := make([][]byte, len(items))
	for i, item := range items {
		all[i] = r.value(item)
	}
	return all
}

func (r *reply) texts(items []any) []string {
	all := make([]string, len(items))
	for i, item := range items {
		s, ok := item.(string)
		if !ok {
			r.fail("text", item)
		}
		all[i] = s
	}
	return all
}

// head is what must be known of an unsent letter to refresh it or take it out.
type head struct {
	revision uint64
	view     string
}

func (h head) String() string { return strconv.FormatUint(h.revision, 10) + ":" + h.view }

func parseHead(s string) (head, error) {
	number, view, ok := strings.Cut(s, ":")
	revision, err := strconv.ParseUint(number, 10, 64)
	if !ok || err != nil {
		return head{}, damaged("the head of a letter is %q", s)
	}
	return head{revision, view}, nil
}

func parseScore(s string) (int64, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > maxMillis {
		return 0, damaged("%q for a time", s)
	}
	return int64(f), nil
}
