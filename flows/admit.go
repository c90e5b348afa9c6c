package flows

import (
	"context"
	"errors"

	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/storage"
)

// ErrBehind says that a community is not served, because its book is behind what was shown of it in public: an older
// copy of the store was put in its place, or the book was written anew.
var ErrBehind = errors.New("the book is behind what was shown of it")

// Rollback is why whoever runs the program goes on from an earlier book than was shown, and the head that was.
type Rollback struct {
	Shown  journal.Head
	Reason string
}

// admit asks, where somebody is there to be asked, whether a community may be served. What must be entered in its book
// first is.
func (e *Engine) admit(ctx context.Context, id storage.ID) error {
	if e.Admit == nil {
		return nil
	}
	first, err := e.Admit(ctx, id)
	if err != nil || first == nil {
		return err
	}
	j := &job{in: *first, seed: seed(), done: make(chan struct{})}
	e.commit(ctx, id, []*job{j})
	return j.err
}

// rollBack enters that the book was put back. The wall is shown anew, for the head hidden in it is another now.
func rollBack(t *batch, in Input, d *done) {
	d.cause = string(proof.FromOperator)
	t.happen(d, []life.Event{office.RolledBack{Shown: in.Rollback.Shown, Reason: in.Rollback.Reason}})
	if at := StandingAt(d.sheet, say.WallView); at != nil {
		anew := *at
		anew.Shows = ""
		record.SetExtra(d.sheet.Records, postedKey(say.WallView), &anew)
	}
}
