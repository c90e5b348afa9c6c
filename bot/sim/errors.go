package sim

import "fmt"

// apiError is a refusal as Telegram words it.
type apiError struct {
	Code       int
	Text       string
	RetryAfter int
	MigrateTo  int64
}

// Error is the status and Telegram's words for it.
func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.Code, e.Text) }

func badRequest(format string, args ...any) error {
	return &apiError{Code: 400, Text: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(text string) error { return &apiError{Code: 403, Text: "Forbidden: " + text} }

func conflict(text string) error { return &apiError{Code: 409, Text: "Conflict: " + text} }

func tooManyError(seconds int) *apiError {
	return &apiError{Code: 429, Text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), RetryAfter: seconds}
}

// violation is what Telegram would let pass, or half pass, and a bot has no business doing.
type violation struct{ error }

// Unwrap is the refusal that goes with the violation.
func (v violation) Unwrap() error { return v.error }

func violates(format string, args ...any) error { return violation{badRequest(format, args...)} }

type wireReply struct {
	OK          bool        `json:"ok"`
	Result      any         `json:"result,omitempty"`
	Code        int         `json:"error_code,omitempty"`
	Description string      `json:"description,omitempty"`
	Parameters  *wireParams `json:"parameters,omitempty"`
}

type wireParams struct {
	RetryAfter int   `json:"retry_after,omitempty"`
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
}

func (e *apiError) reply() wireReply {
	r := wireReply{Code: e.Code, Description: e.Text}
	if e.RetryAfter != 0 || e.MigrateTo != 0 {
		r.Parameters = &wireParams{RetryAfter: e.RetryAfter, MigrateTo: e.MigrateTo}
	}
	return r
}
