package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// TestMain lets scripts, and tests that start processes, run the program as "echowall".
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"echowall": main})
}

// TestScripts runs testdata/*.txtar. Each has a Telegram of its own on a port of this machine, with a village of a few
// people in it.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			w, err := newWorld(env.WorkDir)
			if err != nil {
				return err
			}
			env.Defer(w.server.Close)
			env.Values["world"] = w
			env.Vars = append(append(env.Vars, w.vars...), "NOON="+noon())
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fails": fails, "shows": shows, "do": do, "told": told, "count": count, "outage": outage, "tried": tried,
			"recovered": recovered,
			"term":      term, "appears": appears, "empty": empty, "only": only, "grepin": grepIn, "measured": measured,
			"hup": hup, "logged": logged,
		},
	})
}

// world is a Telegram with people, and the settings of a bot that serves it.
type world struct {
	server *api.Server
	cast   *people.Cast
	vars   []string
	// log is what the process says that runs, or ran last.
	log *words
}

// noon is a time zone in which it is about noon. What is told in private or by the clock waits for the end of the quiet
// hours, so that a village elsewhere would hear less of the program at some hours of the day than at others.
func noon() string { return fmt.Sprintf("Etc/GMT%+d", time.Now().UTC().Hour()-12) }

const testToken = "42:TEST"

func newWorld(dir string) (*world, error) {
	w := &world{server: api.New(api.Config{Token: testToken, Username: "echo_wall_bot", Name: "Echo Wall"})}
	url, err := w.server.Start()
	if err != nil {
		return nil, err
	}
	w.cast = &people.Cast{World: w.server.World, People: map[string]*people.User{}, Zone: time.UTC}
	for _, name := range []string{"chen", "li", "wang", "yang", "zhao"} {
		w.cast.People[name] = w.server.AddUser(people.User{First: strings.ToUpper(name[:1]) + name[1:],
			Username: name + "name", Lang: "en"})
	}
	w.cast.Owner = w.cast.People["chen"]
	w.cast.Group = w.server.AddGroup("Willow Village", w.cast.Owner)
	for _, name := range []string{"li", "wang", "yang", "zhao"} {
		w.server.Join(w.cast.Group, w.cast.People[name])
	}
	spare, err := freeAddress()
	if err != nil {
		return nil, err
	}
	listen, err := freeAddress()
	w.vars = []string{
		"TELEGRAM_API_URL=" + url, "TELEGRAM_BOT_TOKEN=" + testToken, "ECHOWALL_LISTEN=" + listen, "ECHOWALL_SPARE=" + spare,
		"ECHOWALL_STORE=bolt:" + filepath.Join(dir, "echowall.db"),
		// A process under the race detector would linger for a second at its end.
		"GORACE=atexit_sleep_ms=0",
	}
	return w, err
}

// freeAddress is an address on which nobody listens.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// await returns when ok holds of the world; it fails when that takes too long.
func (w *world) await(ok func() bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return w.server.Await(ctx, ok)
}

// said counts the messages of the bot in a chat, "GROUP" or that of somebody, that hold a text.
func (w *world) said(where, text string) int {
	chat := w.cast.Group
	if u := w.cast.People[where]; u != nil {
		chat = u.Private()
	}
	n := 0
	for _, m := range w.server.Messages(chat) {
		if m.FromBot() && strings.Contains(m.Text, text) {
			n++
		}
	}
	return n
}

// lately is what the bot said last in a chat, for whoever misses something there.
func (w *world) lately(where string) []string {
	chat := w.cast.Group
	if u := w.cast.People[where]; u != nil {
		chat = u.Private()
	}
	var all []string
	for _, m := range w.server.Messages(chat) {
		if m.FromBot() {
			all = append(all, m.Text)
		}
	}
	return all[max(len(all)-5, 0):]
}

func worldOf(ts *testscript.TestScript) *world { return ts.Value("world").(*world) }

// fails CODE PROGRAM ARGUMENT…: the program ends with this code, and says why in one line.
func fails(ts *testscript.TestScript, _ bool, args []string) {
	var exit *exec.ExitError
	err := ts.Exec(args[1], args[2:]...)
	if !errors.As(err, &exit) || strconv.Itoa(exit.ExitCode()) != args[0] {
		ts.Fatalf("it ended with %v, want exit status %s", err, args[0])
	}
	if text := ts.ReadFile("stderr"); strings.Count(text, "\n") != 1 || !strings.HasPrefix(text, "echowall: ") {
		ts.Fatalf("it does not say why in one line: %q", text)
	}
}

// do LINE: somebody does what the line says, as people.Cast reads it.
func do(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(worldOf(ts).cast.Do(args[0]))
}

// told WHERE TEXT: waits until the bot has said it there.
func told(ts *testscript.TestScript, _ bool, args []string) {
	w := worldOf(ts)
	if err := w.await(func() bool { return w.said(args[0], args[1]) > 0 }); err != nil {
		ts.Fatalf("%s was not told %q: %v; but %q", args[0], args[1], err, w.lately(args[0]))
	}
}

// count N WHERE TEXT: the bot has said it there so many times.
func count(ts *testscript.TestScript, _ bool, args []string) {
	if n := worldOf(ts).said(args[1], args[2]); strconv.Itoa(n) != args[0] {
		ts.Fatalf("%s was told %q %d times, want %s", args[1], args[2], n, args[0])
	}
}

// shows PATH TEXT: waits until a page of the program says it. "{page}" in the path is the page that a secretary was
// told of.
func shows(ts *testscript.TestScript, _ bool, args []string) {
	w := worldOf(ts)
	path := strings.ReplaceAll(args[0], "{page}", w.page())
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	var last string
	for range 3000 {
		res, err := http.Get("http://" + ts.Getenv("ECHOWALL_LISTEN") + path)
		ts.Check(err)
		body, err := io.ReadAll(res.Body)
		ts.Check(errors.Join(err, res.Body.Close()))
		if last = string(body); strings.Contains(last, args[1]) {
			return
		}
		<-look.C
	}
	ts.Fatalf("%s does not show %q:\n%s", path, args[1], last)
}

// page is the path of the page that the bot told a secretary of last.
func (w *world) page() string {
	found := ""
	for _, m := range w.server.Messages(w.cast.Owner.Private()) {
		if at := strings.Index(m.Text, "/w/"); at >= 0 {
			found = strings.Fields(m.Text[at:])[0]
		}
	}
	return found
}

// outage METHOD: Telegram fails at all calls of a method, until "recovered".
func outage(ts *testscript.TestScript, _ bool, args []string) {
	worldOf(ts).server.Fail(api.Fault{Method: args[0], Times: -1})
}

func recovered(ts *testscript.TestScript, _ bool, _ []string) { worldOf(ts).server.ClearFaults() }

// tried METHOD: waits until the bot has called a method in vain.
func tried(ts *testscript.TestScript, _ bool, args []string) {
	w := worldOf(ts)
	ts.Check(w.await(func() bool { return w.server.Stats().Count(args[0], 500) > 0 }))
}

// term: tells all that runs in the background to end.
func term(ts *testscript.TestScript, _ bool, _ []string) {
	for _, c := range ts.BackgroundCmds() {
		if err := c.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
			ts.Fatalf("SIGTERM: %v", err)
		}
	}
}

// appears PATTERN: waits for a file.
func appears(ts *testscript.TestScript, _ bool, args []string) {
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for range 20_000 {
		if found, err := filepath.Glob(ts.MkAbs(args[0])); err != nil || len(found) > 0 {
			ts.Check(err)
			return
		}
		<-look.C
	}
	ts.Fatalf("there is no %s", args[0])
}

// empty FOLDER: nothing was left there.
func empty(ts *testscript.TestScript, _ bool, args []string) {
	left, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(left) > 0 {
		ts.Fatalf("left behind: %s", fmt.Sprint(left))
	}
}

// only FOLDER N: so many files lie there.
func only(ts *testscript.TestScript, _ bool, args []string) {
	there, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	if strconv.Itoa(len(there)) != args[1] {
		ts.Fatalf("in %s lie %s", args[0], fmt.Sprint(there))
	}
}

// grepIn FILES PATTERN: at least one of the files holds it; with "!" none does.
func grepIn(ts *testscript.TestScript, neg bool, args []string) {
	names, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(names) == 0 {
		ts.Fatalf("there is no %s", args[0])
	}
	for _, name := range names {
		text := ts.ReadFile(name)
		if found := regexp.MustCompile(args[1]).MatchString(text); found && neg {
			ts.Fatalf("%s holds %q:\n%s", name, args[1], text)
		} else if found {
			return
		}
	}
	if !neg {
		ts.Fatalf("no %s holds %q", args[0], args[1])
	}
}

// measured PATTERN: waits until the metrics on the spare address hold it.
func measured(ts *testscript.TestScript, _ bool, args []string) {
	look, wanted, told := time.NewTicker(20*time.Millisecond), regexp.MustCompile(args[0]), ""
	defer look.Stop()
	for range 1500 {
		<-look.C
		res, err := http.Get("http://" + ts.Getenv("ECHOWALL_SPARE") + "/metrics")
		if err != nil {
			continue // it may not listen yet
		}
		raw, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if told = string(raw); err == nil && wanted.MatchString(told) {
			return
		}
	}
	ts.Fatalf("the metrics do not hold %q:\n%s", args[0], told)
}
