package photos_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/wall/photos"
)

// camera fetches photos, and counts how often.
type camera struct {
	fetched atomic.Int32
	size    int
	err     error
	// opens lets it answer; nil where it answers at once.
	opens chan struct{}
}

func (c *camera) fetch(ctx context.Context, file string, most int64) ([]byte, error) {
	c.fetched.Add(1)
	if c.opens != nil {
		select {
		case <-c.opens:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if int64(c.size) > most {
		return nil, errors.New("too large")
	}
	return append(make([]byte, c.size), file...), c.err
}

func TestAPhotoIsFetchedOnce(t *testing.T) {
	box, cam := photos.New(), &camera{}
	for range 3 {
		if raw, err := box.Get(t.Context(), "dark", cam.fetch); err != nil || string(raw) != "dark" {
			t.Errorf("got %q, %v", raw, err)
		}
	}
	if raw, err := box.Get(t.Context(), "light", cam.fetch); err != nil || string(raw) != "light" {
		t.Errorf("got %q, %v", raw, err)
	}
	if n := cam.fetched.Load(); n != 2 {
		t.Errorf("fetched %d times", n)
	}
}

func TestAPhotoThatFailedIsTriedAgain(t *testing.T) {
	box, cam := photos.New(), &camera{err: errors.New("telegram is away")}
	if raw, err := box.Get(t.Context(), "dark", cam.fetch); !errors.Is(err, cam.err) || raw != nil {
		t.Errorf("got %q, %v", raw, err)
	}
	again := &camera{}
	if raw, err := box.Get(t.Context(), "dark", again.fetch); err != nil || string(raw) != "dark" {
		t.Errorf("got %q, %v", raw, err)
	}
}

func TestWhatWasLookedAtLongAgoGoesFirst(t *testing.T) {
	box, cam := photos.New(), &camera{size: 8<<20 - 1} // of which seven fit, with their names
	for _, file := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		if _, err := box.Get(t.Context(), file, cam.fetch); err != nil {
			t.Fatal(err)
		}
	}
	before := cam.fetched.Load()
	for _, c := range []struct {
		file   string
		misses int32
	}{{"h", 0}, {"a", 0}, {"i", 1}, {"a", 1}, {"b", 2}} {
		if _, err := box.Get(t.Context(), c.file, cam.fetch); err != nil {
			t.Fatal(err)
		}
		if got := cam.fetched.Load() - before; got != c.misses {
			t.Errorf("after %s: fetched %d more, expected %d", c.file, got, c.misses)
		}
	}
	if _, err := box.Get(t.Context(), "huge", (&camera{size: 8<<20 + 1}).fetch); err == nil {
		t.Error("a photo of more than 8 MB is shown")
	}
}

// busy is a box in which four photos are being fetched.
func busy(t *testing.T, files ...string) (box *photos.Box, cam *camera) {
	box, cam = photos.New(), &camera{opens: make(chan struct{})}
	for _, file := range files {
		go func() {
			if raw, err := box.Get(t.Context(), file, cam.fetch); err != nil || string(raw) != file {
				t.Errorf("got %q, %v", raw, err)
			}
		}()
	}
	synctest.Wait()
	return box, cam
}

func TestAFifthPhotoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box, cam := busy(t, "a", "b", "c", "d")
		begun := time.Now()
		if _, err := box.Get(t.Context(), "e", cam.fetch); !errors.Is(err, photos.ErrFull) {
			t.Errorf("a fifth one: %v", err)
		}
		if waited := time.Since(begun); waited != 5*time.Second || cam.fetched.Load() != 4 {
			t.Errorf("waited %s, fetched %d", waited, cam.fetched.Load())
		}
		close(cam.opens)
		synctest.Wait()
		if raw, err := box.Get(t.Context(), "e", cam.fetch); err != nil || string(raw) != "e" {
			t.Errorf("with room for it: %q, %v", raw, err)
		}
	})
}

func TestWhoeverGoesAwayDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box, cam := busy(t, "a", "b", "c", "d")
		ctx, leave := context.WithTimeout(t.Context(), time.Second)
		defer leave()
		begun := time.Now()
		if _, err := box.Get(ctx, "e", cam.fetch); err == nil || time.Since(begun) != time.Second {
			t.Errorf("waited %s: %v", time.Since(begun), err)
		}
		close(cam.opens)
	})
}

func TestWhatAnotherFetchedMeanwhileIsThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		box, cam := busy(t, "a", "a", "a", "a")
		go func() {
			if raw, err := box.Get(t.Context(), "a", cam.fetch); err != nil || string(raw) != "a" {
				t.Errorf("got %q, %v", raw, err)
			}
		}()
		synctest.Wait()
		close(cam.opens)
		synctest.Wait()
		if n := cam.fetched.Load(); n != 4 {
			t.Errorf("fetched %d times", n)
		}
	})
}
