// Package vault keeps the keys of secret ballots: small secrets that must be gone for good once they are dropped. They
// lie in a folder of their own, a file each, and never in a store: a store has free pages, an append-only file and
// backups, which remember. Whoever copies the folder keeps the secrets that are in it, so it belongs in no backup.
//
// It is not a store: it knows no communities and nothing is committed with it. A key is put before what depends on it
// is committed, and dropped afterwards.
package vault

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Folder keeps keys as files, readable only to the user of the program. All methods may be called from many goroutines,
// and several processes may share a folder.
type Folder struct{ path string }

// Open makes the folder if it is not there.
func Open(path string) (*Folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("open the vault: %w", err)
	}
	return &Folder{path: path}, nil
}

// suffix is how the name of a key's file ends.
const suffix = ".key"

func (f *Folder) file(name string) string { return filepath.Join(f.path, name+suffix) }

// Put keeps a key under a name of letters, digits, dots, hyphens and underscores. It is on disk when Put returns.
func (f *Folder) Put(name string, key []byte) error {
	if !proper(name) {
		return fmt.Errorf("keep a key: %q is no name", name)
	}
	temp, err := os.CreateTemp(f.path, "new-*")
	if err != nil {
		return fmt.Errorf("keep a key: %w", err)
	}
	_, err = temp.Write(key)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), f.file(name))
	}
	if err != nil {
		return fmt.Errorf("keep a key: %w", errors.Join(err, os.Remove(temp.Name())))
	}
	return f.sync()
}

// Get finds a key; nil when there is none.
func (f *Folder) Get(name string) ([]byte, error) {
	key, err := os.ReadFile(f.file(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read a key: %w", err)
	}
	return key, nil
}

// Drop destroys a key: its bytes are overwritten where they stand before the file is removed. To drop what is not there
// is no error.
func (f *Folder) Drop(name string) error {
	file, err := os.OpenFile(f.file(name), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("destroy a key: %w", err)
	}
	info, err := file.Stat()
	if err == nil {
		_, err = file.WriteAt(make([]byte, info.Size()), 0)
	}
	err = errors.Join(err, file.Sync(), file.Close(), os.Remove(f.file(name)))
	if err != nil {
		return fmt.Errorf("destroy a key: %w", err)
	}
	return f.sync()
}

// Names lists the names of the keys.
func (f *Folder) Names() ([]string, error) {
	entries, err := os.ReadDir(f.path)
	if err != nil {
		return nil, fmt.Errorf("list keys: %w", err)
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), suffix); ok {
			names = append(names, name)
		}
	}
	return names, nil
}

// markFile holds what tells a vault from others.
const markFile = "mark"

// Mark is a word that tells this vault from any other; it is no secret, and stays the same as long as the folder does.
func (f *Folder) Mark() (string, error) {
	path := filepath.Join(f.path, markFile)
	if err := f.makeMark(path); err != nil {
		return "", fmt.Errorf("mark the vault: %w", err)
	}
	mark, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read the mark of the vault: %w", err)
	}
	return string(mark), nil
}

// makeMark makes the mark, whole at once, where there is none: several processes may do it at the same time.
func (f *Folder) makeMark(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	temp, err := os.CreateTemp(f.path, "new-*")
	if err != nil {
		return err
	}
	_, err = temp.WriteString(rand.Text())
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		if err = os.Link(temp.Name(), path); errors.Is(err, fs.ErrExist) {
			err = nil
		}
	}
	return errors.Join(err, os.Remove(temp.Name()))
}

// sync makes what was done to the folder itself last.
func (f *Folder) sync() error {
	d, err := os.Open(f.path)
	if err != nil {
		return fmt.Errorf("write the vault: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("write the vault: %w", err)
	}
	return nil
}

func proper(name string) bool {
	return name != "" && !strings.HasPrefix(name, ".") && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '.' && r != '-' && r != '_'
	})
}

// Memory keeps keys as long as the program runs, for a store that lasts no longer. It is ready when zero.
type Memory struct {
	mu   sync.Mutex
	keys map[string][]byte
}

// Put keeps a key.
func (m *Memory) Put(name string, key []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.keys == nil {
		m.keys = map[string][]byte{}
	}
	m.keys[name] = key
	return nil
}

// Get finds a key; nil when there is none.
func (m *Memory) Get(name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.keys[name], nil
}

// Drop forgets a key.
func (m *Memory) Drop(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.keys, name)
	return nil
}

// Names lists the names of the keys.
func (m *Memory) Names() ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var names []string
	for name := range m.keys {
		names = append(names, name)
	}
	return names, nil
}
