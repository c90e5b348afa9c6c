package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"echowall/bot/sim/api"
)

// rival is a bot that is measured, with a Telegram of its own.
type rival struct {
	name    string
	server  *api.Server
	desk    *desk
	bot     *process
	more    []*process
	ballots []*ballot
	stop    context.CancelFunc
	env     []string
	program string
}

// newRival starts a Telegram, and the bot that made makes of its address and of where updates are brought.
func newRival(ctx context.Context, name string, begin func(url, listen string) (*process, error)) (*rival, error) {
	r := &rival{name: name, server: api.New(api.Config{Token: benchToken, Username: "echo_wall_bot", Name: "Echo Wall"})}
	url, err := r.server.Start()
	if err != nil {
		return r, err
	}
	listen, err := freeAddress()
	if err != nil {
		return r, err
	}
	r.desk = newDesk(r.server)
	if r.bot, err = begin(url, listen); err != nil {
		return r, err
	}
	if err := r.bot.answers(ctx, listen); err != nil {
		return r, err
	}
	ctx, r.stop = context.WithCancel(ctx)
	go r.server.Push(ctx, client(), "http://"+listen+hookPath)
	return r, nil
}

// bare is the bot that keeps nothing.
func bare(ctx context.Context) (*rival, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return newRival(ctx, "bare", func(url, listen string) (*process, error) {
		return start(nil, self, "bare", "--url", url, "--listen", listen)
	})
}

// onBolt is the program on a file, onRedis on a server of its own.
func onBolt(ctx context.Context, program, dir string) (*rival, error) {
	return ours(ctx, "bolt", program, dir, "bolt:"+filepath.Join(dir, "bench.db"))
}

func onRedis(ctx context.Context, program, dir string) (*rival, error) {
	redis, address, err := startRedis(ctx, dir)
	if err != nil {
		return nil, err
	}
	r, err := ours(ctx, "redis", program, dir, "redis://"+address)
	if r != nil {
		r.more = append(r.more, redis)
	}
	return r, err
}

func ours(ctx context.Context, name, program, dir, store string) (*rival, error) {
	methods, err := writeMethods(dir)
	if err != nil {
		return nil, err
	}
	var env []string
	r, err := newRival(ctx, name, func(url, listen string) (*process, error) {
		env = []string{
			"TELEGRAM_BOT_TOKEN=" + benchToken, "TELEGRAM_API_URL=" + url, "ECHOWALL_STORE=" + store,
			"ECHOWALL_LISTEN=" + listen,
			"ECHOWALL_PUBLIC_URL=" + publicURL, "ECHOWALL_WEBHOOK=on", "ECHOWALL_WEBHOOK_SECRET=" + benchSecret,
			"ECHOWALL_PROCEDURES=" + methods,
		}
		return start(env, program, "run")
	})
	r.env, r.program = env, program
	return r, err
}

// populate makes villages, each with a vote that is open; the first is ten times as large.
func (r *rival) populate(ctx context.Context, villages, size int) error {
	r.ballots = make([]*ballot, villages)
	work, ctx := errgroup.WithContext(ctx)
	for i := range villages {
		name := fmt.Sprint("Village ", i)
		size := size
		if i == 0 {
			size *= 10 // it is where the rush is
		}
		if r.program == "" {
			r.ballots[i] = wordless(r.server, name, size)
			continue
		}
		work.Go(func() (err error) {
			r.ballots[i], err = foundBallot(ctx, r.server, name, size)
			return err
		})
	}
	return work.Wait()
}

// measure runs a round of voting and adds what it cost the processors.
func (r *rival) measure(round func() *figures) (*figures, error) {
	bot, store, err := r.used()
	if err != nil {
		return nil, err
	}
	f := round()
	if f.failed > 0 || len(f.took) == 0 {
		return f, fmt.Errorf("%s: %d votes were not taken: %w", r.name, f.failed, f.problem)
	}
	botAfter, storeAfter, err := r.used()
	f.cpu, f.store = (botAfter-bot)/time.Duration(len(f.took)), (storeAfter-store)/time.Duration(len(f.took))
	return f, err
}

// used is what the bot and its store have used of the processors so far.
func (r *rival) used() (bot, store time.Duration, err error) {
	if bot, err = r.bot.cpu(); err != nil {
		return 0, 0, err
	}
	for _, p := range r.more {
		one, err := p.cpu()
		if err != nil {
			return 0, 0, err
		}
		store += one
	}
	return bot, store, nil
}

// verify ends the bot and has its journal checked.
func (r *rival) verify() error {
	if r.program == "" {
		return nil
	}
	r.bot.end()
	p, err := start(r.env, r.program, "verify")
	if err != nil {
		return err
	}
	<-p.done
	if !p.cmd.ProcessState.Success() {
		return fmt.Errorf("verify %s: %s", r.name, p.log.Bytes())
	}
	return nil
}

// close ends all that was started for a rival.
func (r *rival) close() {
	if r.stop != nil {
		r.stop()
	}
	if r.bot != nil {
		r.bot.end()
	}
	for _, p := range r.more {
		p.end()
	}
	r.server.Close()
}

// field starts rivals, in folders below dir.
func field(dir string, begin ...func(folder string) (*rival, error)) (all []*rival, err error) {
	for _, begin := range begin {
		folder, mkdir := os.MkdirTemp(dir, "rival-")
		r, started := begin(folder)
		if r != nil {
			all = append(all, r)
		}
		if err := errors.Join(mkdir, started); err != nil {
			return all, err
		}
	}
	return all, nil
}
