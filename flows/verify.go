package flows

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/storage"
)

// page is how many entries of a journal are read at once.
const page = 500

// Verify replays a community's journal: its chain must hold, and folding its events must yield the records as they are
// stored. The error names the first entry or record that is wrong.
func Verify(ctx context.Context, store storage.Store, methods *procedure.Registry, id storage.ID) (
	journal.Head, error,
) {
	var head journal.Head
	err := store.View(ctx, id, func(r storage.Reader) error {
		s := community.NewState(record.NewCache(decode), methods)
		s.FillRange("")
		var err error
		if head, err = replay(r, s); err != nil {
			return err
		}
		kept, err := readRecord[journal.Head](r, headRecord)
		if err != nil {
			return err
		}
		if kept == nil {
			kept = &journal.Head{}
		}
		if *kept != head {
			return fmt.Errorf("the head kept is entry %d, the journal ends at %d", kept.Seq, head.Seq)
		}
		return compare(r, s)
	})
	if err != nil {
		return head, fmt.Errorf("verify %s: %w", id, err)
	}
	return head, nil
}

// replay folds the whole journal into a state.
func replay(r storage.Reader, s *life.State) (journal.Head, error) {
	var head journal.Head
	for {
		entries, err := r.Journal(head.Seq+1, page)
		if err != nil {
			return head, fmt.Errorf("read the journal: %w", err)
		}
		if len(entries) == 0 {
			return head, nil
		}
		for _, raw := range entries {
			next, e, err := journal.Verify(head, raw.Data)
			if err != nil {
				return head, err
			}
			if raw.Seq != next.Seq {
				return head, fmt.Errorf("entry %d is kept as number %d", next.Seq, raw.Seq)
			}
			if err := fold(s, e); err != nil {
				return head, fmt.Errorf("entry %d: %w", next.Seq, err)
			}
			head = next
		}
	}
}

// fold carries out the events of an entry. What cannot be carried out, as a vote in a ballot that was never opened, is
// told as an error: it was sealed by somebody else.
func fold(s *life.State, e journal.Entry) error {
	return guarded(func() error {
		for _, x := range e.Events {
			event, err := community.DecodeEvent(x.Type, x.Data)
			if err != nil {
				return err
			}
			life.Apply(s, event, life.Meta{At: e.At, By: e.By})
		}
		return s.Err()
	})
}

// compare holds the folded records against the stored ones. Records beginning with "x:" are kept outside the journal.
func compare(r storage.Reader, s *life.State) error {
	folded := map[string]any{}
	for _, c := range s.Cache.Changed() {
		if !strings.HasPrefix(c.Key, "x:") && c.Value != nil {
			folded[c.Key] = c.Value
		}
	}
	stored, err := r.Range("")
	if err != nil {
		return fmt.Errorf("read records: %w", err)
	}
	for _, x := range stored {
		key := string(x.Key)
		if strings.HasPrefix(key, "x:") {
			continue
		}
		want, ok := folded[key]
		if !ok {
			return fmt.Errorf("record %s stands in no entry of the journal", key)
		}
		same, err := equal(key, x.Value, want)
		if err != nil {
			return err
		}
		if !same {
			return fmt.Errorf("record %s is not what the journal says", key)
		}
		delete(folded, key)
	}
	if len(folded) > 0 {
		return fmt.Errorf("record %s is missing", slices.Min(slices.Collect(maps.Keys(folded))))
	}
	return nil
}

// equal compares a stored record with a folded one by meaning: the same JSON, whatever its spelling.
func equal(key string, raw []byte, want any) (bool, error) {
	var a, b any
	if err := decode(key, raw, &a); err != nil {
		return false, err
	}
	text, err := json.Marshal(want)
	if err != nil {
		return false, fmt.Errorf("encode %s: %w", key, err)
	}
	if err := json.Unmarshal(text, &b); err != nil {
		return false, fmt.Errorf("decode %s: %w", key, err)
	}
	return reflect.DeepEqual(a, b), nil
}
