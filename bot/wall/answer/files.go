package answer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"
	"time"
)

// Files are the style, the script and the mark, by names that change with what they hold, so that a browser keeps them
// for ever.
type Files struct {
	names map[string]string // "wall.css" → "wall-1a2b3c4d.css"
	made  map[string]*Made
}

// Load reads the files of a folder.
func Load(from fs.FS, folder string) (Files, error) {
	a := Files{map[string]string{}, map[string]*Made{}}
	files, err := fs.ReadDir(from, folder)
	if err != nil {
		return a, fmt.Errorf("list the assets: %w", err)
	}
	for _, f := range files {
		raw, err := fs.ReadFile(from, folder+"/"+f.Name())
		if err != nil {
			return a, fmt.Errorf("read %s: %w", f.Name(), err)
		}
		sum := sha256.Sum256(raw)
		ext := path.Ext(f.Name())
		name := strings.TrimSuffix(f.Name(), ext) + "-" + hex.EncodeToString(sum[:4]) + ext
		a.names[f.Name()] = name
		a.made[name] = Make(New(mime.TypeByExtension(ext), raw), time.Time{})
	}
	return a, nil
}

// Path is where a file is served.
func (a Files) Path(name string) string { return "/assets/" + a.names[name] }

// Find is a file by the name under which it is served; nil for none.
func (a Files) Find(name string) *Made { return a.made[name] }
