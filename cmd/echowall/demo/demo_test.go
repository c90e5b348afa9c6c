package demo

import (
	"bytes"
	"context"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"echowall/cmd/echowall/config"
)

// screen is what somebody at a terminal sees. It calls seen, once, when the text wanted has come.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
	want string
	seen func()
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text.Write(b)
	if s.seen != nil && strings.Contains(s.text.String(), s.want) {
		s.seen()
		s.seen = nil
	}
	return len(b), nil
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// Ctrl-C at the prompt ends the demo without an error, and with nothing running or lying about.
func TestPromptIsInterrupted(t *testing.T) {
	defer goleak.VerifyNone(t)
	t.Setenv("TMPDIR", t.TempDir())
	keyboard, hands := io.Pipe()
	defer hands.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	shown := &screen{want: "secretary> ", seen: cancel}
	c := Cmd{Lang: "en", Speed: 300, LogFlags: config.LogFlags{Level: "info", Format: "text"}}
	if err := c.play(ctx, console{in: keyboard, out: shown, typed: true}); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	_ = hands.Close()
}

// Colours change nothing of the text.
func TestColours(t *testing.T) {
	var with, without bytes.Buffer
	for _, p := range []*page{newPage(&with, true), newPage(&without, false)} {
		p.heading("Who is who")
		p.hang("1 Jun 09:00  ", faintInk, plainInk, p.paint(nameInk, "Li")+": "+strings.Repeat("lamps at the east end ", 20))
		p.beside(3, []string{"第一步", ""})
	}
	codes, blanks := regexp.MustCompile(`\x1b\[[0-9;]*m`), regexp.MustCompile(`(?m) +$`)
	if !codes.MatchString(with.String()) ||
		blanks.ReplaceAllString(codes.ReplaceAllString(with.String(), ""), "") != without.String() {
		t.Errorf("with colours:\n%s\nwithout:\n%s", with.String(), without.String())
	}
}

func TestNoColourWhereNobodySees(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if wantsColour(f) {
		t.Error("a file is given colours")
	}
}

// A reader that goes away ends the demo with its error.
func TestOutputIsGone(t *testing.T) {
	defer goleak.VerifyNone(t)
	t.Setenv("TMPDIR", t.TempDir())
	gone, out := io.Pipe()
	_ = gone.Close()
	c := Cmd{Once: true, Lang: "en", Speed: 300, LogFlags: config.LogFlags{Level: "info", Format: "text"}}
	if err := c.play(t.Context(), console{out: out}); err == nil {
		t.Error("nobody read it, and that was no error")
	}
}
