package redisdb

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/redistest"
)

func TestANameIsAsLongAsInAFileAndNoLonger(t *testing.T) {
	s, at := opened(t, redistest.Start(t).URL("")), time.Unix(1000, 0)
	update := func(call func(tx storage.Tx, name string) error) func(string) error {
		return func(name string) error {
			return s.Update(t.Context(), "a", func(tx storage.Tx) error { return call(tx, name) })
		}
	}
	for what, c := range map[string]struct {
		call  func(name string) error
		empty bool // whether it may be empty
	}{
		"community": {func(name string) error {
			return s.Update(t.Context(), storage.ID(name), func(tx storage.Tx) error { return tx.Put("k", nil) })
		}, false},
		"erased": {func(name string) error { return s.Erase(t.Context(), storage.ID(name)) }, false},
		"record": {update(func(tx storage.Tx, name string) error { return tx.Put(storage.Key(name), nil) }), false},
		"thing":  {update(func(tx storage.Tx, name string) error { return tx.Wake(name, at) }), false},
		"update": {update(func(tx storage.Tx, name string) error { _, err := tx.Once(name, at); return err }), false},
		"view": {update(func(tx storage.Tx, name string) error {
			_,
				err := tx.Send(storage.Message{View: name})
			return err
		}), true},
		"key":    {func(name string) error { return s.Assign(t.Context(), storage.Bot, name, "v") }, true},
		"value":  {func(name string) error { return s.Assign(t.Context(), storage.Bot, "k", name) }, true},
		"member": {func(name string) error { return s.Include(t.Context(), storage.Bot, "k", name) }, true},
		"set":    {func(name string) error { return s.Exclude(t.Context(), storage.Bot, name, "m") }, true},
		"claim":  {func(name string) error { _, err := s.Claim(t.Context(), storage.Chats, name, "v"); return err }, true},
	} {
		if err := c.call(strings.Repeat("n", layout.MaxName)); err != nil {
			t.Errorf("%s: the longest name: %v", what, err)
		}
		if err := c.call(strings.Repeat("n", layout.MaxName+1)); err == nil || !strings.Contains(err.Error(), "8193 bytes") {
			t.Errorf("%s: a longer name: %v", what, err)
		}
		if err := c.call(""); (err == nil) != c.empty {
			t.Errorf("%s: an empty name: %v", what, err)
		}
	}
	if err := s.Assign(t.Context(), "a:b", "k", "v"); err == nil || !strings.Contains(err.Error(), "colon") {
		t.Errorf("a space with a colon: %v", err)
	}
}

func TestATimeBeyondWhatAScoreHoldsIsRefusedAndKeepsNothing(t *testing.T) {
	s := opened(t, redistest.Start(t).URL(""))
	for _, at := range []time.Time{
		time.Date(100_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-10_000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Unix(math.MaxInt64/2, 0),
	} {
		err := s.Update(t.Context(), "a",
			func(tx storage.Tx) error { return errors.Join(tx.Put("k", nil), tx.Wake("thing", at)) })
		if err == nil || !strings.Contains(err.Error(), "out of range") {
			t.Errorf("%v: %v", at, err)
		}
	}
	if ids, err := s.Communities(t.Context(), "", 1); len(ids) != 0 || err != nil {
		t.Errorf("communities are %q, %v", ids, err)
	}
}
