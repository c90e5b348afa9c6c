package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/cmd/echowall/config"
)

const (
	// askTime is how long one question to Telegram may take.
	askTime = 15 * time.Second
	// maxSkew is how far this machine's clock may be from Telegram's.
	maxSkew = 30 * time.Second
	// freshError is how long ago a failure of the webhook still matters when nothing waits: Telegram does not forget the
	// last one.
	freshError = time.Hour
)

// phone is the way to Telegram.
type phone struct {
	api *telegram.Bot
	me  *models.User
	// skew is how far Telegram's clock is ahead of this machine's; timed says that it is known.
	skew  time.Duration
	timed bool
}

// dated is a transport that looks at the time the first answer brings.
type dated struct {
	line *phone
	now  func() time.Time
}

// RoundTrip implements http.RoundTripper.
func (d dated) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if at, err := http.ParseTime(res.Header.Get("Date")); err == nil && !d.line.timed {
		d.line.skew, d.line.timed = at.Sub(d.now()), true
	}
	return res, nil
}

// telegram looks at what the bot is on Telegram and how updates come.
func (d *doctor) telegram(ctx context.Context) {
	line := &phone{}
	client := &http.Client{Timeout: askTime, Transport: dated{line, d.now}}
	var err error
	line.api, err = telegram.New(d.Token, telegram.WithServerURL(strings.TrimRight(d.URL, "/")), telegram.WithSkipGetMe(),
		telegram.WithHTTPClient(askTime, client), telegram.WithErrorsHandler(func(error) {}))
	if err != nil {
		d.failed("telegram", d.redacted(err))
		return
	}
	line.me, err = line.api.GetMe(ctx)
	switch {
	case errors.Is(err, telegram.ErrorUnauthorized), errors.Is(err, telegram.ErrorNotFound):
		d.ok("telegram", "%s answers", config.WithoutSecret(d.URL))
		d.failed("token", config.Wrong(errors.New("TELEGRAM_BOT_TOKEN: Telegram does not know this token; ask BotFather "+
			"for it with /token")))
		return
	case err != nil:
		d.bad("telegram", "look at the network of this machine, and at TELEGRAM_API_URL", "%s cannot be reached: %v",
			config.WithoutSecret(d.URL), d.redacted(err))
		return
	}
	d.line = line
	d.ok("telegram", "%s answers", config.WithoutSecret(d.URL))
	d.ok("token", "it is that of @%s", line.me.Username)
	d.clock()
	d.privacy()
	d.hook(ctx)
}

func (d *doctor) redacted(err error) error {
	return errors.New(strings.ReplaceAll(err.Error(), d.Token, "***"))
}

// clock holds this machine's clock against Telegram's.
func (d *doctor) clock() {
	skew := d.line.skew.Round(time.Second)
	switch {
	case !d.line.timed:
		d.skip("clock", "Telegram's answer does not tell the time")
	case skew.Abs() > maxSkew && skew < 0:
		d.bad("clock", "set it by NTP: deadlines and reminders go by it", "this machine's is %s ahead of Telegram's", -skew)
	case skew.Abs() > maxSkew:
		d.bad("clock", "set it by NTP: deadlines and reminders go by it", "this machine's is %s behind Telegram's", skew)
	default:
		d.ok("clock", "within %d s of Telegram's", int(maxSkew.Seconds()))
	}
}

// privacy looks whether the bot is spared what people say to one another.
func (d *doctor) privacy() {
	if d.line.me.CanReadAllGroupMessages {
		d.bad("privacy", "tell BotFather /setprivacy, Enable, then take the bot out of its groups and add it again",
			"privacy mode is off: the bot is sent everything that is said")
		return
	}
	d.ok("privacy", "the bot is sent only what is meant for it")
}

// hook looks whether Telegram brings updates as the settings have it.
func (d *doctor) hook(ctx context.Context) {
	info, err := d.line.api.GetWebhookInfo(ctx)
	want := ""
	if w := d.Hook(); w != nil {
		want = w.URL
	}
	switch {
	case err != nil:
		d.failed("updates", d.redacted(err))
	case want == "" && info.URL != "":
		d.bad("updates", "start the bot, which takes it back, or set ECHOWALL_WEBHOOK=on",
			"Telegram brings them to %s, but ECHOWALL_WEBHOOK is off", info.URL)
	case want != info.URL && info.URL == "":
		d.bad("updates", "start the bot, which registers it", "Telegram knows of no webhook, but ECHOWALL_WEBHOOK is on")
	case want != info.URL:
		d.bad("updates", "start the bot, which registers it anew, or mend ECHOWALL_PUBLIC_URL",
			"Telegram brings them to %s, not to %s", info.URL, want)
	case want != "" && d.failing(info):
		d.bad("updates", "see that "+want+" leads to this program and its certificate is valid",
			"%s; Telegram could not bring them: %s",
			waiting(info), info.LastErrorMessage)
	case want != "":
		d.ok("updates", "brought to %s, %s", want, waiting(info))
	default:
		d.ok("updates", "asked for by long polling, %s", waiting(info))
	}
}

// failing tells whether the last failure of the webhook still matters.
func (d *doctor) failing(info *models.WebhookInfo) bool {
	recent := d.now().Sub(time.Unix(int64(info.LastErrorDate), 0)) < freshError
	return info.LastErrorMessage != "" && (recent || info.PendingUpdateCount > 0)
}

func waiting(info *models.WebhookInfo) string {
	return fmt.Sprintf("%d wait at Telegram", info.PendingUpdateCount)
}
