package main

import (
	"fmt"

	"echowall/flows"
	"echowall/storage/vault"
)

// vaultFlag is where the keys of secret ballots are while they are open.
type vaultFlag struct {
	Vault string `name:"vault" env:"ECHOWALL_VAULT" help:"Folder for the keys of secret ballots: beside a bolt file if not set, and none with Redis. Never back it up." placeholder:"FOLDER"`
}

// keep opens the vault; nil where there is none, and no secret ballot. Beside a bolt file it needs no setting. With Redis it does, for
// several processes must find the same keys, and Redis itself forgets nothing.
func (f vaultFlag) keep(store storeFlag) (flows.Vault, error) {
	path := f.Vault
	if path == "" {
		if store.isRedis() {
			return nil, nil
		}
		file, err := store.path()
		if err != nil {
			return nil, err
		}
		path = file + ".keys"
	}
	keys, err := vault.Open(path)
	if err != nil {
		return nil, &configError{fmt.Errorf("ECHOWALL_VAULT: expected a folder that can be written: %w", err)}
	}
	return keys, nil
}
