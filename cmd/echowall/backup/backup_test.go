package backup

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"echowall/cmd/echowall/config"
	"echowall/storage"
	"echowall/storage/archive"
	"echowall/storage/boltdb"
	"echowall/storage/storagetest/flaky"
)

var errFault = errors.New("fault by the test")

// serving opens a store and serves backups of it, as the running bot does.
func serving(t *testing.T) (f config.StoreFlag, store *flaky.Store, socket string) {
	t.Helper()
	// Names of sockets must be short; t.TempDir's are not.
	folder, err := os.MkdirTemp("", "ew-*")
	if err != nil {
		t.Fatal(err)
	}
	f = config.StoreFlag{Store: "bolt:" + filepath.Join(folder, "echowall.db")}
	bolt, err := boltdb.Open(filepath.Join(folder, "echowall.db"), boltdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	store = flaky.New(bolt)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		Serve(ctx, f, store, slog.New(slog.DiscardHandler), "echowall test")
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		if err := errors.Join(store.Close(), os.RemoveAll(folder)); err != nil {
			t.Error(err)
		}
	})
	socket, _ = f.Socket()
	awaitFile(t, socket)
	return f, store, socket
}

// awaitFile waits until there is a file.
func awaitFile(t *testing.T, path string) {
	t.Helper()
	for {
		if _, err := os.Lstat(path); err == nil {
			return
		}
		if err := t.Context().Err(); err != nil {
			t.Fatal(err)
		}
	}
}

func fill(t *testing.T, store storage.Store) {
	t.Helper()
	err := store.Update(t.Context(), "willow",
		func(tx storage.Tx) error { return tx.Put("k", bytes.Repeat([]byte("lamps "), 100)) })
	if err != nil {
		t.Fatal(err)
	}
}

// Only the user of the bot may ask for a backup.
func TestSocketIsPrivate(t *testing.T) {
	f, store, socket := serving(t)
	fill(t, store)
	info, err := os.Lstat(socket)
	if err != nil || info.Mode() != fs.ModeSocket|0o600 {
		t.Errorf("the socket is %v, %v", info.Mode(), err)
	}
	var b bytes.Buffer
	if err := Save(t.Context(), f, &b, "echowall test"); err != nil {
		t.Fatal(err)
	}
	if sum, err := archive.Inspect(bytes.NewReader(b.Bytes())); err != nil || sum.Communities != 1 {
		t.Errorf("got %+v, %v", sum, err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(socket), ".sock-*")); err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A backup that breaks off is known as one, and leaves neither a file nor half of one.
func TestBackupBreaksOff(t *testing.T) {
	f, store, socket := serving(t)
	fill(t, store)
	file := filepath.Join(filepath.Dir(socket), "x.backup")
	if err := os.WriteFile(file, []byte("the one before"), 0o600); err != nil {
		t.Fatal(err)
	}
	store.FailNext(1, errFault, flaky.Views)
	err := (&Cmd{StoreFlag: f, File: file, Force: true}).Run(t.Context(), "echowall test")
	if err == nil || !strings.Contains(err.Error(), "running bot") {
		t.Errorf("got %v, want that the running bot broke off", err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "the one before" {
		t.Errorf("the file is %q, %v", text, err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(socket), ".echowall-backup-*")); err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// What a killed bot left is replaced; what somebody else put there is not.
func TestListenPrivately(t *testing.T) {
	folder, err := os.MkdirTemp("", "ew-*")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	socket := filepath.Join(folder, "s")
	for range 2 {
		l, err := listenPrivately(socket)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if conn, err := net.Dial("unix", socket); err == nil {
			t.Errorf("somebody listens: %v", conn.Close())
		}
	}
	if asked, err := Fetch(t.Context(), socket, nil); asked || err != nil {
		t.Errorf("nobody listens, and it was asked: %t %v", asked, err)
	}
	other := filepath.Join(folder, "notes")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if l, err := listenPrivately(other); err == nil {
		t.Errorf("a file was replaced by a socket: %v", l.Close())
	}
	if _, err := listenPrivately(filepath.Join(folder, strings.Repeat("long", 60))); err == nil {
		t.Error("a name longer than sockets may have was taken")
	}
}

func TestReplaceFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	say := func(text string) func(*os.File) error {
		return func(f *os.File) error {
			_, err := f.WriteString(text)
			return err
		}
	}
	if err := ReplaceFile(path, false, say("one")); err != nil {
		t.Fatal(err)
	}
	var config *config.Error
	if err := ReplaceFile(path, false, say("two")); !errors.As(err, &config) {
		t.Errorf("got %v, want a wrong setting", err)
	}
	if err := ReplaceFile(path, true, func(*os.File) error { return errFault }); !errors.Is(err, errFault) {
		t.Errorf("got %v, want the fault", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "one" {
		t.Errorf("got %q, %v", text, err)
	}
	if err := ReplaceFile(path, true, say("three")); err != nil {
		t.Error(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := ReplaceFile(folder, true, say("over a folder")); err == nil {
		t.Error("a folder was replaced")
	}
}
