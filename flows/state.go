package flows

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/storage"
)

// load fills in what a cache was asked for and did not have.
func load(r storage.Reader, b *record.Cache) error {
	missing := b.Missing()
	if err := b.Err(); err != nil {
		// A record that cannot be read will not be readable the next time either: it is a fault of the inputs that need it.
		return &panicked{cause: err}
	}
	if len(missing) == 0 {
		return &panicked{cause: errors.New("a record was asked for of another book")}
	}
	var keys []storage.Key
	for _, key := range missing {
		prefix, isRange := strings.CutSuffix(key, "*")
		if !isRange {
			keys = append(keys, storage.Key(key))
			continue
		}
		records, err := r.Range(storage.Key(prefix))
		if err != nil {
			return fmt.Errorf("read %s: %w", kindOf(prefix), err)
		}
		for _, x := range records {
			b.Fill(string(x.Key), x.Value)
		}
		b.FillRange(prefix)
	}
	if len(keys) == 0 {
		return nil
	}
	values, err := r.Get(keys...)
	if err != nil {
		return fmt.Errorf("read records: %w", err)
	}
	for i, key := range keys {
		b.Fill(string(key), values[i])
	}
	return nil
}

// ask runs fn on a state until it comes to an end without asking for a record that was not read. fn must not
// have effects before its last run.
func ask(r storage.Reader, s *life.State, fn func() error) error {
	return askAlso(r, s, fn, func() {})
}

// askAlso is ask, which before each question to the store lets others ask for theirs.
func askAlso(r storage.Reader, s *life.State, fn func() error, others func()) error {
	for {
		unread, err := record.Attempt(fn)
		if !unread {
			_ = s.Missing() // what was wanted ahead and never asked for is not needed
			return err
		}
		others()
		if err := load(r, s.Cache); err != nil {
			return err
		}
	}
}

// Read runs fn on a community's state as last committed; fn may run several times and must only read.
func Read(ctx context.Context, store storage.Store, methods *procedure.Registry, id storage.ID,
	fn func(s *life.State) error) error {
	return store.View(ctx, id, func(r storage.Reader) error {
		return ReadFrom(r, methods, fn)
	})
}

// ReadFrom runs fn on the state that r reads.
func ReadFrom(r storage.Reader, methods *procedure.Registry, fn func(s *life.State) error) error {
	s := community.NewState(cacheOf(r), methods)
	return ask(r, s, func() error { return fn(s) })
}

// cacheOf is a cache that is read from r, and takes at once what r has at hand.
func cacheOf(r storage.Reader) *record.Cache {
	b := record.NewCache(decode)
	if near, ok := r.(storage.Nearby); ok {
		b.Near = func(key string) ([]byte, bool) { return near.Near(storage.Key(key)) }
	}
	return b
}
