package wall

import (
	"bytes"
	"net/http"

	"echowall/bot/wall/reader"
	"echowall/flows/public"
)

// front is the page at the root: what this is, and how one comes to a wall. No community is listed, for a list is a
// thing to collect.
func (w *Wall) front(rw http.ResponseWriter, r *http.Request) error {
	return w.plainPage(rw, r, http.StatusOK, "front")
}

// sorry says that a request cannot be answered.
func (w *Wall) sorry(rw http.ResponseWriter, r *http.Request, status int) {
	rw.Header().Set("Cache-Control", "no-store")
	if err := w.plainPage(rw, r, status, "sorry"); err != nil {
		w.Log.Error("page not served", "route", r.Pattern, "error", err)
		http.Error(rw, http.StatusText(status), status)
	}
}

func (w *Wall) tooMany(rw http.ResponseWriter, r *http.Request) {
	w.sorry(rw, r, http.StatusTooManyRequests)
}

// plainPage is a page of no community.
func (w *Wall) plainPage(rw http.ResponseWriter, r *http.Request, status int, name string) error {
	p := &sheet{
		view: &view{site: &site{wall: w}, community: public.Community{Listed: true}}, now: w.Clock.Now(), path: r.URL.Path,
		args: r.URL.Query(),
	}
	p.Lang, p.chosen = reader.Language(w.Texts, r, "")
	title := map[int]string{
		http.StatusOK: "page.front.title", http.StatusNotFound: "page.sorry.missing",
		http.StatusTooManyRequests: "page.sorry.often",
	}[status]
	if title == "" {
		title = "page.sorry.failed"
	}
	var b bytes.Buffer
	if err := w.pages.ExecuteTemplate(&b, name, &page{sheet: p, Heading: p.text(title), Here: name}); err != nil {
		return err
	}
	h := rw.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Vary", "Accept-Language")
	rw.WriteHeader(status)
	_, _ = rw.Write(b.Bytes()) // a reader that has gone is no matter
	return nil
}
