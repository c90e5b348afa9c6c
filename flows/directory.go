package flows

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/storage"
)

// entry is something the directory must know of a community. The directory stands outside the commit, so it is told
// first: an entry whose commit then fails does no harm, a commit without its entry would leave a link that opens
// nothing.
type entry struct {
	space storage.Space
	key   string
	// moved says that Telegram has made one chat another: it is the same community's, whatever was said there meanwhile.
	moved bool
}

// unknown stops a commit until the directory has been told what it does not know.
type unknown struct{ entries []entry }

// Error says how many entries are to be told.
func (u *unknown) Error() string {
	return fmt.Sprintf("%d entries to be told to the directory", len(u.entries))
}

// entriesOf lists what the directory must know of events.
func entriesOf(events []life.Event) []entry {
	var all []entry
	for _, e := range events {
		switch e := e.(type) {
		case office.Founded:
			all = append(all, entry{space: storage.Codes, key: e.Door})
		case personnel.CodeIssued:
			all = append(all, entry{space: storage.Codes, key: e.Code})
		case office.ChatBound:
			all = append(all, entry{space: storage.Chats, key: strconv.FormatInt(e.Chat, 10)})
		case office.PageMoved:
			all = append(all, entry{space: storage.Pages, key: e.Code})
		case office.ChatMoved:
			all = append(all, entry{space: storage.Chats, key: strconv.FormatInt(e.To, 10), moved: true})
		}
	}
	return all
}

// Lead finds the community that a code leads to which somebody says; "" for none. That of a door is kept as it is, for
// it is published; all others as their hash, but for those of earlier programs.
func Lead(ctx context.Context, dir storage.Directory, code string) (storage.ID, error) {
	for _, kept := range record.CodeNames(code) {
		id, err := dir.Look(ctx, storage.Codes, kept)
		if err != nil {
			return "", fmt.Errorf("look for the code: %w", err)
		}
		if id != "" {
			return storage.ID(id), nil
		}
	}
	return "", nil
}

// dismiss takes users who were erased out of the directory. Should it fail, the user is still led to the community,
// which knows nothing of them any more.
func (e *Engine) dismiss(ctx context.Context, id storage.ID, users []int64) {
	for _, user := range users {
		key := strconv.FormatInt(user, 10)
		err := errors.Join(e.Store.Exclude(ctx, storage.Users, key, string(id)), e.unpick(ctx, id, key))
		if err != nil {
			e.Log.Error("directory not updated", "community", id, "error", err)
		}
	}
}

// unpick forgets that a user picked the community; the pick of another one stays.
func (e *Engine) unpick(ctx context.Context, id storage.ID, user string) error {
	picked, err := e.Store.Look(ctx, storage.Picks, user)
	if err != nil || picked != string(id) {
		return err
	}
	return e.Store.Assign(ctx, storage.Picks, user, "")
}

// abreast is how many entries the directory is told at the same time: in a rush many people are new at once, and a
// store keeps what comes together with one write to the disk.
const abreast = 32

// introduce tells the directory.
func (e *Engine) introduce(ctx context.Context, id storage.ID, entries []entry) error {
	var work sync.WaitGroup
	places, errs := make(chan struct{}, abreast), make([]error, len(entries))
	for i, x := range entries {
		places <- struct{}{}
		work.Go(func() {
			errs[i] = e.introduceOne(ctx, id, x)
			<-places
		})
	}
	work.Wait()
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("tell the directory: %w", err)
	}
	return nil
}

func (e *Engine) introduceOne(ctx context.Context, id storage.ID, x entry) error {
	if x.space == storage.Users {
		return e.Store.Include(ctx, x.space, x.key, string(id))
	}
	if x.space == storage.Chats && !x.moved {
		holder, err := e.Store.Claim(ctx, x.space, x.key, string(id))
		if err == nil && holder != string(id) {
			// Whoever brings the input has looked: somebody came between.
			err = &panicked{cause: fmt.Errorf("chat %s is that of %s", x.key, holder)}
		}
		return err
	}
	return e.Store.Assign(ctx, x.space, x.key, string(id))
}
