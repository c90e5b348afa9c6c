package bot

import (
	"context"
	"fmt"

	"echowall/flows"
	"echowall/flows/dialog"
	"echowall/flows/permission"
	"echowall/storage"
)

// other finds the community that the code of a /link leads to.
func (b *Bot) other(ctx context.Context, in flows.Input) (storage.ID, error) {
	verb, code := dialog.Verb(in.Line)
	if verb != permission.Link || code == "" {
		return "", nil
	}
	id, err := b.Store.Look(ctx, storage.Codes, code)
	if err != nil {
		return "", fmt.Errorf("look for the code: %w", err)
	}
	return storage.ID(id), nil
}
