package flows

import (
	"context"
	"fmt"
	"strings"

	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/storage"
)

// load fills what a book was asked for and did not have. It tells whether there was anything.
func load(r storage.Reader, b *record.Book) (bool, error) {
	missing := b.Missing()
	if err := b.Err(); err != nil {
		// A record that cannot be read will not be readable the next time either: it is a fault of the inputs that need it.
		return false, &panicked{cause: err}
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
			return false, fmt.Errorf("read %s: %w", kindOf(prefix), err)
		}
		for _, x := range records {
			b.Fill(string(x.Key), x.Value)
		}
		b.FillRange(prefix)
	}
	if len(keys) == 0 {
		return len(missing) > 0, nil
	}
	values, err := r.Get(keys...)
	if err != nil {
		return false, fmt.Errorf("read records: %w", err)
	}
	for i, key := range keys {
		b.Fill(string(key), values[i])
	}
	return true, nil
}

// ask runs fn on a state until nothing that it asked for was missing. fn must not have effects before its last run.
func ask(r storage.Reader, s *life.State, fn func() error) error {
	return askAlso(r, s, fn, func() {})
}

// askAlso is ask, which before each question to the store lets others ask for theirs.
func askAlso(r storage.Reader, s *life.State, fn func() error, others func()) error {
	for {
		err := stumble(s, fn)
		if s.Lacks() {
			others()
		}
		more, loadErr := load(r, s.Book)
		if loadErr != nil {
			return loadErr
		}
		if !more {
			return err
		}
	}
}

// stumble runs fn, which on records not read yet may trip over what is missing: that is no fault, for it will be run
// again.
func stumble(s *life.State, fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if !s.Lacks() {
				panic(r)
			}
			err = nil
		}
	}()
	return fn()
}

// Read runs fn on a community's state as last committed; fn may run several times and must only read.
func Read(ctx context.Context, store storage.Store, methods *procedure.Book, id storage.ID,
	fn func(s *life.State) error) error {
	return store.View(ctx, id, func(r storage.Reader) error {
		return ReadFrom(r, methods, fn)
	})
}

// ReadFrom runs fn on the state that r reads.
func ReadFrom(r storage.Reader, methods *procedure.Book, fn func(s *life.State) error) error {
	s := community.NewState(bookOf(r), methods)
	return ask(r, s, func() error { return fn(s) })
}

// bookOf is a book that is read from r, and takes at once what r has at hand.
func bookOf(r storage.Reader) *record.Book {
	b := record.NewBook(decode)
	if near, ok := r.(storage.Nearby); ok {
		b.Near = func(key string) ([]byte, bool) { return near.Near(storage.Key(key)) }
	}
	return b
}
