package boltdb

import (
	"bytes"
	"context"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// Check implements storage.Store. It reads the whole file, and nothing is committed meanwhile: bolt's own check would
// take a commit beside it for a fault.
func (s *Store) Check(ctx context.Context) error {
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	defer s.door.Leave()
	answer := make(chan error, 1)
	select {
	case s.queue.alone <- func() { answer <- s.check(ctx) }:
		if err := <-answer; err != nil {
			return fmt.Errorf("check: %w", err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("check: %w", ctx.Err())
	}
}

func (s *Store) check(ctx context.Context) error {
	return s.snapshot(func(btx *bolt.Tx) (err error) {
		defer trap(&err)()
		if err := checkPages(btx, s.file); err != nil {
			return err
		}
		if err := checkTrees(btx); err != nil {
			return err
		}
		if err := checkFormat(btx); err != nil {
			return err
		}
		return checkMeaning(ctx, btx)
	})
}

// checkTrees runs bolt's own check to its end and returns the first fault.
func checkTrees(btx *bolt.Tx) error {
	var first error
	for err := range btx.Check() {
		if first == nil {
			first = damaged("%w", err)
		}
	}
	return first
}

// tally is what the communities say, to be held against the indexes across them.
type tally struct {
	wakes  int
	unsent int
}

// checkMeaning looks whether indexes, numbers and encodings agree.
func checkMeaning(ctx context.Context, btx *bolt.Tx) error {
	var sum tally
	all := btx.Bucket([]byte(communitiesBucket))
	for id := range inBucket(all, nil) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := sum.community(btx, id, all.Bucket(id)); err != nil {
			return fmt.Errorf("community %s: %w", id, err)
		}
	}
	// Every entry that should be in these indexes was found there: any more are too many.
	if n := countKeys(btx.Bucket([]byte(dueBucket))); n != sum.wakes {
		return damaged("the index of wake-ups has %d entries for %d", n, sum.wakes)
	}
	if n := countKeys(btx.Bucket([]byte(unsentBucket))); n != sum.unsent {
		return damaged("the index of the unsent has %d entries for %d", n, sum.unsent)
	}
	return checkDirectory(btx)
}

func (sum *tally) community(btx *bolt.Tx, id []byte, home *bolt.Bucket) error {
	if home == nil {
		return damaged("not a bucket")
	}
	if first, _ := home.Cursor().First(); first == nil {
		return damaged("listed, but holds nothing")
	}
	if err := checkJournal(home.Bucket([]byte(journal))); err != nil {
		return err
	}
	if err := sum.outbox(btx, id, home); err != nil {
		return err
	}
	if err := sum.wakeUps(btx, id, home.Bucket([]byte(wakes))); err != nil {
		return err
	}
	return checkSeen(home.Bucket([]byte(seen)), home.Bucket([]byte(seenTime)))
}

// checkJournal looks for gaps.
func checkJournal(b *bolt.Bucket) error {
	if b == nil {
		return nil
	}
	want := uint64(0)
	for key := range inBucket(b, nil) {
		want++
		if !bytes.Equal(key, seqKey(want)) {
			return damaged("journal: entry %d is missing", want)
		}
	}
	if want != b.Sequence() {
		return damaged("journal: %d entries, but the last number is %d", want, b.Sequence())
	}
	return nil
}

// outbox looks whether messages, their views and the index of the unsent agree.
func (sum *tally) outbox(btx *bolt.Tx, id []byte, home *bolt.Bucket) error {
	messages, names := home.Bucket([]byte(outbox)), home.Bucket([]byte(views))
	viewed := 0
	for key, value := range inBucket(messages, nil) {
		l, err := parseMessage(key, value)
		if err != nil {
			return err
		}
		if l.Seq > messages.Sequence() {
			return damaged("message %d, but the last number is %d", l.Seq, messages.Sequence())
		}
		if l.View == "" {
			continue
		}
		viewed++
		if names == nil || !bytes.Equal(names.Get([]byte(l.View)), key) {
			return damaged("message %d is not the one known for view %s", l.Seq, l.View)
		}
	}
	if n := countKeys(names); n != viewed {
		return damaged("%d views are known for %d messages", n, viewed)
	}
	if marked := btx.Bucket([]byte(unsentBucket)).Get(id) != nil; marked != hasKeys(messages) {
		return damaged("marked as having unsent messages: %t, has: %t", marked, hasKeys(messages))
	}
	if hasKeys(messages) {
		sum.unsent++
	}
	return nil
}

// wakeUps looks whether each wake-up is in the index.
func (sum *tally) wakeUps(btx *bolt.Tx, id []byte, b *bolt.Bucket) error {
	due := btx.Bucket([]byte(dueBucket))
	for thing, at := range inBucket(b, nil) {
		sum.wakes++
		if len(at) != timeSize || due.Get(dueKey(at, storage.ID(id), string(thing))) == nil {
			return damaged("the wake-up of %s is not in the index", thing)
		}
	}
	return nil
}

// checkSeen looks whether the ids and their order in time agree.
func checkSeen(ids, order *bolt.Bucket) error {
	n := 0
	for id, at := range inBucket(ids, nil) {
		n++
		if len(at) != timeSize || order == nil || order.Get(append(bytes.Clone(at), id...)) == nil {
			return damaged("the seen id %s is not in its index", id)
		}
	}
	if m := countKeys(order); m != n {
		return damaged("the index of seen ids has %d entries for %d", m, n)
	}
	return nil
}

func checkDirectory(btx *bolt.Tx) error {
	for key := range inBucket(btx.Bucket([]byte(valuesBucket)), nil) {
		if _, _, err := cutName(key); err != nil {
			return fmt.Errorf("directory: %w", err)
		}
	}
	for key := range inBucket(btx.Bucket([]byte(membersBucket)), nil) {
		_, rest, err := cutName(key)
		if err != nil {
			return fmt.Errorf("directory: %w", err)
		}
		if _, _, err := cutName(rest); err != nil {
			return fmt.Errorf("directory: %w", err)
		}
	}
	return nil
}

func countKeys(b *bolt.Bucket) int {
	n := 0
	for range inBucket(b, nil) {
		n++
	}
	return n
}
