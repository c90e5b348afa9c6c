package api

import (
	"net/http"
	"strings"
	"time"

	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

// Telegram's limits on files.
const (
	maxPhoto    = 10 << 20
	maxDocument = 50 << 20
	maxDownload = 20 << 20
	linkLife    = time.Hour // how long a path told by getFile is good
)

func (c *call) getFile() (any, error) {
	f := c.s.Files.Find(c.params.Text("file_id"))
	if f == nil {
		return nil, method.BadRequest("invalid file_id")
	}
	if len(f.Data) > maxDownload {
		return nil, method.BadRequest("file is too big")
	}
	f.Told = c.s.clock.Now()
	return people.WireFile{ID: f.ID, UniqueID: f.Unique, Size: len(f.Data), Path: f.Path}, nil
}

// serveFile answers GET /file/bot<token>/<path>. A path is good for an hour after getFile told it.
func (s *Server) serveFile(w http.ResponseWriter, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	s.Hold()
	f, down := s.Files.At(name), s.down()
	now := s.clock.Now()
	good := f != nil && !f.Told.IsZero() && now.Sub(f.Told) <= linkLife
	s.Release()
	a := answer{status: 200}
	switch {
	case down:
		cut(w)
		return
	case token != s.token:
		a = failed(&method.Error{Code: 401, Text: "Unauthorized"})
	case !good:
		a = failed(&method.Error{Code: 404, Text: "Not Found"})
	default:
		a.body = f.Data
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a client that has gone is no matter
}
