package doctor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"echowall/cmd/echowall/backup"
	"echowall/cmd/echowall/config"
	"echowall/flows"
	"echowall/flows/ballot"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/storage"
	"echowall/storage/vault"
)

// vault looks at the folder with the keys of secret ballots: whether only its owner may read it, whether the processes
// share it, and whether each secret ballot that is open has its key in it.
func (d *doctor) vault(ctx context.Context, store storage.Store) {
	path, err := d.Folder(d.StoreFlag)
	if err != nil {
		d.failed("vault", err)
		return
	}
	open, err := secretBallots(ctx, store, d.methods)
	switch {
	case err != nil:
		d.failed("vault", err)
		return
	case path == "" && len(open) > 0:
		d.bad("vault", "set ECHOWALL_VAULT to the folder in which it was opened, or it will be held again",
			"none is set, but %s is open", open[0].name)
		return
	case path == "":
		d.skip("vault", "none is set, so there can be no secret ballots; for them set ECHOWALL_VAULT to a folder that "+
			"all processes share")
		return
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && d.Vault == "" && len(open) == 0:
		d.skip("vault", "%s is made when the bot starts", path)
	case errors.Is(err, fs.ErrNotExist):
		d.bad("vault", "make it, or put it back: a secret ballot without its key is held again", "there is no folder %s",
			path)
	case err != nil:
		d.bad("vault", "let the user of the bot read it", "%v", err)
	case !info.IsDir():
		d.bad("vault", "name a folder in ECHOWALL_VAULT", "%s is no folder", path)
	case !d.locked(path, info):
		d.keys(ctx, store, path, open)
	}
}

// locked looks whether others may look into the folder or its keys, and says so.
func (d *doctor) locked(path string, info fs.FileInfo) (wrong bool) {
	entries, err := os.ReadDir(path)
	if err != nil {
		d.bad("vault", "let the user of the bot read it", "%v", err)
		return true
	}
	for _, e := range slices.Insert(entries, 0, fs.FileInfoToDirEntry(info)) {
		name, want := filepath.Join(path, e.Name()), "600"
		if e.IsDir() {
			name, want = path, "700"
		}
		at, err := e.Info()
		if err != nil || at.Mode().Perm()&0o077 == 0 {
			continue
		}
		d.bad("vault", fmt.Sprintf("chmod %s %s", want, name), "others than the user of the bot may read %s (mode %o)", name,
			at.Mode().Perm())
		wrong = true
	}
	return wrong
}

// keys looks whether the folder is the one that is used, and whether each open secret ballot has its key there.
func (d *doctor) keys(ctx context.Context, store storage.Store, path string, open []secretBallot) {
	keys, err := vault.Open(path)
	if err != nil {
		d.failed("vault", err)
		return
	}
	another, err := config.UsesAnother(ctx, store, keys)
	switch {
	case err != nil:
		d.failed("vault", err)
		return
	case another:
		d.bad("vault", "let all processes share one folder, and start them again",
			"the process that was started last uses another folder than %s", path)
		return
	}
	for _, b := range open {
		key, err := keys.Get(b.key)
		switch {
		case err != nil:
			d.bad("vault", "let the user of the bot read it", "%v", err)
			return
		case key == nil:
			d.bad("vault", "look whether all processes share this folder; else it ends as lost and is held again",
				"%s is open, and its key is not in %s", b.name, path)
			return
		case !ballot.Fits(key, b.shut):
			d.bad("vault", "put the right folder back; else it ends as lost and is held again",
				"the key of %s in %s is another", b.name, path)
			return
		}
	}
	names, err := keys.Names()
	if err != nil {
		d.failed("vault", err)
		return
	}
	if left := len(names) - len(open); left > 0 {
		d.bad("vault", "start the bot, which destroys them", "%s in %s",
			backup.Number(left, "key is left of a ballot that has ended", "keys are left of ballots that have ended"), path)
		return
	}
	d.ok("vault", "%s is the user's alone; %s open, each with its key", path,
		backup.Number(len(open), "secret ballot is", "secret ballots are"))
}

// secretBallot is one that is open: what to call it, and both names of its key.
type secretBallot struct {
	name, key string
	shut      []byte
}

// secretBallots are all that are open in a store.
func secretBallots(ctx context.Context, store storage.Store, methods *procedure.Registry) (
	open []secretBallot, err error,
) {
	for after := storage.ID(""); ; {
		ids, err := store.Communities(ctx, after, 100)
		if err != nil || len(ids) == 0 {
			return open, err
		}
		for _, id := range ids {
			var found []secretBallot
			err := flows.Read(ctx, store, methods, id, func(s *life.State) error {
				found = nil
				if s.Head() == nil {
					return nil
				}
				for _, c := range s.OpenCases() {
					if b := s.Ballot(c.Talk.Ballot); b != nil && b.Rule.Secret && b.IsOpen() {
						found = append(found, secretBallot{fmt.Sprintf("ballot %s of %s", b.ID, id), flows.KeyName(id, b.ID),
							bytes.Clone(b.Key)})
					}
				}
				return nil
			})
			if err != nil {
				return open, err
			}
			open = append(open, found...)
		}
		after = ids[len(ids)-1]
	}
}
