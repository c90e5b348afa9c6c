package flows_test

import (
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/redisdb"
)

// onBolt is a store in one file. The raw file has its free pages, with what was there before.
func onBolt(t *testing.T) (storage.Store, func() map[string][]byte) {
	path := filepath.Join(t.TempDir(), "echowall.db")
	store, err := boltdb.Open(path, boltdb.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store, func() map[string][]byte { return filesIn(t, filepath.Dir(path)) }
}

// onRedis is a server that writes down every command and, when asked, all its data, without compressing them.
func onRedis(t *testing.T) (storage.Store, func() map[string][]byte) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	_ = l.Close()
	dir := t.TempDir()
	server := exec.Command("redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "yes",
		"--aof-use-rdb-preamble", "no", "--rdbcompression", "no", "--daemonize", "no")
	if err := server.Start(); err != nil {
		t.Fatalf("install the package redis-server, as .ci/deps does: %v", err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	answers := func() bool {
		c, err := net.DialTimeout("tcp", "127.0.0.1:"+port, time.Second)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	}
	for deadline := time.Now().Add(20 * time.Second); !answers(); {
		if time.Now().After(deadline) {
			t.Fatal("redis-server does not answer")
		}
	}
	store, err := redisdb.Open(t.Context(), "redis://127.0.0.1:"+port+"/0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store, func() map[string][]byte {
		if out, err := exec.Command("redis-cli", "-p", port, "SAVE").CombinedOutput(); err != nil {
			t.Fatalf("SAVE: %s: %v", out, err)
		}
		files := filesIn(t, dir)
		if len(files) < 2 {
			t.Fatalf("expected an append-only file and a dump, found %d files", len(files))
		}
		return files
	}
}

// filesIn reads all files of a folder and those below it.
func filesIn(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files[filepath.Base(path)], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
