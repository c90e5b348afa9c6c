package config

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"echowall/bot"
)

// WebhookPath is where Telegram brings updates, below the public address.
const WebhookPath = "/telegram"

// WebhookFlags say whether Telegram brings updates, and where.
type WebhookFlags struct {
	Public  string `name:"public-url" env:"ECHOWALL_PUBLIC_URL" help:"Address under which the world reaches this program, as https://wall.example.org." placeholder:"URL"`
	Webhook string `name:"webhook" env:"ECHOWALL_WEBHOOK" default:"off" help:"on: Telegram brings updates to the public address; off: they are asked for."`
	Secret  string `name:"webhook-secret" env:"ECHOWALL_WEBHOOK_SECRET" help:"What Telegram must show with every update: 16 to 256 letters, digits, _ and -." placeholder:"SECRET"`
}

// Check says what is wrong with the setting.
func (f WebhookFlags) Check() error {
	if f.Public != "" && !linkable(f.Public) {
		return Wrong(errors.New("ECHOWALL_PUBLIC_URL: expected an address as https://wall.example.org, of a host that is " +
			"reached from elsewhere"))
	}
	switch f.Webhook {
	case "off":
		return nil
	case "on":
	default:
		return Wrong(fmt.Errorf("ECHOWALL_WEBHOOK: %q; expected on or off", f.Webhook))
	}
	if u, err := url.Parse(f.Public); err != nil || u.Scheme != "https" || u.Host == "" {
		return Wrong(errors.New("ECHOWALL_PUBLIC_URL: a webhook needs a public address as https://wall.example.org"))
	}
	if !regexp.MustCompile(`^[A-Za-z0-9_-]{16,256}$`).MatchString(f.Secret) {
		return Wrong(errors.New("ECHOWALL_WEBHOOK_SECRET: a webhook needs a secret of 16 to 256 letters, digits, _ and -"))
	}
	return nil
}

// linkable tells whether Telegram takes an address as a link: it refuses the whole message with one to "localhost".
func linkable(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.Contains(u.Hostname(), ".") &&
		u.RawQuery == "" && u.Fragment == ""
}

// Hook is how updates come; nil where they are asked for.
func (f WebhookFlags) Hook() *bot.Webhook {
	if f.Webhook != "on" {
		return nil
	}
	return &bot.Webhook{URL: f.Address() + WebhookPath, Secret: f.Secret}
}

// Address is the address under which the world reaches this program, without a slash at its end; "" where it does not.
func (f WebhookFlags) Address() string { return strings.TrimRight(f.Public, "/") }

// Handler takes what Telegram brings; nil where updates are asked for.
func (f WebhookFlags) Handler(b *bot.Bot) http.Handler {
	if f.Webhook != "on" {
		return nil
	}
	return b.Handler()
}
