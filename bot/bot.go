package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"golang.org/x/sync/errgroup"

	"echowall/bot/download"
	"echowall/bot/menus"
	"echowall/bot/outbox"
	"echowall/bot/pinned"
	"echowall/bot/rights"
	"echowall/bot/sending"
	"echowall/bot/text"
	"echowall/bot/whose"
	"echowall/flows"
	"echowall/flows/calendar"
	"echowall/flows/clock"
	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/talk"
	"echowall/locales"
	"echowall/storage"
)

// Config is what a bot works with.
type Config struct {
	// Token is the bot's secret; URL is where the Bot API stands.
	Token, URL string
	Store      storage.Store
	Texts      *locales.Catalogue
	Methods    *procedure.Registry
	// Verbs are what people can want; nil for those of the program.
	Verbs *life.Verbs
	// Almanac is what is known of days off.
	Almanac calendar.Almanac
	Clock   clock.Clock
	// Client carries all calls; its own timeout must be longer than a long poll.
	Client *http.Client
	// Code makes fresh random words of letters and digits, at least ten long.
	Code func() string
	Log  *slog.Logger
	// Public is the address under which the world reaches the pages of the wall; "" where nobody does.
	Public string
	// Changed, where it is set, is told of each commit afterwards. It must not block.
	Changed func(flows.Change)
	// Vault keeps the keys of secret ballots; nil where there can be none.
	Vault flows.Vault
	// AcceptRollback, when not "", lets communities be served whose book is behind what was shown of it, and says why.
	AcceptRollback string
	// MayFound tells whether a community may be founded in a chat; nil where one may be in each.
	MayFound func(chat int64) (bool, error)
	// Webhook, when set, is how updates come; nil asks for them by long polling.
	Webhook *Webhook
}

// Bot is one Telegram bot serving any number of communities.
type Bot struct {
	Config
	api   *telegram.Bot
	me    *models.User
	texts *text.Renderer
	// words are those of all languages, folded, with what they mean.
	words  map[string]string
	engine *flows.Engine
	gate   *outbox.Gate
	sender *sending.Sender
	post   *outbox.Deliverer
	// lastAnswer is when Telegram last answered, in Unix nanoseconds; polling says that it is this process that asks.
	lastAnswer atomic.Int64
	// guard refuses communities whose journal is behind their own pinned wall.
	guard   *pinned.Guard
	whose   whose.Finder
	turns   whose.Turns
	rights  *rights.Desk
	polling atomic.Bool
	// life ends when Run does. What nothing waits for lives as long, and not only as long as the request that brought its
	// update.
	life context.Context
	end  context.CancelFunc
	// background are answers under way, which wait for nothing but Telegram; answering is how many.
	background sync.WaitGroup
	answering  atomic.Int64
}

// ErrToken says that Telegram does not know the token.
var ErrToken = errors.New("the token is not accepted by Telegram")

// New connects to the Bot API and asks who the bot is. It returns ErrToken, wrapped, for a token that Telegram refuses;
// any other error means that the API could not be reached.
func New(ctx context.Context, c Config) (*Bot, error) {
	if c.Verbs == nil {
		c.Verbs = community.AllVerbs()
	}
	api, err := telegram.New(c.Token, telegram.WithServerURL(c.URL), telegram.WithSkipGetMe(),
		telegram.WithHTTPClient(pollTime, c.Client), telegram.WithErrorsHandler(func(error) {}))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrToken, redact(err, c.Token))
	}
	me, err := api.GetMe(ctx)
	if errors.Is(err, telegram.ErrorUnauthorized) || errors.Is(err, telegram.ErrorNotFound) {
		return nil, ErrToken
	}
	if err != nil {
		return nil, fmt.Errorf("ask Telegram who we are: %w", redact(err, c.Token))
	}
	b := &Bot{Config: c, api: api, me: me, words: c.Texts.Lexicon()}
	b.texts = text.NewRenderer(c.Texts, me.Username).Under(c.Public)
	b.life, b.end = context.WithCancel(context.WithoutCancel(ctx))
	b.lastAnswer.Store(c.Clock.Now().UnixNano())
	b.gate = outbox.NewGate(c.Clock, outbox.Telegram())
	b.rights = rights.New(rights.Asking(api, b.gate), c.Clock)
	b.guard = pinned.New(pinned.Config{
		Store: c.Store, Methods: c.Methods, Texts: b.texts, Clock: c.Clock, Code: c.Code, Log: c.Log, API: api, Me: me.ID,
		Redact: b.redacted, Tell: b.direct, Reason: c.AcceptRollback,
	})
	b.whose.Store, b.whose.Methods, b.whose.Clock = c.Store, c.Methods, c.Clock
	b.whose.Talk = talk.Conversation{Verbs: c.Verbs, Words: b.words, Languages: languages(c.Texts)}
	b.sender = sending.New(sending.Config{
		API: api, Texts: b.texts, Verbs: c.Verbs, Store: c.Store, Methods: c.Methods, Clock: c.Clock, Gate: b.gate,
		Log:   c.Log,
		Whose: &b.whose, Guard: b.guard, Code: c.Code, Redact: b.redacted, Do: b.Do,
	})
	b.post = outbox.New(c.Store, b.sender, b.gate, c.Clock, c.Log)
	b.engine = flows.New(flows.Config{
		Store: c.Store, Methods: c.Methods, Verbs: c.Verbs, Almanac: c.Almanac, Words: b.words,
		Languages: languages(c.Texts), Clock: c.Clock, Code: c.Code,
		Poke: b.post.PokeAt, Promise: b.promise, Log: c.Log, Changed: c.Changed, Vault: c.Vault,
		Admit: b.guard.Admit,
	})
	return b, nil
}

// Username is the bot's name on Telegram, without @.
func (b *Bot) Username() string { return b.me.Username }

// Renderer puts into words what the bot says.
func (b *Bot) Renderer() *text.Renderer { return b.texts }

// File fetches a file that people sent, of at most limit bytes.
func (b *Bot) File(ctx context.Context, id string, limit int64) ([]byte, error) {
	from := download.From{API: b.api, Client: b.Client, URL: b.URL, Token: b.Token, Redact: b.redacted}
	return from.File(ctx, id, limit)
}

// Do takes an input that did not come by Telegram down the same road. An error says that nothing was kept.
func (b *Bot) Do(ctx context.Context, id storage.ID, in flows.Input) (flows.Reply, error) {
	return b.engine.Do(ctx, id, in)
}

// Run serves until ctx ends: it receives, and while it holds the lease it keeps the clock and delivers. What was begun
// is finished before it returns.
func (b *Bot) Run(ctx context.Context) error {
	introduction := menus.Introduction{API: b.api, Catalogue: b.Texts, Texts: b.texts, Verbs: b.Verbs, Now: b.Clock.Now()}
	if err := introduction.Give(ctx); err != nil && ctx.Err() == nil {
		b.Log.Warn("commands not registered", "error", b.redacted(err))
	}
	if err := b.engine.Sweep(ctx); err != nil && ctx.Err() == nil {
		b.Log.Error("keys of closed ballots may be left", "error", err)
	}
	work, ctx := errgroup.WithContext(ctx)
	defer context.AfterFunc(ctx, b.end)()
	b.inBackground(ctx, func(ctx context.Context) {
		(&receiver{b}).persist(ctx, "taking up what waits",
			(&inquirer{b}).resume)
	})
	work.Go(func() error { b.post.Run(ctx); return nil })
	work.Go(func() error { return storage.Hold(ctx, b.Store, b.heed, b.lead) })
	if b.Webhook != nil {
		work.Go(func() error { return (&receiver{b}).listen(ctx) })
	}
	err := work.Wait()
	b.end()
	b.engine.Close()
	b.background.Wait()
	return err
}

// lead does what is for one process alone, the holder of the lease: it sends, keeps the clock, and polls.
func (b *Bot) lead(ctx context.Context, lease storage.Lease) error {
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return b.post.Deliver(ctx, lease) })
	work.Go(func() error { return b.engine.Run(ctx, lease) })
	if b.Webhook == nil {
		work.Go(func() error { return (&receiver{b}).receive(ctx) })
	}
	return work.Wait()
}

// heed is told what other processes have committed.
func (b *Bot) heed(n storage.News) {
	for _, id := range n.Unsent {
		b.post.Poke(id)
	}
	if !n.Wake.IsZero() {
		b.engine.Wake(n.Wake)
	}
}

// Healthy tells whether Telegram has answered lately; the error says since when it has not.
func (b *Bot) Healthy() error {
	if b.Webhook != nil || !b.polling.Load() {
		return nil // Telegram calls when there is something, or another process asks; silence says nothing
	}
	last := time.Unix(0, b.lastAnswer.Load())
	if silent := b.Clock.Now().Sub(last); silent > 2*pollTime {
		return fmt.Errorf("no answer from Telegram since %s", last.UTC().Format(time.RFC3339))
	}
	return nil
}

// Waiting is how many messages and answers wait to be sent, and since when the oldest message.
func (b *Bot) Waiting() (int, time.Time) {
	n, oldest := b.post.Depth()
	return n + int(b.answering.Load()), oldest
}

// read looks at a community's state.
func (b *Bot) read(ctx context.Context, id storage.ID, fn func(s *stateOf) error) error {
	return flows.Read(ctx, b.Store, b.Methods, id, fn)
}
