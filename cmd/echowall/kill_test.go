package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// TestKilledAnywhere kills the process with SIGKILL at one call after another between a message and its answer. Nothing
// that was said may be lost, and no case may be made twice.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	w, err := newWorld(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer w.server.Close()
	w.live(t, func() {
		w.must(t, w.cast.Do("the bot is added"))
		w.must(t, w.cast.Do("chen: /setup six-step en "+noon()))
		w.must(t, w.await(func() bool { return w.said("GROUP", "All quiet") > 0 }))
	})
	const deaths = 4
	for n := range deaths {
		w.live(t, func() {
			w.must(t, w.await(w.server.Polling))
			before := len(w.server.Stats().Calls)
			w.must(t, w.cast.Do(fmt.Sprintf("wang: /raise Matter %d", n)))
			w.must(t, w.await(func() bool { return len(w.server.Stats().Calls) >= before+n }))
		})
	}
	w.live(t, func() {
		w.must(t, w.await(func() bool { return w.said("GROUP", fmt.Sprintf("%d open cases", deaths)) > 0 }))
		w.must(t, w.await(func() bool { return len(w.cards()) == deaths }))
	})
	for n := range deaths {
		if number := w.cards()[fmt.Sprintf("Matter %d", n)]; number != fmt.Sprintf("#%d", n+1) {
			t.Errorf("matter %d became case %s", n, number)
		}
	}
	if out, err := w.command(t, "verify").CombinedOutput(); err != nil {
		t.Errorf("verify: %v\n%s", err, out)
	}
}

// live runs the bot while fn lasts, and kills it without warning.
func (w *world) live(t *testing.T, fn func()) {
	t.Helper()
	c := w.command(t, "run")
	log := &words{}
	w.log, c.Stdout, c.Stderr = log, log, log
	w.must(t, c.Start())
	defer func() {
		if err := c.Process.Signal(syscall.SIGKILL); err != nil {
			t.Errorf("it had ended by itself: %v", err)
		}
		_ = c.Wait() // it ends with the signal, which is no news
		if t.Failed() {
			t.Logf("its words: %s", log)
		}
	}()
	fn()
}

// words are what a process says, to be read while it goes on.
type words struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (w *words) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all.Write(p)
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all.String()
}

func (w *world) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), "echowall", args...)
	c.Env = append(os.Environ(), w.vars...)
	return c
}

// cards are the numbers of the cases that have a card in the group, by title.
func (w *world) cards() map[string]string {
	found := map[string]string{}
	for _, m := range w.server.Messages(w.cast.Group) {
		if m.FromBot() && strings.Contains(m.Text, "Raised by Wang") {
			head, _, _ := strings.Cut(m.Text, "\n")
			number, title, _ := strings.Cut(head, " ")
			found[title] = number
		}
	}
	return found
}

func (w *world) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
