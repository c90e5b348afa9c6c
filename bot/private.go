package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/go-telegram/bot/models"

	"echowall/bot/whose"
	"echowall/flows"
	"echowall/flows/dialog"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/storage"
)

// The lines of the buttons by which somebody known in several communities says which one is meant: from now on, or for
// this once.
const (
	pickLine permission.Verb = "pick"
	onceLine permission.Verb = "once"
)

// private takes what was said in a private chat, for the community that it is meant for.
func (b *Bot) private(ctx context.Context, in flows.Input) outcome {
	b.turns.Await(ctx, in.User.ID)
	if verb, code := dialog.Verb(in.Line); verb == permission.Start && code != "" {
		community, err := b.whose.Door(ctx, code)
		if err != nil {
			return settled(err)
		}
		if community != "" {
			return b.enter(ctx, in, community, code)
		}
		in.Line = string(permission.Start)
	}
	found, err := b.whose.Private(ctx, in, "")
	switch {
	case err != nil:
		return settled(err)
	case found.Home != "":
		return b.privately(ctx, found, in, "")
	case found.All:
		return b.everywhere(ctx, in, found.Among)
	case found.Stale:
		return settled(nil)
	}
	return settled(b.which(ctx, in, found))
}

// privately hands to a community what somebody said or pressed in private. What they say next waits for it: only then
// is it known what is asked of them.
func (b *Bot) privately(ctx context.Context, to whose.Found, in flows.Input, query string) outcome {
	var err error
	if in.Other, err = b.other(ctx, in); err != nil {
		return settled(err)
	}
	done := b.submit(ctx, to.Home, in, query)
	if to.Several {
		b.turns.Keep(in.User.ID, func(ctx context.Context) { _, _ = done(ctx) })
	}
	return done
}

// everywhere asks all communities of somebody for what waits there; where nothing does, one of them says so.
func (b *Bot) everywhere(ctx context.Context, in flows.Input, among []storage.ID) outcome {
	waiting, err := b.whose.Waiting(ctx, among, in)
	if err != nil {
		return settled(err)
	}
	if len(waiting) == 0 {
		waiting = among[:1]
	}
	var waits []outcome
	for _, id := range waiting {
		waits = append(waits, b.submit(ctx, id, in, ""))
	}
	return all(waits)
}

// enter opens the door of a community. What somebody writes who belongs to another already goes on going there: a link
// alone must not lead it elsewhere, so they are asked.
func (b *Bot) enter(ctx context.Context, in flows.Input, community storage.ID, code string) outcome {
	present, others, err := b.whose.Enter(ctx, in.User.ID, community, code)
	if err != nil {
		return settled(err)
	}
	done := b.privately(ctx, whose.Found{Home: community, Several: true}, in, "")
	if len(others) == 0 {
		return done
	}
	return func(ctx context.Context) (*toast, error) {
		t, err := done(ctx)
		if err != nil {
			return t, err
		}
		names, err := b.whose.Names(ctx, append(others, community))
		if err != nil {
			return nil, err
		}
		in.Message = 0 // the choice is about what comes, not about the link
		m := say.New("bot.second_door", say.Args{"Name": names[community]})
		if present != "" {
			m = say.New("bot.second_door.picked", say.Args{"Name": names[community], "Picked": names[present]})
		}
		b.direct(ctx, in, m, whose.Choices(pickLine, append(others, community), names)...)
		return t, nil
	}
}

// which asks which community is meant, or tells somebody unknown how to find theirs.
func (b *Bot) which(ctx context.Context, in flows.Input, found whose.Found) error {
	if len(found.Among) == 0 {
		b.direct(ctx, in, say.New("bot.no_community"))
		return nil
	}
	names, err := b.whose.Names(ctx, found.Among)
	if err != nil {
		return err
	}
	if found.Stays {
		b.direct(ctx, in, say.New("bot.choose_community"), whose.Choices(pickLine, found.Among, names)...)
		return nil
	}
	b.direct(ctx, in, say.New("bot.which_community"), whose.Choices(onceLine, found.Among, names)...)
	return nil
}

// chosen takes the press that says which community was meant, and does there what had been said. That stands in the
// message which was answered by the question, and is kept nowhere else: it may be a secret vote.
func (b *Bot) chosen(ctx context.Context, in flows.Input, q *models.CallbackQuery) outcome {
	verb, rest := dialog.Verb(q.Data)
	community := storage.ID(strings.TrimSpace(rest))
	err := b.whose.Belongs(ctx, in.User.ID, community)
	if err == nil && verb == pickLine {
		err = b.whose.Pick(ctx, in.User.ID, community)
	}
	if errors.Is(err, whose.ErrUnknown) {
		return b.stale(in, q.ID)
	}
	if err != nil {
		return settled(err)
	}
	names, err := b.whose.Names(ctx, []storage.ID{community})
	if err != nil {
		return settled(err)
	}
	answer := &toast{q.ID, b.say(in, say.New("bot.picked", say.Args{"Name": names[community]}))}
	said, ok := b.saidBefore(in, q)
	if !ok {
		if verb == onceLine {
			return b.stale(in, q.ID)
		}
		return answered(answer)
	}
	done := b.privately(ctx, whose.Found{Home: community, Several: true}, said, "")
	return func(ctx context.Context) (*toast, error) {
		_, err := done(ctx)
		return answer, err
	}
}

// saidBefore is what the presser had said, which the message pressed on answers. Pressed twice it is done once, for it
// goes by the message that it stands in.
func (b *Bot) saidBefore(in flows.Input, q *models.CallbackQuery) (said flows.Input, ok bool) {
	if q.Message.Message == nil || q.Message.Message.ReplyToMessage == nil {
		return said, false
	}
	m := q.Message.Message.ReplyToMessage
	if m.From == nil || m.From.ID != in.User.ID {
		return said, false
	}
	h := b.hear(m)
	h.in.ID = fmt.Sprintf("m%d.%d", m.Chat.ID, m.ID)
	h.in.User, h.in.Chat, h.in.Album = in.User, in.Chat, ""
	return h.in, !h.other && !h.nameless
}

// meansReplied tells whether a button is about what its message answers.
func meansReplied(data string) bool {
	verb, _ := dialog.Verb(data)
	return verb == pickLine || verb == onceLine
}
