package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"echowall/bot"
	"echowall/bot/wall"
	"echowall/flows/procedure"
	"echowall/locales"
)

type runCmd struct {
	telegramFlags  `embed:""`
	storeFlag      `embed:""`
	listenFlag     `embed:""`
	webhookFlags   `embed:""`
	metricsFlag    `embed:""`
	proceduresFlag `embed:""`
	vaultFlag      `embed:""`
	calendarFlag   `embed:""`
	logFlags       `embed:""`
}

// Run serves the bot until it is told to stop.
func (c *runCmd) Run(ctx context.Context) (err error) {
	if err := cmp.Or(c.telegramFlags.check(), c.listenFlag.check(), c.webhookFlags.check(), c.metricsFlag.check()); err != nil {
		return err
	}
	log, err := c.logger()
	if err != nil {
		return err
	}
	s := &service{runCmd: c, log: log, count: newMeters()}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.learn(); err != nil {
		return err
	}
	if err := s.open(ctx); err != nil {
		return unlessStopped(ctx, err)
	}
	if err := s.connect(ctx); err != nil {
		return unlessStopped(ctx, err)
	}
	collectSeldom()
	return s.serve(ctx)
}

// seldom is by how many per cent the heap may grow before it is collected.
const seldom = 400

// collectSeldom lets more garbage gather, unless GOGC says how much. What a village keeps in memory is so small that in a rush of votes
// it would otherwise be looked through many times a second. GOMEMLIMIT bounds what that takes where the heap is large.
func collectSeldom() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(seldom)
	}
}

// wallOf is the wall that shows what a bot keeps; framers are the sites that may show it within their pages.
func wallOf(b *bot.Bot, framers string) (*wall.Wall, error) {
	return wall.New(wall.Config{
		Store: b.Store, Methods: b.Methods, Texts: b.Texts, Words: b.Renderer(), Clock: b.Clock, Public: b.Public, File: b.File, Do: b.Do,
		Code: b.Code, Log: b.Log, Framers: framers,
	})
}

// unlessStopped is an error, unless it only says that the program was told to stop while it still began.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.Cause(ctx))) {
		return nil
	}
	return err
}

// connect makes a bot of what the flags say and what else it works with.
func (f telegramFlags) connect(ctx context.Context, c bot.Config) (*bot.Bot, error) {
	c.Token, c.URL = f.Token, strings.TrimRight(f.URL, "/")
	b, err := bot.New(ctx, c)
	if errors.Is(err, bot.ErrToken) {
		return nil, &configError{errors.New("TELEGRAM_BOT_TOKEN: Telegram does not know this token; ask BotFather for it with /token")}
	}
	if err != nil {
		return nil, fmt.Errorf("TELEGRAM_API_URL: %s cannot be reached: %w", withoutSecret(f.URL), err)
	}
	return b, nil
}

// materials are the texts and the procedures that come with the program.
func materials() (*locales.Catalogue, *procedure.Book, error) {
	texts, err := locales.Load()
	if err != nil {
		return nil, nil, err
	}
	methods, err := procedure.Default()
	return texts, methods, err
}

// newCode is a random word that cannot be guessed.
func newCode() string { return rand.Text()[:12] }
