package flows_test

import (
	"context"
	"testing"

	"echowall/flows"
	"echowall/flows/journal"
)

// TestAPublishedHeadHoldsTheJournal: every entry that was a head once is found, no other number and no other hash.
func TestAPublishedHeadHoldsTheJournal(t *testing.T) {
	v := found(t)
	var head journal.Head
	for _, raw := range v.entries() {
		next, _, err := journal.Verify(head, raw.Data)
		if err != nil {
			t.Fatal(err)
		}
		head = next
		for name, c := range map[string]struct {
			head journal.Head
			want bool
		}{
			"as published": {head, true}, "another hash": {journal.Head{Seq: head.Seq, Hash: "00"}, false},
			"another number": {journal.Head{Seq: head.Seq + 1, Hash: head.Hash}, false},
			"far beyond":     {journal.Head{Seq: 10_000, Hash: head.Hash}, false},
		} {
			holds, err := flows.Holds(context.Background(), v.file, v.id, c.head)
			if err != nil || holds != c.want {
				t.Errorf("entry %d, %s: holds is %v, %v", head.Seq, name, holds, err)
			}
		}
	}
}
