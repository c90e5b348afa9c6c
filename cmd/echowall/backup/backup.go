package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"echowall/cmd/echowall/config"
	"echowall/storage/archive"
)

// Cmd is the command backup.
type Cmd struct {
	config.StoreFlag `embed:""`
	File             string `arg:"" help:"The file to write; - for standard output."`
	Force            bool   `help:"Write over a file that is there already."`
}

// Run writes a backup, whether the bot runs or not. It appears under its name only when it is whole and on the disk.
func (c *Cmd) Run(ctx context.Context, by config.Program) error {
	if c.File == "-" {
		return Save(ctx, c.StoreFlag, os.Stdout, by)
	}
	var sum archive.Summary
	err := ReplaceFile(c.File, c.Force, func(f *os.File) (err error) {
		if err := Save(ctx, c.StoreFlag, f, by); err != nil {
			return err
		}
		sum, err = archive.Inspect(f)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Printf("%s: %s\n", c.File, counted(sum))
	return nil
}

// Save writes a backup of the store. The bot that runs on a bolt file is the only one that can read it, and is asked
// for one.
func Save(ctx context.Context, f config.StoreFlag, w io.Writer, by config.Program) (err error) {
	if socket, ok := f.Socket(); ok {
		if asked, err := Fetch(ctx, socket, w); asked {
			return err
		}
	}
	store, err := f.OpenExisting(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return archive.Write(ctx, w, store, about(by))
}

func about(by config.Program) archive.About {
	return archive.About{At: time.Now(), Program: string(by)}
}

// ReplaceFile makes a file of what fill writes, all of it or nothing: others see it only when it is done.
func ReplaceFile(path string, force bool, fill func(*os.File) error) (err error) {
	if _, err := os.Stat(path); err == nil && !force {
		return config.Wrong(fmt.Errorf("%s is there already; name another file, or give --force", path))
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".echowall-backup-*")
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return config.Wrong(fmt.Errorf("expected a file in a folder that can be written: %w", err))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // it is of no use; why is known already
		}
	}()
	if err := fill(f); err != nil {
		_ = f.Close() // it goes
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes a new name last through a loss of power, where the system can; the file itself is on the disk in any
// case.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return nil
	}
	_ = folder.Sync() // not every file system knows how
	return folder.Close()
}

// counted tells how much is in a backup.
func counted(sum archive.Summary) string {
	return strings.Join([]string{
		Number(sum.Communities, "community", "communities"), Number(sum.Entries, "journal entry", "journal entries"),
		Number(sum.Messages, "unsent message", "unsent messages"),
	}, ", ") + ", of " + sum.At.Local().Format("2006-01-02 15:04:05 MST")
}

// Number counts things in English.
func Number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
