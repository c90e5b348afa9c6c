package redisdb

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/redistest"
)

// one writes one of each to community a.
func one(tx storage.Tx) error {
	at := time.Unix(1000, 0)
	_, err1 := tx.Append([]byte("entry"))
	_, err2 := tx.Send(storage.Message{View: "card", Body: []byte("letter")})
	_, err3 := tx.Once("update", at)
	return errors.Join(err1, err2, err3, tx.Put("k", nil), tx.Wake("thing", at))
}

// Check finds each disagreement. Every case spoils a sound store in one place: a command, whose first argument is a
// part of community a, or an index of its partition, or a whole key.
func TestCheckFinds(t *testing.T) {
	server := redistest.Start(t)
	c := server.Client()
	k := layout.New("main")
	p := layout.PartitionOf("a")
	where := map[string]string{"due": k.Due(p), "unsent": k.Unsent(p), "communities": k.Communities(p),
		"format": k.Format()}
	for i, part := range layout.Parts() {
		where[part] = k.Home("a")[i]
	}
	for name, command := range map[string][]any{
		"a record without a key":             {"zrem", "keys", "k"},
		"a key without a record":             {"zadd", "keys", 0, "l"},
		"a key of another record":            {"hdel", "records", "k"},
		"a message without a head":           {"hdel", "heads", 1},
		"a message without a body":           {"hdel", "bodies", 1},
		"a body without a message":           {"hset", "bodies", 2, "body"},
		"a head that is none":                {"hset", "heads", 1, "card"},
		"a message in another's place":       {"zadd", "outbox", 9, 1},
		"a message beyond the last number":   {"hset", "meta", "letter", 0},
		"a message nobody knows the view of": {"hdel", "views", "card"},
		"a view of another message":          {"hset", "views", "card", 2},
		"a view of no message":               {"hset", "views", "wall", 1},
		"a wake-up not in the index":         {"zrem", "due", "1:athing"},
		"a wake-up at another time":          {"zadd", "due", 1, "1:athing"},
		"a wake-up only in the index":        {"zadd", "due", 1, "1:aother"},
		"a wake-up of nobody":                {"zadd", "due", 1, "1:bthing"},
		"a wake-up that cannot be read":      {"zadd", "due", 1, "9:a"},
		"messages not marked":                {"srem", "unsent", "a"},
		"messages marked where none are":     {"sadd", "unsent", "b"},
		"a community not listed":             {"zrem", "communities", "a"},
		"a community listed that is none":    {"zadd", "communities", 0, "b"},
		"a community without a version":      {"hdel", "meta", "version"},
		"a key of another kind":              {"set", "journal", "x"},
		"an index of another kind":           {"set", "unsent", "x"},
		"a part that there is not":           {"set", k.Partition(p) + "c:a:colour", "x"},
		"a community in another's partition": {"hset", k.Partition(p+1) + "c:a:meta", "version", "x"},
		"another format":                     {"set", "format", "no number"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := c.FlushAll(t.Context()).Err(); err != nil {
				t.Fatal(err)
			}
			s := opened(t, server.URL(""))
			if err := errors.Join(s.Update(t.Context(), "a", one), s.Check(t.Context())); err != nil {
				t.Fatal(err)
			}
			if key, ok := where[command[1].(string)]; ok {
				command[1] = key
			}
			if err := c.Do(t.Context(), command...).Err(); err != nil {
				t.Fatal(err)
			}
			if err := s.Check(t.Context()); !errors.Is(err, storage.ErrDamaged) {
				t.Errorf("got %v, want ErrDamaged", err)
			}
		})
	}
}

// What belongs to others, or to later parts of the program, is no fault.
func TestCheckLeavesOthers(t *testing.T) {
	server := redistest.Start(t)
	s := opened(t, server.URL(""))
	other := opened(t, server.URL("?prefix=other"))
	err := errors.Join(
		s.Update(t.Context(), "a", one), other.Update(t.Context(), "a", one),
		server.Client().MSet(t.Context(), "key", "v", "ew:main:{p001}:lease", "v").Err(),
		s.Check(t.Context()), other.Check(t.Context()),
	)
	if err != nil {
		t.Error(err)
	}
}

// The ids that Once remembers are those of two days, however long the store lives; a rush is forgotten bit by bit.
func TestOnceForgets(t *testing.T) {
	server := redistest.Start(t)
	s := opened(t, server.URL(""))
	c := server.Client()
	seen := layout.New("main").Home("a")[9]
	start := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	once := func(n int, what string, at time.Time) {
		t.Helper()
		err := s.Update(t.Context(), "a", func(tx storage.Tx) error {
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
	remembers := func(want int64) {
		t.Helper()
		if got := c.ZCard(t.Context(), seen).Val(); got != want {
			t.Errorf("%d ids are remembered, want %d", got, want)
		}
	}
	once(100, "rush", start)
	once(1, "two days later", start.Add(remember))
	remembers(101)
	once(1, "one more", start.Add(remember+time.Second))
	remembers(102 - 4)
	once(10, "ten more", start.Add(remember+time.Second))
	remembers(112 - 11*4)
	// A community that falls silent leaves nothing behind: it held nothing but ids.
	for _, part := range []int{0, 9} {
		if left := c.TTL(t.Context(), layout.New("main").Home("a")[part]).Val(); left < remember || left > 2*remember {
			t.Errorf("%s stays for %v", layout.Parts()[part], left)
		}
	}
	if err := s.Update(t.Context(), "a", increment); err != nil {
		t.Fatal(err)
	}
	if left := c.TTL(t.Context(), layout.New("main").Home("a")[0]).Val(); left != -1 {
		t.Errorf("the meta of a community that holds something stays for %v", left)
	}
}

// Lists are whole and in order however uneven the partitions are.
func TestLongLists(t *testing.T) {
	server := redistest.Start(t)
	s := opened(t, server.URL(""))
	c := server.Client()
	k := layout.New("main")
	_, err := c.Pipelined(t.Context(), func(p redis.Pipeliner) error {
		for i := range 3000 {
			partition := i % 7 // far fewer than there are
			p.ZAdd(t.Context(), k.Communities(partition), redis.Z{Member: fmt.Sprintf("c%05d", i)})
			p.ZAdd(t.Context(), k.Due(partition), redis.Z{Score: float64(i / 50), Member: fmt.Sprintf("6:c%05d", i)})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int{1, 100, 2999, 5000} {
		ids, err1 := s.Communities(t.Context(), "c00000", limit)
		due, err2 := s.Due(t.Context(), time.Unix(60, 0), limit)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		if len(ids) != min(limit, 2999) || len(due) != min(limit, 3000) {
			t.Errorf("%d communities and %d wake-ups, limit %d", len(ids), len(due), limit)
		}
		for i, id := range ids {
			if want := fmt.Sprintf("c%05d", i+1); string(id) != want {
				t.Fatalf("community %d is %s, want %s", i, id, want)
			}
		}
		for i, w := range due {
			if want := int64(i / 50); w.At.UnixMilli() != want {
				t.Fatalf("wake-up %d is at %d, want %d", i, w.At.UnixMilli(), want)
			}
		}
	}
}

// What is larger than a page, and outboxes longer than what comes along with the first read.
func TestLongReads(t *testing.T) {
	s := opened(t, redistest.Start(t).URL(""))
	other := opened(t, "redis://"+s.client.(*redis.Client).Options().Addr)
	const n = page + 10
	err := s.Update(t.Context(), "a", func(tx storage.Tx) (err error) {
		for i := range n {
			name := fmt.Sprintf("k:%05d", i)
			_, err1 := tx.Append([]byte(name))
			_, err2 := tx.Send(storage.Message{View: name, Body: []byte(name)})
			err = errors.Join(err, err1, err2, tx.Put(storage.Key(name), []byte(name)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = other.Update(t.Context(), "a", func(tx storage.Tx) error {
		seq, err1 := tx.Send(storage.Message{View: "k:00007", Body: []byte("anew")})
		gone, err2 := tx.Sent(9, 0)
		again, err3 := tx.Send(storage.Message{View: "k:00008", Body: []byte("after it went")})
		records, err4 := tx.Range("k:")
		entries, err5 := tx.Journal(1, 1<<20)
		messages, err6 := tx.Outbox(0, 1<<20)
		if seq != 8 || !gone || again != n+1 || len(records) != n || len(entries) != n || len(messages) != n {
			t.Errorf("message %d, gone %t, message %d; %d records, %d entries, %d messages", seq, gone, again, len(records),
				len(entries), len(messages))
		}
		if l := messages[7]; l.Seq != 8 || l.Revision != 1 || string(l.Body) != "anew" {
			t.Errorf("message 8 is %v", l)
		}
		return errors.Join(err1, err2, err3, err4, err5, err6)
	})
	if err := errors.Join(err, s.Check(t.Context())); err != nil {
		t.Error(err)
	}
}
