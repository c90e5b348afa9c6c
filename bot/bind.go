package bot

import (
	"context"
	"strings"

	"github.com/go-telegram/bot/models"

	"echowall/bot/rights"
	"echowall/flows"
	"echowall/flows/dialog"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// bind makes a chat one of a community's by the code that its secretary was given: only an admin of the chat can, and a
// chat of another community stays that one's. Its home moves by Telegram's own word alone; see moved.
func (b *Bot) bind(ctx context.Context, in flows.Input, community storage.ID, err error) outcome {
	if err != nil {
		return settled(err)
	}
	if !in.Admin {
		if in.Admin, err = b.rights.Runs(rights.Person{Chat: in.Chat.ID, User: in.User.ID}); err != nil {
			return settled(err)
		}
	}
	if !in.Admin {
		b.direct(ctx, in, say.New("refuse.bind_admin"))
		return settled(nil)
	}
	holder, err := b.whose.Holder(ctx, in.Chat.ID)
	if err != nil {
		return settled(err)
	}
	if holder != "" && holder != community {
		return b.outbid(ctx, in, holder, community)
	}
	_, code := dialog.Verb(in.Line)
	in.Line = string(permission.Follow) + " " + code
	return b.submit(ctx, community, in, "")
}

// outbid refuses to bind a chat that is another community's, and tells both offices.
func (b *Bot) outbid(ctx context.Context, in flows.Input, holder, bidder storage.ID) outcome {
	names, err := b.whose.Names(ctx, []storage.ID{holder, bidder})
	if err != nil {
		return settled(err)
	}
	b.direct(ctx, in, say.New("refuse.bound_elsewhere"))
	var waits []outcome
	for to, other := range map[storage.ID]storage.ID{holder: bidder, bidder: holder} {
		told := flows.Input{
			ID: in.ID, At: in.At, Code: b.Code(),
			Bid: &flows.Bid{Chat: in.Chat.Title, By: in.User.Name, Other: names[other], Holds: to == holder},
		}
		waits = append(waits, b.submit(ctx, to, told, ""))
	}
	return all(waits)
}

// channelPost takes the one thing a channel may say: the code that binds it as a wall. Only its admins can post in a
// channel, so the post speaks for one of them; what is to be asked is whether the bot may post there itself.
func (b *Bot) channelPost(ctx context.Context, id string, m *models.Message) outcome {
	h := b.hear(m)
	verb, rest := dialog.Verb(h.in.Line)
	if verb != permission.Bind || rest == "" {
		return settled(nil)
	}
	community, err := b.whose.Door(ctx, strings.Fields(rest)[0])
	if err != nil || community == "" {
		return settled(err)
	}
	h.in.ID, h.in.User = id, talk.User{}
	h.in.Admin, err = b.rights.Runs(rights.Person{Chat: h.in.Chat.ID, User: b.me.ID})
	if err != nil {
		return settled(err)
	}
	if !h.in.Admin {
		b.Log.Warn("channel not bound: the bot is no admin there", "community", community)
		return settled(nil)
	}
	return b.bind(ctx, h.in, community, nil)
}
