package storage_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"echowall/storage"
)

// within is a lane of community "a" that somebody is in until leave is called.
func within(t *testing.T) (lanes *storage.Lanes, door *storage.Door, leave func()) {
	t.Helper()
	lanes, door = &storage.Lanes{}, storage.NewDoor()
	leave, err := lanes.Enter(t.Context(), door, "a")
	if err != nil {
		t.Fatal(err)
	}
	return lanes, door, leave
}

// TestLanes lets two into one community one after another, and one into another beside them.
func TestLanes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lanes, door, leave := within(t)
		entered := make(chan error, 1)
		go func() {
			leave, err := lanes.Enter(t.Context(), door, "a")
			if err == nil {
				leave()
			}
			entered <- err
		}()
		if other, err := lanes.Enter(t.Context(), door, "b"); err != nil {
			t.Error(err)
		} else {
			other()
		}
		synctest.Wait()
		if len(entered) > 0 {
			t.Error("two were in one community at the same time")
		}
		leave()
		if err := <-entered; err != nil {
			t.Error(err)
		}
	})
}

// TestLanesGiveUp ends the wait for a turn by a context and by the door.
func TestLanesGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lanes, door, leave := within(t)
		ctx, cancel := context.WithCancel(t.Context())
		answers := make(chan error, 2)
		for _, each := range []context.Context{ctx, t.Context()} {
			go func() { _, err := lanes.Enter(each, door, "a"); answers <- err }()
		}
		cancel()
		if err := <-answers; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want that the context has ended", err)
		}
		door.Close()
		if err := <-answers; !errors.Is(err, storage.ErrClosed) {
			t.Errorf("got %v, want that the store is closed", err)
		}
		leave()
	})
}

// TestDoor waits for those inside, and lets nobody in afterwards.
func TestDoor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		door := storage.NewDoor()
		if err := door.Enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		closed := make(chan bool, 2)
		go func() { closed <- door.Close() }()
		<-door.Closing()
		synctest.Wait()
		if len(closed) > 0 {
			t.Error("closed while somebody is inside")
		}
		if err := door.Enter(t.Context()); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("got %v, want that the store is closed", err)
		}
		door.Leave()
		if !<-closed || door.Close() {
			t.Error("closing once and closing again say the wrong thing")
		}
	})
}

// TestTheDoorTellsAContextThatHasEndedFromAStoreThatIsClosed lets nobody in who gave up, and says which it was.
func TestTheDoorTellsAContextThatHasEndedFromAStoreThatIsClosed(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	door := storage.NewDoor()
	if err := door.Enter(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that the context has ended", err)
	}
	if !door.Close() { // nobody is inside, so it does not wait
		t.Error("it was closed before")
	}
	if err := door.Enter(ended); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("got %v, want that the store is closed", err)
	}
}

// TestALaneIsFreeForTheNextHoweverTheLastOneLeft has one give up while it waits, and the next still get its turn.
func TestALaneIsFreeForTheNextHoweverTheLastOneLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lanes, door, leave := within(t)
		ctx, cancel := context.WithCancel(t.Context())
		gone := make(chan error)
		go func() { _, err := lanes.Enter(ctx, door, "a"); gone <- err }()
		synctest.Wait()
		cancel()
		<-gone
		const many = 20
		inside, most, done := 0, 0, make(chan error, many)
		for range many {
			go func() {
				leave, err := lanes.Enter(t.Context(), door, "a")
				if err == nil {
					inside++
					most = max(most, inside)
					inside--
					leave()
				}
				done <- err
			}()
		}
		synctest.Wait()
		leave()
		for range many {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if most != 1 {
			t.Errorf("%d were in the lane at the same time", most)
		}
	})
}

// alone is a store that one process serves.
type alone struct{ storage.Store }

// shared is one whose lease ends as it is told.
type shared struct {
	storage.Shared
	err error
}

func (s shared) Hold(context.Context, func(storage.News), storage.Work) error { return s.err }

func TestHoldEndsAsItsWorkDoesAndWithoutAnErrorAtTheEndOfTheContext(t *testing.T) {
	failed := errors.New("failed")
	for name, c := range map[string]struct {
		store storage.Store
		end   bool // whether the context ends
		work  error
		want  error
	}{
		"work that is done":            {alone{}, false, nil, nil},
		"work that failed":             {alone{}, false, failed, failed},
		"work that ended with context": {alone{}, true, context.Canceled, nil},
		"a store that asks others":     {shared{err: failed}, false, nil, failed},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		err := storage.Hold(ctx, c.store, func(storage.News) {}, func(_ context.Context, l storage.Lease) error {
			if !l.Valid() {
				t.Errorf("%s: who is alone does not hold it", name)
			}
			if c.end {
				cancel()
			}
			return c.work
		})
		cancel()
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
