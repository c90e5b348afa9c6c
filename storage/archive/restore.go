package archive

import (
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/sync/errgroup"

	"echowall/storage"
)

const (
	// maxLines and maxBytes bound one commit: redisdb holds up all others while it makes one.
	maxLines = 10_000
	maxBytes = 4 << 20
	// abreast is how many commits are made at once, for a store makes many of them as fast as one.
	abreast = 64
)

// Options change how an archive is read back.
type Options struct {
	// Replace allows a store that holds something already. The communities in the archive take the place of those of the
	// same id, and its directory goes over the store's; all else stays.
	Replace bool
}

// Restore puts what is in an archive into a store that nobody else uses. Nothing is written unless the archive is whole
// and the store is empty, or Replace is set. It cannot be one commit: after an error in the midst a part may be there,
// and Restore with Replace begins anew.
func Restore(ctx context.Context, store storage.Store, r io.ReadSeeker, o Options) (Summary, error) {
	sum, err := Inspect(r)
	if err != nil {
		return Summary{}, err
	}
	if !o.Replace {
		if err := mustBeEmpty(ctx, store); err != nil {
			return Summary{}, fmt.Errorf("restore: %w", err)
		}
	}
	in, err := open(r)
	if err != nil {
		return Summary{}, fmt.Errorf("restore: %w", err)
	}
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(abreast)
	out := &restorer{ctx: ctx, store: store, replace: o.Replace, work: work}
	err = in.each(out.take)
	if err == nil {
		err = out.flush(true)
	}
	if first := work.Wait(); first != nil {
		err = first // what came after it only says that it was stopped
	}
	if err != nil {
		return Summary{}, fmt.Errorf("restore: %w", err)
	}
	return sum, nil
}

var errFound = errors.New("found")

func mustBeEmpty(ctx context.Context, store storage.Store) error {
	ids, err := store.Communities(ctx, "", 1)
	if err != nil {
		return err
	}
	if len(ids) > 0 {
		return fmt.Errorf("%w: it holds the community %s", ErrNotEmpty, ids[0])
	}
	for _, space := range storage.Spaces() {
		err := store.Entries(ctx, space, func(storage.DirectoryEntry) error { return errFound })
		if errors.Is(err, errFound) {
			return fmt.Errorf("%w: its directory knows a %s", ErrNotEmpty, space)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// restorer writes lines to a store, those of one community in order.
type restorer struct {
	ctx     context.Context
	store   storage.Store
	replace bool
	work    *errgroup.Group
	next    commit
}

// commit is what will be written to one community together.
type commit struct {
	id    storage.ID
	lines []line
	size  int
	// first says that nothing was written to the community yet.
	first bool
}

// take takes the next line.
func (r *restorer) take(l line) error {
	switch {
	case l.Kind == kindCommunity:
		if err := r.flush(true); err != nil {
			return err
		}
		r.next = commit{id: storage.ID(l.Key), first: true}
	case l.Kind.within():
		r.next.lines = append(r.next.lines, l)
		r.next.size += len(l.Key) + len(l.Value)
		if len(r.next.lines) >= maxLines || r.next.size >= maxBytes {
			return r.flush(false)
		}
	default:
		r.work.Go(func() error { return r.entry(l) })
	}
	return r.ctx.Err()
}

// flush writes what was taken. The last commit of a community need not be awaited; what follows any other one must
// stand behind it.
func (r *restorer) flush(last bool) error {
	c := r.next
	r.next = commit{id: c.id}
	if last {
		r.work.Go(func() error { return r.write(c) })
		return nil
	}
	return r.write(c)
}

func (r *restorer) write(c commit) error {
	if c.first && r.replace {
		if err := r.store.Erase(r.ctx, c.id); err != nil {
			return fmt.Errorf("community %s: %w", c.id, err)
		}
	}
	if len(c.lines) == 0 {
		return nil
	}
	err := r.store.Update(r.ctx, c.id, func(tx storage.Tx) error {
		for _, l := range c.lines {
			if err := l.put(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("community %s: %w", c.id, err)
	}
	return nil
}

// put writes one line of a community.
func (l line) put(tx storage.Tx) error {
	var err error
	switch l.Kind {
	case kindRecord:
		err = tx.Put(storage.Key(l.Key), []byte(l.Value))
	case kindEntry:
		_, err = tx.Append([]byte(l.Value))
	case kindMessage:
		_, err = tx.Send(storage.Message{View: string(l.Key), Body: []byte(l.Value)})
	case kindWake:
		err = tx.Wake(string(l.Key), l.time())
	default: // the others stand outside communities
	}
	return err
}

// entry writes one line of the directory.
func (r *restorer) entry(l line) error {
	space, key, value := storage.Space(l.Space), string(l.Key), string(l.Value)
	put := r.store.Assign
	if l.Kind == kindMember {
		put = r.store.Include
	}
	if err := put(r.ctx, space, key, value); err != nil {
		return fmt.Errorf("directory %s: %w", space, err)
	}
	return nil
}
