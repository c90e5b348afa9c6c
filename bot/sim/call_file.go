package sim

import (
	"net/http"
	"strings"
	"time"
)

// Telegram's limits on files.
const (
	maxPhoto    = 10 << 20
	maxDocument = 50 << 20
	maxDownload = 20 << 20
	linkLife    = time.Hour // how long a path told by getFile is good
)

func (c *call) getFile() (any, error) {
	f := c.s.file(c.params.str("file_id"))
	if f == nil {
		return nil, badRequest("invalid file_id")
	}
	if len(f.data) > maxDownload {
		return nil, badRequest("file is too big")
	}
	f.told = c.s.clock.Now()
	return wireFile{ID: f.id, UniqueID: f.unique, Size: len(f.data), Path: f.path}, nil
}

// serveFile answers GET /file/bot<token>/<path>. A path is good for an hour after getFile told it.
func (s *Server) serveFile(w http.ResponseWriter, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	s.hold()
	f, down := s.fileAt(name), s.down()
	now := s.clock.Now()
	good := f != nil && !f.told.IsZero() && now.Sub(f.told) <= linkLife
	s.release()
	a := answer{status: 200}
	switch {
	case down:
		cut(w)
		return
	case token != s.token:
		a = failed(&apiError{Code: 401, Text: "Unauthorized"})
	case !good:
		a = failed(&apiError{Code: 404, Text: "Not Found"})
	default:
		a.body = f.data
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a client that has gone is no matter
}
