package sending

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
	"echowall/bot/pinned"
	"echowall/bot/text"
	"echowall/bot/whose"
	"echowall/flows"
	"echowall/flows/clock"
	"echowall/flows/life"
	"echowall/flows/places"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// Config is what a sender works with.
type Config struct {
	API     *telegram.Bot
	Texts   *text.Renderer
	Verbs   *life.Verbs
	Store   storage.Store
	Methods *procedure.Registry
	Clock   clock.Clock
	Gate    *outbox.Gate
	Log     *slog.Logger
	// Whose tells in how many communities a reader is; Guard which of them must not be served.
	Whose *whose.Finder
	Guard *pinned.Guard
	// Code makes fresh random words, Redact takes the token out of an error.
	Code   func() string
	Redact func(error) error
	// Do takes an input down the road, as the engine does.
	Do func(ctx context.Context, id storage.ID, in flows.Input) (flows.Reply, error)
}

// Sender is how the outbox speaks Telegram: it finds where an outbox message goes, renders what is true at that moment,
// and makes the call. Its methods may be called from many goroutines.
type Sender struct{ Config }

// New makes a sender. It starts nothing.
func New(c Config) *Sender { return &Sender{c} }

// read looks at a community's state.
func (b *Sender) read(ctx context.Context, id storage.ID, fn func(s *life.State) error) error {
	return flows.Read(ctx, b.Store, b.Methods, id, fn)
}

// rendered is a rendered message: an outbox message made ready, what to send, where, and in which language.
type rendered struct {
	notice say.Notice
	home   storage.ID
	chat   int64
	thread int
	lang   string
	html   string
	// keys are the buttons below it.
	keys *models.InlineKeyboardMarkup
	// shows is the digest of a view; "" for what is none.
	shows string
	// stands is where the view was posted before; under the message that is answered.
	stands *flows.Posted
	under  int
	// file goes out with the text as its caption.
	file *text.File
	// room is what the community uses the place for; "" for a place that is not its own. absent says that the bot is known
	// to be elsewhere.
	room   say.Room
	absent bool
	// pin says that the view is to be pinned.
	pin  bool
	menu []menu
}

// marks is the community whose mark the buttons carry: in a private chat, where others speak as well.
func (p *rendered) marks() storage.ID {
	if p.chat > 0 {
		return p.home
	}
	return ""
}

// digest is what a view shows, its buttons among it, in a few characters.
func digest(html string, buttons *models.InlineKeyboardMarkup) string {
	keys, _ := json.Marshal(buttons) // which are plain text
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s", html, keys))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// Address says where an outbox message goes and how urgent it is.
func (b *Sender) Address(ctx context.Context, id storage.ID, l storage.Message) (outbox.Slip, error) {
	n, err := flows.OpenMessage(l)
	if err != nil {
		return outbox.Slip{}, &outbox.Never{Reason: err}
	}
	if n.To.Community != "" {
		return outbox.Slip{}, nil
	}
	var slip outbox.Slip
	err = b.read(ctx, id, func(s *life.State) error {
		p, err := b.route(s, n)
		slip = outbox.Slip{
			Chat: p.chat, Thread: p.thread, Group: p.chat < 0, Class: int(n.Class), Asker: n.Asker, After: n.After,
		}
		return err
	})
	return slip, err
}

// route finds the chat of a notice.
func (b *Sender) route(s *life.State, n say.Notice) (rendered, error) {
	p := rendered{notice: n}
	h := s.Head()
	if h == nil && n.To.Chat == 0 {
		return p, fmt.Errorf("no community: %w", outbox.ErrNowhere)
	}
	if h != nil {
		p.lang = h.Language
	}
	switch {
	case n.Language != "":
		p.chat, p.thread, p.lang = n.To.Chat, n.To.Thread, n.Language
	case n.To.Chat != 0:
		p.chat, p.thread = n.To.Chat, n.To.Thread
		if n.To.Chat < 0 {
			break // a group speaks its community's language
		}
		if profile := s.Profile(s.Known(n.To.Chat)); profile != nil && profile.Language != "" {
			p.lang = profile.Language
		}
	case n.To.Person != 0:
		profile := s.Profile(n.To.Person)
		if profile == nil || !profile.Reachable {
			return p, fmt.Errorf("person not reachable: %w", outbox.ErrNowhere)
		}
		p.chat = profile.User
		if profile.Language != "" {
			p.lang = profile.Language
		}
	default:
		p.chat = h.Chat
		if n.To.Room == say.Council && h.Council.Chat != 0 {
			p.chat, p.thread = h.Council.Chat, h.Council.Thread
		}
		if n.To.Room == say.Wall && h.Wall.Chat != 0 {
			p.chat, p.thread = h.Wall.Chat, h.Wall.Thread
		}
		p.absent = p.chat == h.Chat && !h.Present
	}
	p.room = places.Room(s, p.chat, p.thread)
	return p, nil
}

// Send renders an outbox message and sends it.
func (b *Sender) Send(ctx context.Context, id storage.ID, l storage.Message, to outbox.Slip) (outbox.Receipt, error) {
	n, err := flows.OpenMessage(l)
	if err != nil {
		return outbox.Receipt{}, &outbox.Never{Reason: err}
	}
	if n.To.Community != "" {
		return outbox.Receipt{}, b.carry(ctx, id, n)
	}
	if refused := b.Guard.Served(ctx, id); refused != nil {
		return outbox.Receipt{}, refused
	}
	var p rendered
	overtaken := false
	err = b.read(ctx, id, func(s *life.State) error {
		flows.WantPosting(s, n)
		if overtaken = life.Overtaken(s, n); overtaken {
			return nil
		}
		if p, err = b.route(s, n); err != nil {
			return err
		}
		p.home = id
		if p.absent {
			return &outbox.Shut{Reason: string(say.Removed)}
		}
		return b.render(s, &p)
	})
	if err != nil || overtaken {
		return outbox.Receipt{}, err
	}
	if err := b.sayFrom(ctx, &p); err != nil {
		return outbox.Receipt{}, err
	}
	receipt, err := b.deliver(ctx, p, to)
	receipt.Thread = p.thread
	return receipt, b.translate(ctx, id, p, err)
}

// render makes the text and the buttons of a rendered message from the state as it is now.
func (b *Sender) render(s *life.State, p *rendered) error {
	n, now := p.notice, b.Clock.Now()
	if strings.HasPrefix(n.View, menuPrefix) {
		p.menu = b.menus(s, n.To.Person, p)
		return nil
	}
	if n.View == "" {
		p.html, p.keys = b.Texts.Message(s, p.lang, now, n.Message), b.keyboard(p, s, now, n.Buttons)
		if n.Photos != nil || n.File.Kind != "" {
			p.html = b.Texts.Caption(s, p.lang, now, n.Message)
		}
		if err := b.attach(s, p); err != nil {
			return err
		}
		b.markLate(s, p)
	} else {
		html, buttons, ok := b.Texts.View(s, p.lang, now, n.View)
		if !ok {
			return &outbox.Never{Reason: fmt.Errorf("nothing to show as %s", n.View)}
		}
		p.html, p.keys = html, b.keyboard(p, s, now, buttons)
		p.shows = digest(p.html, p.keys)
		if n.View == say.WallView && n.To.Chat == 0 {
			// The digest does without the head, or the wall would be shown anew for each entry.
			p.html = b.Texts.WithHead(p.html, s.Head().Door, flows.HeadOf(s))
		}
	}
	p.under = b.answered(s, p)
	if n.View != "" && n.To.Chat == 0 {
		p.stands = standing(s, p)
		p.pin = n.View == say.WallView && s.Head().Pin && p.chat == s.Head().Chat && (p.stands == nil || !p.stands.Pinned)
	}
	return nil
}

// standing is where the view of a rendered message stands, if it is in the chat it goes to.
func standing(s *life.State, p *rendered) *flows.Posted {
	at := flows.StandingAt(s, p.notice.View)
	if at == nil || at.Chat != p.chat {
		return nil
	}
	return at
}

// answered is the message a rendered message is posted in reply to; 0 for none.
func (b *Sender) answered(s *life.State, p *rendered) int {
	n := p.notice
	switch {
	case n.Under != "":
		if at := flows.StandingAt(s, n.Under); at != nil && at.Chat == p.chat {
			return at.Message
		}
		return 0
	case n.View != "" && n.To.Chat == 0:
		return talk.SourceOf(s.Records, n.View, p.chat)
	}
	return n.Reply
}

// lateAfter is how late something may be said without a word about it.
const lateAfter = 15 * time.Minute

// markLate says of what could not be said when it was written, nor when it was to be, of when it is. What stands in a
// view is always of now.
func (b *Sender) markLate(s *life.State, p *rendered) {
	since := p.notice.Written
	if p.notice.After.After(since) {
		since = p.notice.After
	}
	var m say.Message
	switch {
	case !p.notice.Written.IsZero() && b.Clock.Now().Sub(since) >= lateAfter:
		m = say.New("bot.late", say.Args{"At": say.Time(since)})
	case p.notice.Late:
		m = say.New("bot.late_stopped")
	default:
		return
	}
	p.prefix(b.Texts.Message(s, p.lang, b.Clock.Now(), m))
}

// Shut writes that a place takes nothing for the moment.
func (b *Sender) Shut(tx storage.Tx, to outbox.Slip, s *outbox.Shut) error {
	return flows.NoteShut(tx, b.Methods, to.Chat, to.Thread, say.Closure(s.Reason), b.Clock.Now())
}

// Keep writes where an outbox message was posted.
func (b *Sender) Keep(tx storage.Tx, l storage.Message, r outbox.Receipt) error {
	n, err := flows.OpenMessage(l)
	if err != nil || r.Message == 0 {
		return err
	}
	if err := flows.NoteOpen(tx, b.Methods, r.Chat, r.Thread); err != nil {
		return err
	}
	return flows.KeepPosted(tx, n, flows.Posted{Chat: r.Chat, Message: r.Message, Pinned: r.Pinned, Shows: r.Shows})
}

// Drop writes that an outbox message could not be delivered, and tells the secretary where that matters.
func (b *Sender) Drop(tx storage.Tx, l storage.Message, _ error) error {
	n, err := flows.OpenMessage(l)
	if err != nil {
		// What cannot be read cannot be told of either; the log has its number.
		return nil
	}
	return flows.Undelivered(tx, b.Methods, n)
}
