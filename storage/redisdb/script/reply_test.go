package script

import (
	"errors"
	"math"
	"testing"
)

func TestAReplyOfAnotherFormIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		raw  any
		read func(*Reply)
	}{
		"no list":                 {"text", func(*Reply) {}},
		"nothing":                 {nil, func(*Reply) {}},
		"text that is missing":    {[]any{}, func(r *Reply) { r.Text(0) }},
		"text that is a number":   {[]any{int64(1)}, func(r *Reply) { r.Text(0) }},
		"text that is nil":        {[]any{nil}, func(r *Reply) { r.Text(0) }},
		"a number that is text":   {[]any{"one"}, func(r *Reply) { r.Number(0) }},
		"a number below nought":   {[]any{"-1"}, func(r *Reply) { r.Number(0) }},
		"a number with a point":   {[]any{"1.5"}, func(r *Reply) { r.Number(0) }},
		"a number too large":      {[]any{"18446744073709551616"}, func(r *Reply) { r.Number(0) }},
		"a number that is empty":  {[]any{""}, func(r *Reply) { r.Number(0) }},
		"a number that is a list": {[]any{[]any{}}, func(r *Reply) { r.Number(0) }},
		"a list that is text":     {[]any{"a"}, func(r *Reply) { r.List(0) }},
		"a list that is missing":  {[]any{"a"}, func(r *Reply) { r.List(1) }},
		"a value that is a list":  {[]any{[]any{}}, func(r *Reply) { r.Values(r.Items) }},
		"a value that is a count": {[]any{"a", int64(1)}, func(r *Reply) { r.Values(r.Items) }},
		"texts, one of them nil":  {[]any{"a", nil}, func(r *Reply) { r.Texts(r.Items) }},
	} {
		r := NewReply(c.raw)
		c.read(r)
		if !errors.Is(r.Err, ErrReply) {
			t.Errorf("%s: %v", name, r.Err)
		}
	}
}

func TestAReplyKeepsTheFirstThatIsWrong(t *testing.T) {
	r := NewReply([]any{int64(7), "a"})
	if got := r.Text(0); got != "" {
		t.Errorf("it reads %q", got)
	}
	first := r.Err
	if r.Number(1); r.Err != first { //nolint:errorlint // the very same
		t.Errorf("%v became %v", first, r.Err)
	}
	if got := r.Text(1); got != "a" {
		t.Errorf("what is right reads %q", got)
	}
}

func TestAReplyReadsWhatIsRight(t *testing.T) {
	r := NewReply([]any{"a", int64(7), "18446744073709551615", []any{"x", nil, ""}})
	values := r.Values(r.List(3))
	if r.Text(0) != "a" || r.Number(1) != 7 || r.Number(2) != math.MaxUint64 || r.At(9) != nil || r.Err != nil {
		t.Errorf("%+v", r)
	}
	if string(values[0]) != "x" || values[1] != nil || values[2] == nil {
		t.Errorf("values are %q: what is missing is nil, and what is empty is not", values)
	}
}
