package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDiskFull lets the disk be full while people talk. Nothing of what cannot be kept is acknowledged, and when there
// is room again all of it is kept, once.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	w, err := newWorld(t.TempDir())
	w.must(t, err)
	defer w.server.Close()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1m"); errors.Is(err, syscall.EPERM) {
		t.Skip("a disk of a megabyte can only be mounted by root")
	} else if err != nil {
		t.Fatal(err)
	}
	defer func() { w.must(t, syscall.Unmount(disk, 0)) }()
	w.vars = append(w.vars, "ECHOWALL_STORE=bolt:"+filepath.Join(disk, "echowall.db"))
	const matters = 40
	w.live(t, func() {
		w.must(t, w.cast.Do("the bot is added"))
		w.must(t, w.cast.Do("chen: /setup six-step en "+noon()))
		w.must(t, w.await(func() bool { return w.said("GROUP", "All quiet") > 0 }))
		ballast := filepath.Join(disk, "ballast")
		fillDisk(t, ballast)
		for n := range matters {
			// What is long fills the file, so that it has to grow.
			w.must(t, w.cast.Do(fmt.Sprintf("chen: /raise Matter %d %s", n, strings.Repeat("long ", 600))))
		}
		refused := func() bool { return strings.Contains(w.log.String(), "no space left on device") }
		w.must(t, w.await(func() bool { return refused() && w.server.Pending() > 0 }))
		w.must(t, os.Remove(ballast))
		w.must(t, w.await(func() bool {
			return w.server.Pending() == 0 &&
				w.said("GROUP", fmt.Sprint(matters, " open cases")) > 0
		}))
	})
	w.ok(t, "verify")
}

// fillDisk writes until there is no room.
func fillDisk(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 64 << 10; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			if !errors.Is(err, syscall.ENOSPC) {
				t.Fatal(err)
			}
			size /= 2
		}
	}
}

// TestDamagedFile cuts the file off, and turns bits in it. The program says what is wrong and what to do, and changes
// nothing; a backup brings back what was backed up, to the byte.
func TestDamagedFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w, err := newWorld(dir)
	w.must(t, err)
	defer w.server.Close()
	w.live(t, func() {
		w.must(t, w.cast.Do("the bot is added"))
		w.must(t, w.cast.Do("chen: /setup six-step en "+noon()))
		w.must(t, w.await(func() bool { return w.said("GROUP", "All quiet") > 0 }))
		for n := range 5 {
			w.must(t, w.cast.Do(fmt.Sprintf("wang: /raise Matter %d", n)))
		}
		w.must(t, w.await(func() bool { return w.said("GROUP", "5 open cases") > 0 }))
	})
	file, backup := filepath.Join(dir, "echowall.db"), filepath.Join(dir, "before.echowall")
	w.ok(t, "backup", backup)
	before := w.ok(t, "verify")
	whole, err := os.ReadFile(file)
	w.must(t, err)

	broken := bytes.Clone(whole)
	for i := range broken[:3*os.Getpagesize()] { // both pages that say where everything is, and one more
		broken[i] ^= byte(1 << rand.IntN(8))
	}
	for name, damaged := range map[string][]byte{"cut off": whole[:len(whole)/3], "bits turned": broken} {
		w.must(t, os.WriteFile(file, damaged, 0o600))
		for _, command := range []string{"run", "verify"} {
			out, err := w.command(t, command).CombinedOutput()
			if err == nil || !bytes.Contains(out, []byte("is damaged or is no Echo Wall store; restore a backup")) ||
				bytes.Count(out, []byte("\n")) != 1 {
				t.Errorf("%s, %s: %v, it says\n%s", name, command, err, out)
			}
		}
		if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, damaged) {
			t.Errorf("%s: the file was changed (%v)", name, err)
		}
	}
	w.must(t, os.Remove(file))
	w.ok(t, "restore", backup)
	if after := w.ok(t, "verify"); !bytes.Equal(before, after) {
		t.Errorf("before:\n%s\nrestored:\n%s", before, after)
	}
	w.ok(t, "backup", backup+".2")
	sameBackup(t, backup, backup+".2")
}

// ok runs a command that must succeed, and returns what it says.
func (w *world) ok(t *testing.T, args ...string) []byte {
	t.Helper()
	out, err := w.command(t, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return out
}

// sameBackup compares what two backups hold, but for their heads, which say when they were made.
func sameBackup(t *testing.T, a, b string) {
	t.Helper()
	read := func(path string) string {
		out, err := exec.CommandContext(t.Context(), "tar", "xOf", path, "communities", "directory.jsonl").Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	if diff := cmp.Diff(read(a), read(b)); diff != "" {
		t.Errorf("the restored store holds something else (-backed up +restored):\n%s", diff)
	}
}
