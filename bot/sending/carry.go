package sending

import (
	"context"
	"fmt"

	"echowall/bot/outbox"
	"echowall/flows"
	"echowall/flows/say"
	"echowall/flows/ties"
	"echowall/storage"
)

// carry brings a dispatch from one community to another. It is taken out of the outbox only when the other has
// committed it; should that be told twice, the other knows it by its id.
func (b *Sender) carry(ctx context.Context, from storage.ID, n say.Notice) error {
	l, err := ties.OpenDispatch(string(from), n.Dispatch)
	if err != nil {
		return &outbox.Never{Reason: fmt.Errorf("read mail: %w", err)}
	}
	in := flows.Input{At: b.Clock.Now(), Code: b.Code(), Dispatch: &l, DispatchID: n.Dispatch.ID}
	_, err = b.Do(ctx, storage.ID(n.To.Community), in)
	if flows.IsFault(err) {
		return &outbox.Never{Reason: err}
	}
	return err
}
