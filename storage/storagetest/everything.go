package storagetest

import (
	"context"
	"errors"
	"strconv"

	"echowall/storage"
)

// Everything is all that a store keeps of a community, and all of the directory: every record, entry of the journal,
// unsent message and line, by what it is. With records and lines goes their key, for that is kept, too.
func Everything(ctx context.Context, store storage.Store, id storage.ID) (map[string][]byte, error) {
	all := map[string][]byte{}
	err := store.View(ctx, id, func(r storage.Reader) error {
		records, err := r.Range("")
		for _, x := range records {
			all["record "+string(x.Key)] = []byte(string(x.Key) + " " + string(x.Value))
		}
		entries, err2 := r.Journal(1, 1<<20)
		for _, x := range entries {
			all["entry "+strconv.FormatUint(x.Seq, 10)] = x.Data
		}
		messages, err3 := r.Outbox(0, 1<<20)
		for _, x := range messages {
			all["message "+strconv.FormatUint(x.Seq, 10)] = x.Body
		}
		return errors.Join(err, err2, err3)
	})
	for _, space := range storage.Spaces() {
		err = errors.Join(err, store.Entries(ctx, space, func(e storage.DirectoryEntry) error {
			all["directory "+string(space)+" "+e.Key+" "+e.Value] = []byte(e.Key + " " + e.Value)
			return nil
		}))
	}
	return all, err
}
