package verify

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"echowall/cmd/echowall/config"
	"echowall/flows"
	"echowall/flows/journal"
	"echowall/storage"
)

// heads are heads of journals that were published, and are still looked for.
type heads []journal.Head

// published reads the heads that the journals are to be held to.
func (c *Cmd) published() (*heads, error) {
	all := &heads{}
	for _, text := range c.Heads {
		seq, hash, _ := strings.Cut(text, ":")
		n, err := strconv.ParseUint(seq, 10, 64)
		if err != nil || n == 0 || !regexp.MustCompile("^[0-9a-f]{12,64}$").MatchString(hash) {
			return nil, config.Wrong(fmt.Errorf("--head: %q; expected an entry's number and its hash, or the first 12 "+
				"digits of it, as a digest or an echo names them: 812:c88e8d1978fd", text))
		}
		*all = append(*all, journal.Head{Seq: n, Hash: hash})
	}
	return all, nil
}

// look tells which of the heads stand in a community's journal, and looks for them no more.
func (h *heads) look(ctx context.Context, store storage.Store, id storage.ID) error {
	var failed error
	*h = slices.DeleteFunc(*h, func(head journal.Head) bool {
		holds, err := flows.Holds(ctx, store, id, head)
		failed = errors.Join(failed, err)
		if holds {
			fmt.Printf("%s: entry %d is the one that was published\n", id, head.Seq)
		}
		return holds
	})
	return failed
}

// missing is the error that a head stands in no journal: it is not the journal that was published.
func (h *heads) missing() error {
	if len(*h) == 0 {
		return nil
	}
	return fmt.Errorf("entry %d with the hash that was published stands in no book: the book has been written anew or "+
		"cut off since, or the number or the hash is mistyped", (*h)[0].Seq)
}
