// Package redistest starts real servers for tests, each on a free port and in a temporary directory, which end with the
// test: a single one, a Cluster, or a master with its replica and the sentinel that watches them. They can be killed
// and started again on what they have on disk.
//
// The servers are Redis, or Valkey where ECHOWALL_TEST_SERVER is "valkey".
package redistest

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage/testenv"
)

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

// Server is a server of its own.
type Server struct {
	Port int
	// Dir is where it keeps its files.
	Dir string

	t    testing.TB
	args []string
	cmd  *exec.Cmd
	log  *buffer
	dead chan struct{}
}

// buffer may be read while a process writes to it.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

// String is all that was written.
func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// FreePort finds a port that nothing listens on. Cluster nodes also need the one 10,000 above.
func FreePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := l.Addr().(*net.TCPAddr).Port
		bus, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa((port+10000)%65536))
		if err == nil {
			err = bus.Close()
		}
		if err := errors.Join(err, l.Close()); err == nil && port < 55000 {
			return port
		}
	}
	t.Fatal("no free port")
	return 0
}

// Durable are the settings of a server that has on disk what it acknowledges.
func Durable() []string { return []string{"--appendonly", "yes", "--appendfsync", "always"} }

// Start starts a server with more settings, and waits until it answers.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	s := &Server{t: t, Port: FreePort(t), Dir: t.TempDir()}
	s.args = append([]string{
		"--port", strconv.Itoa(s.Port), "--bind", "127.0.0.1", "--dir", s.Dir, "--save", "", "--daemonize", "no",
	}, args...)
	s.run("server", s.args...)
	t.Cleanup(s.Kill)
	s.answers()
	return s
}

// brand is whose servers are started.
func brand() string {
	if name := os.Getenv("ECHOWALL_TEST_SERVER"); name != "" {
		return name
	}
	return "redis"
}

// run starts a program of Debian's packages.
func (s *Server) run(program string, args ...string) {
	s.t.Helper()
	path := testenv.Tool(s.t, brand()+"-"+program)
	s.log = &buffer{}
	s.cmd = exec.Command(path, args...)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	cmd, dead := s.cmd, make(chan struct{})
	s.dead = dead
	go func() {
		defer close(dead)
		_ = cmd.Wait() // it is killed
	}()
}

// Kill is kill -9.
func (s *Server) Kill() {
	_ = s.cmd.Process.Kill() // it may have ended
	<-s.dead
}

// Restart starts it again on what it has on disk, and waits until it answers.
func (s *Server) Restart() {
	s.t.Helper()
	s.run("server", s.args...)
	s.answers()
}

// Signal sends it a signal.
func (s *Server) Signal(sig syscall.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

// Addr is where it listens.
func (s *Server) Addr() string { return "127.0.0.1:" + strconv.Itoa(s.Port) }

// URL names it as a store, with what comes after the address.
func (s *Server) URL(rest string) string { return "redis://" + s.Addr() + rest }

// Client is a client of this server alone, which ends with the test.
func (s *Server) Client() *redis.Client {
	c := s.client()
	s.t.Cleanup(func() { _ = c.Close() }) // a test may have closed it
	return c
}

func (s *Server) client() *redis.Client {
	return redis.NewClient(&redis.Options{Addr: s.Addr(), MaxRetries: -1, DisableIdentity: true})
}

// Set changes settings while it runs, given as name and value by turns.
func (s *Server) Set(settings ...string) {
	s.t.Helper()
	c := s.client()
	defer c.Close()
	for i := 0; i+1 < len(settings); i += 2 {
		if err := c.ConfigSet(context.Background(), settings[i], settings[i+1]).Err(); err != nil {
			s.t.Fatal(err)
		}
	}
}

// Says tells whether a section of what the server says of itself has some words in it.
func (s *Server) Says(section, words string) bool {
	c := s.client()
	defer c.Close()
	return strings.Contains(c.Info(context.Background(), section).Val(), words)
}

// BecomesMaster waits until a replica has taken its master's place.
func (s *Server) BecomesMaster() {
	s.t.Helper()
	s.Eventually("it is master", func() bool { return s.Says("replication", "role:master") })
}

// HasReplica waits until a replica has joined a master.
func (s *Server) HasReplica() {
	s.t.Helper()
	s.Eventually("its replica has joined", func() bool { return s.Says("replication", "state=online") })
}

func (s *Server) answers() {
	s.t.Helper()
	c := s.client()
	defer c.Close()
	s.Eventually("it answers", func() bool {
		err := c.Ping(context.Background()).Err()
		return err == nil || redis.HasErrorPrefix(err, "NOAUTH")
	})
}

// Eventually waits for a condition; where it does not come, the test ends with what the server has written.
func (s *Server) Eventually(what string, condition func() bool) {
	s.t.Helper()
	Eventually(s.t, what, condition, s.log.String)
}

// Eventually waits for a condition; where it does not come, the test ends with the log.
func Eventually(t testing.TB, what string, condition func() bool, log func() string) {
	t.Helper()
	end := time.NewTimer(patience)
	defer end.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !condition() {
		select {
		case <-end.C:
			t.Fatalf("not in time: %s\n%s", what, log())
		case <-tick.C:
		}
	}
}
