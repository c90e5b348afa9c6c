package methods

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

// lookEach is how often the folder of the operator's own procedures is looked at while the bot runs. What changed is
// taken when it was the same at two looks, for a file may be on its way.
const lookEach = 5 * time.Second

// InForce are the procedures the bot works by, those of the operator's own read again when they change. A broken file
// changes nothing: what was read before stays in use.
type InForce struct {
	folder   string
	registry atomic.Pointer[procedure.Registry]
	log      *slog.Logger
	// tried is the folder as it was when it was last read, seen as it was at the last look.
	tried, seen string
}

// Use begins to work by a registry, which has the folder's procedures in it already; folder is "" where there are none.
func Use(folder string, registry *procedure.Registry, log *slog.Logger) *InForce {
	m := &InForce{folder: folder, log: log}
	m.registry.Store(registry)
	if m.folder != "" {
		m.tried = m.look()
	}
	return m
}

// Live is the registry for all who work by it.
func (m *InForce) Live() *procedure.Registry { return procedure.Live(m.registry.Load) }

// Follow reads the folder again when it changes, or at once at a SIGHUP, until ctx ends. Without a folder it returns at
// once.
func (m *InForce) Follow(ctx context.Context) {
	if m.folder == "" {
		return
	}
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGHUP)
	defer signal.Stop(asked)
	m.watch(ctx, asked)
}

func (m *InForce) watch(ctx context.Context, asked <-chan os.Signal) {
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
func (m *InForce) read(now string) {
	m.tried = now
	renewed, added, err := m.registry.Load().Renewed(os.DirFS(m.folder))
	if err != nil {
		m.log.Warn("procedures: not read again, so those read before stay in use", "folder", m.folder, "error",
			config.OneLine(err))
		return
	}
	m.registry.Store(renewed)
	var names []string
	for _, p := range added {
		names = append(names, fmt.Sprintf("%s version %d", p.ID, p.Version))
	}
	m.log.Info("procedures: read again", "folder", m.folder, "new", names)
}

// look is what the folder holds, as one word.
func (m *InForce) look() string {
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
