package main

import (
	"strings"
	"testing"
)

// TestDoctorAsksTheRunningBot sets an update aside that nobody can read: the bot that runs on the file lists it, tries
// it again when told to, and has it still after it was killed.
func TestDoctorAsksTheRunningBot(t *testing.T) {
	t.Parallel()
	w, err := newWorld(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer w.server.Close()
	examine := func(want string, args ...string) {
		t.Helper()
		out, err := w.command(t, append([]string{"doctor"}, args...)...).Output()
		if err == nil || !strings.Contains(string(out), want) {
			t.Errorf("got %v and\n%swant %q", err, out, want)
		}
	}
	w.live(t, func() {
		w.must(t, w.await(w.server.Polling))
		w.must(t, w.server.Inject(`{"message": 5}`))
		w.must(t, w.await(func() bool { return w.server.Pending() == 0 }))
		examine(": it is malformed; report it, and run echowall doctor --replay")
		examine(" failed again\n", "--replay")
	})
	examine(": it is malformed; report it, and run echowall doctor --replay")
}
