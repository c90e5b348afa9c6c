package bot

import (
	"context"
	"errors"

	"echowall/bot/deadletter"
	"echowall/bot/incoming"
	"echowall/bot/rights"
)

// inquirer does what waits to be known who runs a group.
type inquirer struct{ *Bot }

// whenAsked sets an update aside, so that it is not lost, and does it when Telegram has said who runs the group. Nobody
// waits for that but whoever sent it. One that says a code is not written down: should the program end meanwhile, it is
// to be said again.
func (b *inquirer) whenAsked(ctx context.Context, u *incoming.Update, q *rights.Unknown) (*toast, error) {
	kept := deadletter.Update{ID: u.ID, Reason: rights.Waiting, At: b.Clock.Now().UTC()}
	if !opens(b.Verbs, u.Raw) {
		if err := deadletter.Keep(ctx, b.Store, kept, u.Raw); err != nil {
			return nil, err
		}
	}
	b.inBackground(ctx, func(ctx context.Context) {
		(&receiver{b.Bot}).persist(ctx, "asking who runs a group", func(ctx context.Context) error {
			return b.ask(ctx, u, q)
		})
	})
	return nil, nil
}

// ask does an update that was set aside, having asked who runs the group. An error says that it is still to be done.
func (b *inquirer) ask(ctx context.Context, u *incoming.Update, q *rights.Unknown) error {
	if b.inquire(ctx, q); ctx.Err() != nil {
		return ctx.Err()
	}
	_, err := b.begin(ctx, u.Read)(ctx)
	if isFault(err) {
		_, err = b.setAside(ctx, u.ID, u.Raw, err)
		return err
	}
	if err != nil {
		return err
	}
	return deadletter.Forget(ctx, b.Store, u.ID)
}

// resume does what the program was to do when it ended before Telegram had said who runs a group.
func (b *inquirer) resume(ctx context.Context) error {
	all, err := deadletter.List(ctx, b.Store)
	if err != nil {
		return err
	}
	for _, l := range all {
		if l.Reason != rights.Waiting {
			continue
		}
		_, err := b.redo(ctx, l)
		if isFault(err) {
			b.Log.Error("update not taken up", "update", l.ID, "error", b.redacted(err))
			continue // it stays a dead letter, and keeps no other waiting
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// redo does a dead letter again, asking who runs a group where that bears on it.
func (b *inquirer) redo(ctx context.Context, l deadletter.Update) (*toast, error) {
	raw, err := deadletter.Read(ctx, b.Store, l)
	if err != nil {
		return nil, err
	}
	t, err := b.begin(ctx, incoming.Read(raw))(ctx)
	if q := (*rights.Unknown)(nil); errors.As(err, &q) {
		if b.inquire(ctx, q); ctx.Err() != nil {
			return nil, ctx.Err()
		}
		t, err = b.begin(ctx, incoming.Read(raw))(ctx)
	}
	if err != nil {
		return nil, err
	}
	return t, deadletter.Drop(ctx, b.Store, l)
}

// inquire asks Telegram who runs a group. Whoever it cannot tell of passes for no admin.
func (b *inquirer) inquire(ctx context.Context, q *rights.Unknown) {
	if err := b.rights.Ask(ctx, q.Who); err != nil {
		b.Log.Warn("admin not checked", "error", b.redacted(err))
	}
}
