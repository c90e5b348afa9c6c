package metrics

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"echowall/cmd/echowall/web"
	"echowall/flows"
)

// Meters count what the program does, from outside: nothing that is counted knows of it. No name, no community and no
// text is in any of them.
type Meters struct {
	registry *prometheus.Registry
	updates  prometheus.Counter
	inputs   prometheus.Counter
	commits  prometheus.Counter
	again    prometheus.Counter
	calls    *prometheus.CounterVec
	callTime *prometheus.HistogramVec
	requests *prometheus.HistogramVec
}

// New makes the meters of a program of this version.
func New(version string) *Meters {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Namespace: "echowall", Name: name, Help: help})
	}
	m := &Meters{
		registry: prometheus.NewRegistry(),
		updates:  counter("updates_total", "Updates that Telegram gave, those given again included."),
		inputs:   counter("inputs_total", "Inputs that were committed: of people, of the clock and of other systems."),
		commits:  counter("commits_total", "Commits that changed something."),
		again:    counter("commit_conflicts_total", "Times a commit had to be made again, because something came between."),
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "echowall", Name: "telegram_calls_total",
			Help: "Calls to Telegram by method and result: the HTTP status, or error.",
		}, []string{"method", "result"}),
		callTime: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "echowall", Name: "telegram_call_seconds", Help: "How long calls to Telegram took, long polls left out.",
			Buckets: []float64{.02, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"method"}),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "echowall", Name: "http_request_seconds",
			Help:    "How long requests took, by route and status; those that look on live left out.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route", "code"}),
	}
	m.registry.MustRegister(m.updates, m.inputs, m.commits, m.again, m.calls, m.callTime, m.requests,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	built := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "echowall", Name: "build_info",
		Help: "1, with the version."}, []string{"version"})
	built.WithLabelValues(version).Set(1)
	m.registry.MustRegister(built)
	return m
}

// outboxer knows what waits to be sent: how much, and since when the oldest.
type outboxer interface{ Waiting() (int, time.Time) }

// waker knows when the clock must act next.
type waker interface {
	NextWake(ctx context.Context) (time.Time, error)
}

// Watch measures, whenever it is asked, how long the outbox is, how old its oldest message, and how late the clock.
func (m *Meters) Watch(outbox outboxer, clock waker) {
	gauge := func(name, help string, value func() float64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "echowall", Name: name, Help: help},
			value))
	}
	gauge("outbox_depth", "Messages and answers that wait to be sent.",
		func() float64 { n, _ := outbox.Waiting(); return float64(n) })
	gauge("outbox_age_seconds", "How long the oldest message has waited.",
		func() float64 { _, since := outbox.Waiting(); return age(since) })
	gauge("wakeup_late_seconds", "How late the earliest wake-up is; 0 while none is due, -1 when the store cannot "+
		"be asked.", func() float64 {
		ctx, cancel := context.WithTimeout(context.Background(), web.ReadyTime)
		defer cancel()
		next, err := clock.NextWake(ctx)
		if err != nil {
			return -1
		}
		return max(age(next), 0)
	})
}

// age is how many seconds ago a time was; 0 for the zero time.
func age(since time.Time) float64 {
	if since.IsZero() {
		return 0
	}
	return time.Since(since).Seconds()
}

// Changed counts a commit.
func (m *Meters) Changed(c flows.Change) {
	m.commits.Inc()
	m.inputs.Add(float64(c.Inputs))
	m.again.Add(float64(max(c.Tries-1, 0)))
}

// Serve tells the metrics until ctx ends; a nil listener has nobody to tell.
func (m *Meters) Serve(ctx context.Context, listener net.Listener) error {
	if listener == nil {
		return nil
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry,
		promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: web.ReadTime}))
	server := &http.Server{Handler: mux, ReadTimeout: web.ReadTime, WriteTimeout: web.WriteTime, MaxHeaderBytes: 16 << 10}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() }) // nothing it tells must be finished
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("tell metrics: %w", err)
	}
	return nil
}
