package bot

import "strings"

// redacted is an error without a secret in its words. What it wraps still tells what kind of error it is.
type redacted struct {
	error
	words string
}

// Error is the error's words without the secret.
func (r *redacted) Error() string { return r.words }

// Unwrap is the error as it was: it may be asked for its kind, and must not be printed.
func (r *redacted) Unwrap() error { return r.error }

// redact takes a secret out of an error: the address of a call to Telegram holds the token.
func redact(err error, secret string) error {
	if err == nil || secret == "" || !strings.Contains(err.Error(), secret) {
		return err
	}
	return &redacted{err, strings.ReplaceAll(err.Error(), secret, "***")}
}

func (b *Bot) redacted(err error) error { return redact(err, b.Token) }
