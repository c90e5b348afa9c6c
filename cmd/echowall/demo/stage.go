package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"echowall/bot"
	"echowall/bot/sim/api"
	"echowall/bot/sim/chat"
	"echowall/bot/sim/people"
	"echowall/cmd/echowall/config"
	"echowall/flows"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/locales"
	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/vault"
)

// stage is what the demo plays on: the people, a Telegram between them, and the real bot with a store of its own, all
// on one clock.
type stage struct {
	stageConfig
	clock  *people.JumpClock
	server *api.Server
	store  storage.Store
	vault  vault.Memory
	bot    *bot.Bot
	cast   *people.Cast
	dir    string
	stop   context.CancelFunc
	// ran holds what the bot ended with.
	ran chan error
	// stopped is called wherever passing time stops because something happens.
	stopped func()
	// beside is the wall in the browser; nil where there is none.
	beside *beside
	// world is what the page shows of it.
	world *chat.World
	// presses are those that the bot may still have to answer.
	presses []press
}

type stageConfig struct {
	texts   *locales.Catalogue
	methods *procedure.Registry
	lang    string
	speed   float64
	log     *slog.Logger
	// pages says that the wall is to be seen in a browser, too.
	pages bool
}

// demoToken is the bot's token in a Telegram that is not there.
const demoToken = "42:DEMO"

// newStage builds a stage and starts the bot; close ends it.
func newStage(ctx context.Context, c stageConfig) (s *stage, err error) {
	s = &stage{stageConfig: c, stop: func() {}, stopped: func() {}}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		return s, fmt.Errorf("demo: %w", err)
	}
	s.clock = people.NewJumpClock(time.Date(2026, 6, 1, 9, 0, 0, 0, zone), c.speed)
	s.server = api.New(api.Config{Token: demoToken, Username: "echo_wall_bot", Name: s.say("demo.bot", nil),
		Clock: s.clock})
	s.cast = s.newCast(zone)
	s.world = s.newWorld()
	if s.dir, err = os.MkdirTemp("", "echowall-demo-"); err != nil {
		return s, fmt.Errorf("demo: make a folder for the store: %w", err)
	}
	// Nothing here need outlive a loss of power.
	if s.store, err = boltdb.Open(filepath.Join(s.dir, "echowall.db"), boltdb.Options{NoSync: true}); err != nil {
		return s, fmt.Errorf("demo: %w", err)
	}
	return s, s.startBot(ctx)
}

func (s *stage) startBot(ctx context.Context) (err error) {
	c := bot.Config{
		Token: demoToken, URL: "http://telegram.sim", Store: s.store, Texts: s.texts, Methods: s.methods, Clock: s.clock,
		Client: s.server.Client(), Code: config.NewCode, Log: s.log, Vault: &s.vault,
	}
	if s.pages {
		if s.beside, err = listenBeside(); err != nil {
			return err
		}
		c.Public, c.Changed = s.beside.address(), s.beside.changed
	}
	if s.bot, err = bot.New(ctx, c); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	if s.pages {
		if err := s.beside.show(s.bot); err != nil {
			return err
		}
	}
	ctx, s.stop = context.WithCancel(ctx)
	s.ran = make(chan error, 1)
	go func() { s.ran <- config.UnlessStopped(ctx, s.bot.Run(ctx)) }()
	return nil
}

// close ends the bot, then what it stands on, and leaves nothing behind.
func (s *stage) close() (err error) {
	s.stop()
	if s.ran != nil {
		err = <-s.ran
	}
	err = errors.Join(err, s.beside.close())
	if s.store != nil {
		err = errors.Join(err, s.store.Close())
	}
	if s.server != nil {
		s.server.Close()
	}
	if s.dir != "" {
		err = errors.Join(err, os.RemoveAll(s.dir))
	}
	return err
}

// lamps is the case of the demo as last committed; nil while there is none.
func (s *stage) lamps(ctx context.Context) (found *cases.Case, err error) {
	ids, err := s.store.Communities(ctx, "", 1)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	err = flows.Read(ctx, s.store, s.methods, ids[0], func(c *life.State) error {
		found = c.Case(1)
		return nil
	})
	return found, err
}
