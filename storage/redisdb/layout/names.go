package layout

import (
	"errors"
	"fmt"
	"strings"

	"echowall/storage"
)

// MaxName is the longest name. It is that of boltdb, so that whatever is in one store can be taken to the other.
const MaxName = 8192

// CheckName refuses a name that is empty or too long; what says of what it is the name.
func CheckName(what, name string) error {
	if name == "" {
		return fmt.Errorf("%w: a %s has an empty name", storage.ErrUnfit, what)
	}
	return CheckLength(what, name)
}

// CheckLength refuses a name that is too long; an empty one may be.
func CheckLength(what, name string) error {
	if len(name) > MaxName {
		return fmt.Errorf("%w: the name of a %s has %d bytes, more than %d", storage.ErrUnfit, what, len(name), MaxName)
	}
	return nil
}

// CheckEntry refuses what the directory cannot hold: a space with a colon, or a key or value that is too long.
func CheckEntry(space storage.Space, key, value string) error {
	if strings.Contains(string(space), ":") {
		return fmt.Errorf("%w: the space %q has a colon", storage.ErrUnfit, space)
	}
	return errors.Join(CheckLength("space", string(space)), CheckLength("key", key), CheckLength("value", value))
}
