package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"echowall/bot/books"
	"echowall/bot/text"
	"echowall/cmd/echowall/backup"
	"echowall/cmd/echowall/config"
	"echowall/cmd/echowall/methods"
	"echowall/flows"
	"echowall/flows/calendar"
	"echowall/flows/extract"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/storage"
)

// Cmd is the command export.
type Cmd struct {
	config.StoreFlag      `embed:""`
	config.ProceduresFlag `embed:""`
	Folder                string `arg:"" help:"Folder into which the files are written; made if it is not there."`
	Period                string `default:"year" help:"A year, quarter or month: 2026, 2026-Q2, 2026-06; year, quarter, month, last-month."`
	Backup                string `help:"A backup to export from, instead of the store." placeholder:"FILE"`
}

// Run writes, for each community, the four books and the figures of a period as one workbook and as CSV, and what of
// the journal may be told to anybody as lines of JSON.
func (c *Cmd) Run(ctx context.Context) (err error) {
	texts, registry, err := config.Materials()
	if err != nil {
		return err
	}
	if err := c.AddTo(registry); err != nil {
		return err
	}
	if _, ok := calendar.ParsePeriod(c.Period, time.Now()); !ok {
		return config.Wrong(fmt.Errorf("--period: %q; expected a year, quarter or month, as 2026, 2026-Q2 or 2026-06",
			c.Period))
	}
	store, err := c.source(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := methods.InUse(ctx, store, registry); err != nil {
		return err
	}
	if err := os.MkdirAll(c.Folder, 0o750); err != nil {
		return config.Wrong(fmt.Errorf("expected a folder that can be written: %w", err))
	}
	x := exporter{store: store, methods: registry, words: text.NewRenderer(texts, ""), folder: c.Folder, period: c.Period}
	return x.all(ctx)
}

// source is what is exported from: a backup, or the store. A bot that runs on a bolt file is asked for a backup.
func (c *Cmd) source(ctx context.Context) (storage.Store, error) {
	if c.Backup != "" {
		return backup.Open(ctx, c.Backup)
	}
	if socket, ok := c.Socket(); ok {
		f, err := os.CreateTemp("", "echowall-export-*")
		if err != nil {
			return nil, fmt.Errorf("export: %w", err)
		}
		defer os.Remove(f.Name()) // it was only on the way
		defer f.Close()
		if asked, err := backup.Fetch(ctx, socket, f); asked {
			if err != nil {
				return nil, err
			}
			return backup.Open(ctx, f.Name())
		}
	}
	return c.OpenExisting(ctx)
}

// exporter writes communities into a folder.
type exporter struct {
	store          storage.Store
	methods        *procedure.Registry
	words          *text.Renderer
	folder, period string
}

func (x exporter) all(ctx context.Context) error {
	after := storage.ID("")
	for {
		ids, err := x.store.Communities(ctx, after, 100)
		if err == nil && len(ids) == 0 && after == "" {
			fmt.Println("no communities")
		}
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := x.one(ctx, id); err != nil {
				return fmt.Errorf("export %s: %w", id, err)
			}
		}
		after = ids[len(ids)-1]
	}
}

// one writes the files of a community.
func (x exporter) one(ctx context.Context, id storage.ID) error {
	var tables []books.Table
	var name string
	if err := flows.Read(ctx, x.store, x.methods, id, func(s *life.State) error {
		now := time.Now()
		p, _ := calendar.ParsePeriod(x.period, now.In(s.Location())) // looked at before
		name = string(id) + "-" + p.String()
		tables = x.words.Books(s, now, p)
		return nil
	}); err != nil {
		return err
	}
	workbook, err := books.Workbook(tables)
	if err != nil {
		return err
	}
	if err := x.write(name+".xlsx", func(w io.Writer) error { _, err := w.Write(workbook); return err }); err != nil {
		return err
	}
	for _, t := range tables {
		if err := x.write(name+"-"+t.Key+".csv", func(w io.Writer) error { return books.CSV(w, t) }); err != nil {
			return err
		}
	}
	return x.write(string(id)+"-journal.jsonl", func(w io.Writer) error { return x.journal(ctx, id, w) })
}

// journal writes what may be told to anybody, a line each.
func (x exporter) journal(ctx context.Context, id storage.ID, w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return x.store.View(ctx, id, func(r storage.Reader) error {
		return extract.Each(r, func(f extract.Fact) error { return out.Encode(f) })
	})
}

// write makes a file, whole or not at all, and names it.
func (x exporter) write(name string, fill func(io.Writer) error) error {
	path := filepath.Join(x.folder, filepath.Base(name))
	if err := backup.ReplaceFile(path, true, func(f *os.File) error { return fill(f) }); err != nil {
		return err
	}
	fmt.Println(path)
	return nil
}
