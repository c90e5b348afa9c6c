package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/storage"
)

// place is a chat as a community has it: what for, and how the community is called.
type place struct {
	community storage.ID
	name, use string
	home      bool
}

// String says whose the chat is, and what for.
func (p place) String() string { return fmt.Sprintf("the %s of %s", p.use, p.name) }

// chats lists what the directory knows of chats, and holds it to what the communities say of themselves: what is said
// in a chat goes to the community that stands there.
func (d *doctor) chats(ctx context.Context, store storage.Store) {
	known, err := entries(ctx, store)
	places, seen := map[string][]place{}, map[storage.ID]bool{}
	if err == nil {
		places, seen, err = d.places(ctx, store)
	}
	if err != nil {
		d.failed("chats", err)
		return
	}
	all := maps.Clone(known)
	for chat := range places {
		all[chat] = known[chat]
	}
	for _, chat := range slices.Sorted(maps.Keys(all)) {
		d.chat(chat, known[chat], places[chat], seen)
	}
}

// chat says of one chat whose it is, and what is wrong with that.
func (d *doctor) chat(chat string, holder storage.ID, there []place, seen map[storage.ID]bool) {
	mend := "run echowall doctor --mend-chat=" + chat + ", with the bot stopped where the store is a file"
	rightful, sure := whose(there)
	switch {
	case len(there) == 0 && !seen[holder]:
		d.skip("chats", "%s is kept for %s, which is not founded yet; /setup there founds it", chat, holder)
	case len(there) == 0:
		d.skip("chats", "%s leads to %s, which has given it up; it can be bound anew, and --mend-chat=%s frees it", chat,
			holder, chat)
	case !sure:
		d.bad("chats", "let the secretaries bind other chats", "%s is %s and %s", chat, there[0], there[1])
	case holder == "":
		d.bad("chats", mend, "%s is %s, but leads nowhere", chat, rightful)
	case holder != rightful.community:
		d.bad("chats", mend, "%s is %s, but leads to %s", chat, rightful, holder)
	default:
		d.ok("chats", "%s is %s", chat, rightful)
		d.intruders(chat, rightful, there)
	}
}

// intruders tells of communities that have another's chat for their council or wall.
func (d *doctor) intruders(chat string, rightful place, there []place) {
	for _, p := range there {
		if p.community != rightful.community {
			d.bad("chats", "let its secretary bind another", "%s is also %s, which says there what is meant for its own", chat,
				p)
		}
	}
}

// whose is the community that a chat belongs to of those that have it: the one whose home it is, or else the only one
// that has bound it. Where that leaves several, it is not sure.
func whose(there []place) (p place, sure bool) {
	homes := slices.DeleteFunc(slices.Clone(there), func(p place) bool { return !p.home })
	if len(homes) == 0 {
		homes = there
	}
	if len(homes) == 0 {
		return place{}, true
	}
	one := !slices.ContainsFunc(homes, func(p place) bool { return p.community != homes[0].community })
	return homes[0], one
}

// mendChat lets a chat lead to the community it belongs to, or nowhere where it belongs to none, and says what it did.
func (d *doctor) mendChat(ctx context.Context, chat int64) {
	if err := d.mend(ctx, strconv.FormatInt(chat, 10)); err != nil {
		d.failed("mend", err)
	}
}

func (d *doctor) mend(ctx context.Context, chat string) (err error) {
	store, err := d.OpenExisting(ctx)
	if errors.Is(err, storage.ErrLocked) {
		return fmt.Errorf("chat %s: the bot runs on the store; stop it first", chat)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	before, err := store.Look(ctx, storage.Chats, chat)
	if err != nil {
		return err
	}
	places, _, err := d.places(ctx, store)
	if err != nil {
		return err
	}
	rightful, sure := whose(places[chat])
	if !sure {
		return fmt.Errorf("chat %s: several communities have it, and it is the home of none or of several; "+
			"nothing is changed", chat)
	}
	if err := store.Assign(ctx, storage.Chats, chat, string(rightful.community)); err != nil {
		return err
	}
	d.ok("mend", "%s led to %s and leads to %s now", chat, cmp.Or(before, "nothing"),
		cmp.Or(string(rightful.community), "nothing"))
	return nil
}

// entries are what the directory knows of chats.
func entries(ctx context.Context, store storage.Store) (map[string]storage.ID, error) {
	known := map[string]storage.ID{}
	err := store.Entries(ctx, storage.Chats, func(e storage.DirectoryEntry) error {
		known[e.Key] = storage.ID(e.Value)
		return nil
	})
	return known, err
}

// places are the chats of all communities, as these have them; seen are those that are founded. One that cannot be read
// is told of elsewhere.
func (d *doctor) places(ctx context.Context, store storage.Store) (
	places map[string][]place, seen map[storage.ID]bool, err error,
) {
	places, seen = map[string][]place{}, map[storage.ID]bool{}
	for after := storage.ID(""); ; {
		ids, err := store.Communities(ctx, after, 100)
		if err != nil || len(ids) == 0 {
			return places, seen, err
		}
		for _, id := range ids {
			var head *record.Community
			err := flows.Read(ctx, store, d.methods, id, func(s *life.State) error { head = s.Head(); return nil })
			if err != nil || head == nil {
				continue
			}
			seen[id] = true
			for _, p := range placesOf(id, head) {
				places[p.chat] = append(places[p.chat], p.place)
			}
		}
		after = ids[len(ids)-1]
	}
}

type chatPlace struct {
	chat string
	place
}

// placesOf are the chats of one community, each once.
func placesOf(id storage.ID, h *record.Community) (all []chatPlace) {
	name := fmt.Sprintf("%s %q", id, h.Name)
	for _, x := range []struct {
		chat int64
		use  string
	}{{h.Chat, "home"}, {h.Council.Chat, "council"}, {h.Wall.Chat, "wall"}} {
		chat := strconv.FormatInt(x.chat, 10)
		if x.chat != 0 && !slices.ContainsFunc(all, func(p chatPlace) bool { return p.chat == chat }) {
			all = append(all, chatPlace{chat, place{id, name, x.use, x.use == "home"}})
		}
	}
	return all
}
