package web

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestHealthTellsOutsidersNothing asks a hundred times a second how a program is whose store goes away and comes back:
// the answer is yes or no, the store is asked once a second, and the log says why, once.
func TestHealthTellsOutsidersNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var fault error
		asked := 0
		h := &health{name: "readyz", log: slog.New(slog.NewTextHandler(&log, nil)), ask: func(context.Context) error {
			asked++
			return fault
		}}
		for second := range 9 {
			if fault = nil; second >= 3 && second < 6 {
				fault = errors.New("redis://10.1.2.3: connection refused")
			}
			for range 100 {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
				want, code := "ok\n", 200
				if fault != nil {
					want, code = "not well\n", 503
				}
				if w.Code != code || w.Body.String() != want {
					t.Fatalf("second %d: %d %s", second, w.Code, w.Body)
				}
				time.Sleep(10 * time.Millisecond)
			}
		}
		if asked != 9 {
			t.Errorf("the store was asked %d times", asked)
		}
		if lines := strings.Split(strings.TrimSpace(log.String()), "\n"); len(lines) != 2 ||
			!strings.Contains(lines[0], "10.1.2.3") || !strings.Contains(lines[1], "well again") {
			t.Errorf("the log says:\n%s", &log)
		}
	})
}
