package bot

import (
	"context"

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
	return b.whose.Door(ctx, code)
}
