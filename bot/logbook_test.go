package bot_test

import (
	"strings"
	"sync"
	"testing"

	"echowall/bot/sim/people"
)

// logbook keeps the log of a run and holds it to what must never stand there.
type logbook struct {
	mu   sync.Mutex
	text strings.Builder
	// forgiven is an error that the test provoked.
	forgiven string
}

// forgive lets an error pass that the test provoked.
func (l *logbook) forgive(words string) { l.forgiven = words }

// Write keeps a line.
func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// String is all that was logged.
func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// check finds tokens, names and errors in the log.
func (l *logbook) check(t *testing.T, persons map[string]*people.User) {
	text := l.String()
	if strings.Contains(text, "42:TEST") {
		t.Errorf("the token stands in the log:\n%s", text)
	}
	for _, p := range persons {
		named := p.Username != "" && strings.Contains(text, p.Username)
		if named || strings.Contains(text, p.Last+p.First) {
			t.Errorf("the name of a person stands in the log:\n%s", text)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		forgiven := l.forgiven != "" && strings.Contains(line, l.forgiven)
		if strings.Contains(line, "level=ERROR") && !forgiven {
			t.Errorf("something went wrong:\n%s", line)
		}
	}
}
