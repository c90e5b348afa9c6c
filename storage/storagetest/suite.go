// Package storagetest holds every store to the contract in package storage: Run is the conformance suite.
//
// It is not a store, and no program links it. The tests of the drivers call Run; a store that fails on demand is in
// package flaky below.
package storagetest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"echowall/storage"
)

// Run runs the suite. Each test opens a store of its own, which must be empty; the suite checks and closes it in the
// end.
func Run(t *testing.T, open func(t *testing.T) storage.Store) {
	t.Helper()
	groups := []struct {
		name  string
		cases []testCase
	}{
		{"records", recordCases()},
		{"update", updateCases()},
		{"journal", journalCases()},
		{"outbox", outboxCases()},
		{"wake", wakeCases()},
		{"once", onceCases()},
		{"communities", communityCases()},
		{"directory", directoryCases()},
		{"erase", eraseCases()},
		{"lease", leaseCases()},
		{"concurrent", concurrentCases()},
		{"life", lifeCases()},
		{"model", modelCases()},
	}
	for _, group := range groups {
		t.Run(group.name, func(t *testing.T) {
			for _, c := range group.cases {
				t.Run(c.name, func(t *testing.T) { c.run(start(t, open)) })
			}
		})
	}
}

type testCase struct {
	name string
	run  func(s *subject)
}

// subject is the store under test. Its methods fail the test where the store fails.
type subject struct {
	storage.Store
	t      rapid.TB // a test, or one run of a property
	ctx    context.Context
	closed bool
}

func start(t *testing.T, open func(t *testing.T) storage.Store) *subject {
	s := &subject{Store: open(t), t: t, ctx: t.Context()}
	t.Cleanup(func() { s.finish() })
	return s
}

// finish looks after each test whether the store is still sound.
func (s *subject) finish() {
	if s.closed {
		return
	}
	// The test's own context has ended by now.
	if err := s.Check(context.Background()); err != nil {
		s.t.Errorf("the store is not sound after the test: %v", err)
	}
	if err := s.Close(); err != nil {
		s.t.Errorf("close: %v", err)
	}
}

// update must succeed. fn may run twice, so it must set what it tells the test, not add to it.
func (s *subject) update(id storage.ID, fn func(tx storage.Tx) error) {
	s.t.Helper()
	if err := s.Update(s.ctx, id, fn); err != nil {
		s.t.Fatalf("update %s: %v", id, err)
	}
}

func (s *subject) view(id storage.ID, fn func(r storage.Reader) error) {
	s.t.Helper()
	if err := s.View(s.ctx, id, fn); err != nil {
		s.t.Fatalf("view %s: %v", id, err)
	}
}

// put keeps one record.
func (s *subject) put(id storage.ID, key storage.Key, value string) {
	s.t.Helper()
	s.update(id, func(tx storage.Tx) error { return tx.Put(key, []byte(value)) })
}

// content reads all of a community as it is committed.
func (s *subject) content(id storage.ID) content {
	s.t.Helper()
	var c content
	s.view(id, func(r storage.Reader) (err error) {
		c, err = read(r)
		return err
	})
	return c
}

// content is all that a Reader can see.
type content struct {
	Records []storage.Record
	Journal []storage.Entry
	Outbox  []storage.Message
	Wakes   []storage.WakeUp
}

func read(r storage.Reader) (c content, err error) {
	const all = 1 << 20
	var errs [4]error
	c.Records, errs[0] = r.Range("")
	c.Journal, errs[1] = r.Journal(0, all)
	c.Outbox, errs[2] = r.Outbox(0, all)
	c.Wakes, errs[3] = r.Wakes()
	return c.plain(), errors.Join(errs[:]...)
}

// plain makes what is empty nil, so that stores may return either.
func (c content) plain() content {
	if len(c.Records) == 0 {
		c.Records = nil
	}
	if len(c.Journal) == 0 {
		c.Journal = nil
	}
	if len(c.Outbox) == 0 {
		c.Outbox = nil
	}
	if len(c.Wakes) == 0 {
		c.Wakes = nil
	}
	return c
}

// same fails the test where got is not want. Times are the same when they are the same moment.
func (s *subject) same(what string, want, got any) {
	s.t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// noon is when the tests play. Times are whole seconds, for a store need not keep more than milliseconds.
func noon() time.Time {
	return time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
}

func after(d time.Duration) time.Time {
	return noon().Add(d)
}

// ok ends the test at an error.
func (s *subject) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// The lists of the store. They must succeed; what is empty is nil.

func (s *subject) communities(after storage.ID, limit int) []storage.ID {
	s.t.Helper()
	ids, err := s.Communities(s.ctx, after, limit)
	s.ok(err)
	return append([]storage.ID(nil), ids...)
}

func (s *subject) unsent() []storage.ID {
	s.t.Helper()
	ids, err := s.Unsent(s.ctx)
	s.ok(err)
	slices.Sort(ids)
	return append([]storage.ID(nil), ids...)
}

func (s *subject) due(now time.Time, limit int) []storage.WakeUp {
	s.t.Helper()
	due, err := s.Due(s.ctx, now, limit)
	s.ok(err)
	return append([]storage.WakeUp(nil), due...)
}

func (s *subject) nextWake() time.Time {
	s.t.Helper()
	at, err := s.NextWake(s.ctx)
	s.ok(err)
	return at
}

var errRefused = errors.New("refused by the test")
