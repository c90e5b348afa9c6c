package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"echowall/flows"
	"echowall/flows/dialog"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/storage"
)

// pickLine is the line of the buttons by which somebody known in several communities picks the one to speak to.
const pickLine = "pick"

// private takes what was said in a private chat, for the community the person belongs to or has picked.
func (b *Bot) private(ctx context.Context, in flows.Input) outcome {
	community, in, err := b.home(ctx, in)
	if err != nil {
		return settled(err)
	}
	if community != "" {
		if in.Other, err = b.other(ctx, in); err != nil {
			return settled(err)
		}
		return b.submit(ctx, community, in, "")
	}
	return settled(b.choose(ctx, in))
}

// home finds the community of somebody in private: by the start link that was opened, by what was picked, or because
// there is only one.
func (b *Bot) home(ctx context.Context, in flows.Input) (storage.ID, flows.Input, error) {
	user := strconv.FormatInt(in.User.ID, 10)
	if verb, code := dialog.Verb(in.Line); verb == permission.Start && code != "" {
		community, err := b.Store.Look(ctx, storage.Codes, code)
		if err != nil {
			return "", in, fmt.Errorf("look for the code: %w", err)
		}
		if community != "" {
			return storage.ID(community), in, b.Store.Assign(ctx, storage.Picks, user, community)
		}
		in.Line = string(permission.Start)
	}
	picked, err := b.Store.Look(ctx, storage.Picks, user)
	if err != nil || picked != "" {
		return storage.ID(picked), in, err
	}
	known, err := b.Store.Members(ctx, storage.Users, user)
	if err != nil || len(known) != 1 {
		return "", in, err
	}
	return storage.ID(known[0]), in, nil
}

// choose asks which community is meant, or tells somebody unknown how to find theirs.
func (b *Bot) choose(ctx context.Context, in flows.Input) error {
	known, err := b.Store.Members(ctx, storage.Users, strconv.FormatInt(in.User.ID, 10))
	if err != nil {
		return fmt.Errorf("look for the person: %w", err)
	}
	if len(known) == 0 {
		b.direct(ctx, in, say.New("bot.no_community"))
		return nil
	}
	var rows [][]say.Button
	for _, id := range known {
		name, err := b.nameOf(ctx, storage.ID(id))
		if err != nil {
			return err
		}
		rows = append(rows, say.Row(say.Press(say.New("button.name", say.Args{"Name": say.Text(name)}), pickLine+" "+id)))
	}
	b.direct(ctx, in, say.New("bot.choose_community"), rows...)
	return nil
}

func (b *Bot) nameOf(ctx context.Context, id storage.ID) (name string, err error) {
	err = b.read(ctx, id, func(s *stateOf) error {
		if h := s.Head(); h != nil {
			name = h.Name
		}
		return nil
	})
	return name, err
}

// pick keeps the community somebody picked, if it knows them.
func (b *Bot) pick(ctx context.Context, in flows.Input, id string) error {
	user := strconv.FormatInt(in.User.ID, 10)
	known, err := b.Store.Members(ctx, storage.Users, user)
	if err != nil {
		return fmt.Errorf("look for the person: %w", err)
	}
	for _, k := range known {
		if k == strings.TrimSpace(id) {
			return b.Store.Assign(ctx, storage.Picks, user, k)
		}
	}
	return nil
}
