package flows_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"echowall/storage"
)

// breaking is a store of which one call within a reading or a commit fails: the one after left others. It breaks once.
type breaking struct {
	storage.Store
	mu   sync.Mutex
	left int
}

// after lets the call break that comes after n others.
func (b *breaking) after(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left = n
}

// broke tells whether the call has come.
func (b *breaking) broke() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.left < 0
}

func (b *breaking) call() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left--; b.left == -1 {
		return errDisk
	}
	return nil
}

func (b *breaking) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	return b.Store.Update(ctx, id, func(tx storage.Tx) error { return fn(breakingTx{tx, b}) })
}

func (b *breaking) View(ctx context.Context, id storage.ID, fn func(storage.Reader) error) error {
	return b.Store.View(ctx, id, func(r storage.Reader) error { return fn(breakingReader{r, b}) })
}

type breakingReader struct {
	storage.Reader
	b *breaking
}

func (r breakingReader) Get(keys ...storage.Key) ([][]byte, error) {
	if err := r.b.call(); err != nil {
		return nil, err
	}
	return r.Reader.Get(keys...)
}

func (r breakingReader) Range(prefix storage.Key) ([]storage.Record, error) {
	if err := r.b.call(); err != nil {
		return nil, err
	}
	return r.Reader.Range(prefix)
}

func (r breakingReader) Journal(from uint64, limit int) ([]storage.Entry, error) {
	if err := r.b.call(); err != nil {
		return nil, err
	}
	return r.Reader.Journal(from, limit)
}

type breakingTx struct {
	storage.Tx
	b *breaking
}

func (t breakingTx) Get(keys ...storage.Key) ([][]byte, error) {
	return breakingReader{t.Tx, t.b}.Get(keys...)
}

func (t breakingTx) Range(prefix storage.Key) ([]storage.Record, error) {
	return breakingReader{t.Tx, t.b}.Range(prefix)
}

func (t breakingTx) Put(key storage.Key, value []byte) error {
	if err := t.b.call(); err != nil {
		return err
	}
	return t.Tx.Put(key, value)
}

func (t breakingTx) Delete(key storage.Key) error {
	if err := t.b.call(); err != nil {
		return err
	}
	return t.Tx.Delete(key)
}

func (t breakingTx) Append(entry []byte) (uint64, error) {
	if err := t.b.call(); err != nil {
		return 0, err
	}
	return t.Tx.Append(entry)
}

func (t breakingTx) Send(l storage.Message) (uint64, error) {
	if err := t.b.call(); err != nil {
		return 0, err
	}
	return t.Tx.Send(l)
}

func (t breakingTx) Wake(thing string, at time.Time) error {
	if err := t.b.call(); err != nil {
		return err
	}
	return t.Tx.Wake(thing, at)
}

func (t breakingTx) Once(id string, at time.Time) (bool, error) {
	if err := t.b.call(); err != nil {
		return false, err
	}
	return t.Tx.Once(id, at)
}

// eachCall lets one call after the other break, until do comes through all of them.
func (b *breaking) eachCall(t *testing.T, do func() error, broken func(call int, err error)) (calls int) {
	t.Helper()
	for ; ; calls++ {
		b.after(calls)
		err := do()
		if !b.broke() {
			if err != nil {
				t.Fatalf("nothing broke, and it came to %v", err)
			}
			return calls
		}
		broken(calls, err)
	}
}
