package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"echowall/bot"
	"echowall/bot/outbox"
	"echowall/storage"
)

// aside lists the updates that could not be done.
func (d *doctor) aside(ctx context.Context, store storage.Store) {
	all, err := bot.ListAside(ctx, store)
	if err != nil {
		d.failed("aside", err)
		return
	}
	for _, a := range all {
		d.bad("aside", "report it, and run echowall doctor --replay with a program in which that is mended",
			"update %d of %s: %s", a.Update, a.At.Local().Format("2006-01-02 15:04 MST"), a.Reason)
	}
	if len(all) == 0 {
		d.ok("aside", "no update is set aside")
	}
}

// replay does again what was set aside. What comes of it is sent by the bot that runs on the store, or that is started next.
func (d *doctor) replay(ctx context.Context) {
	store, err := d.openExisting(ctx)
	switch {
	case errors.Is(err, storage.ErrLocked):
		d.bad("replay", "stop the bot, replay, and start it again", "the bot runs on the store")
		return
	case err != nil:
		d.failed("replay", err)
		return
	}
	if err := errors.Join(d.replayIn(ctx, store), store.Close()); err != nil {
		d.failed("replay", err)
	}
}

func (d *doctor) replayIn(ctx context.Context, store storage.Store) error {
	texts, _, err := materials()
	if err != nil {
		return err
	}
	almanac, err := d.almanac()
	if err != nil {
		return err
	}
	b, err := d.connect(ctx, bot.Config{
		Store: store, Texts: texts, Methods: d.methods, Almanac: almanac, Clock: outbox.WallClock{},
		Client: &http.Client{Timeout: callTime}, Code: newCode, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	defer b.Finish()
	n := 0
	err = b.Replay(ctx, func(a bot.SetAside, err error) {
		n++
		if err != nil {
			d.skip("replay", "update %d failed again", a.Update) // why stands below, where it is still set aside
			return
		}
		d.ok("replay", "update %d is done", a.Update)
	})
	if err != nil {
		return fmt.Errorf("replay: %w", err)
	}
	if n == 0 {
		d.ok("replay", "there is nothing to replay")
	}
	return nil
}
