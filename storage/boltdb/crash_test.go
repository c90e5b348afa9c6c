package boltdb_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"echowall/storage"
	"echowall/storage/boltdb"
)

const (
	crashPath    = "ECHOWALL_TEST_CRASH_PATH" // set in the child: the store it writes to
	crashWriters = 4
)

// TestCrashChild is the child of TestCrash: it commits until it is killed, and prints each commit once it is
// acknowledged.
func TestCrashChild(t *testing.T) {
	path := os.Getenv(crashPath)
	if path == "" {
		t.Skip("the child of TestCrash")
	}
	s := open(t, path, boltdb.Options{})
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range crashWriters {
		wg.Go(func() {
			for {
				id := storage.ID(fmt.Sprint("writer ", w%2)) // two writers on each community
				seq, err := commitOne(s, id)
				mu.Lock()
				fmt.Printf("\nack %s %d %v\n", id, seq, err)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// commitOne appends an entry, and a record that names it.
func commitOne(s storage.Store, id storage.ID) (seq uint64, err error) {
	err = s.Update(context.Background(), id, func(tx storage.Tx) error {
		var err error
		if seq, err = tx.Append([]byte("entry")); err != nil {
			return err
		}
		if _, err := tx.Send(storage.Message{View: "card", Body: fmt.Append(nil, seq)}); err != nil {
			return err
		}
		return tx.Put(recordOf(seq), make([]byte, 200))
	})
	return seq, err
}

func recordOf(seq uint64) storage.Key { return storage.Key(fmt.Sprint("entry:", seq)) }

// What was acknowledged survives a kill at any moment, and the store is sound.
func TestCrash(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	acknowledged := map[storage.ID]uint64{}
	for round := range 10 {
		crash(t, path, rand.IntN(800), acknowledged)
		s := open(t, path, boltdb.Options{})
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		for id, last := range acknowledged {
			survived(t, s, id, last)
		}
		closeStore(t, s)
	}
	if len(acknowledged) == 0 {
		t.Error("nothing was ever acknowledged")
	}
	t.Logf("acknowledged: %v", acknowledged)
}

// crash runs a child, kills it some time after it printed a number of lines, and notes what it acknowledged.
func crash(t *testing.T, path string, lines int, acknowledged map[storage.ID]uint64) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCrashChild$")
	cmd.Env = append(os.Environ(), crashPath+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(out)
	for n := 0; scanner.Scan(); n++ {
		if n == lines {
			if err := cmd.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
		note(t, scanner.Text(), acknowledged)
	}
	_ = cmd.Wait() // killed, so always an error
}

// note reads a line "ack community number error". A line that the kill cut off has no error at its end.
func note(t *testing.T, line string, acknowledged map[storage.ID]uint64) {
	t.Helper()
	rest, ok := strings.CutPrefix(line, "ack writer ")
	fields := strings.Fields(rest)
	if !ok || len(fields) < 3 {
		return
	}
	seq, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil || fields[2] != "<nil>" {
		t.Errorf("the child says %q", line)
	}
	id := storage.ID("writer " + fields[0])
	acknowledged[id] = max(acknowledged[id], seq)
}

// survived looks for all entries up to the last acknowledged one: a number is only given when those before it are
// committed.
func survived(t *testing.T, s storage.Store, id storage.ID, last uint64) {
	t.Helper()
	err := s.View(t.Context(), id, func(r storage.Reader) error {
		entries, err := r.Journal(1, 1<<20)
		if err != nil {
			return err
		}
		if uint64(len(entries)) < last {
			t.Errorf("%s: %d entries, but %d were acknowledged", id, len(entries), last)
		}
		for _, e := range entries {
			if got, err := r.Get(recordOf(e.Seq)); err != nil || got[0] == nil {
				t.Fatalf("%s: the record of entry %d is missing (%v)", id, e.Seq, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
