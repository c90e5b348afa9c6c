// Package pinned refuses to serve a community whose book is behind what was shown of it. An older copy of the store
// that runs on forgets what people have done, and nobody would see it: so before a community is served, the head of its
// book is held against the one on its own pinned wall, which Telegram keeps. It is looked at once for each community by
// each process, in the community's own lane. The bot asks it; it commits nothing and answers nobody who speaks.
package pinned

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
	"echowall/bot/text"
	"echowall/flows"
	"echowall/flows/clock"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// Guard looks at walls. All methods may be called from many goroutines.
type Guard struct {
	Config
	mu   sync.Mutex
	seen map[storage.ID]*wallSeen
}

// Config is what a guard works with.
type Config struct {
	Store   storage.Store
	Methods *procedure.Registry
	Texts   *text.Renderer
	Clock   clock.Clock
	Code    func() string
	Log     *slog.Logger
	// API is what asks Telegram for a chat; Redact takes the token out of an error.
	API    *telegram.Bot
	Redact func(error) error
	// Me is the bot's own id.
	Me int64
	// Tell says something in a private chat at once, without writing it down.
	Tell func(ctx context.Context, in flows.Input, m say.Message, buttons ...[]say.Button)
	// Reason is why communities are served all the same; "" where they are not.
	Reason string
}

// New is a guard that has looked at nothing yet.
func New(c Config) *Guard { return &Guard{Config: c, seen: map[storage.ID]*wallSeen{}} }

// wallSeen is what the look at a wall came to.
type wallSeen struct {
	mu sync.Mutex
	// until is when it must be looked at again; zero where it was not, or need not be.
	done  bool
	until time.Time
	// shown is the head on the wall that the book is behind; zero where it is not.
	shown journal.Head
}

// lookAgain is how long a wall is taken to be as it should when Telegram could not be asked.
const lookAgain = time.Minute

// letterRest is how long letters of a community rest that is not served.
const letterRest = 10 * time.Minute

func (g *Guard) of(id storage.ID) *wallSeen {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.seen[id] == nil {
		g.seen[id] = &wallSeen{}
	}
	return g.seen[id]
}

// Admit refuses a community whose book is behind what was shown of it. Where the operator has said to go on, that is
// entered first.
func (g *Guard) Admit(ctx context.Context, id storage.ID) (*flows.Input, error) {
	shown, err := g.behind(ctx, id)
	switch {
	case err != nil || shown == (journal.Head{}):
		return nil, err
	case g.Reason == "":
		return nil, flows.ErrBehind
	}
	accepted := false
	err = flows.Read(ctx, g.Store, g.Methods, id, func(s *life.State) error {
		accepted = s.Head().Rollback == shown
		return nil
	})
	if err != nil || accepted {
		return nil, err
	}
	g.Log.Warn("going on from an older book", "community", id, "shown", shown.Seq, "reason", g.Reason)
	return &flows.Input{At: g.Clock.Now(), Code: g.Code(), Rollback: &flows.Rollback{Shown: shown, Reason: g.Reason}}, nil
}

// Served refuses to send for a community that is not served.
func (g *Guard) Served(ctx context.Context, id storage.ID) error {
	shown, err := g.behind(ctx, id)
	if err != nil {
		return err
	}
	if shown != (journal.Head{}) && g.Reason == "" {
		return &outbox.Later{After: letterRest}
	}
	return nil
}

// behind is the head on a community's pinned wall that its book does not hold; zero where it holds it, or where none
// can be read.
func (g *Guard) behind(ctx context.Context, id storage.ID) (journal.Head, error) {
	w := g.of(id)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done && (w.until.IsZero() || g.Clock.Now().Before(w.until)) {
		return w.shown, nil
	}
	shown, sure, err := g.lookAtWall(ctx, id)
	if err != nil {
		return journal.Head{}, err
	}
	w.done, w.until, w.shown = true, time.Time{}, shown
	if !sure {
		w.until = g.Clock.Now().Add(lookAgain)
	}
	if shown != (journal.Head{}) && g.Reason == "" {
		g.Log.Error(
			"community not served: its book is behind the head on its pinned wall; an older copy of the store runs, "+
				"or the book was written anew",
			"community",
			id,
			"shown",
			shown.Seq,
			"remedy",
			"restore the newest copy, or run with --accept-rollback REASON",
		)
		g.tellBehind(ctx, id, shown)
	}
	return shown, nil
}

// lookAtWall asks Telegram for the wall that is pinned in the residents' group, and then the store whether the book
// holds its head: in this order, for what is shown was committed before. sure is false where Telegram did not answer.
func (g *Guard) lookAtWall(ctx context.Context, id storage.ID) (shown journal.Head, sure bool, err error) {
	var chat int64
	var door string
	err = flows.Read(ctx, g.Store, g.Methods, id, func(s *life.State) error {
		if h := s.Head(); h != nil {
			chat, door = h.Chat, h.Door
		}
		return nil
	})
	if err != nil || chat == 0 {
		return shown, true, err
	}
	links, sure := g.links(ctx, chat)
	for _, link := range links {
		head, ok := g.Texts.HeadIn(link, door)
		if !ok {
			continue
		}
		if holds, err := g.holds(ctx, id, head); err != nil || holds {
			return shown, sure, err
		}
		return head, sure, nil
	}
	return shown, sure, nil
}

// holds tells whether a community's book has what was shown of it, or it was entered that it has not.
func (g *Guard) holds(ctx context.Context, id storage.ID, shown journal.Head) (bool, error) {
	holds, err := flows.Holds(ctx, g.Store, id, shown)
	if err != nil || holds {
		return holds, err
	}
	err = flows.Read(ctx, g.Store, g.Methods, id, func(s *life.State) error {
		holds = s.Head() != nil && s.Head().Rollback == shown
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("look for a rollback: %w", err)
	}
	return holds, nil
}

// tellBehind tells the secretaries. Nothing is written for it, for the store is not the one that is to go on.
func (g *Guard) tellBehind(ctx context.Context, id storage.ID, shown journal.Head) {
	var to []talk.User
	var m say.Message
	err := flows.Read(ctx, g.Store, g.Methods, id, func(s *life.State) error {
		to, m = nil, say.New("bot.behind", say.Args{
			"Name": say.Text(s.Head().Name), "Shown": say.Num(int(shown.Seq)), "Entry": say.Num(int(flows.HeadOf(s).Seq)),
		})
		for _, p := range s.Secretaries() {
			if profile := s.Profile(p); profile != nil && profile.Reachable {
				to = append(to, talk.User{ID: profile.User, Language: profile.Language})
			}
		}
		return nil
	})
	if err != nil {
		g.Log.Warn("secretaries not told", "community", id, "error", err)
	}
	for _, u := range to {
		g.Tell(ctx, flows.Input{User: u, Chat: talk.Chat{ID: u.ID, Private: true}}, m)
	}
}

// links are those behind words in the message of this bot that is pinned in a chat; ok is false where Telegram did not
// answer.
func (g *Guard) links(ctx context.Context, chat int64) (links []string, ok bool) {
	full, err := g.API.GetChat(ctx, &telegram.GetChatParams{ChatID: chat})
	var moved *telegram.MigrateError
	if errors.As(err, &moved) { // an older book may know the group as it was before
		full, err = g.API.GetChat(ctx, &telegram.GetChatParams{ChatID: moved.MigrateToChatID})
	}
	if err != nil {
		g.Log.Warn("pinned wall not looked at", "error", g.Redact(err))
		return nil, errors.Is(err, telegram.ErrorForbidden) || errors.Is(err, telegram.ErrorBadRequest)
	}
	m := full.PinnedMessage
	if m == nil || m.From == nil || m.From.ID != g.Me {
		return nil, true
	}
	for _, e := range m.Entities {
		if e.Type == models.MessageEntityTypeTextLink {
			links = append(links, e.URL)
		}
	}
	return links, true
}
