package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"echowall/cmd/echowall/config"
	"echowall/storage"
	"echowall/storage/archive"
	"echowall/storage/boltdb"
)

// RestoreCmd is the command restore.
type RestoreCmd struct {
	config.StoreFlag `embed:""`
	File             string `arg:"" help:"The backup."`
	Force            bool   `help:"Restore into a store that is not empty: communities in the backup take the place of those of the same id."`
}

// Run puts a backup into a store that no bot uses. The backup is read to its end before anything is touched.
func (c *RestoreCmd) Run(ctx context.Context) (err error) {
	f, err := openBackup(c.File)
	if err != nil {
		return err
	}
	defer f.Close() // only read
	store, err := c.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	sum, err := archive.Restore(ctx, store, f, archive.Options{Replace: c.Force})
	switch {
	case errors.Is(err, archive.ErrNotEmpty):
		return config.Wrong(fmt.Errorf("ECHOWALL_STORE: %w; name another one, or give --force", err))
	case err != nil:
		return fmt.Errorf("%w; what is in the store now is not whole: restore again with --force", err)
	}
	if err := store.Check(ctx); err != nil {
		return err
	}
	fmt.Printf("restored: %s\n", counted(sum))
	return nil
}

// openBackup opens a backup file that is whole.
func openBackup(path string) (*os.File, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil, config.Wrong(fmt.Errorf("expected a backup: %w", err))
	}
	if err != nil {
		return nil, err
	}
	if _, err := archive.Inspect(f); err != nil {
		_ = f.Close() // only read
		if archive.IsUnusable(err) {
			return nil, config.Wrong(fmt.Errorf("%s: %w", path, err))
		}
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// Restored is a store of its own in a temporary folder, to look at what is in a backup.
type Restored struct {
	storage.Store
	folder string
}

// Open opens a backup file as a store.
func Open(ctx context.Context, path string) (storage.Store, error) {
	f, err := openBackup(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read
	folder, err := os.MkdirTemp("", "echowall-backup-*")
	if err != nil {
		return nil, fmt.Errorf("look into %s: %w", path, err)
	}
	store, err := boltdb.Open(filepath.Join(folder, "store.db"), boltdb.Options{NoSync: true})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("look into %s: %w", path, err), os.RemoveAll(folder))
	}
	s := &Restored{store, folder}
	if _, err := archive.Restore(ctx, store, f, archive.Options{}); err != nil {
		return nil, errors.Join(fmt.Errorf("look into %s: %w", path, err), s.Close())
	}
	return s, nil
}

// Close also removes the store.
func (a *Restored) Close() error { return errors.Join(a.Store.Close(), os.RemoveAll(a.folder)) }
