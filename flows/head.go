package flows

import (
	"context"
	"fmt"

	"echowall/flows/journal"
	"echowall/storage"
)

// Holds tells whether a community's journal has an entry of this number with this hash: whoever kept a head that was
// published can so hold the journal to it, which its own chain cannot prove. Verify must have found the journal whole.
func Holds(ctx context.Context, store storage.Store, id storage.ID, head journal.Head) (holds bool, err error) {
	err = store.View(ctx, id, func(r storage.Reader) error {
		entries, err := r.Journal(head.Seq, 1)
		if err != nil || len(entries) == 0 || entries[0].Seq != head.Seq {
			return err
		}
		e, err := journal.Open(entries[0].Data)
		holds = err == nil && e.Hash == head.Hash
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look for entry %d of %s: %w", head.Seq, id, err)
	}
	return holds, nil
}
