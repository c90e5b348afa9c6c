package main

import (
	"cmp"
	"context"
	"errors"
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
	s := &service{runCmd: c, log: log, count: newMeters(version)}
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
	defer ballast()()
	return s.serve(ctx)
}
