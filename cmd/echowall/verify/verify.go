package verify

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"echowall/cmd/echowall/backup"
	"echowall/cmd/echowall/config"
	"echowall/cmd/echowall/methods"
	"echowall/flows"
	"echowall/flows/procedure"
	"echowall/storage"
)

// Cmd is the command verify.
type Cmd struct {
	config.StoreFlag      `embed:""`
	config.ProceduresFlag `embed:""`
	File                  string   `arg:"" optional:"" help:"A backup to verify, instead of the store."`
	Heads                 []string `name:"head" help:"A head that was published, as an echo or a digest names it: ENTRY:HASH. One of the books must hold it." placeholder:"ENTRY:HASH"`
}

// Run checks the store's own structure, then every community's journal; those of a backup, if one is named.
func (c *Cmd) Run(ctx context.Context) (err error) {
	published, err := c.published()
	if err != nil {
		return err
	}
	_, registry, err := config.Materials()
	if err != nil {
		return err
	}
	if err := c.AddTo(registry); err != nil {
		return err
	}
	open := c.OpenExisting
	if c.File != "" {
		open = func(ctx context.Context) (storage.Store, error) { return backup.Open(ctx, c.File) }
	}
	store, err := open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := store.Check(ctx); err != nil {
		return err
	}
	if err := methods.InUse(ctx, store, registry); err != nil {
		return err
	}
	return verifyAll(ctx, store, registry, published)
}

// unchecked tells what of a book could not be checked, because an earlier program wrote it without what that takes; ""
// where all was.
func unchecked(found flows.Verified) string {
	var all []string
	for _, x := range []struct {
		count int
		what  string
	}{
		{found.Unjudged, "entries by the rules"}, {found.Unmarked, "persons' accounts"}, {found.Undigested, "sealed papers"},
	} {
		if x.count > 0 {
			all = append(all, fmt.Sprintf("%d %s", x.count, x.what))
		}
	}
	if all == nil {
		return ""
	}
	return "; not checked: " + strings.Join(all, ", ")
}

// backdated tells where the book goes back in time; "" where it does not.
func backdated(found flows.Verified) string {
	if found.Backdated == 0 {
		return ""
	}
	return fmt.Sprintf("; entry %d is dated before one that it follows", found.Backdated)
}

// verifyAll checks the journal of every community, and that what was published stands in one of them.
func verifyAll(ctx context.Context, store storage.Store, methods *procedure.Registry, published *heads) error {
	for after := storage.ID(""); ; {
		ids, err := store.Communities(ctx, after, 100)
		if err != nil {
			return err
		}
		if len(ids) == 0 && after == "" {
			fmt.Println("no communities")
		}
		if len(ids) == 0 {
			return published.missing()
		}
		for _, id := range ids {
			found, err := flows.Verify(ctx, store, methods, id)
			if err != nil {
				return err
			}
			fmt.Printf("%s: ok, %d entries, head %s%s%s\n", id, found.Seq, found.Hash, unchecked(found), backdated(found))
			if err := published.look(ctx, store, id); err != nil {
				return err
			}
		}
		after = ids[len(ids)-1]
	}
}
