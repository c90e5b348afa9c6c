package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"runtime/debug"

	"echowall/cmd/echowall/config"
	"echowall/cmd/echowall/metrics"
)

type runCmd struct {
	config.TelegramFlags  `embed:""`
	config.StoreFlag      `embed:""`
	config.ListenFlag     `embed:""`
	config.WebhookFlags   `embed:""`
	config.ProxyFlag      `embed:""`
	config.MetricsFlag    `embed:""`
	config.ProceduresFlag `embed:""`
	config.VaultFlag      `embed:""`
	config.CalendarFlag   `embed:""`
	config.LogFlags       `embed:""`
	AcceptRollback        string `help:"Why communities are served whose book is behind what was shown of it." placeholder:"REASON"`

	config.CommunitiesFlags `embed:""`
}

// Run serves the bot until it is told to stop.
func (c *runCmd) Run(ctx context.Context) (err error) {
	if err := cmp.Or(c.TelegramFlags.Check(), c.ListenFlag.Check(), c.WebhookFlags.Check(),
		c.MetricsFlag.Check(), c.CommunitiesFlags.Check()); err != nil {
		return err
	}
	log, err := c.Logger()
	if err != nil {
		return err
	}
	s := &service{runCmd: c, log: log, count: metrics.New(release())}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.learn(); err != nil {
		return err
	}
	if err := s.open(ctx); err != nil {
		return config.UnlessStopped(ctx, err)
	}
	if err := s.connect(ctx); err != nil {
		return config.UnlessStopped(ctx, err)
	}
	collectSeldom()
	return s.serve(ctx)
}

// seldom is by how many per cent the heap may grow before it is collected.
const seldom = 400

// collectSeldom lets more garbage gather, unless GOGC says how much. What a village keeps in memory is so small that in
// a rush of votes it would otherwise be looked through many times a second. GOMEMLIMIT bounds what that takes where the
// heap is large.
func collectSeldom() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(seldom)
	}
}
