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
