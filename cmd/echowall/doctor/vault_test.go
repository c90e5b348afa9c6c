package doctor

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"echowall/cmd/echowall/config"
	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/vault"
)

// votes opens a secret ballot in the clinic's village, with its key in the vault.
func (c *clinic) votes() *vault.Folder {
	c.t.Helper()
	open, shut, err := ballot.NewBox(make([]byte, 32))
	must := func(err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatal(err)
		}
	}
	must(err)
	c.keep(func(tx storage.Tx) error {
		put := func(key storage.Key, value any) error {
			raw, err := json.Marshal(value)
			return errors.Join(err, tx.Put(key, fmt.Appendf(nil, `{"v":1,"d":%s}`, raw)))
		}
		return errors.Join(
			put("community", record.Community{Name: "Willow Village", Chat: c.group.ID, Method: "six-step", Version: 1,
				Present: true, Open: []int{1}}),
			put("case:1", cases.Case{Number: 1, Procedure: "six-step", Version: 1, Stage: 3, Talk: cases.Talk{Ballot: "1.1"}}),
			put("ballot:1.1", ballot.Ballot{ID: "1.1", Case: 1, Key: shut, Rule: procedure.Rule{Secret: true}}),
		)
	})
	keys, err := vault.Open(c.keysFolder())
	must(err)
	must(keys.Put("willow_1.1", open))
	return keys
}

// keysFolder is where the vault is beside the clinic's store.
func (c *clinic) keysFolder() string {
	path, err := c.doctor.Path()
	if err != nil {
		c.t.Fatal(err)
	}
	return path + ".keys"
}

// What is wrong with the vault is found, alone, and the line says how to mend it.
func TestDoctorLooksIntoTheVault(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		fall func(c *clinic, keys *vault.Folder) error
		want string
	}{
		"well": {
			func(*clinic, *vault.Folder) error { return nil },
			`ok     vault     FOLDER is the user's alone; 1 secret ballot is open, each with its key`,
		},
		"no key": {
			func(_ *clinic, keys *vault.Folder) error { return keys.Drop("willow_1.1") },
			`wrong  vault     ballot 1.1 of willow is open, and its key is not in FOLDER; look whether all processes share ` +
				`this folder`,
		},
		"another key": {
			func(_ *clinic, keys *vault.Folder) error { return keys.Put("willow_1.1", make([]byte, 32)) },
			`wrong  vault     the key of ballot 1.1 of willow in FOLDER is another; put the right folder back`,
		},
		"a key too many": {
			func(_ *clinic, keys *vault.Folder) error { return keys.Put("willow_9.9", make([]byte, 32)) },
			`wrong  vault     1 key is left of a ballot that has ended in FOLDER; start the bot`,
		},
		"an open door": {
			func(c *clinic, _ *vault.Folder) error { return os.Chmod(c.keysFolder(), 0o755) },
			`wrong  vault     others than the user of the bot may read FOLDER (mode 755); chmod 700 FOLDER`,
		},
		"an open key": {
			func(c *clinic, _ *vault.Folder) error {
				return os.Chmod(filepath.Join(c.keysFolder(), "willow_1.1.key"), 0o644)
			},
			`wrong  vault     others than the user of the bot may read FOLDER/willow_1.1.key (mode 644); chmod 600 ` +
				`FOLDER/willow_1.1.key`,
		},
		"no folder": {
			func(c *clinic, _ *vault.Folder) error { return os.RemoveAll(c.keysFolder()) },
			`wrong  vault     there is no folder FOLDER; make it, or put it back`,
		},
		"a file": {
			func(c *clinic, _ *vault.Folder) error { c.doctor.Vault, _ = c.doctor.Path(); return nil },
			` is no folder; name a folder in ECHOWALL_VAULT`,
		},
		"another folder": {
			func(c *clinic, _ *vault.Folder) error {
				path, _ := c.doctor.Path()
				store, err := boltdb.Open(path, boltdb.Options{})
				if err != nil {
					return err
				}
				return errors.Join(store.Assign(c.t.Context(), storage.Bot, config.VaultKey, "of another"), store.Close())
			},
			`wrong  vault     the process that was started last uses another folder than FOLDER; let all processes share ` +
				`one folder`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClinic(t, false)
			keys := c.votes()
			if err := x.fall(c, keys); err != nil {
				t.Fatal(err)
			}
			found, err := c.examine()
			wrong := strings.Count(found, "wrong ")
			if want := strings.ReplaceAll(x.want, "FOLDER", c.keysFolder()); !strings.Contains(found, want) ||
				(wrong == 0) != (err == nil) || wrong > 1 {
				t.Errorf("got %v and\n%swant %s", err, found, want)
			}
		})
	}
}

// With Redis there is no vault unless one is named.
func TestDoctorFindsNoVaultWithRedis(t *testing.T) {
	t.Parallel()
	c := newClinic(t, false)
	c.onRedis()
	if found, _ := c.examine(); !strings.Contains(found,
		"-      vault     none is set, so there can be no secret ballots; for them set ECHOWALL_VAULT") {
		t.Errorf("got\n%s", found)
	}
}
