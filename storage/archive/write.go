package archive

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"echowall/storage"
)

const (
	// page is how many communities are listed at once.
	page = 100
	// everything is a limit beyond what any community holds.
	everything = 1 << 30
)

// Write writes an archive of a store, which may be in use meanwhile. One community at a time is held in memory, so that a slow writer
// holds up no commit. After an error what was written is no archive, and Inspect will say so.
func Write(ctx context.Context, w io.Writer, store storage.Store, about About) error {
	sealed := newSealer(w)
	zipped := gzip.NewWriter(sealed)
	out := &writer{ctx: ctx, store: store, json: json.NewEncoder(zipped)}
	out.json.SetEscapeHTML(false)
	if err := out.all(about); err != nil {
		return fmt.Errorf("write a backup: %w", err)
	}
	if err := zipped.Close(); err != nil {
		return fmt.Errorf("write a backup: %w", err)
	}
	if err := sealed.close(); err != nil {
		return fmt.Errorf("write a backup: %w", err)
	}
	return nil
}

// writer writes the lines of one archive.
type writer struct {
	ctx   context.Context
	store storage.Store
	json  *json.Encoder
}

func (w *writer) all(about About) error {
	if err := w.json.Encode(head{Format: format, Version: version, At: about.At.UTC(), Program: about.Program}); err != nil {
		return err
	}
	if err := w.communities(); err != nil {
		return err
	}
	for _, space := range storage.Spaces() {
		if err := w.directory(space); err != nil {
			return fmt.Errorf("directory %s: %w", space, err)
		}
	}
	return nil
}

func (w *writer) communities() error {
	for after := storage.ID(""); ; {
		ids, err := w.store.Communities(w.ctx, after, page)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := w.community(id); err != nil {
				return fmt.Errorf("community %s: %w", id, err)
			}
		}
		after = ids[len(ids)-1]
	}
}

// community writes what one community holds; nothing of one that only has a past.
func (w *writer) community(id storage.ID) error {
	lines, err := w.read(id)
	if err != nil || len(lines) == 0 {
		return err
	}
	if err := w.json.Encode(line{Kind: kindCommunity, Key: text(id)}); err != nil {
		return err
	}
	for _, l := range lines {
		if err := w.json.Encode(l); err != nil {
			return err
		}
	}
	return nil
}

// read reads a community as it is at one moment. Stores may run a View twice.
func (w *writer) read(id storage.ID) (lines []line, err error) {
	err = w.store.View(w.ctx, id, func(r storage.Reader) error {
		records, errRecords := r.Range("")
		entries, errJournal := r.Journal(1, everything)
		letters, errOutbox := r.Outbox(0, everything)
		wakes, errWakes := r.Wakes()
		lines = linesOf(records, entries, letters, wakes)
		return errors.Join(errRecords, errJournal, errOutbox, errWakes)
	})
	return lines, err
}

func linesOf(records []storage.Record, entries []storage.Entry, letters []storage.Letter, wakes []storage.WakeUp) []line {
	lines := make([]line, 0, len(records)+len(entries)+len(letters)+len(wakes))
	for _, r := range records {
		lines = append(lines, line{Kind: kindRecord, Key: text(r.Key), Value: text(r.Value)})
	}
	for _, e := range entries {
		lines = append(lines, line{Kind: kindEntry, Value: text(e.Data)})
	}
	for _, l := range letters {
		lines = append(lines, line{Kind: kindLetter, Key: text(l.View), Value: text(l.Body)})
	}
	for _, u := range wakes {
		lines = append(lines, line{Kind: kindWake, Key: text(u.Thing), At: u.At.Unix(), Nano: int64(u.At.Nanosecond())})
	}
	return lines
}

func (w *writer) directory(space storage.Space) error {
	return w.store.Entries(w.ctx, space, func(e storage.DirectoryEntry) error {
		l := line{Kind: kindValue, Space: text(space), Key: text(e.Key), Value: text(e.Value)}
		if e.Member {
			l.Kind = kindMember
		}
		return w.json.Encode(l)
	})
}
