package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"echowall/bot/incoming"
	"echowall/flows/clock"
)

// pollTime is how long Telegram holds a request for updates that has nothing to bring.
const pollTime = 50 * time.Second

// Limits of receiving: how much one answer may weigh, and how long to wait after a failure at first and at most.
const (
	maxAnswer  = 32 << 20
	firstPause = time.Second
	longPause  = time.Minute
)

// receiver is how updates come in: it asks Telegram for them or is brought them, waits until they are committed, and
// only then acknowledges.
type receiver struct{ *Bot }

// receive takes updates by long polling. The next request acknowledges what came before, so it is made only when all of
// that is committed; after a failure, or in another process, the same updates come again, and those already done are
// known.
func (b *receiver) receive(ctx context.Context) error {
	b.lastAnswer.Store(b.Clock.Now().UnixNano())
	b.polling.Store(true)
	defer b.polling.Store(false)
	b.persist(ctx, "taking back the webhook", b.unhook)
	var offset int64
	for ctx.Err() == nil {
		b.persist(ctx, "receiving", func(ctx context.Context) error {
			batch, err := b.poll(ctx, offset)
			if errors.Is(err, errHooked) {
				err = errors.Join(err, b.unhook(ctx))
			}
			if err == nil {
				offset, err = b.work(ctx, batch, offset)
			}
			return err
		})
	}
	return nil
}

// persist tries until it succeeds or ctx ends, waiting longer each time.
func (b *receiver) persist(ctx context.Context, what string, try func(context.Context) error) {
	for pause := firstPause; ; pause = min(2*pause, longPause) {
		err := try(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		b.Log.Warn(what+" failed, trying again", "pause", pause, "error", b.redacted(err))
		if clock.Sleep(ctx, b.Clock, pause) != nil {
			return
		}
	}
}

// errHooked says that Telegram answers no polling because somebody has set a webhook.
var errHooked = errors.New("ask for updates: a webhook is set")

// poll asks for updates from offset on. Each is kept raw, so that one malformed update harms no other.
func (b *receiver) poll(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	ask, err := json.Marshal(map[string]any{
		"offset": offset, "timeout": int(pollTime.Seconds()), "limit": 100, "allowed_updates": allowed(),
	})
	if err != nil {
		return nil, fmt.Errorf("ask for updates: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, b.URL+"/bot"+b.Token+"/getUpdates", bytes.NewReader(ask))
	if err != nil {
		return nil, fmt.Errorf("ask for updates: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := b.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask for updates: %w", err)
	}
	defer res.Body.Close()
	var answer struct {
		OK          bool              `json:"ok"`
		Result      []json.RawMessage `json:"result"`
		Description string            `json:"description"`
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, maxAnswer)).Decode(&answer); err != nil {
		return nil, fmt.Errorf("read updates: status %d: %w", res.StatusCode, err)
	}
	if res.StatusCode == http.StatusConflict && strings.Contains(answer.Description, "webhook") {
		return nil, errHooked
	}
	if !answer.OK {
		return nil, fmt.Errorf("ask for updates: status %d: %s", res.StatusCode, answer.Description)
	}
	b.lastAnswer.Store(b.Clock.Now().UnixNano())
	return answer.Result, nil
}

// work does a batch of updates and returns the offset that acknowledges those that are done. It stops at the first that
// could not be kept: it and what follows will come again.
func (b *receiver) work(ctx context.Context, batch []json.RawMessage, offset int64) (int64, error) {
	type waiting struct {
		id   int64
		done outcome
	}
	var all []waiting
	for _, raw := range incoming.InOrder(batch) {
		u := incoming.Parse(raw)
		if u == nil {
			b.Log.Error("update without an id dropped", "bytes", len(raw))
			continue
		}
		all = append(all, waiting{u.ID, b.accept(ctx, u)})
	}
	for _, w := range all {
		t, err := w.done(ctx)
		if err != nil {
			return offset, err
		}
		b.sendToast(ctx, t)
		offset = max(offset, w.id+1)
	}
	return offset, nil
}
