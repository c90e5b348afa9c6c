package storagetest

import (
	"context"
	"errors"
	"sync"

	"echowall/storage"
)

func lifeCases() []testCase {
	return []testCase{
		{"an ended context runs nothing", contextEnded},
		{"a context that ends while waiting", contextEnds},
		{"a closed store refuses", closedRefuses},
		{"close during updates", closeDuring},
	}
}

// calls makes each call of a store once.
func (s *subject) calls(ctx context.Context) map[string]error {
	all := map[string]error{
		"Update": s.Update(ctx, "a", func(tx storage.Tx) error { return tx.Put("k", []byte("v")) }),
		"View": s.View(ctx, "a", func(r storage.Reader) error {
			_, err := r.Get("k")
			return err
		}),
		"Assign":  s.Assign(ctx, storage.Chats, "k", "v"),
		"Include": s.Include(ctx, storage.Chats, "k", "v"),
		"Exclude": s.Exclude(ctx, storage.Chats, "k", "v"),
		"Erase":   s.Erase(ctx, "a"),
		"Entries": s.Entries(ctx, storage.Chats, func(storage.DirectoryEntry) error { return nil }),
		"Check":   s.Check(ctx),
	}
	_, all["Communities"] = s.Communities(ctx, "", 1)
	_, all["Unsent"] = s.Unsent(ctx)
	_, all["Due"] = s.Due(ctx, noon(), 1)
	_, all["NextWake"] = s.NextWake(ctx)
	_, all["Look"] = s.Look(ctx, storage.Chats, "k")
	_, all["Claim"] = s.Claim(ctx, storage.Chats, "k", "v")
	_, all["Members"] = s.Members(ctx, storage.Chats, "k")
	return all
}

func contextEnded(s *subject) {
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	for name, err := range s.calls(ctx) {
		if !errors.Is(err, context.Canceled) {
			s.t.Errorf("%s: got %v, want an error wrapping context.Canceled", name, err)
		}
	}
	s.same("content", content{}, s.content("a"))
	s.same("value", "", s.look(storage.Chats, "k"))
	s.same("members", []string(nil), s.members(storage.Chats, "k"))
}

// contextEnds holds one Update up and lets another wait behind it, in a store where it must wait. The answer must be
// true.
func contextEnds(s *subject) {
	running, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	var once sync.Once
	wg.Go(func() {
		err := s.Update(s.ctx, "a", func(tx storage.Tx) error {
			once.Do(func() { close(running) })
			<-release
			return tx.Put("first", []byte("v"))
		})
		if err != nil {
			s.t.Error(err)
		}
	})
	<-running
	ctx, cancel := context.WithCancel(s.ctx)
	answer := make(chan error, 1)
	wg.Go(func() {
		answer <- s.Update(ctx, "a", func(tx storage.Tx) error { return tx.Put("second", []byte("v")) })
	})
	cancel()
	err := <-answer
	close(release)
	wg.Wait()
	want := "first=v "
	if err == nil {
		want = "first=v second=v "
	} else if !errors.Is(err, context.Canceled) {
		s.t.Errorf("got %v, want an error wrapping context.Canceled", err)
	}
	s.same("records", want, keys(s.content("a").Records))
}

func (s *subject) close() {
	s.t.Helper()
	s.closed = true
	if err := s.Close(); err != nil {
		s.t.Fatalf("close: %v", err)
	}
}

func closedRefuses(s *subject) {
	s.put("a", "k", "v")
	s.close()
	for name, err := range s.calls(s.ctx) {
		if !errors.Is(err, storage.ErrClosed) {
			s.t.Errorf("%s: got %v, want an error wrapping ErrClosed", name, err)
		}
	}
}

// closeDuring closes while others write: each is either committed or refused, and none hangs.
func closeDuring(s *subject) {
	var wg, first sync.WaitGroup
	first.Add(8)
	for range 8 {
		wg.Go(func() { s.updateUntilClosed(&first) })
	}
	first.Wait()
	s.close()
	wg.Wait()
}

func (s *subject) updateUntilClosed(first *sync.WaitGroup) {
	for i := 0; ; i++ {
		err := s.Update(s.ctx, "a", increment)
		if i == 0 {
			first.Done()
		}
		if errors.Is(err, storage.ErrClosed) {
			return
		}
		if err != nil {
			s.t.Error(err)
			return
		}
	}
}
