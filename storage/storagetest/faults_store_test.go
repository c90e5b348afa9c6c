package storagetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"echowall/storage"
)

// The faults that are planted in the store itself, each a store with one method that is broken.

func updateFaults() []fault {
	return []fault{
		{name: "an error is dressed up", wrap: func(m *memory) storage.Store { return dressed{m} },
			caught: []string{"update/an error of fn is returned as it is"}},
		{name: "what a refused update wrote is kept", wrap: func(m *memory) storage.Store { return keeping{m} },
			caught: []string{
				"update/an error keeps nothing", "journal/numbers of refused updates are given again",
				"once/a refused update has not seen it", "concurrent/the refused do not disturb the others",
			}},
		{name: "what is written before a panic is kept", wrap: func(m *memory) storage.Store { return panicking{m} },
			caught: []string{"update/a panic keeps nothing"}},
		{name: "views see what is not committed", wrap: func(m *memory) storage.Store { return &dirty{memory: m} },
			caught: []string{"update/views do not see what is not committed"}},
		{name: "a view says nothing of its error", wrap: func(m *memory) storage.Store { return quiet{m} },
			caught: []string{"update/an error of a view is returned as it is"}},
		{name: "two updates of a community run beside one another", wrap: func(m *memory) storage.Store { return beside{m} },
			caught: []string{
				"concurrent/no increment is lost on few communities", "concurrent/no increment is lost on many communities",
			}},
		{name: "a view goes on with the time", wrap: func(m *memory) storage.Store { return moving{m} },
			caught: []string{"concurrent/views are consistent"}},
	}
}

type dressed struct{ *memory }

func (d dressed) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	if err := d.memory.Update(ctx, id, fn); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	return nil
}

type keeping struct{ *memory }

func (k keeping) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) (err error) {
	failed := k.memory.Update(ctx, id, func(tx storage.Tx) error {
		err = fn(tx)
		return nil
	})
	return errors.Join(failed, err)
}

type panicking struct{ *memory }

func (p panicking) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	panicked := false
	err := p.memory.Update(ctx, id, func(tx storage.Tx) (err error) {
		defer func() {
			panicked = recover() != nil
		}()
		return fn(tx)
	})
	if panicked {
		return errors.New("a panic")
	}
	return err
}

// dirty shows in its views what the update under way has written so far.
type dirty struct {
	*memory
	writing storage.Tx
}

func (d *dirty) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	return d.memory.Update(ctx, id, func(tx storage.Tx) error {
		d.writing = tx
		defer func() { d.writing = nil }()
		return fn(tx)
	})
}

func (d *dirty) View(ctx context.Context, id storage.ID, fn func(storage.Reader) error) error {
	if d.writing != nil {
		return fn(d.writing)
	}
	return d.memory.View(ctx, id, fn)
}

type quiet struct{ *memory }

func (q quiet) View(ctx context.Context, id storage.ID, fn func(storage.Reader) error) error {
	return q.memory.View(ctx, id, func(r storage.Reader) error {
		_ = fn(r) // here is the fault
		return nil
	})
}

// yield lets whoever else is there come in between.
func yield() {
	for range 20 {
		runtime.Gosched()
	}
}

type beside struct{ *memory }

func (b beside) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	return b.inside(ctx, func() error {
		c := b.held(id)
		yield()
		if err := fn(b.handed(c)); err != nil {
			return err
		}
		b.keep(c)
		return nil
	})
}

// moving reads each time what was committed last.
type moving struct{ *memory }

// Update takes its time, so that there is a view beside it.
func (m moving) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	yield()
	return m.memory.Update(ctx, id, fn)
}

func (m moving) View(ctx context.Context, id storage.ID, fn func(storage.Reader) error) error {
	return m.inside(ctx, func() error {
		p := m.handed(m.held(id)).(*planted)
		p.get = func(keys ...storage.Key) ([][]byte, error) {
			yield()
			return m.held(id).Get(keys...)
		}
		return fn(p)
	})
}

func listFaults() []fault {
	return []fault{
		{name: "only who has records is listed", wrap: func(m *memory) storage.Store { return recorded{m} },
			caught: []string{"communities/anything held is listed"}},
		{name: "a page begins with the last of that before", wrap: func(m *memory) storage.Store { return inclusive{m} },
			caught: []string{"communities/in order, after an id, at most limit"}},
		{name: "who was ever seen is listed", wrap: func(m *memory) storage.Store { return everSeen{m} },
			caught: []string{"communities/reading lists nobody", "communities/who holds nothing any more is not listed"}},
		{name: "who holds anything is said to have messages", wrap: func(m *memory) storage.Store { return mailing{m} },
			caught: []string{"outbox/unsent lists communities with messages"}},
		{name: "what wakes now is not due", wrap: func(m *memory) storage.Store { return tardy{m} },
			caught: []string{"wake/due up to now, earliest first"}},
		{name: "all that is due is told", wrap: func(m *memory) storage.Store { return boundless{m} },
			caught: []string{"wake/due at most limit"}},
		{name: "the latest is next", wrap: func(m *memory) storage.Store { return latest{m} },
			caught: []string{"wake/next is the earliest"}},
		{name: "what an erased community has seen is known", wrap: func(m *memory) storage.Store { return remembering{m} },
			caught: []string{"erase/nothing is left"}},
		{name: "whose name begins alike is erased as well", wrap: func(m *memory) storage.Store { return sweeping{m} },
			caught: []string{"erase/others stay"}},
		{name: "nobody is erased gladly", wrap: func(m *memory) storage.Store { return obliging{m} },
			caught: []string{"erase/what was never there"}},
	}
}

type recorded struct{ *memory }

func (r recorded) Communities(ctx context.Context, after storage.ID, limit int) ([]storage.ID, error) {
	ids, err := r.memory.Communities(ctx, after, limit)
	return slices.DeleteFunc(ids, func(id storage.ID) bool { return len(r.held(id).records) == 0 }), err
}

type inclusive struct{ *memory }

func (i inclusive) Communities(ctx context.Context, after storage.ID, limit int) ([]storage.ID, error) {
	ids, err := i.memory.Communities(ctx, after, limit)
	if after != "" && limit > 0 && len(ids) > 0 {
		ids = append([]storage.ID{after}, ids...)[:min(limit, len(ids)+1)]
	}
	return ids, err
}

type everSeen struct{ *memory }

func (e everSeen) Communities(ctx context.Context, _ storage.ID, _ int) (ids []storage.ID, err error) {
	return ids, e.locked(ctx, func() {
		for id := range e.all {
			ids = append(ids, id)
		}
		slices.Sort(ids)
	})
}

type mailing struct{ *memory }

func (m mailing) Unsent(ctx context.Context) ([]storage.ID, error) {
	return m.Communities(ctx, "", 1<<20)
}

type tardy struct{ *memory }

func (t tardy) Due(ctx context.Context, now time.Time, limit int) ([]storage.WakeUp, error) {
	return t.memory.Due(ctx, now.Add(-time.Nanosecond), limit)
}

type boundless struct{ *memory }

func (b boundless) Due(ctx context.Context, now time.Time, _ int) ([]storage.WakeUp, error) {
	return b.memory.Due(ctx, now, 1<<20)
}

type latest struct{ *memory }

func (l latest) NextWake(ctx context.Context) (time.Time, error) {
	due, err := l.Due(ctx, after(1<<40), 1<<20)
	if len(due) == 0 {
		return time.Time{}, err
	}
	return due[len(due)-1].At, err
}

type remembering struct{ *memory }

func (r remembering) Erase(ctx context.Context, id storage.ID) error {
	seen := r.held(id).seen
	err := r.memory.Erase(ctx, id)
	c := newModel(id)
	c.seen = seen
	r.keep(c)
	return err
}

type sweeping struct{ *memory }

func (s sweeping) Erase(ctx context.Context, id storage.ID) error {
	return s.locked(ctx, func() {
		for other := range s.all {
			if strings.HasPrefix(string(other), string(id)) {
				delete(s.all, other)
			}
		}
	})
}

type obliging struct{ *memory }

func (o obliging) Erase(ctx context.Context, id storage.ID) error {
	return o.locked(ctx, func() { delete(o.all, id) })
}

func directoryFaults() []fault {
	return []fault{
		{name: "what is assigned once stays", wrap: func(m *memory) storage.Store { return assigned{m} },
			caught: []string{"directory/look and assign"}},
		{name: "a claim takes what is another's", wrap: func(m *memory) storage.Store { return greedy{m} },
			caught: []string{"directory/claim holds the first value"}},
		{name: "who claims is told what he wants to hear", wrap: func(m *memory) storage.Store { return flattering{m} },
			caught: []string{"directory/claim holds the first value", "directory/one of many claims wins"}},
		{name: "who is excluded stays", wrap: func(m *memory) storage.Store { return clinging{m} },
			caught: []string{"directory/sets"}},
		{name: "all spaces are one", wrap: func(m *memory) storage.Store { return mixed{m} },
			caught: []string{"directory/spaces do not mix"}},
		{name: "a key ends at its first nought", wrap: func(m *memory) storage.Store { return short{m} },
			caught: []string{"directory/names of any kind"}},
		{name: "what the directory names is listed", wrap: func(m *memory) storage.Store { return founding{m} },
			caught: []string{"directory/it is no community"}},
		{name: "a walk leaves members out", wrap: func(m *memory) storage.Store {
			return walking{m, func(_ int, e storage.DirectoryEntry, _ error) (bool, error) { return !e.Member, nil }}
		}, caught: []string{"directory/entries of a space"}},
		{name: "a walk ends after a thousand", wrap: func(m *memory) storage.Store {
			return walking{m, func(n int, _ storage.DirectoryEntry, err error) (bool, error) { return n < 1000, err }}
		}, caught: []string{"directory/more entries than fit on a page"}},
		{name: "a walk goes on after an error", wrap: func(m *memory) storage.Store {
			return walking{m, func(int, storage.DirectoryEntry, error) (bool, error) { return true, nil }}
		}, caught: []string{"directory/entries end with an error"}},
	}
}

type assigned struct{ *memory }

func (a assigned) Assign(ctx context.Context, space storage.Space, key, value string) error {
	_, err := a.Claim(ctx, space, key, value)
	return err
}

type greedy struct{ *memory }

func (g greedy) Claim(ctx context.Context, space storage.Space, key, value string) (string, error) {
	return value, g.Assign(ctx, space, key, value)
}

type flattering struct{ *memory }

func (f flattering) Claim(ctx context.Context, space storage.Space, key, value string) (string, error) {
	_, err := f.memory.Claim(ctx, space, key, value)
	return value, err
}

type clinging struct{ *memory }

func (clinging) Exclude(context.Context, storage.Space, string, string) error { return nil }

type mixed struct{ *memory }

func (m mixed) Assign(ctx context.Context, _ storage.Space, key, value string) error {
	return m.memory.Assign(ctx, storage.Bot, key, value)
}

func (m mixed) Look(ctx context.Context, _ storage.Space, key string) (string, error) {
	return m.memory.Look(ctx, storage.Bot, key)
}

type short struct{ *memory }

func (s short) Assign(ctx context.Context, space storage.Space, key, value string) error {
	head, _, _ := strings.Cut(key, "\x00")
	return s.memory.Assign(ctx, space, head, value)
}

type founding struct{ *memory }

func (f founding) Assign(ctx context.Context, space storage.Space, key, value string) error {
	put := func(tx storage.Tx) error { return tx.Put("k", nil) }
	return errors.Join(f.memory.Assign(ctx, space, key, value), f.Update(ctx, storage.ID(value), put))
}

// walking spoils a walk: told what of the walk so far, it says whether to tell of an entry, and what an error becomes.
type walking struct {
	*memory
	spoil func(told int, e storage.DirectoryEntry, err error) (tell bool, became error)
}

func (w walking) Entries(ctx context.Context, space storage.Space, fn func(storage.DirectoryEntry) error) error {
	told := 0
	return w.memory.Entries(ctx, space, func(e storage.DirectoryEntry) error {
		tell, _ := w.spoil(told, e, nil)
		if !tell {
			return nil
		}
		told++
		_, err := w.spoil(told, e, fn(e))
		return err
	})
}

func lifeFaults() []fault {
	return []fault{
		{name: "an ended context is none", wrap: func(m *memory) storage.Store { return heedless{m} },
			caught: []string{"life/an ended context runs nothing"}},
		{name: "what was given up is done later", wrap: func(m *memory) storage.Store { return &belated{memory: m} },
			caught: []string{"life/a context that ends while waiting"}},
		{name: "a closed store answers", wrap: func(m *memory) storage.Store { return open{m} },
			caught: []string{"life/a closed store refuses"}},
		{name: "a closed store gives a riddle", wrap: func(m *memory) storage.Store { return riddling{m} },
			caught: []string{"life/close during updates", "life/a closed store refuses"}},
		{name: "who is alone is told that another holds it", wrap: func(m *memory) storage.Store { return distrustful{m} },
			caught: []string{"lease/who is alone holds it"}},
		{name: "who is told to end is scolded for it", wrap: func(m *memory) storage.Store { return scolding{m} },
			caught: []string{"lease/what ends the work under it"}},
	}
}

type heedless struct{ *memory }

func (h heedless) Update(_ context.Context, id storage.ID, fn func(storage.Tx) error) error {
	return h.memory.Update(context.Background(), id, fn)
}

// belated does what a caller gave up on once its turn has come; its views wait for that.
type belated struct {
	*memory
	later sync.WaitGroup
}

func (b *belated) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	err := b.memory.Update(ctx, id, fn)
	if errors.Is(err, context.Canceled) {
		b.later.Go(func() { _ = b.memory.Update(context.Background(), id, fn) })
	}
	return err
}

func (b *belated) View(ctx context.Context, id storage.ID, fn func(storage.Reader) error) error {
	b.later.Wait()
	return b.memory.View(ctx, id, fn)
}

type open struct{ *memory }

func (open) Close() error { return nil }

type riddling struct{ *memory }

func (r riddling) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	err := r.memory.Update(ctx, id, fn)
	if errors.Is(err, storage.ErrClosed) {
		return errors.New("bad file descriptor")
	}
	return err
}

// distrustful gives a lease that stands for nobody.
type distrustful struct{ *memory }

func (distrustful) Hold(ctx context.Context, _ func(storage.News), fn storage.Work) error {
	return fn(ctx, lapsed{})
}
func (distrustful) Holder(context.Context) (string, error) { return "", nil }

type lapsed struct{}

func (lapsed) Valid() bool      { return false }
func (lapsed) Fence(storage.Tx) {}

// scolding takes the end of the context for a failure.
type scolding struct{ *memory }

func (scolding) Hold(ctx context.Context, _ func(storage.News), fn storage.Work) error {
	return fn(ctx, storage.Sole{})
}
func (scolding) Holder(context.Context) (string, error) { return "", nil }
