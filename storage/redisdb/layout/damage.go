package layout

import (
	"fmt"

	"echowall/storage"
)

// Damaged is the error about something in Redis that this layout does not allow.
func Damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %w", storage.ErrDamaged, fmt.Errorf(format, args...))
}
