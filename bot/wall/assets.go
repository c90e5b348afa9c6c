package wall

import (
	"crypto/sha256"
	"echowall/bot/wall/answer"
	"embed"
	"encoding/hex"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed pages/*.html assets/*
var embedded embed.FS

// assets are the style, the script and the mark, by names that change with what they hold, so that a browser keeps them for ever.
type assets struct {
	names map[string]string // "wall.css" → "wall-1a2b3c4d.css"
	made  map[string]*answer.Made
}

func loadAssets() (assets, error) {
	a := assets{map[string]string{}, map[string]*answer.Made{}}
	files, err := embedded.ReadDir("assets")
	if err != nil {
		return a, fmt.Errorf("list the assets: %w", err)
	}
	for _, f := range files {
		raw, err := embedded.ReadFile("assets/" + f.Name())
		if err != nil {
			return a, fmt.Errorf("read %s: %w", f.Name(), err)
		}
		sum := sha256.Sum256(raw)
		ext := path.Ext(f.Name())
		name := strings.TrimSuffix(f.Name(), ext) + "-" + hex.EncodeToString(sum[:4]) + ext
		a.names[f.Name()] = name
		a.made[name] = answer.Make(answer.New(mime.TypeByExtension(ext), raw), time.Time{})
	}
	return a, nil
}

func (a assets) path(name string) string { return "/assets/" + a.names[name] }

// asset serves a file that comes with the program.
func (w *Wall) asset(rw http.ResponseWriter, r *http.Request) error {
	m := w.assets.made[r.PathValue("name")]
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

// robots keeps search engines away from what is not meant for them: a private page says so itself, for to name it here would tell it.
func (w *Wall) robots(rw http.ResponseWriter, _ *http.Request) error {
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := rw.Write([]byte("User-agent: *\nDisallow: /events/\nDisallow: /*/kiosk\nDisallow: /*?q=\n"))
	return err
}
