package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// What every program of the benchmark is told.
const (
	benchToken  = "42:BENCH"
	benchSecret = "a-secret-of-the-bench"
	publicURL   = "https://village.example"
	hookPath    = "/telegram"
	callTime    = time.Minute
)

// connections is how many updates are brought at the same time: Telegram's own default.
const connections = 40

// client keeps the connections it has: opening one for each call would be what is measured.
func client() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 2 * connections
	return &http.Client{Transport: t, Timeout: callTime}
}

// process is a program that runs beside this one.
type process struct {
	cmd  *exec.Cmd
	log  bytes.Buffer
	done chan struct{}
}

func start(env []string, name string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(name, args...), done: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.Stdout, p.cmd.Stderr = &p.log, &p.log
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(name), err)
	}
	go func() {
		defer close(p.done)
		_ = p.cmd.Wait() // how it ended stands in its log
	}()
	return p, nil
}

// end asks the program to stop, and makes it.
func (p *process) end() {
	_ = p.cmd.Process.Signal(os.Interrupt) // it may have ended
	select {
	case <-p.done:
	case <-time.After(20 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.done
	}
}

// cpu is how much time of the processors it has used; only Linux tells it of a process that runs.
func (p *process) cpu() (time.Duration, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	fields := bytes.Fields(raw[bytes.LastIndexByte(raw, ')')+1:])
	var user, system int64
	if _, err := fmt.Sscan(string(fields[11])+" "+string(fields[12]), &user, &system); err != nil {
		return 0, fmt.Errorf("read its times: %w", err)
	}
	return time.Duration(user+system) * (time.Second / 100), nil
}

// freeAddress is an address of this machine on which nobody listens.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// answers waits until something takes connections there.
func (p *process) answers(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		if c, err := net.Dial("tcp", address); err == nil {
			return c.Close()
		}
		select {
		case <-look.C:
		case <-p.done:
			return fmt.Errorf("%s ended: %s", p.cmd.Path, p.log.Bytes())
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("%s does not answer", p.cmd.Path), ctx.Err())
		}
	}
}

// startRedis starts a server whose commits are on disk when it says so.
func startRedis(ctx context.Context, dir string, more ...string) (*process, string, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, "", err
	}
	_, port, _ := net.SplitHostPort(address)
	p, err := start(nil, "redis-server", append([]string{
		"--port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
	}, more...)...)
	if err != nil {
		return nil, "", err
	}
	return p, address, p.answers(ctx, address)
}
