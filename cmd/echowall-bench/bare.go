package main

import (
	"context"
	"fmt"
	"net"
	"net/http"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// bareCmd is what the program is measured against: the client library as it comes, which answers each press and keeps
// nothing.
type bareCmd struct {
	URL    string `required:"" help:"Where the Bot API is."`
	Listen string `required:"" help:"Where updates are brought."`
}

// Run serves until ctx ends.
func (c *bareCmd) Run(ctx context.Context) error {
	b, err := telegram.New(benchToken, telegram.WithServerURL(c.URL), telegram.WithSkipGetMe(),
		telegram.WithWebhookSecretToken(benchSecret),
		telegram.WithHTTPClient(callTime, client()), telegram.WithDefaultHandler(answer))
	if err != nil {
		return fmt.Errorf("bare: %w", err)
	}
	if _, err := b.SetWebhook(ctx,
		&telegram.SetWebhookParams{URL: publicURL + hookPath, SecretToken: benchSecret}); err != nil {
		return fmt.Errorf("bare: %w", err)
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("bare: %w", err)
	}
	server := &http.Server{Handler: b.WebhookHandler()}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() }) // it ends with the process
	defer stop()
	go b.StartWebhook(ctx)
	if err := server.Serve(listener); ctx.Err() == nil {
		return fmt.Errorf("bare: %w", err)
	}
	return nil
}

func answer(ctx context.Context, b *telegram.Bot, u *models.Update) {
	if u.CallbackQuery == nil {
		return
	}
	// What fails is not counted as answered.
	_, _ = b.AnswerCallbackQuery(ctx,
		&telegram.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "you voted"})
}
