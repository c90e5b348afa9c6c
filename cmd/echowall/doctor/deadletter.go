package doctor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"echowall/bot"
	"echowall/bot/deadletter"
	"echowall/cmd/echowall/backup"
	"echowall/cmd/echowall/config"
	"echowall/flows/clock"
	"echowall/storage"
)

// deadLetters lists the updates that could not be done.
func (d *doctor) deadLetters(ctx context.Context, store storage.Store) {
	all, err := deadletter.List(ctx, store)
	if err != nil {
		d.failed("aside", err)
		return
	}
	var lines []backup.DeadLetter
	for _, a := range all {
		lines = append(lines, backup.DeadLetter{Update: a.ID, At: a.At, Reason: a.Reason})
	}
	d.deadLetterLines(lines)
}

func (d *doctor) deadLetterLines(lines []backup.DeadLetter) {
	for _, a := range lines {
		d.bad("aside", "report it, and run echowall doctor --replay with a program in which that is mended",
			"update %d of %s: %s", a.Update, a.At.Local().Format("2006-01-02 15:04 MST"), a.Reason)
	}
	if len(lines) == 0 {
		d.ok("aside", "no update is set aside")
	}
}

// deadLettersOfRunning asks the bot that runs on the store.
func (d *doctor) deadLettersOfRunning(ctx context.Context) {
	lines, err := backup.Ask(ctx, d.StoreFlag, http.MethodGet, "/aside")
	if err != nil {
		d.skip("aside", "%v", err)
		return
	}
	d.deadLetterLines(lines)
}

// replay does again what was set aside, or has the bot do it that runs on a file. What comes of it is sent by the bot
// that runs on the store, or that is started next.
func (d *doctor) replay(ctx context.Context) {
	store, err := d.OpenExisting(ctx)
	switch {
	case errors.Is(err, storage.ErrLocked):
		lines, err := backup.Ask(ctx, d.StoreFlag, http.MethodPost, "/replay")
		if err != nil {
			d.failed("replay", err)
			return
		}
		d.replayed(lines)
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
	texts, _, err := config.Materials()
	if err != nil {
		return err
	}
	almanac, err := d.Almanac()
	if err != nil {
		return err
	}
	b, err := d.Connect(ctx, bot.Config{
		Store: store, Texts: texts, Methods: d.methods, Almanac: almanac, Clock: clock.Wall{},
		Client: &http.Client{Timeout: config.CallTime}, Code: config.NewCode, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	defer b.Finish()
	var lines []backup.DeadLetter
	err = b.Replay(ctx, func(a deadletter.Update, err error) {
		lines = append(lines, backup.DeadLetter{Update: a.ID, Failed: err != nil})
	})
	if err != nil {
		return fmt.Errorf("replay: %w", err)
	}
	d.replayed(lines)
	return nil
}

func (d *doctor) replayed(lines []backup.DeadLetter) {
	for _, a := range lines {
		if a.Failed {
			d.skip("replay", "update %d failed again", a.Update) // why stands below, where it is still set aside
			continue
		}
		d.ok("replay", "update %d is done", a.Update)
	}
	if len(lines) == 0 {
		d.ok("replay", "there is nothing to replay")
	}
}
