package bot

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"echowall/bot/deadletter"
	"echowall/flows"
	"echowall/flows/say"
	"echowall/storage"
)

// fault is an update that cannot be read, or that the program stumbled over before it knew whom it concerns.
type fault struct{ reason string }

// Error says why.
func (f *fault) Error() string { return f.reason }

// stumbled is a fault of the program with what it was doing.
type stumbled struct {
	error
	in    flows.Input
	home  storage.ID
	query string
}

// Unwrap gives the error within.
func (s *stumbled) Unwrap() error { return s.error }

// isFault tells whether trying again can help only by chance, or after a repair of the program. What is no fault is an
// error of the store.
func isFault(err error) bool { return flows.IsFault(err) || errors.As(err, new(*fault)) }

// setAside makes a dead letter of an update, and tells whoever sent it.
func (b *Bot) setAside(ctx context.Context, id int64, raw json.RawMessage, why error) (*toast, error) {
	var s *stumbled
	known := errors.As(why, &s)
	secret, err := b.unkept(ctx, raw, s)
	if err != nil {
		return nil, err
	}
	if secret {
		b.Log.Error("update dropped, for it may be a secret vote", "update", id, "error", b.redacted(why))
		return b.failed(ctx, s, "bot.error_vote"), nil
	}
	if opens(b.Verbs, raw) {
		b.Log.Error("update dropped, for it says a code", "update", id, "error", b.redacted(why))
		return b.failed(ctx, s, "bot.error_code"), nil
	}
	reason, _, _ := strings.Cut(b.redacted(why).Error(), "\n")
	dead := deadletter.Update{ID: id, Reason: reason, At: b.Clock.Now().UTC()}
	if err := deadletter.Keep(ctx, b.Store, dead, raw); err != nil {
		return nil, err
	}
	if !known {
		b.Log.Error("update set aside", "update", id, "bytes", len(raw))
		return nil, nil
	}
	b.Log.Error("update set aside", "update", id, "community", s.home, "error", b.redacted(why))
	return b.failed(ctx, s, "bot.error"), nil
}

// failed tells whoever sent what could not be done, where that is known.
func (b *Bot) failed(ctx context.Context, s *stumbled, message string) *toast {
	if s == nil {
		return nil
	}
	b.direct(ctx, s.in, say.New(message))
	if s.query == "" {
		return nil
	}
	return b.toast(ctx, s.home, s.in, s.query, flows.Reply{})
}

// Replay does the dead letters again, in order, and tells of each what came of it. What succeeds is one no more. Each
// is done once, also when Replay is called by several at the same time or breaks off and is called again: it has the id
// that it came with.
func (b *Bot) Replay(ctx context.Context, told func(deadletter.Update, error)) error {
	all, err := deadletter.List(ctx, b.Store)
	if err != nil {
		return err
	}
	for _, l := range all {
		t, err := (&inquirer{b}).redo(ctx, l)
		b.sendToast(ctx, t)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			err = b.redacted(err)
		}
		told(l, err)
	}
	return nil
}

// Finish waits for what was begun without Run, and takes nothing more.
func (b *Bot) Finish() {
	b.engine.Close()
	b.background.Wait()
	b.end()
}
