package flows

import (
	"context"
	"fmt"

	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/replay"
	"echowall/storage"
)

// page is how many entries of a journal are read at once.
const page = 500

// Verified is what was found of a journal that is whole.
type Verified = replay.Verified

// Verify replays a community's book: its chain must hold, the rules must allow each entry, folding its events must
// yield the records as they are stored, and what is kept outside it must be what it has the digests of. The error names
// the first entry or record that is wrong.
func Verify(ctx context.Context, store storage.Store, methods *procedure.Registry, id storage.ID) (Verified, error) {
	var found Verified
	err := store.View(ctx, id, func(r storage.Reader) error {
		found = Verified{}
		s := community.NewState(record.NewCache(decode), methods)
		s.FillRange("")
		if err := replayAll(r, s, &found); err != nil {
			return err
		}
		kept, err := readRecord[journal.Head](r, headRecord)
		if err != nil {
			return err
		}
		if kept == nil {
			kept = &journal.Head{}
		}
		if *kept != found.Head {
			return fmt.Errorf("the head kept is entry %d, the journal ends at %d", kept.Seq, found.Seq)
		}
		all, err := r.Range("")
		if err != nil {
			return fmt.Errorf("read records: %w", err)
		}
		stored := map[string][]byte{}
		for _, x := range all {
			stored[string(x.Key)] = x.Value
		}
		if err := replay.Compare(stored, s, decode); err != nil {
			return err
		}
		return found.Beside(stored, methods, decode)
	})
	if err != nil {
		return found, fmt.Errorf("verify %s: %w", id, err)
	}
	return found, nil
}

// replayAll plays the whole journal on a state.
func replayAll(r storage.Reader, s *life.State, v *Verified) error {
	for {
		entries, err := r.Journal(v.Seq+1, page)
		if err != nil {
			return fmt.Errorf("read the journal: %w", err)
		}
		if len(entries) == 0 {
			return nil
		}
		for _, raw := range entries {
			next, e, err := journal.Verify(v.Head, raw.Data)
			if err != nil {
				return err
			}
			if raw.Seq != next.Seq {
				return fmt.Errorf("entry %d is kept as number %d", next.Seq, raw.Seq)
			}
			if err := guarded(func() error { return v.Play(s, e) }); err != nil {
				return fmt.Errorf("entry %d: %w", next.Seq, err)
			}
			v.Head = next
		}
	}
}
