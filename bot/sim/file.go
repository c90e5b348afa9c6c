package sim

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"  // uploaded pictures are measured
	_ "image/jpeg" // likewise
	"image/png"
	"mime"
	"net/http"
	"path"
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

// file is what a file id stands for.
type file struct {
	id, unique, path, name string
	data                   []byte
	width, height          int
	told                   time.Time // when getFile last told the path
	kind                   string    // photos, documents, stickers
}

func (f *file) wire() wireFile {
	w := wireFile{ID: f.id, UniqueID: f.unique, Width: f.width, Height: f.height, Size: len(f.data), Name: f.name}
	if f.kind == "documents" {
		w.MIME = mime.TypeByExtension(path.Ext(f.name))
	}
	return w
}

func (s *Server) newFile(kind, name string, data []byte) *file {
	s.lastFile++
	ext := path.Ext(name)
	if ext == "" {
		ext = ".png"
	}
	f := &file{
		id: fmt.Sprintf("AgACAgQAAxkBAAI%08d", s.lastFile), unique: fmt.Sprintf("AQAD%08d", s.lastFile),
		path: fmt.Sprintf("%s/file_%d%s", kind, s.lastFile, ext), name: name, kind: kind, data: data,
	}
	s.files[f.id], s.paths[f.path] = f, f
	return f
}

// newPhoto keeps a picture in two sizes, the larger last. With no data one is made up.
func (s *Server) newPhoto(data []byte) []wireFile {
	small := s.newFile("photos", "", picture(16, 12, s.lastFile))
	small.width, small.height = 16, 12
	if data == nil {
		data = picture(64, 48, s.lastFile)
	}
	full := s.newFile("photos", "", data)
	full.width, full.height = 64, 48
	if cfg, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		full.width, full.height = cfg.Width, cfg.Height
	}
	return []wireFile{small.wire(), full.wire()}
}

// picture draws a PNG, a different colour for each seed.
func picture(width, height, seed int) []byte {
	p := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{
		color.RGBA{R: uint8(seed * 53), G: uint8(seed * 97), B: uint8(seed * 151), A: 255}, color.White,
	})
	for x := range width {
		p.SetColorIndex(x, x*height/width, 1)
	}
	var b bytes.Buffer
	_ = png.Encode(&b, p) // writing to memory does not fail
	return b.Bytes()
}

// File is the content of a file by its id; nil if there is none.
func (s *Server) File(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[id]; f != nil {
		return bytes.Clone(f.data)
	}
	return nil
}

// FileName is what a document was called by whoever sent it; "" for anything else.
func (s *Server) FileName(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[id]; f != nil {
		return f.name
	}
	return ""
}

func (c *call) getFile() (any, error) {
	f := c.s.files[c.params.str("file_id")]
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
	s.mu.Lock()
	f, down := s.paths[name], s.down()
	now := s.clock.Now()
	good := f != nil && !f.told.IsZero() && now.Sub(f.told) <= linkLife
	s.mu.Unlock()
	a := answer{status: 200}
	switch {
	case down:
		cut(w)
		return
	case token != s.cfg.Token:
		a = failed(&apiError{Code: 401, Text: "Unauthorized"})
	case !good:
		a = failed(&apiError{Code: 404, Text: "Not Found"})
	default:
		a.body = f.data
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a client that has gone is no matter
}
