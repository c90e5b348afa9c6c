package api

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
)

// Listen is a network of one server in memory: a listener, and a client whose every connection, whatever the
// address, leads to it. It uses no sockets, so all of it can stand in a testing/synctest bubble. Close the
// listener, and the client's idle connections, to end it.
func Listen() (net.Listener, *http.Client) {
	l := &memoryListener{conns: make(chan net.Conn), closed: make(chan struct{})}
	return l, &http.Client{Transport: &http.Transport{DialContext: l.dial}}
}

type memoryListener struct {
	conns  chan net.Conn
	once   sync.Once
	closed chan struct{}
}

func (l *memoryListener) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case l.conns <- theirs:
		return ours, nil
	case <-l.closed:
		return nil, fmt.Errorf("dial: %w", net.ErrClosed)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for somebody to dial, or for Close.
func (l *memoryListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close ends every Accept; it may be called again.
func (l *memoryListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr is the same for every listener: nothing is dialled by it.
func (l *memoryListener) Addr() net.Addr { return memoryAddr{} }

type memoryAddr struct{}

// Network names the kind of network.
func (memoryAddr) Network() string { return "pipe" }

// String is the one address on it.
func (memoryAddr) String() string { return "telegram.sim" }

// Client is an http.Client that reaches this server, in memory, under any http:// address. It stops with Close.
func (s *Server) Client() *http.Client {
	s.Hold()
	defer s.Release()
	if s.client == nil {
		l, client := Listen()
		s.client = client
		s.start(l)
	}
	return s.client
}

// Serve serves on a listener until Close. It returns at once.
func (s *Server) Serve(l net.Listener) {
	s.Hold()
	defer s.Release()
	s.start(l)
}

func (s *Server) start(l net.Listener) {
	if s.closed {
		_ = l.Close()
		return
	}
	srv := &http.Server{Handler: s.Handler(), ErrorLog: log.New(io.Discard, "", 0)}
	s.servers = append(s.servers, srv)
	s.serving.Go(func() { _ = srv.Serve(l) }) // it ends with the error that it was closed
}

// Start serves on a free port of 127.0.0.1 until Close, and returns the URL.
func (s *Server) Start() (url string, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("sim: %w", err)
	}
	s.Serve(l)
	return "http://" + l.Addr().String(), nil
}
