package main

import (
	"cmp"
	"context"
	"errors"

	"echowall/cmd/echowall/config"
	"echowall/cmd/echowall/metrics"
)

type runCmd struct {
	config.TelegramFlags  `embed:""`
	config.StoreFlag      `embed:""`
	config.ListenFlag     `embed:""`
	config.WebhookFlags   `embed:""`
	config.MetricsFlag    `embed:""`
	config.ProceduresFlag `embed:""`
	config.VaultFlag      `embed:""`
	config.CalendarFlag   `embed:""`
	config.LogFlags       `embed:""`
}

// Run serves the bot until it is told to stop.
func (c *runCmd) Run(ctx context.Context) (err error) {
	if err := cmp.Or(c.TelegramFlags.Check(), c.ListenFlag.Check(), c.WebhookFlags.Check(), c.MetricsFlag.Check()); err != nil {
		return err
	}
	log, err := c.Logger()
	if err != nil {
		return err
	}
	s := &service{runCmd: c, log: log, count: metrics.New(version)}
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
	defer ballast()()
	return s.serve(ctx)
}
