package record_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"echowall/flows/record"
)

// TestAttempt tells a record that was not read from an error and from a fault.
func TestAttempt(t *testing.T) {
	fault := errors.New("a fault")
	cache := record.NewCache(decode)
	cache.Fill("note:1", []byte(`{"text":"hello"}`))
	cache.Fill("note:2", []byte(`{`))
	for name, c := range map[string]struct {
		fn     func() error
		unread bool
		err    error
	}{
		"what was read is given":     {func() error { record.Get[note](cache, "note:1"); return nil }, false, nil},
		"an error is handed on":      {func() error { return fault }, false, fault},
		"a record not read":          {func() error { record.Get[note](cache, "note:3"); return nil }, true, nil},
		"a record that is no record": {func() error { record.Get[note](cache, "note:2"); return nil }, true, nil},
		"a range not read":           {func() error { record.List[note](cache, "note:"); return nil }, true, nil},
		"what a template makes of it": {
			func() error { return fmt.Errorf("error calling Say: %w", record.Unread{Key: "note:4"}) }, true, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if unread, err := record.Attempt(c.fn); unread != c.unread || !errors.Is(err, c.err) {
				t.Errorf("unread %t, error %v; want %t, %v", unread, err, c.unread, c.err)
			}
		})
	}
}

// TestAttemptForgivesNothingElse lets a fault through even where something was missing: it is one of the
// program, which reading would not mend.
func TestAttemptForgivesNothingElse(t *testing.T) {
	cache := record.NewCache(decode)
	defer func() {
		if r := recover(); r == nil {
			t.Error("the fault was swallowed, and nobody was told")
		}
	}()
	_, _ = record.Attempt(func() error {
		cache.Want("note:1")
		panic("a fault of the program")
	})
}

// TestWant reads together what will be needed, and only when something is.
func TestWant(t *testing.T) {
	cache := record.NewCache(decode)
	cache.Fill("note:1", []byte(`{}`))
	cache.Near = func(key string) ([]byte, bool) { return nil, key == "note:2" }
	ask := func(keys ...string) func() error {
		return func() error {
			cache.Want(keys...)
			cache.WantRange("other:")
			record.Get[note](cache, keys[len(keys)-1])
			return nil
		}
	}
	if unread, _ := record.Attempt(ask("note:3", "note:4", "note:2", "note:1")); unread {
		t.Error("what is known, or at hand, was taken for unread")
	}
	if unread, _ := record.Attempt(ask("note:1", "note:2", "note:3", "note:4", "note:5")); !unread {
		t.Error("what nobody has read was given")
	}
	if got, want := cache.Missing(), []string{"note:3", "note:4", "note:5", "other:*"}; !slices.Equal(got, want) {
		t.Errorf("missing %q, want %q", got, want)
	}
}

// TestEach asks for what all items of a list lack at once, and for what lies behind that afterwards.
func TestEach(t *testing.T) {
	cache := record.NewCache(decode)
	var read []string
	all := func() error {
		read = nil
		record.Each([]string{"note:1", "note:2", "note:3"}, func(key string) {
			if n := record.Get[note](cache, key); n.Text != "" {
				n = record.Get[note](cache, n.Text)
				read = append(read, n.Text)
			}
		})
		return nil
	}
	for _, step := range []struct {
		missing []string
		raw     string
	}{
		{[]string{"note:1", "note:2", "note:3"}, `{"text":"more"}`}, {[]string{"more"}, `{"text":"the end"}`},
	} {
		if unread, err := record.Attempt(all); !unread || err != nil {
			t.Fatalf("unread %t, error %v", unread, err)
		}
		if got := cache.Missing(); !slices.Equal(got, step.missing) {
			t.Fatalf("missing %q, want %q", got, step.missing)
		}
		for _, key := range step.missing {
			cache.Fill(key, []byte(step.raw))
		}
	}
	if unread, _ := record.Attempt(all); unread || len(read) != 3 || read[0] != "the end" {
		t.Errorf("at last %q, unread %t", read, unread)
	}
}
