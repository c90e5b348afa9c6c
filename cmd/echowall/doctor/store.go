package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"echowall/cmd/echowall/backup"
	"echowall/cmd/echowall/config"
	"echowall/cmd/echowall/methods"
	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/storage"
)

const (
	// tardy is how late a wake-up may be while all is well.
	tardy = 5 * time.Minute
	// tardyMessage is how long a message may wait, as while Telegram asks for patience.
	tardyMessage = time.Hour
	// messagesPage is how many unsent messages are counted at once.
	messagesPage = 1000
)

// store looks at what is kept, and then at each community's chats.
func (d *doctor) store(ctx context.Context) {
	store, err := d.look(ctx)
	switch {
	case errors.Is(err, storage.ErrLocked):
		d.skip("store", "in use, so the bot runs; --deep looks into a backup of it, or stop the bot and ask again")
		d.deadLettersOfRunning(ctx)
		d.holidays(ctx, nil)
		return
	case err != nil:
		d.failed("store", err)
		return
	}
	d.health(ctx, store)
	// A record that cannot be read is told of below.
	if err := methods.InUse(ctx, store, d.methods); errors.As(err, new(*config.Error)) {
		d.failed("methods", err)
	}
	d.communities(ctx, store)
	d.chats(ctx, store)
	d.unsent(ctx, store)
	d.overdue(ctx, store)
	d.holidays(ctx, store)
	d.deadLetters(ctx, store)
	d.redis(ctx, store)
	d.vault(ctx, store)
	if err := store.Close(); err != nil {
		d.failed("store", err)
	}
}

// look opens the store; with --deep, one that the bot runs on by way of a backup.
func (d *doctor) look(ctx context.Context) (storage.Store, error) {
	store, err := d.OpenExisting(ctx)
	if !d.Deep || !errors.Is(err, storage.ErrLocked) {
		return store, err
	}
	folder, err := os.MkdirTemp("", "echowall-doctor-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "backup")
	if err := backup.ReplaceFile(file, false,
		func(f *os.File) error { return backup.Save(ctx, d.StoreFlag, f, d.by) }); err != nil {
		return nil, err
	}
	return backup.Open(ctx, file)
}

func (d *doctor) health(ctx context.Context, store storage.Store) {
	const mend = "stop the bot, move the store away and restore the last backup"
	if err := store.Check(ctx); err != nil {
		d.bad("store", mend, "%v", err)
		return
	}
	if _, ok := store.(*backup.Restored); ok {
		d.ok("store", "in use, so the bot runs; looked into a backup of it")
		return
	}
	d.ok("store", "sound%s", d.size())
}

// size tells how large a store in a file is.
func (d *doctor) size() string {
	path, err := d.Path()
	if err != nil {
		return ""
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return fmt.Sprintf(", %s has %.1f MB", path, float64(info.Size())/1e6)
}

// communities looks at each community.
func (d *doctor) communities(ctx context.Context, store storage.Store) {
	for after := storage.ID(""); ; {
		ids, err := store.Communities(ctx, after, 100)
		if err != nil {
			d.failed("store", err)
		}
		if len(ids) == 0 {
			return
		}
		for _, id := range ids {
			d.community(ctx, store, id)
		}
		after = ids[len(ids)-1]
	}
}

func (d *doctor) community(ctx context.Context, store storage.Store, id storage.ID) {
	var head *record.Community
	err := flows.Read(ctx, store, d.methods, id, func(s *life.State) error {
		head = s.Head()
		return nil
	})
	if err != nil {
		d.failed("store", err)
		return
	}
	name := string(id)
	if head != nil {
		name = fmt.Sprintf("%s %q", id, head.Name)
		d.groups(ctx, name, head)
	}
	if d.Deep {
		d.journal(ctx, store, id, name)
	}
}

// journal verifies the journal of a community.
func (d *doctor) journal(ctx context.Context, store storage.Store, id storage.ID, name string) {
	head, err := flows.Verify(ctx, store, d.methods, id)
	if err != nil {
		d.bad("book", "compare it with the last backup", "%v", err)
		return
	}
	d.ok("book", "%s: %s", name, backup.Number(int(head.Seq), "entry", "entries"))
}

// unsent counts the messages that wait, and looks how long the oldest has.
func (d *doctor) unsent(ctx context.Context, store storage.Store) {
	ids, err := store.Unsent(ctx)
	var all waitingMessages
	for _, id := range ids {
		var found waitingMessages
		err = errors.Join(err, store.View(ctx, id, func(r storage.Reader) error {
			found = waitingMessages{}
			return found.count(r)
		}))
		all.add(found)
	}
	text := backup.Number(all.n, "message waits", "messages wait")
	if !all.oldest.IsZero() {
		text += ", the oldest since " + all.oldest.Local().Format("2006-01-02 15:04 MST")
	}
	switch late := !all.oldest.IsZero() && d.now().Sub(all.oldest) > tardyMessage; {
	case err != nil:
		d.failed("messages", err)
	case all.n == 0:
		d.ok("messages", "none is unsent")
	case late:
		d.bad("messages", "start the bot; if it runs, its log says in the lines that begin with outbox why they do not go",
			"%s", text)
	default:
		d.ok("messages", "%s, and go while the bot runs", text)
	}
}

// waitingMessages are unsent messages.
type waitingMessages struct {
	n int
	// oldest is when the first of those was written of which that is known.
	oldest time.Time
}

func (w *waitingMessages) add(more waitingMessages) {
	w.n += more.n
	if w.oldest.IsZero() || !more.oldest.IsZero() && more.oldest.Before(w.oldest) {
		w.oldest = more.oldest
	}
}

func (w *waitingMessages) count(r storage.Reader) error {
	for from := uint64(0); ; {
		page, err := r.Outbox(from, messagesPage)
		for _, l := range page {
			n, _ := flows.OpenMessage(l) // one that cannot be read has no time
			w.add(waitingMessages{1, n.Written})
		}
		if err != nil || len(page) < messagesPage {
			return err
		}
		from = page[len(page)-1].Seq + 1
	}
}

// overdue looks whether anybody keeps the clock.
func (d *doctor) overdue(ctx context.Context, store storage.Store) {
	now := d.now()
	due, err := store.Due(ctx, now, 1)
	switch {
	case err != nil:
		d.failed("reminders", err)
	case len(due) > 0 && now.Sub(due[0].At) > tardy:
		d.bad("reminders", "start the bot, which takes up what it missed; if it runs, its log says what is wrong",
			"%s of %s is overdue since %s", due[0].Thing, due[0].Community, due[0].At.Local().Format("2006-01-02 15:04 MST"))
	default:
		d.ok("reminders", "none is overdue")
	}
}
