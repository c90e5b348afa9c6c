package wall

import (
	"context"
	"errors"
	"net/http"
)

// handler answers a request, or says why it cannot.
type handler func(rw http.ResponseWriter, r *http.Request) error

// Errors that a reader is told.
var (
	errNotFound = errors.New("there is nothing here")
	errBusy     = errors.New("too much at once")
)

func (w *Wall) routes() map[string]handler {
	return map[string]handler{
		"GET /{$}":                              w.front,
		"GET /{rest...}":                        func(http.ResponseWriter, *http.Request) error { return errNotFound },
		"GET /robots.txt":                       w.robots,
		"GET /assets/{name}":                    w.asset,
		"GET /w/{code}/{$}":                     w.page(boardPage),
		"GET /w/{code}/case/{number}":           w.page(casePage),
		"GET /w/{code}/case/{number}/feed.atom": w.page(caseFeed),
		"GET /w/{code}/case/{number}/notice":    w.page(noticePage),
		"GET /w/{code}/meeting/{number}":        w.page(minutesPage),
		"GET /w/{code}/feed.atom":               w.page(wallFeed),
		"GET /w/{code}/cases.json":              w.page(casesData),
		"GET /w/{code}/step":                    w.page(stepPage),
		"GET /w/{code}/closed":                  w.page(closedPage),
		"GET /w/{code}/meetings":                w.page(meetingsPage),
		"GET /w/{code}/meetings.ics":            w.page(calendarFeed),
		"GET /w/{code}/figures":                 w.page(figuresPage),
		"GET /w/{code}/figures/{name}":          w.page(behindPage),
		"GET /w/{code}/procedure":               w.page(procedurePage),
		"GET /w/{code}/council":                 w.page(councilPage),
		"GET /w/{code}/kiosk":                   w.page(kioskPage),
		"GET /w/{code}/raise.svg":               w.page(raiseCode),
		"GET /w/{code}/photo/{number}/{id}":     w.photo,
		"GET /w/{code}/open311/{name}":          w.spoken(w.page(discovery)),
		"GET /w/{code}/open311/v2/{rest...}":    w.spoken(w.page(resources)),
		"POST /w/{code}/open311/v2/{rest...}":   w.spoken(w.file),
		"GET /w/{code}/{rest...}":               func(http.ResponseWriter, *http.Request) error { return errNotFound },
	}
}

// answer serves a request and turns an error into a page that says so.
func (w *Wall) answer(rw http.ResponseWriter, r *http.Request, serve handler) {
	err := serve(rw, r)
	switch {
	case err == nil, r.Context().Err() != nil && errors.Is(err, context.Canceled):
	case errors.Is(err, errNotFound):
		w.sorry(rw, r, http.StatusNotFound)
	case errors.Is(err, errBusy), errors.Is(err, context.DeadlineExceeded):
		rw.Header().Set("Retry-After", "10")
		w.sorry(rw, r, http.StatusServiceUnavailable)
	default:
		w.Log.Error("page not served", "route", r.Pattern, "error", err)
		w.sorry(rw, r, http.StatusInternalServerError)
	}
}

// base is the address of this program as the world sees it.
func (w *Wall) base(r *http.Request) string {
	if w.Public != "" {
		return w.Public
	}
	return "http://" + r.Host
}
