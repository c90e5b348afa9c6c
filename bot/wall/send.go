package wall

import (
	"net/http"
	"strconv"
	"strings"

	"echowall/bot/wall/answer"
)

// send answers with what was made, or says that the reader has it already.
func (w *Wall) send(rw http.ResponseWriter, r *http.Request, s *site, m *answer.Made) error {
	h := rw.Header()
	if s.door.Load().listed {
		h.Set("Cache-Control", "public, no-cache")
	} else {
		h.Set("Cache-Control", "private, no-cache")
		h.Set("X-Robots-Tag", "noindex, nofollow")
	}
	h.Set("Vary", "Accept-Language, Accept-Encoding")
	body, etag := m.Body, `"`+m.Etag+`"`
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if z := m.Gzipped(); z != nil {
			body, etag = z, `"`+m.Etag+`-gz"`
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("ETag", etag)
	if answer.Known(r.Header.Get("If-None-Match"), m.Etag) {
		h.Del("Content-Encoding")
		rw.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", m.Kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = rw.Write(body) // a reader that has gone is no matter
	}
	return nil
}
