package archive

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"

	"echowall/storage"
)

const (
	// page is how many communities are listed at once.
	page = 100
	// everything is a limit beyond what any community holds.
	everything = 1 << 30
)

// Write writes an archive of a store, which may be in use meanwhile. One community at a time is held in memory, so
// that a slow writer holds up no commit. After an error what was written is no archive, and Inspect will say so.
func Write(ctx context.Context, w io.Writer, store storage.Store, about About) error {
	buffered := bufio.NewWriterSize(w, 64<<10)
	zipped := gzip.NewWriter(buffered)
	out := &writer{ctx: ctx, store: store, tar: tarWriter{out: tar.NewWriter(zipped), at: about.At}}
	err := out.all(about)
	if err == nil {
		err = zipped.Close()
	}
	if err == nil {
		err = buffered.Flush()
	}
	if err != nil {
		return fmt.Errorf("write a backup: %w", err)
	}
	return nil
}

// writer writes the files of one archive.
type writer struct {
	ctx   context.Context
	store storage.Store
	tar   tarWriter
}

func (w *writer) all(about About) error {
	var h lines
	if err := h.add(head{Format: format, Version: version, At: about.At.UTC(), Program: about.Program}); err != nil {
		return err
	}
	if err := w.tar.file(headFile, h.text.Bytes()); err != nil {
		return err
	}
	if err := w.communities(); err != nil {
		return err
	}
	if err := w.directory(); err != nil {
		return err
	}
	return w.tar.close()
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
	held, err := w.read(id)
	if err != nil || len(held) == 0 {
		return err
	}
	var all lines
	if err := all.add(line{Kind: kindCommunity, Key: text(id)}); err != nil {
		return err
	}
	for _, l := range held {
		if err := all.add(l); err != nil {
			return err
		}
	}
	return w.tar.file(communities+url.PathEscape(string(id))+".jsonl", all.text.Bytes())
}

// lines are lines of JSON.
type lines struct{ text bytes.Buffer }

// add adds a line.
func (l *lines) add(v any) error {
	before := l.text.Len()
	out := json.NewEncoder(&l.text)
	out.SetEscapeHTML(false)
	if err := out.Encode(v); err != nil {
		return err
	}
	if size := l.text.Len() - before; size > maxLine {
		return fmt.Errorf("a line of %d bytes: expected at most %d", size, maxLine)
	}
	return nil
}

// read reads a community as it is at one moment. Stores may run a View twice.
func (w *writer) read(id storage.ID) (lines []line, err error) {
	err = w.store.View(w.ctx, id, func(r storage.Reader) error {
		records, errRecords := r.Range("")
		entries, errJournal := r.Journal(1, everything)
		messages, errOutbox := r.Outbox(0, everything)
		wakes, errWakes := r.Wakes()
		lines = linesOf(records, entries, messages, wakes)
		return errors.Join(errRecords, errJournal, errOutbox, errWakes)
	})
	return lines, err
}

func linesOf(records []storage.Record, entries []storage.Entry, messages []storage.Message,
	wakes []storage.WakeUp) []line {
	lines := make([]line, 0, len(records)+len(entries)+len(messages)+len(wakes))
	for _, r := range records {
		lines = append(lines, line{Kind: kindRecord, Key: text(r.Key), Value: text(r.Value)})
	}
	for _, e := range entries {
		lines = append(lines, line{Kind: kindEntry, Value: text(e.Data)})
	}
	for _, l := range messages {
		lines = append(lines, line{Kind: kindMessage, Key: text(l.View), Value: text(l.Body)})
	}
	for _, u := range wakes {
		lines = append(lines, line{Kind: kindWake, Key: text(u.Thing), At: u.At.Unix(), Nano: int64(u.At.Nanosecond())})
	}
	return lines
}

// directory writes what the directory holds.
func (w *writer) directory() error {
	var all lines
	for _, space := range storage.Spaces() {
		err := w.store.Entries(w.ctx, space, func(e storage.DirectoryEntry) error {
			l := line{Kind: kindValue, Space: text(space), Key: text(e.Key), Value: text(e.Value)}
			if e.Member {
				l.Kind = kindMember
			}
			return all.add(l)
		})
		if err != nil {
			return fmt.Errorf("directory %s: %w", space, err)
		}
	}
	return w.tar.file(directoryFile, all.text.Bytes())
}
