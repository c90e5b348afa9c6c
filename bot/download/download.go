// Package download fetches what people have sent, photos first of all, from Telegram. Neither the address it comes from
// nor an error tells the bot's token. The bot calls it for whoever shows such a file; it keeps nothing.
package download

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

// From is where files are fetched.
type From struct {
	API        *telegram.Bot
	Client     *http.Client
	URL, Token string
	// Redact takes the token out of an error.
	Redact func(error) error
}

// File fetches a file, of at most limit bytes.
func (f From) File(ctx context.Context, id string, limit int64) ([]byte, error) {
	found, err := f.API.GetFile(ctx, &telegram.GetFileParams{FileID: id})
	if err != nil {
		return nil, fmt.Errorf("ask for a file: %w", f.Redact(err))
	}
	if found.FileSize > limit {
		return nil, ErrTooLarge
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.URL+"/file/bot"+f.Token+"/"+found.FilePath, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", f.Redact(err))
	}
	res, err := f.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", f.Redact(err))
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetch a file: status %d", res.StatusCode)
	}
	raw, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", f.Redact(err))
	}
	if int64(len(raw)) > limit {
		return nil, ErrTooLarge
	}
	return raw, nil
}
