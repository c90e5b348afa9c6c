package redisdb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/redistest"
	"echowall/storage/testenv"
)

// others lets many more communities wait for a time.
func others(t *testing.T, s *Store, at time.Time, n int) {
	t.Helper()
	p := s.client.Pipeline()
	for i := range n {
		id := storage.ID(fmt.Sprint("other", i))
		key, member := s.keys.Due(layout.PartitionOf(id)), fmt.Sprintf("%d:%scase:1", len(id), id)
		p.ZAdd(t.Context(), key, redis.Z{Score: float64(at.UnixMilli()), Member: member})
	}
	if _, err := p.Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestNoMasterThatIsAwayHidesWhatIsDueElsewhere lets one of three masters of 100,000 communities die, or stand still:
// within half a second each Due, NextWake and Unsent tell what the others have, and name the one; once it is back they
// tell all.
func TestNoMasterThatIsAwayHidesWhatIsDueElsewhere(t *testing.T) {
	testenv.Long(t)
	t.Parallel() // it mostly waits
	all := redistest.StartCluster(t, 3)
	for _, server := range all {
		server.Set("cluster-require-full-coverage", "no", "appendfsync", "always")
	}
	s := opened(t, all.URL(""))
	const communities = 60
	noon := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	for i := range communities {
		err := s.Update(t.Context(), storage.ID(fmt.Sprint("c", i)), func(tx storage.Tx) error {
			_, err := tx.Send(storage.Message{Body: []byte("x")})
			return errors.Join(err, tx.Wake("case:1", noon.Add(time.Duration(i)*time.Second)))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	others(t, s, noon.AddDate(0, 0, 1), 100_000)
	soon := func(within time.Duration) context.Context {
		ctx, cancel := context.WithTimeout(t.Context(), within)
		t.Cleanup(cancel)
		return ctx
	}
	look := func(each time.Duration) (due, unsent int, next time.Time, err error) {
		wakes, err1 := s.Due(soon(each), noon.Add(time.Hour), 2*communities)
		next, err2 := s.NextWake(soon(each))
		ids, err3 := s.Unsent(soon(each))
		return len(wakes), len(ids), next, errors.Join(err1, err2, err3)
	}
	if due, unsent, next, err := look(time.Minute); due != communities || unsent != communities || !next.Equal(noon) ||
		err != nil {
		t.Fatalf("with all there: %d due, %d unsent, next %s, %v", due, unsent, next, err)
	}
	said := ""
	for how, away := range map[string]struct{ leave, back func() }{
		"dead":           {func() { all[1].Kill() }, func() { all[1].Restart() }},
		"standing still": {func() { all[1].Signal(syscall.SIGSTOP) }, func() { all[1].Signal(syscall.SIGCONT) }},
	} {
		away.leave()
		redistest.Eventually(t, how+": the others tell what they have", func() bool {
			began := time.Now()
			due, unsent, next, err := look(400 * time.Millisecond)
			said = fmt.Sprintf("%d due, %d unsent, next %s, %v", due, unsent, next, err)
			return due > communities/4 && due < communities && unsent == due && !next.IsZero() && err != nil &&
				strings.Count(err.Error(), all[1].Addr()) == 3 && time.Since(began) < 2*time.Second
		}, func() string { return said })
		away.back()
		redistest.Eventually(t, how+": all is told again", func() bool {
			due, unsent, next, err := look(time.Second)
			return due == communities && unsent == communities && next.Equal(noon) && err == nil
		}, func() string { return "" })
	}
}
