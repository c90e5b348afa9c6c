package bot_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	bolterrors "go.etcd.io/bbolt/errors"

	"echowall/bot/sim/people"
	"echowall/flows/procedure"
	"echowall/flows/procedure/openvote"
	"echowall/storage"
	"echowall/storage/storagetest/flaky"
	"echowall/storage/testenv"
)

// storeErrors are what a store may say that cannot do what it is asked, by what has happened to it.
func storeErrors() map[string]error {
	return map[string]error{
		"the disk is full":        &os.PathError{Op: "write", Path: "echowall.db", Err: syscall.ENOSPC},
		"the quota is used up":    syscall.EDQUOT,
		"the disk fails":          &os.PathError{Op: "sync", Path: "echowall.db", Err: syscall.EIO},
		"the disk is read-only":   syscall.EROFS,
		"half of it is written":   io.ErrShortWrite,
		"the file cannot grow":    fmt.Errorf("mmap allocate error: %w", syscall.ENOMEM),
		"the file is unmapped":    bolterrors.ErrDatabaseNotOpen,
		"it is damaged":           storage.ErrDamaged,
		"it is away":              fmt.Errorf("%w: dial tcp: connection refused", storage.ErrAway),
		"it is late":              context.DeadlineExceeded,
		"the connection is reset": syscall.ECONNRESET,
		"Redis is full":           errors.New("OOM command not allowed when used memory > 'maxmemory'."),
		"Redis cannot save": errors.New("MISCONF Redis is configured to save RDB snapshots, but it's currently " +
			"unable to persist to disk."),
		"Redis is a replica":       errors.New("READONLY You can't write against a read only replica."),
		"Redis asks who it is":     errors.New("NOAUTH Authentication required."),
		"Redis knows no script":    errors.New("NOSCRIPT No matching script."),
		"Redis is of another mind": errors.New("EXECABORT Transaction discarded because of previous errors."),
	}
}

// whereItFails are the ways in which such an error can come.
func whereItFails() map[string]func(*flaky.Store, error) {
	return map[string]func(*flaky.Store, error){
		"at all":           func(s *flaky.Store, err error) { s.FailNext(math.MaxInt, err) },
		"at updates":       func(s *flaky.Store, err error) { s.FailNext(math.MaxInt, err, flaky.Updates) },
		"at commits":       func(s *flaky.Store, err error) { s.FailCommit(math.MaxInt, err) },
		"after commits":    func(s *flaky.Store, err error) { s.LoseAnswer(math.MaxInt, err) },
		"at views":         func(s *flaky.Store, err error) { s.FailNext(math.MaxInt, err, flaky.Views) },
		"at the directory": func(s *flaky.Store, err error) { s.FailNext(math.MaxInt, err, flaky.Entries) },
	}
}

// TestNoErrorOfTheStoreAcknowledgesAVote lets residents vote and raise matters while the store fails, with each error
// and at each place. Nothing is answered, and nothing taken off Telegram, that is not in the book; when the store is
// well again everything is in it once.
func TestNoErrorOfTheStoreAcknowledgesAVote(t *testing.T) {
	testenv.Unraced(t)
	for name, words := range map[string][]string{"polling": {"en", "flaky"}, "webhook": {"en", "flaky", "webhook"}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				methods, err := procedure.Load(fstest.MapFS{"open.yaml": {Data: openvote.Method("six-step", "30d")}})
				if err != nil {
					t.Fatal(err)
				}
				v := foundBy(t, dir, words, methods)
				v.wild = true
				v.do("xiuying: /raise The new square: trees or a car park?", "secretary in private: /screen 1 accept",
					"secretary in private: /resolve 1 A Trees are planted on the new square.")
				n := 0
				for what, err := range storeErrors() {
					for where, fail := range whereItFails() {
						n++
						v.votesWhileItFails(n, what+", "+where, func() { fail(v.fails, err) })
					}
				}
				v.log.forgive("error=")
				v.close()
			})
		})
	}
}

// votesWhileItFails lets a new resident vote and raise a matter while the store fails.
func (v *village) votesWhileItFails(n int, what string, fail func()) {
	v.t.Helper()
	who := v.server.AddUser(people.User{First: fmt.Sprint("Voter", n), Lang: "en"})
	v.server.Join(v.cast.Group, who)
	v.cast.People[fmt.Sprint("voter", n)] = who
	v.settle()
	time.Sleep(2 * time.Minute) // for what a chat is remembered
	fail()
	q := who.PressData(v.cast.Group, v.ballot(), "vote 1.1 yes")
	v.must(v.cast.Do(fmt.Sprintf("voter%d: /raise Matter %d.", n, n)))
	for range 6 {
		time.Sleep(20 * time.Second)
		if v.hook != nil {
			_ = v.server.Deliver(context.Background(), v.bot.Handler())
		}
		synctest.Wait()
	}
	v.fails.Heal()
	if votes, cases := v.booked(); votes < n || cases < n+1 {
		if _, _, answered := q.Answer(); answered && votes < n {
			v.t.Errorf("%s: a vote was answered that is not booked", what)
		}
		if v.server.Pending() == 0 {
			v.t.Errorf("%s: all is acknowledged, and %d of %d votes and %d of %d matters are booked", what, votes, n, cases, n+1)
		}
	}
	time.Sleep(2 * time.Minute)
	v.settle()
	if votes, cases := v.booked(); votes != n || cases != n+1 {
		v.t.Errorf("%s: afterwards %d of %d votes and %d of %d matters are booked", what, votes, n, cases, n+1)
	}
	if text, _, answered := q.Answer(); !answered || !strings.Contains(text, "you voted") &&
		!strings.Contains(what, "after commits") {
		v.t.Errorf("%s: the voter was told %q, %t", what, text, answered)
	}
	v.deadLetters(0)
}

// booked is how many votes and matters are in the book.
func (v *village) booked() (votes, cases int) {
	v.t.Helper()
	v.must(v.store.View(context.Background(), v.home(), func(r storage.Reader) error {
		all, err := r.Journal(1, 1<<20)
		votes, cases = 0, 0
		for _, e := range all {
			votes += strings.Count(string(e.Data), `"ballot.vote"`)
			cases += strings.Count(string(e.Data), `"case.raised"`)
		}
		return err
	}))
	return votes, cases
}
