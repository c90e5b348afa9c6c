package flows

import (
	"fmt"
	"slices"

	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/ties"
	"echowall/storage"
)

// Communities are committed apart, so one speaks to another by dispatches: a dispatch lies in the outbox of its writer
// until it is committed by its reader. Should the process die between the two, it comes again and is known by its id.

// received are the ids of the dispatches that came last from a community. They come in order, one after another, so
// only the very last can come twice; the others are kept against surprises.
type received struct {
	IDs []string `json:"ids"`
}

const receivedLast = 32

func receivedKey(from string) string { return "x:heard:" + from }

// number gives a dispatch to another community its id: the entry of the journal that it tells of, and its place among
// the notices of that entry. No other dispatch of this community ever has it.
func (t *batch) number(l *storage.Message, n say.Notice, place int) error {
	if n.Dispatch == nil {
		return nil
	}
	dispatch := *n.Dispatch
	dispatch.ID = fmt.Sprintf("%d.%d", t.head.Seq, place)
	n.Dispatch = &dispatch
	numbered, err := outboxMessage(n)
	*l = numbered
	return err
}

// receive takes a dispatch from another community, once.
func (t *batch) receive(in Input, d *done) {
	d.cause = string(proof.FromLetter)
	key := receivedKey(in.Dispatch.From)
	seen := received{}
	if known := record.Extra[received](d.sheet.Records, key); known != nil {
		seen = *known
	}
	if slices.Contains(seen.IDs, in.DispatchID) {
		d.reply.Again = true
		return
	}
	l := *in.Dispatch
	l.Seed = t.seed
	t.happen(d, ties.Receive(d.sheet, l, in.At))
	seen.IDs = append(slices.Clone(seen.IDs), in.DispatchID)
	seen.IDs = seen.IDs[max(len(seen.IDs)-receivedLast, 0):]
	record.SetExtra(d.sheet.Records, key, &seen)
	d.keep = true
}
