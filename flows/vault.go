package flows

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/voting"
	"echowall/storage"
)

// Vault keeps what opens secret ballots, outside the store: records, journal, outbox and backups are remembered in more
// places than one, and what lies in the vault must be gone for good once it is dropped. Names are of letters, digits,
// dots and underscores.
type Vault interface {
	// Put keeps a key, on disk when it returns.
	Put(name string, key []byte) error
	// Get finds a key; nil when there is none.
	Get(name string) ([]byte, error)
	// Drop destroys a key; to drop what is not there is no error.
	Drop(name string) error
	// Names lists what is kept.
	Names() ([]string, error)
}

// seed is 32 random bytes.
func seed() []byte {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // it never fails: see crypto/rand
	return b
}

// KeyName is the name of a ballot's key in the vault, which serves all communities.
func KeyName(id storage.ID, ballot string) string { return string(id) + "_" + ballot }

// keys finds the keys of a community's ballots; nil where there is no vault.
func (e *Engine) keys(id storage.ID) record.Keys {
	if e.Vault == nil {
		return nil
	}
	return func(ballot string) ([]byte, bool) {
		key, err := e.Vault.Get(KeyName(id, ballot))
		if err != nil {
			e.Log.Error("key of a ballot not read", "community", id, "ballot", ballot, "error", err)
		}
		return key, err == nil
	}
}

// noteBallots remembers which secret ballots were opened and which ended.
func (t *batch) noteBallots(events []life.Event) {
	for _, x := range events {
		switch e := x.(type) {
		case voting.BallotOpened:
			if key := e.Key(); key != nil {
				t.boxes[e.Ballot.ID] = key
			}
		case voting.BallotClosed:
			t.closed = append(t.closed, e.Ballot)
		}
	}
}

// lockAway puts the keys of new ballots into the vault, before the commit: a key without a ballot harms nobody.
func (e *Engine) lockAway(id storage.ID, boxes map[string][]byte) error {
	for ballot, key := range boxes {
		if err := e.Vault.Put(KeyName(id, ballot), key); err != nil {
			return fmt.Errorf("lock ballot %s: %w", ballot, err)
		}
	}
	return nil
}

// destroyKeys drops the keys of ballots that ended. What cannot be dropped now is when the program starts again.
func (e *Engine) destroyKeys(id storage.ID, closed []string) {
	if e.Vault == nil {
		return
	}
	for _, ballot := range closed {
		if err := e.Vault.Drop(KeyName(id, ballot)); err != nil {
			e.Log.Error("key of a closed ballot not destroyed", "community", id, "ballot", ballot, "error", err)
		}
	}
}

// Sweep destroys the keys of ballots that ended while nobody could do it: the program died between the commit and the
// drop.
func (e *Engine) Sweep(ctx context.Context) error {
	if e.Vault == nil {
		return nil
	}
	names, err := e.Vault.Names()
	if err != nil {
		return err
	}
	for _, name := range names {
		i := strings.LastIndexByte(name, '_')
		if i < 0 {
			continue
		}
		id, ballot := storage.ID(name[:i]), name[i+1:]
		err := Read(ctx, e.Store, e.Methods, id, func(s *life.State) error {
			if b := s.Ballot(ballot); b == nil || b.IsOpen() {
				return nil
			}
			return e.Vault.Drop(name)
		})
		if err != nil {
			return fmt.Errorf("sweep the vault: %w", err)
		}
	}
	return nil
}
