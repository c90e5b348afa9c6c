package flows

import (
	"context"
	"fmt"
	"strings"

	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/storage"
)

// HeadOf is the head of a community's book, as far as its records were read.
func HeadOf(s *life.State) journal.Head {
	if head := record.Extra[journal.Head](s.Records, headRecord); head != nil {
		return *head
	}
	return journal.Head{}
}

// Holds tells whether a community's book has an entry of this number with this hash, or one that begins so: whoever
// kept a head that was published can so hold the book to it, which its own chain cannot prove. Verify must have found
// the book whole.
func Holds(ctx context.Context, store storage.Store, id storage.ID, head journal.Head) (holds bool, err error) {
	err = store.View(ctx, id, func(r storage.Reader) error {
		entries, err := r.Journal(head.Seq, 1)
		if err != nil || len(entries) == 0 || entries[0].Seq != head.Seq {
			return err
		}
		e, err := journal.Open(entries[0].Data)
		holds = err == nil && head.Hash != "" && strings.HasPrefix(e.Hash, head.Hash)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look for entry %d of %s: %w", head.Seq, id, err)
	}
	return holds, nil
}
