package whose

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"echowall/flows"
	"echowall/flows/clock"
	"echowall/flows/dialog"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// Finder finds out whose something is. Its methods may be called from many goroutines.
type Finder struct {
	Store   storage.Store
	Methods *procedure.Registry
	Talk    talk.Conversation
	Clock   clock.Clock

	// chats are the communities of the chats something was said in lately; albums and inputs those to which the first
	// message of an album, and an input that may come again, went.
	chats, albums, inputs memory
}

// Found is whose something is. Without a Home it is not certain: it may belong to each of Among, or, where there are
// none, to nobody.
type Found struct {
	Home  storage.ID
	Among []storage.ID
	// All says that it is for all of Among; Stays that what is answered when asked is to hold for what follows as well.
	All, Stays bool
	// Stale says that it answers something that nobody knows any more.
	Stale bool
	// Several says that the person belongs to more than one.
	Several bool
}

// stays is how long it is remembered where an album began, and where an input went that may come again.
const stays = 10 * time.Minute

// Private finds whose something is that was said in private, or pressed there with a mark, which may be "".
func (f *Finder) Private(ctx context.Context, in flows.Input, mark string) (Found, error) {
	known, err := f.Known(ctx, in.User.ID)
	if err != nil {
		return Found{}, err
	}
	if again := f.inputs.recall(in.ID, f.Clock.Now()); in.ID != "" && slices.Contains(known, again) {
		// What was asked may be answered by now, and it would answer something else.
		return Found{Home: again, Several: true}, nil
	}
	found, err := f.private(ctx, in, mark, known)
	found.Several = len(known) > 1
	if err == nil && found.Home != "" && found.Several {
		f.remember(in, found.Home)
	}
	return found, err
}

func (f *Finder) remember(in flows.Input, home storage.ID) {
	until := f.Clock.Now().Add(stays)
	f.inputs.keep(in.ID, home, until)
	if in.Album != "" {
		f.albums.keep(albumOf(in), home, until)
	}
}

func albumOf(in flows.Input) string { return strconv.FormatInt(in.Chat.ID, 10) + ":" + in.Album }

func (f *Finder) private(ctx context.Context, in flows.Input, mark string, known []storage.ID) (Found, error) {
	switch {
	case mark != "":
		return f.marked(ctx, in, mark, known)
	case len(known) == 1:
		return Found{Home: known[0]}, nil
	case len(known) == 0:
		picked, err := f.Picked(ctx, in.User.ID)
		return Found{Home: picked}, err
	case in.Press, in.Edited:
		found, err := f.only(ctx, known, in)
		found.Stale = found.Home == ""
		return found, err
	}
	if begun := f.albums.recall(albumOf(in), f.Clock.Now()); in.Album != "" && begun != "" {
		return Found{Home: begun}, nil
	}
	if in.Reply != nil || in.Album != "" {
		found, err := f.only(ctx, known, in)
		if err != nil || found.Home != "" {
			return found, err
		}
		if in.Reply != nil && in.Reply.Own {
			return Found{Among: known}, nil // an answer to what nobody knows any more may be meant for each
		}
	}
	return f.fresh(ctx, in, known)
}

// marked is the one of the communities that a mark stands for.
func (f *Finder) marked(ctx context.Context, in flows.Input, mark string, known []storage.ID) (Found, error) {
	fit := slices.DeleteFunc(slices.Clone(known), func(id storage.ID) bool { return markOf(id) != mark })
	if len(fit) == 1 {
		return Found{Home: fit[0]}, nil
	}
	found, err := f.only(ctx, fit, in)
	found.Stale = found.Home == ""
	return found, err
}

// only is the one community that knows what something answers; of none, or of several, it is not told.
func (f *Finder) only(ctx context.Context, known []storage.ID, in flows.Input) (Found, error) {
	fit, err := f.among(ctx, known, func(s *life.State) bool { return talk.Knows(s.Records, in.Said()) })
	if err != nil || len(fit) != 1 {
		return Found{}, err
	}
	return Found{Home: fit[0]}, nil
}

// fresh is whose something is that answers no message: the one that has asked a question, for words; the one that has
// the number, for a command that names one; and else the one picked.
func (f *Finder) fresh(ctx context.Context, in flows.Input, known []storage.ID) (Found, error) {
	verb, rest := dialog.Verb(in.Line)
	switch verb {
	case permission.Mine, permission.Queue:
		return Found{Among: known, All: true}, nil
	case permission.Start:
		if rest == "" {
			return Found{Among: known, Stays: true}, nil // it is how somebody says that they want to speak to another
		}
	case "", permission.Cancel:
		asks, err := f.among(ctx, known, func(s *life.State) bool {
			return talk.Asks(s.Records, in.User.ID, in.Chat.ID, in.At)
		})
		if err != nil || len(asks) > 0 {
			return oneOf(asks), err
		}
	}
	picked, err := f.Picked(ctx, in.User.ID)
	if err != nil {
		return Found{}, err
	}
	if !slices.Contains(known, picked) {
		picked = ""
	}
	if named := f.Talk.Named(in.Line, in.At); named != (talk.Named{}) {
		have, err := f.among(ctx, known, named.IsIn)
		if err != nil || len(have) > 0 && !slices.Equal(have, []storage.ID{picked}) {
			return Found{Among: have}, err
		}
	}
	if picked == "" {
		return Found{Among: known, Stays: true}, nil
	}
	return Found{Home: picked}, nil
}

func oneOf(ids []storage.ID) Found {
	if len(ids) == 1 {
		return Found{Home: ids[0]}
	}
	return Found{Among: ids}
}

// among are those of some communities of which something is true.
func (f *Finder) among(ctx context.Context, ids []storage.ID, is func(*life.State) bool) (fit []storage.ID, err error) {
	for _, id := range ids {
		yes := false
		err := flows.Read(ctx, f.Store, f.Methods, id, func(s *life.State) error { yes = is(s); return nil })
		if err != nil {
			return nil, fmt.Errorf("look whose it is: %w", err)
		}
		if yes {
			fit = append(fit, id)
		}
	}
	return fit, nil
}

// Waiting are those of some communities in which something waits that a person asks for by a verb.
func (f *Finder) Waiting(ctx context.Context, ids []storage.ID, in flows.Input) ([]storage.ID, error) {
	verb, _ := dialog.Verb(in.Line)
	return f.among(ctx, ids, func(s *life.State) bool {
		cmd := life.Command{Verb: verb, By: s.Known(in.User.ID), At: in.At.In(s.Location())}
		result, err := f.Talk.Verbs.Decide(s, cmd)
		return err == nil && result.Answer.Kind == say.Lasting // which a list is
	})
}
