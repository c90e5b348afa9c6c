package wall

import (
	"embed"
	"net/http"
	"strings"
)

//go:embed pages/*.html assets/*
var embedded embed.FS

// asset serves a file that comes with the program.
func (w *Wall) asset(rw http.ResponseWriter, r *http.Request) error {
	m := w.assets.Find(r.PathValue("name"))
	if m == nil {
		return errNotFound
	}
	h := rw.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Content-Type", m.Kind)
	body := m.Body
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if z := m.Gzipped(); z != nil {
			h.Set("Content-Encoding", "gzip")
			body = z
		}
	}
	h.Set("Vary", "Accept-Encoding")
	_, _ = rw.Write(body) // a reader that has gone is no matter
	return nil
}

// robots keeps search engines away from what is not meant for them: a private page says so itself, for to name it here
// would tell it.
func (w *Wall) robots(rw http.ResponseWriter, _ *http.Request) error {
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := rw.Write([]byte("User-agent: *\nDisallow: /events/\nDisallow: /*/kiosk\nDisallow: /*?q=\n"))
	return err
}
