package metrics

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"echowall/cmd/echowall/config"
)

// transport counts calls to Telegram on their way.
type transport struct {
	meters *Meters
	under  http.RoundTripper
}

// Through is a way on which calls to Telegram are counted.
func (m *Meters) Through(under http.RoundTripper) http.RoundTripper { return transport{m, under} }

// RoundTrip makes a call and counts it by its method: the last part of the address, for the parts before hold the
// token.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	method, begun := methodOf(r.URL.Path), time.Now()
	res, err := t.under.RoundTrip(r)
	if err != nil {
		t.meters.calls.WithLabelValues(method, "error").Inc()
		return res, err
	}
	t.meters.calls.WithLabelValues(method, strconv.Itoa(res.StatusCode)).Inc()
	if method == "getUpdates" {
		res.Body = &updateCounter{ReadCloser: res.Body, meters: t.meters}
		return res, nil
	}
	t.meters.callTime.WithLabelValues(method).Observe(time.Since(begun).Seconds())
	return res, nil
}

// methodOf is what a call asks for: the name of a method, or "file".
func methodOf(address string) string {
	if strings.HasPrefix(address, "/file/") {
		return "file"
	}
	return path.Base(address)
}

// updateCounter counts the updates in an answer as it is read. Within a text the mark could only stand with a backslash
// before its quotation marks, so what is found is an update.
type updateCounter struct {
	io.ReadCloser
	meters *Meters
	tail   []byte
}

const updateMark = `"update_id":`

// Read reads on, and counts the marks that end in what was read.
func (u *updateCounter) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	seen := slices.Concat(u.tail, p[:n])
	u.meters.updates.Add(float64(bytes.Count(seen, []byte(updateMark))))
	u.tail = append([]byte(nil), seen[max(len(seen)-len(updateMark)+1, 0):]...)
	return n, err
}

// Observed counts and logs requests by the route that took them, never by their address: the address of a private wall
// is its key. Each answer bears the id under which the log knows the request.
func (m *Meters) Observed(next http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, begun := config.NewCode(), time.Now()
		w.Header().Set("X-Request-Id", id)
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		route, spent := routeOf(r), time.Since(begun)
		if route == config.WebhookPath && seen.status == http.StatusOK {
			m.updates.Inc()
		}
		if !strings.Contains(route, "/events/") {
			m.requests.WithLabelValues(route, strconv.Itoa(seen.status)).Observe(spent.Seconds())
		}
		level := slog.LevelDebug
		if seen.status >= http.StatusInternalServerError && !strings.Contains(route, "readyz") &&
			!strings.Contains(route, "healthz") {
			level = slog.LevelWarn
		}
		log.Log(r.Context(), level, "request", "id", id, "route", route, "status", seen.status, "ms", spent.Milliseconds())
	})
}

// routeOf is the pattern that took a request, without its method; "other" for none.
func routeOf(r *http.Request) string {
	if _, route, ok := strings.Cut(r.Pattern, " "); ok {
		return route
	}
	if r.Pattern == "" {
		return "other"
	}
	return r.Pattern
}

// statusWriter remembers the status that was answered.
type statusWriter struct {
	http.ResponseWriter
	status int
	wrote  bool
}

// WriteHeader remembers the first status that is no mere notice.
func (w *statusWriter) WriteHeader(status int) {
	if !w.wrote && status >= http.StatusOK {
		w.status, w.wrote = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
