package metrics

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"echowall/cmd/echowall/config"
	"echowall/flows"
)

// canned is a Telegram that always gives the same answer.
type canned struct {
	status int
	body   string
	err    error
}

func (a canned) RoundTrip(*http.Request) (*http.Response, error) {
	if a.err != nil {
		return nil, a.err
	}
	// One byte at a time, so that a mark is cut wherever it can be.
	return &http.Response{StatusCode: a.status, Body: io.NopCloser(iotest.OneByteReader(strings.NewReader(a.body)))}, nil
}

func TestCallsAreCounted(t *testing.T) {
	m := New("test")
	call := func(address string, a canned) {
		req := httptest.NewRequest(http.MethodPost, "https://api.telegram.org"+address, nil)
		res, err := transport{m, a}.RoundTrip(req)
		if err == nil {
			_, _ = io.ReadAll(res.Body)
		}
	}
	call("/bot42:SECRET/sendMessage", canned{status: 200})
	call("/bot42:SECRET/sendMessage", canned{status: 429})
	call("/bot42:SECRET/sendMessage", canned{err: errors.New("reset")})
	call("/file/bot42:SECRET/photos/1.png", canned{status: 200})
	call("/bot42:SECRET/getUpdates",
		canned{status: 200, body: `{"result":[{"update_id":1,"message":{"text":"\"update_id\":9"}},{"update_id":2}]}`})
	for labels, want := range map[[2]string]float64{
		{"sendMessage", "200"}: 1, {"sendMessage", "429"}: 1, {"sendMessage", "error"}: 1, {"file", "200"}: 1,
		{"getUpdates", "200"}: 1,
	} {
		if got := testutil.ToFloat64(m.calls.WithLabelValues(labels[0], labels[1])); got != want {
			t.Errorf("%v: %v, want %v", labels, got, want)
		}
	}
	if got := testutil.ToFloat64(m.updates); got != 2 {
		t.Errorf("%v updates, want 2", got)
	}
	if told := scrape(t, m); strings.Contains(told, "SECRET") {
		t.Error("the token is told")
	}
}

// scrape is what Prometheus is told.
func scrape(t *testing.T, m *Meters) string {
	t.Helper()
	all, err := m.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range all {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

func TestCommitsAreCounted(t *testing.T) {
	m := New("test")
	m.Changed(flows.Change{Inputs: 3, Tries: 1})
	m.Changed(flows.Change{Inputs: 1, Tries: 4})
	for name, got := range map[string][2]float64{
		"commits": {testutil.ToFloat64(m.commits), 2}, "inputs": {testutil.ToFloat64(m.inputs), 4},
		"conflicts": {testutil.ToFloat64(m.again), 3},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %v, want %v", name, got[0], got[1])
		}
	}
}

// late is an outbox whose oldest message has waited for a minute, and a clock that should have acted an hour ago.
type late struct{ err error }

func (late) Waiting() (int, time.Time) { return 7, time.Now().Add(-time.Minute) }
func (l late) NextWake(context.Context) (time.Time, error) {
	return time.Now().Add(-time.Hour), l.err
}

func TestWhatWaitsIsMeasured(t *testing.T) {
	m := New("test")
	m.Watch(late{}, late{})
	told := scrape(t, m)
	for _, want := range []string{`name:"echowall_outbox_depth"`, `gauge:{value:7}`, `gauge:{value:60.`,
		`gauge:{value:3600.`} {
		if !strings.Contains(strings.ReplaceAll(told, " ", ""), want) {
			t.Errorf("%s is not told", want)
		}
	}
	m = New("test")
	m.Watch(late{}, late{errors.New("gone")})
	if !strings.Contains(strings.ReplaceAll(scrape(t, m), " ", ""), `gauge:{value:-1}`) {
		t.Error("a store that does not answer is taken for one in time")
	}
}

// Requests are told by their route, never by their address.
func TestRequestsAreCountedByRoute(t *testing.T) {
	m := New("test")
	var logged strings.Builder
	log := slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /w/{code}/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("broken") {
			http.Error(w, "no", http.StatusInternalServerError)
		}
	})
	mux.HandleFunc("GET /events/{code}", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc(config.WebhookPath, func(http.ResponseWriter, *http.Request) {})
	h := m.Observed(mux, log)
	for _, address := range []string{"/w/secretcode/", "/w/secretcode/?broken", "/nothing", "/events/secretcode",
		config.WebhookPath} {
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, address, nil))
		if len(answer.Header().Get("X-Request-Id")) < 10 {
			t.Errorf("%s: the answer bears no id", address)
		}
	}
	told := strings.ReplaceAll(scrape(t, m), " ", "")
	for _, want := range []string{`value:"/w/{code}/"`, `value:"500"`, `value:"other"`, `value:"404"`,
		`value:"/telegram"`} {
		if !strings.Contains(told, want) {
			t.Errorf("%s is not told", want)
		}
	}
	if strings.Contains(told, "/events/") {
		t.Error("somebody who looks on live is told as a slow request")
	}
	if strings.Contains(told+logged.String(), "secretcode") {
		t.Error("the key of a private wall is told")
	}
	if !strings.Contains(logged.String(), `level=WARN msg=request id=`) ||
		!strings.Contains(logged.String(), "status=500") {
		t.Errorf("a fault is not logged: %s", logged.String())
	}
	if got := testutil.ToFloat64(m.updates); got != 1 {
		t.Errorf("%v updates were brought, want 1", got)
	}
}
