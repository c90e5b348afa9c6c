package flows_test

import (
	"errors"
	"testing"

	"echowall/flows/extract"
	"echowall/flows/journal"
	"echowall/storage"
)

// TestExtract tells what may be told to anybody, in order and with the hash of its entry: no person, no vote, nothing
// said in confidence.
func TestExtract(t *testing.T) {
	v := live(t)
	var facts []extract.Fact
	tell := func(tell func(extract.Fact) error) error {
		return v.file.View(t.Context(), v.id, func(r storage.Reader) error { return extract.Each(r, tell) })
	}
	v.must(tell(func(f extract.Fact) error { facts = append(facts, f); return nil }))
	entries := v.entries()
	var last uint64
	count := map[string]int{}
	for _, f := range facts {
		count[f.Event]++
		e, err := journal.Open(entries[f.Seq-1].Data)
		v.must(err)
		if f.Seq < last || f.Hash != e.Hash || !f.At.Equal(e.At) {
			t.Errorf("after entry %d: %+v", last, f)
		}
		last = f.Seq
		for _, name := range []string{"by", "person", "raiser", "anonymous", "persons", "entered_by", "receipts", "photos"} {
			if _, told := f.Data[name]; told {
				t.Errorf("%s tells %s", f.Event, name)
			}
		}
	}
	for event, want := range map[string]int{
		"case.raised": 3, "publicity.objected": 1, "ballot.closed": 1, "task.done": 1, "ballot.vote": 0, "statement.made": 0,
		"person.joined":    0,
		"evaluation.rated": 0, "person.code": 0,
	} {
		if count[event] != want {
			t.Errorf("%s is told %d times, expected %d", event, count[event], want)
		}
	}
	told := 0
	if err := tell(func(extract.Fact) error { told++; return errDisk }); !errors.Is(err, errDisk) || told != 1 {
		t.Errorf("who listens no more was told %d facts: %v", told, err)
	}
}
