package method

import "fmt"

// Error is a refusal as Telegram words it.
type Error struct {
	Code       int
	Text       string
	RetryAfter int
	MigrateTo  int64
}

// Error is the status and Telegram's words for it.
func (e *Error) Error() string { return fmt.Sprintf("%d %s", e.Code, e.Text) }

// BadRequest is a refusal with status 400.
func BadRequest(format string, args ...any) error {
	return &Error{Code: 400, Text: "Bad Request: " + fmt.Sprintf(format, args...)}
}

// Forbidden is a refusal with status 403.
func Forbidden(text string) error { return &Error{Code: 403, Text: "Forbidden: " + text} }

// Conflict is a refusal with status 409.
func Conflict(text string) error { return &Error{Code: 409, Text: "Conflict: " + text} }

// TooMany is the refusal of a call that comes too soon, by so many seconds.
func TooMany(seconds int) *Error {
	return &Error{Code: 429, Text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), RetryAfter: seconds}
}

// Violation is what Telegram would let pass, or half pass, and a bot has no business doing.
type Violation struct{ error }

// Unwrap is the refusal that goes with the violation.
func (v Violation) Unwrap() error { return v.error }

// Unknown is the refusal of a method that is not played here.
func Unknown() error { return Violation{&Error{Code: 404, Text: "Not Found"}} }

// Violates is a refusal with status 400 that is noted as a violation.
func Violates(format string, args ...any) error { return Violation{BadRequest(format, args...)} }

// Reply is what every call is answered with.
type Reply struct {
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

// Reply is the answer that tells of the refusal.
func (e *Error) Reply() Reply {
	r := Reply{Code: e.Code, Description: e.Text}
	if e.RetryAfter != 0 || e.MigrateTo != 0 {
		r.Parameters = &wireParams{RetryAfter: e.RetryAfter, MigrateTo: e.MigrateTo}
	}
	return r
}
