package bot

import (
	"testing"
	"time"

	"echowall/bot/draw"
)

// Poster is the notice to print of a community, made as it is when it is sent.
func Poster(t *testing.T, r *Renderer, s *stateOf, now time.Time) []byte {
	t.Helper()
	door := ""
	if s.Head() != nil {
		door = s.Head().Door
	}
	f, err := r.qrFile(fileOrder{s: s, now: now, of: door})
	if err != nil {
		t.Fatal(err)
	}
	if f == nil {
		return nil
	}
	return f.Data
}

// DrawnIn is the language of the pictures for those who read one.
func DrawnIn(t *testing.T, r *Renderer, lang string) string {
	t.Helper()
	f, err := draw.Open()
	if err != nil {
		t.Fatal(err)
	}
	return r.drawn(f, lang)
}
