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
	"path"
	"strconv"
	"time"
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

func (s *World) newFile(kind, name string, data []byte) *file {
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
func (s *World) newPhoto(data []byte) []wireFile {
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

// somePicture draws a picture, another each time.
func (s *World) somePicture() []byte { return picture(64, 48, s.lastFile) }

// file is a file by its id, fileAt by the path that getFile told; nil for none.
func (s *World) file(id string) *file     { return s.files[id] }
func (s *World) fileAt(path string) *file { return s.paths[path] }

// nextAlbum numbers an album.
func (s *World) nextAlbum() string {
	s.lastAny++
	return strconv.Itoa(13_000_000_000 + s.lastAny)
}

// File is the content of a file by its id; nil if there is none.
func (s *World) File(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[id]; f != nil {
		return bytes.Clone(f.data)
	}
	return nil
}

// FileName is what a document was called by whoever sent it; "" for anything else.
func (s *World) FileName(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[id]; f != nil {
		return f.name
	}
	return ""
}
