package people

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

// File is what a file id stands for.
type File struct {
	ID, Unique, Path, Name string
	Data                   []byte
	width, height          int
	Told                   time.Time // when getFile last told the path
	Kind                   string    // photos, documents, stickers
}

// Wire is the file as Telegram writes it.
func (f *File) Wire() WireFile {
	w := WireFile{ID: f.ID, UniqueID: f.Unique, Width: f.width, Height: f.height, Size: len(f.Data), Name: f.Name}
	if f.Kind == "documents" {
		w.MIME = mime.TypeByExtension(path.Ext(f.Name))
	}
	return w
}

// Files are the files that were sent. Its methods ask for a locked world.
type Files struct {
	byID   map[string]*File
	byPath map[string]*File // as getFile told it
	last   int
}

// New keeps a file of a kind: photos, documents or stickers.
func (s *Files) New(kind, name string, data []byte) *File {
	s.last++
	ext := path.Ext(name)
	if ext == "" {
		ext = ".png"
	}
	f := &File{
		ID: fmt.Sprintf("AgACAgQAAxkBAAI%08d", s.last), Unique: fmt.Sprintf("AQAD%08d", s.last),
		Path: fmt.Sprintf("%s/file_%d%s", kind, s.last, ext), Name: name, Kind: kind, Data: data,
	}
	s.byID[f.ID], s.byPath[f.Path] = f, f
	return f
}

// NewPhoto keeps a picture in two sizes, the larger last. With no data one is made up.
func (s *Files) NewPhoto(data []byte) []WireFile {
	small := s.New("photos", "", picture(16, 12, s.last))
	small.width, small.height = 16, 12
	if data == nil {
		data = picture(64, 48, s.last)
	}
	full := s.New("photos", "", data)
	full.width, full.height = 64, 48
	if cfg, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		full.width, full.height = cfg.Width, cfg.Height
	}
	return []WireFile{small.Wire(), full.Wire()}
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

// Sample draws a picture, another each time.
func (s *Files) Sample() []byte { return picture(64, 48, s.last) }

// Find is a file by its id; nil for none.
func (s *Files) Find(id string) *File { return s.byID[id] }

// At is a file by the path that getFile told; nil for none.
func (s *Files) At(path string) *File { return s.byPath[path] }

// NextAlbum numbers an album.
func (s *World) NextAlbum() string {
	s.lastAny++
	return strconv.Itoa(13_000_000_000 + s.lastAny)
}

// File is the content of a file by its id; nil if there is none.
func (s *World) File(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.Files.byID[id]; f != nil {
		return bytes.Clone(f.Data)
	}
	return nil
}

// FileName is what a document was called by whoever sent it; "" for anything else.
func (s *World) FileName(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.Files.byID[id]; f != nil {
		return f.Name
	}
	return ""
}
