package redisdb

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/address"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/redistest"
	"echowall/storage/testenv"
)

// answers are what a server may say instead of what was asked for, with whether a single server, and a Cluster, may say
// otherwise the next time.
func answers() map[string][2]bool {
	both, neither := [2]bool{true, true}, [2]bool{}
	return map[string][2]bool{
		"OOM command not allowed when used memory > 'maxmemory'.":                                               both,
		"OOM command not allowed when used memory > 'maxmemory'. script: 1f, on @user_script:1.":                both,
		"ERR Error running script (call to f_1): @s:9: -OOM command not allowed when used memory > 'maxmemory'": both,
		"MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.":      both,
		"MISCONF Errors writing to the AOF file: No space left on device":                                       both,
		"READONLY You can't write against a read only replica. script: 1f, on @user_script:1.":                  both,
		"ERR Error running script (call to f_1): @s:9: -READONLY You can't write against a read only replica":   both,
		"NOREPLICAS Not enough good replicas to write.":                                                         both,
		"LOADING Redis is loading the dataset in memory":                                                        both,
		"MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.":                      both,
		"CLUSTERDOWN Hash slot not served":                                                                      both,
		"CLUSTERDOWN The cluster is down":                                                                       both,
		"TRYAGAIN Multiple keys request during rehashing of slot":                                               both,
		"BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.":                both,
		"UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)":          both,
		"NOSCRIPT No matching script.":                                                                          both,
		"EXECABORT Transaction discarded because of previous errors.":                                           both,
		"ERR max number of clients reached":                                                                     both,
		"ERR max number of clients + cluster connections reached":                                               both,
		"MOVED 1 127.0.0.1:1": {false, true},
		"ASK 1 127.0.0.1:1":   {false, true},
		"CROSSSLOT Keys in request don't hash to the same slot":                                             {false, true},
		"WRONGPASS invalid username-password pair or user is disabled.":                                     neither,
		"NOAUTH Authentication required.":                                                                   neither,
		"NOPERM User x has no permissions to run the 'evalsha' command":                                     neither,
		"WRONGTYPE Operation against a key holding the wrong kind of value":                                 neither,
		"ERR unknown command 'EVALSHA'":                                                                     neither,
		"ERR Error running script (call to f_1): @user_script:9: @user_script: 9: bad argument #1 to 'sub'": neither,
	}
}

func TestPasses(t *testing.T) {
	single, cluster := &Store{}, &Store{cluster: true}
	for text, want := range answers() {
		err := fmt.Errorf("wrapped: %w", replyError(text))
		if got := [2]bool{single.passes(err), cluster.passes(err)}; got != want {
			t.Errorf("%s: passes for a single server, for a Cluster: %v", text, got)
		}
	}
	if !single.passes(redis.ErrPoolTimeout) || single.passes(layout.Damaged("it")) {
		t.Error("what goes wrong on the way passes, damage does not")
	}
}

type replyError string

func (e replyError) Error() string { return string(e) }
func (e replyError) RedisError()   {}

// liar passes bytes on, but answers in the server's place while it has something to say: "" cuts the connection.
type liar struct {
	net.Conn
	says *atomic.Pointer[string]
	lies atomic.Bool
}

func (c *liar) Write(b []byte) (int, error) {
	if c.says.Load() != nil && strings.Contains(string(b), "eval") {
		c.lies.Store(true)
		return len(b), nil
	}
	return c.Conn.Write(b)
}

func (c *liar) Read(b []byte) (int, error) {
	if says := c.says.Load(); says != nil && c.lies.Swap(false) {
		if *says == "" {
			return 0, errors.Join(errors.New("connection reset by peer"), c.Close())
		}
		return copy(b, "-"+*says+"\r\n"), nil
	}
	return c.Conn.Read(b)
}

// Whatever a server answers, an Update that it has not kept is an error, which is never one of the caller; and one that
// the server can leave again is kept by the same call as soon as it has.
func TestNoAnswerOfAServerPassesForACommit(t *testing.T) {
	server := redistest.Start(t)
	all := answers()
	all[""] = [2]bool{true, true}
	for text, passes := range all {
		t.Run(text, func(t *testing.T) {
			c, err := address.Parse(server.URL("?patience=100ms"))
			if err != nil {
				t.Fatal(err)
			}
			var says atomic.Pointer[string]
			c.Redis.Dialer = func(ctx context.Context, network, addr string) (net.Conn, error) {
				conn, err := new(net.Dialer).DialContext(ctx, network, addr)
				return &liar{Conn: conn, says: &says}, err
			}
			s, err := open(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			id := storage.ID("a" + text)
			if err := s.Update(t.Context(), id, increment); err != nil {
				t.Fatal(err)
			}
			says.Store(&text)
			err = s.Update(t.Context(), id, increment)
			if err == nil || errors.Is(err, storage.ErrUnfit) || errors.Is(err, storage.ErrAway) != passes[0] {
				t.Errorf("got %v", err)
			}
			s.patience = time.Minute
			if passes[0] {
				time.AfterFunc(50*time.Millisecond, func() { says.Store(nil) })
			} else {
				says.Store(nil)
			}
			if err := s.Update(t.Context(), id, increment); err != nil {
				t.Errorf("afterwards: %v", err)
			}
			if got := value(t, s, id); got != 2 {
				t.Errorf("there are %d commits, want the 2 that were acknowledged", got)
			}
		})
	}
}

// value is how often increment was committed.
func value(t *testing.T, s *Store, id storage.ID) (n int) {
	t.Helper()
	err := s.View(t.Context(), id, func(r storage.Reader) error {
		all, err := r.Journal(1, 1000)
		n = len(all)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A server that really is in such a state: full, without the disk it is to write to, or a replica. What was
// acknowledged meanwhile is there, and when the state ends all that was begun is kept, once.
func TestNothingIsAcknowledgedByAServerThatCannotWrite(t *testing.T) {
	testenv.Tool(t, "redis-server")
	for name, state := range map[string][2][]string{
		"full":    {{"maxmemory", "1mb"}, {"maxmemory", "0"}},
		"replica": {{"replicaof"}, {}},
		"lonely":  {{"min-replicas-to-write", "1"}, {"min-replicas-to-write", "0"}},
	} {
		t.Run(name, func(t *testing.T) {
			server := redistest.Start(t)
			s := opened(t, server.URL(""))
			l := startLoad(t, s, 8)
			l.more(t, 50)
			set := func(words []string) {
				t.Helper()
				var err error
				if name == "replica" {
					to := map[bool]string{true: "127.0.0.1 1", false: "NO ONE"}[len(words) > 0]
					host, port, _ := strings.Cut(to, " ")
					err = server.Client().ReplicaOf(t.Context(), host, port).Err()
				} else {
					err = server.Client().ConfigSet(t.Context(), words[0], words[1]).Err()
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			set(state[0])
			before := l.total.Load()
			time.Sleep(500 * time.Millisecond)
			if now := l.total.Load(); now > before+8 {
				t.Errorf("%d updates were acknowledged meanwhile", now-before)
			}
			set(state[1])
			l.more(t, 50)
			l.end(t)
		})
	}
}
