package boltdb

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// one writes one of each to community a.
func one(tx storage.Tx) error {
	at := time.Unix(1000, 0)
	_, err1 := tx.Append([]byte("entry"))
	_, err2 := tx.Send(storage.Message{View: "card", Body: []byte("letter")})
	_, err3 := tx.Once("update", at)
	return errors.Join(err1, err2, err3, tx.Put("k", nil), tx.Wake("thing", at))
}

// Check finds each disagreement. Every case spoils a sound store in one place.
func TestCheckFinds(t *testing.T) {
	at := appendTime(nil, time.Unix(1000, 0))
	top := func(name string) func(*bolt.Tx) *bolt.Bucket {
		return func(btx *bolt.Tx) *bolt.Bucket { return btx.Bucket([]byte(name)) }
	}
	in := func(name part) func(*bolt.Tx) *bolt.Bucket {
		return func(btx *bolt.Tx) *bolt.Bucket {
			return btx.Bucket([]byte(communitiesBucket)).Bucket([]byte("a")).Bucket([]byte(name))
		}
	}
	for name, c := range map[string]struct {
		where func(*bolt.Tx) *bolt.Bucket
		key   []byte
		value []byte // nil deletes
	}{
		"a gap in the journal":               {in(journal), seqKey(3), []byte("entry")},
		"a journal that lost its end":        {in(journal), seqKey(2), nil},
		"a number too long":                  {in(journal), []byte("123456789"), []byte("entry")},
		"a message cut short":                {in(outbox), seqKey(1), []byte("short")},
		"a message beyond the last number":   {in(outbox), seqKey(9), formatMessage(storage.Message{})},
		"a message nobody knows the view of": {in(views), []byte("card"), nil},
		"a view of another message":          {in(views), []byte("card"), seqKey(2)},
		"a view of no message":               {in(views), []byte("wall"), seqKey(1)},
		"a wake-up not in the index":         {top(dueBucket), dueKey(at, "a", "thing"), nil},
		"a wake-up only in the index":        {top(dueBucket), dueKey(at, "b", "thing"), []byte{}},
		"a wake-up without a time":           {in(wakes), []byte("thing"), []byte("soon")},
		"messages not marked":                {top(unsentBucket), []byte("a"), nil},
		"messages marked where none are":     {top(unsentBucket), []byte("b"), []byte{}},
		"a seen id not in its index":         {in(seenTime), append(at, "update"...), nil},
		"a seen id only in its index":        {in(seenTime), append(at, "other"...), []byte{}},
		"a value without a space":            {top(valuesBucket), []byte("\xff\xffk"), []byte("v")},
		"a member without a set":             {top(membersBucket), []byte("\x00\x01s\xff\xff"), []byte{}},
		"another format":                     {top(metaBucket), []byte("format"), []byte("no number")},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			if err := errors.Join(s.Update(t.Context(), "a", one), s.Update(t.Context(), "a", one),
				s.Check(t.Context())); err != nil {
				t.Fatal(err)
			}
			err := s.db.Update(func(btx *bolt.Tx) error { return write(c.where(btx), c.key, c.value) })
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Check(t.Context()); !errors.Is(err, storage.ErrDamaged) {
				t.Errorf("got %v, want ErrDamaged", err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestCheckOfAnEmptyCommunity(t *testing.T) {
	s := opened(t)
	err := s.db.Update(func(btx *bolt.Tx) error {
		_, err := btx.Bucket([]byte(communitiesBucket)).CreateBucket([]byte("a"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// The ids that Once remembers are those of two days, however long the store lives; a rush is forgotten bit by bit.
func TestOnceForgets(t *testing.T) {
	s := opened(t)
	seenIDs := func() (n int) {
		err := s.db.View(func(btx *bolt.Tx) error {
			n = countKeys(btx.Bucket([]byte(communitiesBucket)).Bucket([]byte("a")).Bucket([]byte(seen)))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	start := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	once := func(n int, what string, at time.Time) {
		err := s.Update(context.Background(), "a", func(tx storage.Tx) error {
			for i := range n {
				if first, err := tx.Once(fmt.Sprint(what, i), at); err != nil || !first {
					return fmt.Errorf("%s %d is new: %t, %w", what, i, first, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	once(100, "rush", start)
	once(1, "two days later", start.Add(remember))
	if got := seenIDs(); got != 101 {
		t.Errorf("%d ids after two days, want all", got)
	}
	once(1, "one more", start.Add(remember+time.Second))
	if got, want := seenIDs(), 102-pruneEach; got != want {
		t.Errorf("%d ids after one more, want %d", got, want)
	}
	once(10, "ten more", start.Add(remember+time.Second))
	if got, want := seenIDs(), 112-11*pruneEach; got != want {
		t.Errorf("%d ids after ten more, want %d", got, want)
	}
	for i := range 500 {
		once(1, fmt.Sprint("steady ", i, " "), start.Add(remember+time.Duration(i)*time.Hour))
	}
	if got := seenIDs(); got > 49+pruneEach {
		t.Errorf("%d ids at one an hour, want about 49", got)
	}
	once(1, "rush", start.Add(600*time.Hour)) // forgotten, so new again
}
