package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"echowall/cmd/echowall/config"
	"echowall/flows/procedure"
)

// lookEach is how often the folder of the operator's own procedures is looked at while the bot runs. What changed is taken when it was
// the same at two looks, for a file may be on its way.
const lookEach = 5 * time.Second

// methodsInForce are the procedures the bot works by, those of the operator's own read again when they change. A broken file changes
// nothing: what was read before stays in use.
type methodsInForce struct {
	folder string
	book   atomic.Pointer[procedure.Book]
	log    *slog.Logger
	// tried is the folder as it was when it was last read, seen as it was at the last look.
	tried, seen string
}

// use begins to work by a book, which has the folder's procedures in it already; folder is "" where there are none.
func use(folder string, book *procedure.Book, log *slog.Logger) *methodsInForce {
	m := &methodsInForce{folder: folder, log: log}
	m.book.Store(book)
	if m.folder != "" {
		m.tried = m.look()
	}
	return m
}

// live is the book for all who work by it.
func (m *methodsInForce) live() *procedure.Book { return procedure.Live(m.book.Load) }

// follow reads the folder again when it changes, or at once at a SIGHUP, until ctx ends. Without a folder it returns at once.
func (m *methodsInForce) follow(ctx context.Context) {
	if m.folder == "" {
		return
	}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGHUP)
	defer signal.Stop(asked)
	m.watch(ctx, asked)
}

func (m *methodsInForce) watch(ctx context.Context, asked <-chan os.Signal) {
	each := time.NewTicker(lookEach)
	defer each.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-asked:
			m.read(m.look())
		case <-each.C:
			if now := m.look(); now != m.tried && now == m.seen {
				m.read(now)
			} else {
				m.seen = now
			}
		}
	}
}

// read takes what is new in the folder, or says what is wrong with it.
func (m *methodsInForce) read(now string) {
	m.tried = now
	renewed, added, err := m.book.Load().Renewed(os.DirFS(m.folder))
	if err != nil {
		m.log.Warn("procedures: not read again, so those read before stay in use", "folder", m.folder, "error", config.OneLine(err))
		return
	}
	m.book.Store(renewed)
	var names []string
	for _, p := range added {
		names = append(names, fmt.Sprintf("%s version %d", p.ID, p.Version))
	}
	m.log.Info("procedures: read again", "folder", m.folder, "new", names)
}

// look is what the folder holds, as one word.
func (m *methodsInForce) look() string {
	folder := os.DirFS(m.folder)
	names, err := fs.Glob(folder, "*.yaml")
	sum := sha256.New()
	fmt.Fprintln(sum, names, err)
	for _, name := range names {
		raw, err := fs.ReadFile(folder, name)
		fmt.Fprintln(sum, name, len(raw), err)
		sum.Write(raw)
	}
	return hex.EncodeToString(sum.Sum(nil))
}
