package redisdb

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"echowall/storage"
	"echowall/storage/redisdb/address"
	"echowall/storage/redisdb/redistest"
)

// counter counts round trips over all connections of a store: whenever something is written after an answer was read.
type counter struct{ trips atomic.Int64 }

type countedConn struct {
	net.Conn
	count *counter
	asked atomic.Bool
}

func (c *countedConn) Write(b []byte) (int, error) {
	if !c.asked.Swap(true) {
		c.count.trips.Add(1)
	}
	return c.Conn.Write(b)
}

func (c *countedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.asked.Store(false)
	return n, err
}

func (c *counter) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := new(net.Dialer).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return &countedConn{Conn: conn, count: c}, nil
}

// counted opens a store whose round trips are counted.
func counted(t testing.TB, url string) (*Store, *counter) {
	t.Helper()
	c, err := address.Parse(url)
	if err != nil {
		t.Fatal(err)
	}
	count := &counter{}
	c.Redis.Dialer = count.dial
	s, err := open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, count
}

// of is how many round trips fn takes.
func (c *counter) of(t testing.TB, fn func() error) int64 {
	t.Helper()
	before := c.trips.Load()
	if err := fn(); err != nil {
		t.Fatal(err)
	}
	return c.trips.Load() - before
}

// command is what the engine does with one input, when it has all it needs by one Get.
func command(i int, keys ...storage.Key) func(tx storage.Tx) error {
	return func(tx storage.Tx) error {
		first, err1 := tx.Once(fmt.Sprint("update ", i), time.Unix(int64(i), 0))
		_, err2 := tx.Get(keys...)
		_, err3 := tx.Append([]byte("entry"))
		_, err4 := tx.Send(storage.Message{View: "card", Body: []byte("card")})
		_, err5 := tx.Send(storage.Message{Body: []byte("news")})
		err6 := errors.Join(tx.Put("ballot:1", []byte("tally")), tx.Put(storage.Key(fmt.Sprint("vote:", i)), []byte("yes")))
		if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil || !first {
			return fmt.Errorf("first: %t, %w", first, err)
		}
		return tx.Wake("case:1", time.Unix(int64(i), 0))
	}
}

// A command takes at most two round trips, whoever committed before it, and however long the community has been there.
func TestTwoRoundTrips(t *testing.T) {
	server := redistest.Start(t)
	url := server.URL("")
	s, count := counted(t, url)
	other, _ := counted(t, url)
	ctx := t.Context()
	if err := errors.Join(s.Update(ctx, "scripts", command(0, "k")),
		other.Update(ctx, "scripts", command(1, "k"))); err != nil {
		t.Fatal(err) // now they are loaded
	}
	reads := func(i int, before storage.Key, keys ...storage.Key) func(storage.Tx) error {
		return func(tx storage.Tx) error {
			_, err := tx.Get(before)
			return errors.Join(err, command(i, keys...)(tx))
		}
	}
	for i, c := range []struct {
		name   string
		others bool // others have committed since
		want   int64
		fn     func(storage.Tx) error
	}{
		{"the first", false, 2, command(1, "community", "ballot:1")},
		{"the same records", false, 1, command(2, "community", "ballot:1")},
		{"the same records after others", true, 2, command(3, "community", "ballot:1")},
		{"another record", false, 2, command(4, "community", "vote:9")},
		{"another record after others", true, 2, command(5, "community", "vote:10")},
		{"what nobody has read", true, 2, command(6, "vote:11", "vote:12")},
		{"several Gets of what is known", false, 1, reads(7, "community", "ballot:1")},
		{"several Gets of what was known, after others", true, 2, reads(8, "community", "ballot:1")},
		{"the known and then the unknown", false, 2, reads(9, "community", "vote:13")},
		{"the known and then the unknown, after others", true, 2, reads(10, "community", "vote:14")},
		{"a message that went", false, 1, sent(2)},
		{"a message that went, after others", true, 2, sent(3)},
		{"only a wake-up", true, 1, func(tx storage.Tx) error { return tx.Wake("case:1", time.Unix(9, 0)) }},
		{"only a new id", true, 1, func(tx storage.Tx) error { _, err := tx.Once("update 60", time.Unix(6, 0)); return err }},
		{"nothing but a read", true, 1, func(tx storage.Tx) error { _, err := tx.Get("community"); return err }},
		{"nothing", true, 0, func(storage.Tx) error { return nil }},
	} {
		if c.others {
			if err := other.Update(ctx, "a", command(100+i, "community")); err != nil {
				t.Fatal(err)
			}
		}
		if got := count.of(t, func() error { return s.Update(ctx, "a", c.fn) }); got != c.want {
			t.Errorf("%s: %d round trips, want %d", c.name, got, c.want)
		}
	}
}

// sent takes out the message seq.
func sent(seq uint64) func(tx storage.Tx) error {
	return func(tx storage.Tx) error {
		gone, err := tx.Sent(seq, 0)
		if !gone {
			return fmt.Errorf("message %d is not gone: %w", seq, err)
		}
		return err
	}
}

// A batch of many inputs costs what one does, as long as one Get brings what they need.
func TestTwoRoundTripsForABatch(t *testing.T) {
	server := redistest.Start(t)
	s, count := counted(t, server.URL(""))
	batch := func(from int) func() error {
		return func() error {
			return s.Update(t.Context(), "a", func(tx storage.Tx) error {
				for i := range 200 {
					if err := command(from+i, "community", "ballot:1")(tx); err != nil {
						return err
					}
				}
				return nil
			})
		}
	}
	if err := batch(0)(); err != nil {
		t.Fatal(err)
	}
	if got := count.of(t, batch(1000)); got != 1 {
		t.Errorf("%d round trips for 200 inputs, want 1: all is known from the batch before", got)
	}
}

// What comes a second time is found out by its commit, and costs one more round trip than the first.
func TestRoundTripsOfTheRepeated(t *testing.T) {
	server := redistest.Start(t)
	s, count := counted(t, server.URL(""))
	first := true
	once := func() error {
		return s.Update(t.Context(), "a", func(tx storage.Tx) (err error) {
			if _, err = tx.Get("k"); err == nil {
				if first, err = tx.Once("update", time.Unix(1, 0)); first {
					_, err = tx.Append([]byte("entry"))
				}
			}
			return err
		})
	}
	if err := once(); err != nil || !first {
		t.Fatal(first, err)
	}
	if got := count.of(t, once); got != 2 || first {
		t.Errorf("%d round trips, want 2; first: %t", got, first)
	}
}

// The lists cost one round trip to each server, with one server one.
func TestRoundTripsOfLists(t *testing.T) {
	server := redistest.Start(t)
	s, count := counted(t, server.URL(""))
	ctx := t.Context()
	for i := range 50 {
		if err := s.Update(ctx, storage.ID(fmt.Sprint("c", i)), command(i, "k")); err != nil {
			t.Fatal(err)
		}
	}
	for name, list := range map[string]func() error{
		"Unsent":      func() error { _, err := s.Unsent(ctx); return err },
		"NextWake":    func() error { _, err := s.NextWake(ctx); return err },
		"Due":         func() error { _, err := s.Due(ctx, time.Unix(1000, 0), 100); return err },
		"Communities": func() error { _, err := s.Communities(ctx, "", 100); return err },
	} {
		if err := list(); err != nil { // with a connection to take
			t.Fatal(err)
		}
		if got := count.of(t, list); got != 1 {
			t.Errorf("%s: %d round trips, want 1", name, got)
		}
	}
}

// A read that a commit of the same process overtakes does not make the store forget what it knows.
func TestRoundTripsBesideReads(t *testing.T) {
	server := redistest.Start(t)
	s, count := counted(t, server.URL(""))
	ctx := t.Context()
	if err := s.Update(ctx, "a", command(1, "community")); err != nil {
		t.Fatal(err)
	}
	commits := 1
	err := s.View(ctx, "a", func(r storage.Reader) error {
		r.(storage.Nearby).Near("ballot:1") // now it goes by the version as it is
		if commits++; commits == 2 {
			if err := s.Update(ctx, "a", command(2, "community")); err != nil {
				return err
			}
		}
		_, err := r.Get("vote:9")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := count.of(t, func() error {
		return s.Update(ctx, "a",
			command(3, "community", "ballot:1", "vote:1"))
	}); got != 1 {
		t.Errorf("%d round trips, want 1: all is known", got)
	}
}
