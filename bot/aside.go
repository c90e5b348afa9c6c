package bot

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"echowall/flows"
	"echowall/flows/say"
	"echowall/storage"
)

// tries is how often an update is tried that the program stumbles over, or that cannot be kept while the store is there.
const tries = 3

// SetAside is an update that could not be done and was stored apart, so that it keeps nobody waiting.
type SetAside struct {
	// Update is its id.
	Update int64 `json:"-"`
	// Reason is what it stumbled over, in one line.
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
	// Parts is how many pieces it is kept in.
	Parts int `json:"parts"`
}

// An update is kept in pieces, for a value of the directory must be short.
const asidePart = 6000

func asideSchema() storage.Schema { return storage.Schema{Kind: "update set aside"} }

// trouble counts how often updates have failed. It forgets at a restart, when all begin anew.
type trouble struct {
	mu    sync.Mutex
	times map[int64]int
}

func (t *trouble) count(update int64) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.times == nil {
		t.times = map[int64]int{}
	}
	t.times[update]++
	return t.times[update]
}

func (t *trouble) forget(update int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.times, update)
}

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

// isFault tells whether trying again can help only by chance, or after a repair.
func isFault(err error) bool { return flows.IsFault(err) || errors.As(err, new(*fault)) }

// setAside stores an update apart, and tells whoever sent it.
func (b *Bot) setAside(ctx context.Context, id int64, raw json.RawMessage, why error) (*toast, error) {
	var s *stumbled
	known := errors.As(why, &s)
	if b.unkept(ctx, raw, s) {
		b.trouble.forget(id)
		b.Log.Error("update dropped, for it may be a secret vote", "update", id, "error", b.redacted(why))
		return b.failed(ctx, s, "bot.error_vote"), nil
	}
	reason, _, _ := strings.Cut(b.redacted(why).Error(), "\n")
	if err := KeepAside(ctx, b.Store, SetAside{Update: id, Reason: reason, At: b.Clock.Now().UTC()}, raw); err != nil {
		return nil, err
	}
	b.trouble.forget(id)
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

// KeepAside writes an update down as set aside: the pieces first, so that it is whole as soon as it is there.
func KeepAside(ctx context.Context, dir storage.Directory, a SetAside, raw []byte) error {
	key := strconv.FormatInt(a.Update, 10)
	for piece := range slices.Chunk(raw, asidePart) {
		if err := dir.Assign(ctx, storage.Aside, partKey(key, a.Parts), base64.StdEncoding.EncodeToString(piece)); err != nil {
			return fmt.Errorf("set update %s aside: %w", key, err)
		}
		a.Parts++
	}
	a.Reason = a.Reason[:min(len(a.Reason), 500)]
	head, err := asideSchema().Encode(a)
	if err == nil {
		err = dir.Assign(ctx, storage.Aside, key, string(head))
	}
	if err != nil {
		return fmt.Errorf("set update %s aside: %w", key, err)
	}
	return nil
}

func partKey(key string, n int) string { return key + "/" + strconv.Itoa(n) }

// ListAside lists the updates that are set aside in a store, in the order in which they came.
func ListAside(ctx context.Context, dir storage.Directory) (all []SetAside, err error) {
	err = dir.Entries(ctx, storage.Aside, func(e storage.DirectoryEntry) error {
		id, err := strconv.ParseInt(e.Key, 10, 64)
		if err != nil {
			return nil // a piece
		}
		a := SetAside{Update: id}
		if err := asideSchema().Decode([]byte(e.Value), &a); err != nil {
			return err
		}
		all = append(all, a)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list what is set aside: %w", err)
	}
	slices.SortFunc(all, func(x, y SetAside) int { return cmp.Compare(x.Update, y.Update) })
	return slices.CompactFunc(all, func(x, y SetAside) bool { return x.Update == y.Update }), nil
}

// Replay does what was set aside, in order, and tells of each what came of it. What succeeds is set aside no more. Each is done once,
// also when Replay is called by several at the same time or breaks off and is called again: it has the id that it came with.
func (b *Bot) Replay(ctx context.Context, told func(SetAside, error)) error {
	all, err := ListAside(ctx, b.Store)
	if err != nil {
		return err
	}
	for _, a := range all {
		raw, err := readAside(ctx, b.Store, a)
		if err != nil {
			return err
		}
		t, err := b.begin(ctx, readUpdate(raw))(ctx)
		if err == nil {
			b.sendToast(ctx, t)
			err = dropAside(ctx, b.Store, a)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			err = b.redacted(err)
		}
		told(a, err)
	}
	return nil
}

func readAside(ctx context.Context, dir storage.Directory, a SetAside) (raw []byte, err error) {
	for n := range a.Parts {
		text, err := dir.Look(ctx, storage.Aside, partKey(strconv.FormatInt(a.Update, 10), n))
		if err != nil {
			return nil, fmt.Errorf("read update %d: %w", a.Update, err)
		}
		piece, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, fmt.Errorf("read update %d: %w", a.Update, err)
		}
		raw = append(raw, piece...)
	}
	return raw, nil
}

// dropAside removes an update: its head first, so that it is never there in part.
func dropAside(ctx context.Context, dir storage.Directory, a SetAside) error {
	key := strconv.FormatInt(a.Update, 10)
	err := dir.Assign(ctx, storage.Aside, key, "")
	for n := range a.Parts {
		err = errors.Join(err, dir.Assign(ctx, storage.Aside, partKey(key, n), ""))
	}
	return err
}

// Finish waits for what was begun without Run, and takes nothing more.
func (b *Bot) Finish() {
	b.engine.Close()
	b.asides.Wait()
	b.end()
}
