package config

import (
	"context"
	"fmt"
	"log/slog"

	"echowall/flows"
	"echowall/storage"
	"echowall/storage/vault"
)

// VaultFlag is where the keys of secret ballots are while they are open.
type VaultFlag struct {
	Vault string `name:"vault" env:"ECHOWALL_VAULT" help:"Folder for the keys of secret ballots: beside a bolt file if not set, and none with Redis. Never back it up." placeholder:"FOLDER"`
}

// Folder is where the vault is; "" where there is none, and no secret ballot. Beside a bolt file it needs no setting.
// With Redis it does, for several processes must find the same keys, and Redis itself forgets nothing.
func (f VaultFlag) Folder(store StoreFlag) (string, error) {
	if f.Vault != "" || store.isRedis() {
		return f.Vault, nil
	}
	file, err := store.Path()
	return file + ".keys", err
}

// Keep opens the vault; nil where there is none.
func (f VaultFlag) Keep(store StoreFlag) (flows.Vault, error) {
	path, err := f.Folder(store)
	if err != nil || path == "" {
		return nil, err
	}
	keys, err := vault.Open(path)
	if err != nil {
		return nil, Wrong(fmt.Errorf("ECHOWALL_VAULT: expected a folder that can be written: %w", err))
	}
	return keys, nil
}

// VaultKey is where the directory keeps the mark of the vault that was used last.
const VaultKey = "vault"

// UsesAnother tells whether the process that was started last on a store uses another vault than this one.
func UsesAnother(ctx context.Context, store storage.Store, keys *vault.Folder) (bool, error) {
	used, err := store.Look(ctx, storage.Bot, VaultKey)
	if err != nil || used == "" {
		return false, err
	}
	mark, err := keys.Mark()
	return mark != used, err
}

// ShareVault notes which vault this process uses, and says in the log when the one before used another: several
// processes on one store must share it. A vault that moved is told of once.
func ShareVault(ctx context.Context, store storage.Store, keys flows.Vault, log *slog.Logger) error {
	folder, ok := keys.(*vault.Folder)
	if !ok {
		return nil
	}
	another, err := UsesAnother(ctx, store, folder)
	if err != nil {
		return err
	}
	if another {
		log.Warn("another vault was used before; all processes must share one, or secret ballots are lost")
	}
	mark, err := folder.Mark()
	if err != nil {
		return err
	}
	return store.Assign(ctx, storage.Bot, VaultKey, mark)
}
