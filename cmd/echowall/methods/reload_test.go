package methods

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"echowall/cmd/echowall/config"
	"echowall/flows/procedure"
)

// lane is a procedure file; the tests change a word of it.
const lane = `
id: lane
version: 1
names: {en: The lane}
echo_every: 7d
stages:
  - {kind: intake, names: {en: Gather}}
  - {kind: screening, names: {en: Choose}}
  - {kind: implementation, names: {en: Do}}
`

// watched is a folder of procedures that is followed in a bubble of its own time.
type watched struct {
	t      *testing.T
	folder string
	force  *InForce
	live   *procedure.Registry
	log    *writings
}

// told is how many lines of the log hold a text.
func (w *watched) told(text string) int { return strings.Count(w.log.String(), text) }

func watch(t *testing.T, asked <-chan os.Signal) *watched {
	w := &watched{t: t, folder: t.TempDir(), log: &writings{}}
	w.write("lane.yaml", lane)
	flag := config.ProceduresFlag{Procedures: w.folder}
	registry, err := procedure.Default()
	if err == nil {
		err = flag.AddTo(registry)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.force = Use(flag.Procedures, registry, slog.New(slog.NewTextHandler(w.log, nil)))
	w.live = w.force.Live()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { w.force.watch(ctx, asked); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })
	return w
}

func (w *watched) write(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.folder, name), []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// newest is the version of the lane's procedure that new cases begin under.
func (w *watched) newest() int {
	p, ok := w.live.Latest("lane")
	if !ok {
		return 0
	}
	return p.Version
}

// wait lets time pass, and what follows from it happen.
func (w *watched) wait(looks int) {
	time.Sleep(time.Duration(looks)*lookEach + time.Second)
	synctest.Wait()
}

func again(version, work string) string {
	return strings.Replace(strings.Replace(lane, "version: 1", "version: "+version, 1), "en: Do", "en: "+work, 1)
}

func TestANewFileIsTakenOnceItStaysAsItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watch(t, nil)
		w.write("lane2.yaml", "id: la") // an editor has begun to write
		w.wait(1)
		w.write("lane2.yaml", again("2", "Carry out"))
		w.wait(1)
		if w.newest() != 1 || w.told("\n") != 0 {
			t.Errorf("version %d is in force after one look, log %q", w.newest(), w.log.String())
		}
		w.wait(1)
		if w.newest() != 2 || w.told(`new="[lane version 2]"`) != 1 {
			t.Errorf("version %d is in force after two looks, log %q", w.newest(), w.log.String())
		}
	})
}

func TestABrokenFileLeavesAllInForceAndIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := watch(t, nil)
		w.write("lane2.yaml", again("2", "Carry out"))
		w.write("lane3.yaml", again("three", "Carry out"))
		w.wait(9)
		const why = `level=WARN msg="procedures: not read again, so those read before stay in use" folder=`
		const fault = `error="lane3.yaml: procedure: line 3: \"three\": expected a whole number"`
		if w.newest() != 1 || w.told(why) != 1 || w.told(fault) != 1 || w.told("\n") != 1 {
			t.Errorf("version %d is in force, log %q", w.newest(), w.log.String())
		}
		w.write("lane3.yaml", again("3", "Carry out"))
		w.wait(2)
		if w.newest() != 3 || w.told(`new="[lane version 2 lane version 3]"`) != 1 {
			t.Errorf("version %d is in force once it was mended, log %q", w.newest(), w.log.String())
		}
	})
}

func TestAChangeWithoutAHigherVersionIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := make(chan os.Signal)
		w := watch(t, asked)
		w.write("lane.yaml", again("1", "Carry out"))
		asked <- syscall.SIGHUP
		synctest.Wait()
		const fault = "lane.yaml: procedure lane version 1 was changed, and cases may be under way by it: expected " +
			"version: 2, in this file or another"
		if p, _ := w.live.Get("lane", 1); p.Stage(2).Names["en"] != "Do" || w.told(fault) != 1 {
			t.Errorf("the work is called %q, log %q", p.Stage(2).Names["en"], w.log.String())
		}
		w.write("lane.yaml", "# a remark changes nothing\n"+again("2", "Carry out"))
		asked <- syscall.SIGHUP
		synctest.Wait()
		_, old := w.live.Get("lane", 1)
		if w.newest() != 2 || !old {
			t.Errorf("version %d is in force; that of which the file has gone is there: %v", w.newest(), old)
		}
	})
}

// writings are what is written to a log, to be read while it goes on.
type writings struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (w *writings) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all.Write(p)
}

func (w *writings) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all.String()
}
