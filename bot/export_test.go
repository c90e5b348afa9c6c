package bot

import (
	"testing"
	"time"
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
