package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	telegram "github.com/go-telegram/bot"
)

// ErrTooLarge says that a file is larger than was asked for.
var ErrTooLarge = errors.New("the file is too large")

// File fetches a file that people sent, of at most limit bytes. Neither the address it comes from nor an error tells
// the token.
func (b *Bot) File(ctx context.Context, id string, limit int64) ([]byte, error) {
	f, err := b.api.GetFile(ctx, &telegram.GetFileParams{FileID: id})
	if err != nil {
		return nil, fmt.Errorf("ask for a file: %w", b.redacted(err))
	}
	if f.FileSize > limit {
		return nil, ErrTooLarge
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.URL+"/file/bot"+b.Token+"/"+f.FilePath, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", b.redacted(err))
	}
	res, err := b.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", b.redacted(err))
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetch a file: status %d", res.StatusCode)
	}
	raw, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", b.redacted(err))
	}
	if int64(len(raw)) > limit {
		return nil, ErrTooLarge
	}
	return raw, nil
}
