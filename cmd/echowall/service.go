package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"golang.org/x/sync/errgroup"

	"echowall/bot"
	"echowall/bot/wall"
	"echowall/bot/wall/guard"
	"echowall/cmd/echowall/backup"
	"echowall/cmd/echowall/config"
	"echowall/cmd/echowall/methods"
	"echowall/cmd/echowall/metrics"
	"echowall/cmd/echowall/web"
	"echowall/flows"
	"echowall/flows/calendar"
	"echowall/flows/clock"
	"echowall/flows/procedure"
	"echowall/locales"
	"echowall/storage"
)

// service is all that serves one bot, put together step by step: learn, open, connect, serve, and at last close.
type service struct {
	*runCmd
	log   *slog.Logger
	count *metrics.Meters

	texts   *locales.Catalogue
	inForce *methods.InForce
	methods *procedure.Registry
	almanac calendar.Almanac
	proxies []netip.Prefix

	store    storage.Store
	keys     flows.Vault
	listener net.Listener
	scraped  net.Listener // nil where nobody asks for the meters

	bot   *bot.Bot
	pages *wall.Wall
}

// learn reads what the program knows: its texts, the procedures and the days off.
func (s *service) learn() error {
	texts, registry, err := config.Materials()
	if err != nil {
		return err
	}
	if err := s.AddTo(registry); err != nil {
		return err
	}
	s.texts, s.inForce = texts, methods.Use(s.Procedures, registry, s.log)
	s.methods = s.inForce.Live()
	if s.almanac, err = s.runCmd.Almanac(); err != nil {
		return err
	}
	s.proxies, err = s.Networks()
	return err
}

// open opens the store, and the addresses on which others will be served.
func (s *service) open(ctx context.Context) (err error) {
	if s.store, err = s.StoreFlag.Open(ctx); err != nil {
		return err
	}
	if err := config.KeepsAll(ctx, s.store); err != nil {
		return err
	}
	if s.keys, err = s.Keep(s.StoreFlag); err != nil {
		return err
	}
	if err := methods.InUse(ctx, s.store, s.methods); err != nil {
		return err
	}
	if err := config.ShareVault(ctx, s.store, s.keys, s.log); err != nil {
		return err
	}
	if s.listener, err = s.ListenFlag.Listener(); err != nil {
		return err
	}
	s.scraped, err = s.MetricsFlag.Listener()
	return err
}

// connect makes the bot, and the wall that shows what it keeps.
func (s *service) connect(ctx context.Context) (err error) {
	calls := http.DefaultTransport.(*http.Transport).Clone()
	calls.MaxIdleConnsPerHost = config.CallsKept
	s.bot, err = s.TelegramFlags.Connect(ctx, bot.Config{
		Store: s.store, Texts: s.texts, Methods: s.methods, Almanac: s.almanac, Clock: clock.Wall{},
		Client: &http.Client{Timeout: config.CallTime, Transport: s.count.Through(calls)}, Code: config.NewCode, Log: s.log,
		Webhook: s.Hook(), Vault: s.keys, Public: s.Address(), MayFound: s.MayFound(),
		AcceptRollback: strings.TrimSpace(s.AcceptRollback),
		Changed:        func(change flows.Change) { s.count.Changed(change); s.pages.Changed(change) },
	})
	if err != nil {
		return err
	}
	s.count.Watch(s.bot, s.store)
	s.pages, err = web.WallOf(s.bot, guard.Rules{Proxies: s.proxies})
	return err
}

// serve does all there is to do until ctx ends.
func (s *service) serve(ctx context.Context) error {
	s.log.Info("serving", "bot", s.bot.Username(), "listen", s.listener.Addr().String(), "version", release())
	work, inner := errgroup.WithContext(ctx)
	work.Go(func() error { return config.UnlessStopped(ctx, s.bot.Run(inner)) })
	work.Go(func() error {
		return web.Serve(inner, s.listener, web.Services{
			Log: s.log, Healthy: s.bot.Healthy, Ready: web.Ready(s.bot, s.store), Webhook: s.Handler(s.bot),
			Pages:    s.pages.Handler(),
			Leave:    s.pages.Leave,
			Observed: func(h http.Handler) http.Handler { return s.count.Observed(h, s.log) },
		})
	})
	work.Go(func() error { return s.count.Serve(inner, s.scraped) })
	work.Go(func() error { s.inForce.Follow(inner); return nil })
	work.Go(func() error {
		backup.Serve(inner, s.StoreFlag, s.store, s.log, config.Program("echowall "+release()), backup.Routes(s.bot, s.store))
		return nil
	})
	return work.Wait()
}

// close closes what was opened.
func (s *service) close() error {
	if s.listener != nil {
		_ = s.listener.Close() // closed already where it served
	}
	if s.store == nil {
		return nil
	}
	return s.store.Close()
}
