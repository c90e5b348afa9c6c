package whose

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/storage"
)

// Known are the communities that know a user, in order.
func (f *Finder) Known(ctx context.Context, user int64) ([]storage.ID, error) {
	known, err := f.Store.Members(ctx, storage.Users, strconv.FormatInt(user, 10))
	if err != nil {
		return nil, fmt.Errorf("look for the person: %w", err)
	}
	ids := make([]storage.ID, len(known))
	for i, id := range known {
		ids[i] = storage.ID(id)
	}
	return ids, nil
}

// Picked is the community that somebody has picked; "" for none.
func (f *Finder) Picked(ctx context.Context, user int64) (storage.ID, error) {
	picked, err := f.Store.Look(ctx, storage.Picks, strconv.FormatInt(user, 10))
	if err != nil {
		return "", fmt.Errorf("look for the pick: %w", err)
	}
	return storage.ID(picked), nil
}

// ErrUnknown says that a community does not know who wants to speak to it.
var ErrUnknown = errors.New("the community does not know them")

// Belongs is ErrUnknown where a community does not know a user.
func (f *Finder) Belongs(ctx context.Context, user int64, id storage.ID) error {
	known, err := f.Known(ctx, user)
	if err == nil && !slices.Contains(known, id) {
		err = ErrUnknown
	}
	return err
}

// Pick keeps the community to which goes what answers nothing.
func (f *Finder) Pick(ctx context.Context, user int64, id storage.ID) error {
	return f.Store.Assign(ctx, storage.Picks, strconv.FormatInt(user, 10), string(id))
}

// Door is the community that the code of a link leads to; "" for none.
func (f *Finder) Door(ctx context.Context, code string) (storage.ID, error) {
	return flows.Lead(ctx, f.Store, code)
}

// Enter lets somebody go through the door of a community. It is picked where they belong to no other; else nothing
// changes but by what they say when asked: others are those they belong to beside it, present the one that is picked.
// There are no others where there is nothing to ask: so it is with the code of a meeting or of a role of a community
// that knows them.
func (f *Finder) Enter(ctx context.Context, user int64, id storage.ID, code string) (
	present storage.ID, others []storage.ID, err error,
) {
	known, err := f.Known(ctx, user)
	if err != nil {
		return "", nil, err
	}
	if len(known) > 1 && slices.Contains(known, id) {
		door := false
		err := flows.Read(ctx, f.Store, f.Methods, id, func(s *life.State) error {
			door = s.Head() != nil && s.Head().Door == code
			return nil
		})
		if err != nil || !door {
			return "", nil, err
		}
	}
	others = slices.DeleteFunc(known, func(x storage.ID) bool { return x == id })
	if len(others) == 0 {
		return id, nil, f.Pick(ctx, user, id)
	}
	present, err = f.Picked(ctx, user)
	switch {
	case err != nil || present == id:
		return present, nil, err
	case slices.Contains(others, present):
		return present, others, nil
	case len(others) == 1: // it needed no picking so far
		return others[0], others, f.Pick(ctx, user, others[0])
	}
	return "", others, nil
}

// Names are what communities are called where they are told apart: by their names, and two of one name by who keeps
// their office, and since when they are there, which nobody can imitate.
func (f *Finder) Names(ctx context.Context, ids []storage.ID) (map[storage.ID]say.Arg, error) {
	plain, full, count := map[storage.ID]string{}, map[storage.ID]say.Arg{}, map[string]int{}
	for _, id := range ids {
		if _, known := plain[id]; known {
			continue
		}
		err := flows.Read(ctx, f.Store, f.Methods, id, func(s *life.State) error {
			plain[id], full[id] = named(s)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("look for the name of a community: %w", err)
		}
		count[plain[id]]++
	}
	names := map[storage.ID]say.Arg{}
	for id, name := range plain {
		if names[id] = say.Text(name); count[name] > 1 {
			names[id] = full[id]
		}
	}
	return names, nil
}

// named is the name of a community, alone and with what tells it from another of the same name.
func named(s *life.State) (name string, full say.Arg) {
	h := s.Head()
	if h == nil {
		return "", say.Text("")
	}
	secretary := ""
	if all := s.Secretaries(); len(all) > 0 {
		if p := s.Profile(all[0]); p != nil {
			secretary = p.Name
		}
	}
	founded := h.Founded.In(s.Location()).Format("2006-01-02")
	return h.Name, say.Msg("community.apart", say.Args{
		"Name": say.Text(h.Name), "Secretary": say.Text(secretary), "Since": say.Text(founded),
	})
}

// Choices are buttons named after communities, with a verb before the id of each.
func Choices(verb permission.Verb, among []storage.ID, names map[storage.ID]say.Arg) (rows [][]say.Button) {
	among = slices.Clone(among)
	slices.Sort(among)
	for _, id := range slices.Compact(among) {
		label := say.New("button.name", say.Args{"Name": names[id]})
		rows = append(rows, say.Row(say.Press(label, string(verb)+" "+string(id))))
	}
	return rows
}
