package redisdb

import (
	"context"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"testing"

	"echowall/storage"
	"echowall/storage/redisdb/address"
	"echowall/storage/redisdb/redistest"
)

// thief passes bytes on, and cuts the connection instead of giving the answer to every third commit.
type thief struct {
	net.Conn
	commits *atomic.Int64
	steal   atomic.Bool
}

func (c *thief) Write(b []byte) (int, error) {
	if len(b) > 1000 && c.commits.Add(1)%3 == 0 { // only commits carry the long entry
		c.steal.Store(true)
	}
	return c.Conn.Write(b)
}

func (c *thief) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.steal.Load() && err == nil { // the commit has taken place
		return 0, errors.Join(io.ErrUnexpectedEOF, c.Close())
	}
	return n, err
}

// A commit whose answer is lost takes place once.
func TestLostAnswers(t *testing.T) {
	c, err := address.Parse(redistest.Start(t).URL(""))
	if err != nil {
		t.Fatal(err)
	}
	var commits atomic.Int64
	c.Redis.Dialer = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, addr)
		return &thief{Conn: conn, commits: &commits}, err
	}
	s, err := open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	const n = 60
	for range n {
		err := s.Update(t.Context(), "a", func(tx storage.Tx) error {
			return errors.Join(increment(tx), tx.Put("long", make([]byte, 2000)))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if commits.Load() < n+n/3 {
		t.Errorf("only %d commits were sent", commits.Load())
	}
	counts(t, s, n)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
