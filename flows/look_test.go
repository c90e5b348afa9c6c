package flows_test

import (
	"testing"

	"echowall/flows"
	"echowall/storage"
)

// TestALookIsKept keeps a state between readings: what changed is read anew once it was told, and not before.
func TestALookIsKept(t *testing.T) {
	v := found(t)
	in := v.input(wang, "/raise The lamp is dark")
	v.do(in)
	b := &breaking{Store: v.file, left: 100}
	look := flows.NewLook(v.methods)
	text := func() (text string) {
		v.must(b.View(t.Context(), v.id, func(r storage.Reader) error {
			return look.Read(r, func(s *stateOf) error { text = s.Case(1).Text; return nil })
		}))
		return text
	}
	if got := text(); got != "The lamp is dark" {
		t.Errorf("read %q", got)
	}
	v.group(wang, "/raise Both lamps are dark", edit(in.Message))
	b.after(0)
	if got := text(); got != "The lamp is dark" || b.broke() {
		t.Errorf("read again: %q, from the store: %v", got, b.broke())
	}
	b.after(100)
	look.Forget("case:1")
	if got := text(); got != "Both lamps are dark" {
		t.Errorf("after forgetting: %q", got)
	}
}

// TestTheLastEntry counts the entries of a journal, from none.
func TestTheLastEntry(t *testing.T) {
	v := bare(t)
	last := func() (seq uint64) {
		v.must(v.file.View(t.Context(), v.id, func(r storage.Reader) (err error) {
			seq, err = flows.LastEntry(r)
			return err
		}))
		return seq
	}
	if got := last(); got != 0 {
		t.Errorf("an empty journal ends at %d", got)
	}
	settled(v)
	if got := last(); got == 0 || int(got) != v.written() {
		t.Errorf("the journal ends at %d of %d", got, v.written())
	}
}
