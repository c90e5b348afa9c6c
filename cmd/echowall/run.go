package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"echowall/bot"
	"echowall/bot/outbox"
	"echowall/bot/wall"
	"echowall/flows"
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

// callTime is how long a call to Telegram may take: longer than a long poll.
const callTime = 75 * time.Second

// Run serves the bot until it is told to stop.
func (c *runCmd) Run(ctx context.Context) (err error) {
	if err := cmp.Or(c.telegramFlags.check(), c.listenFlag.check(), c.webhookFlags.check(), c.metricsFlag.check()); err != nil {
		return err
	}
	log, err := c.logger()
	if err != nil {
		return err
	}
	texts, methods, err := materials()
	if err != nil {
		return err
	}
	if err := c.addTo(methods); err != nil {
		return err
	}
	inForce := c.use(methods, log)
	methods = inForce.live()
	almanac, err := c.almanac()
	if err != nil {
		return err
	}
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	keys, err := c.keep(c.storeFlag)
	if err != nil {
		return err
	}
	if err := inUse(ctx, store, methods); err != nil {
		return err
	}
	listener, err := c.listenFlag.listen()
	if err != nil {
		return err
	}
	defer listener.Close() // closed already where it served
	scraped, err := c.metricsFlag.listen()
	if err != nil {
		return err
	}
	count := newMeters()
	var pages *wall.Wall // made of the bot, which tells it of changes once it runs
	b, err := c.connect(ctx, bot.Config{
		Store: store, Texts: texts, Methods: methods, Almanac: almanac, Clock: outbox.WallClock{},
		Client: &http.Client{Timeout: callTime, Transport: transport{count, http.DefaultTransport}}, Code: newCode, Log: log,
		Webhook: c.webhook(), Vault: keys, Public: c.public(),
		Changed: func(change flows.Change) { count.changed(change); pages.Changed(change) },
	})
	if err != nil {
		return unlessStopped(ctx, err)
	}
	if pages, err = wallOf(b, ""); err != nil {
		return err
	}
	count.watch(b, store)
	log.Info("serving", "bot", b.Username(), "listen", listener.Addr().String(), "version", version)
	work, inner := errgroup.WithContext(ctx)
	work.Go(func() error { return unlessStopped(ctx, b.Run(inner)) })
	work.Go(func() error {
		return serve(inner, listener, services{
			healthy: b.Healthy, ready: ready(b, store), webhook: c.handler(b), pages: pages.Handler(), leave: pages.Leave,
			observed: func(h http.Handler) http.Handler { return count.observed(h, log) },
		})
	})
	work.Go(func() error { return count.serve(inner, scraped) })
	work.Go(func() error { inForce.follow(inner); return nil })
	work.Go(func() error { c.serveBackups(inner, store, log, asideRoutes(b, store)); return nil })
	return work.Wait()
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
