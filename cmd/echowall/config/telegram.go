package config

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"echowall/bot"
)

// TelegramFlags say which bot, and where the Bot API is.
type TelegramFlags struct {
	Token string `name:"telegram-bot-token" env:"TELEGRAM_BOT_TOKEN" help:"The bot's token, from BotFather." placeholder:"123456:ABC…"`
	URL   string `name:"telegram-api-url" env:"TELEGRAM_API_URL" default:"https://api.telegram.org" help:"Where the Bot API is."`
}

// Check says what is wrong with the setting.
func (f TelegramFlags) Check() error {
	if f.Token == "" {
		return Wrong(errors.New("TELEGRAM_BOT_TOKEN is not set; expected the token that BotFather gave you, as " +
			"123456:ABC-def"))
	}
	if !regexp.MustCompile(`^\d{1,20}:[A-Za-z0-9_-]{3,100}$`).MatchString(f.Token) {
		return Wrong(errors.New("TELEGRAM_BOT_TOKEN is not a token; expected digits, a colon and letters, as 123456:ABC-def"))
	}
	u, err := url.Parse(f.URL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return Wrong(fmt.Errorf("TELEGRAM_API_URL: expected an address as https://api.telegram.org"))
	}
	return nil
}

// CallTime is how long a call to Telegram may take: longer than a long poll. callsKept is how many connections are kept
// for the next calls: as many as are made at the same time in a rush, for opening one takes longer than a call.
const (
	CallTime  = 75 * time.Second
	CallsKept = 64
)

// Connect makes a bot of what the flags say and what else it works with.
func (f TelegramFlags) Connect(ctx context.Context, c bot.Config) (*bot.Bot, error) {
	c.Token, c.URL = f.Token, strings.TrimRight(f.URL, "/")
	b, err := bot.New(ctx, c)
	if errors.Is(err, bot.ErrToken) {
		return nil, Wrong(errors.New("TELEGRAM_BOT_TOKEN: Telegram does not know this token; ask BotFather for it " +
			"with /token"))
	}
	if err != nil {
		return nil, fmt.Errorf("TELEGRAM_API_URL: %s cannot be reached: %w", WithoutSecret(f.URL), err)
	}
	return b, nil
}
