package outbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/outbox"
	"echowall/flows/clock"
	"echowall/storage"
)

// note is the body of the messages of these tests.
type note struct {
	Chat  int64
	Class int
	Text  string
	// Asker is who asked for it; 0 for nobody.
	Asker int64
}

func (n note) body() []byte {
	b, err := json.Marshal(n)
	if err != nil {
		panic(err)
	}
	return b
}

// said is something that reached Telegram.
type said struct {
	at   time.Duration // since the test began
	chat int64
	text string
}

// world is a deliverer with all it needs, inside a synctest bubble. As a Sender it sends what the notes say; chats
// below 0 are groups.
type world struct {
	t     *testing.T
	store *memory
	gate  *outbox.Gate
	*outbox.Deliverer
	began time.Time
	logs  *bytes.Buffer

	stop    context.CancelFunc
	stopped chan error

	mu      sync.Mutex
	said    []said
	delay   time.Duration                     // how long Telegram takes
	moved   map[int64]int64                   // chats that became others
	trial   func(n note) error                // before the call, may be nil
	kept    func(tx storage.Tx, n note) error // in Keep, may be nil
	dropped func(tx storage.Tx) error         // in Drop, may be nil
	where   func(n note) (outbox.Slip, error) // instead of the note's address, may be nil
}

// newWorld makes a world where nothing runs yet.
func newWorld(t *testing.T) *world {
	w := &world{t: t, store: newMemory(), began: time.Now(), logs: &bytes.Buffer{}, moved: map[int64]int64{}}
	w.reopen()
	return w
}

// reopen makes a new gate and deliverer on the same store, as a new start of the program does.
func (w *world) reopen() {
	clock := clock.Wall{}
	w.gate = outbox.NewGate(clock, outbox.Telegram())
	w.Deliverer = outbox.New(w.store, w, w.gate, clock, slog.New(slog.NewTextHandler(w.logs, nil)))
}

// run starts the deliverer; it is stopped at the end of the test.
func (w *world) run() {
	ctx, stop := context.WithCancel(w.t.Context())
	stopped := make(chan error, 1)
	w.stop, w.stopped = stop, stopped
	d := w.Deliverer
	go func() {
		ran := make(chan struct{})
		go func() { defer close(ran); d.Run(ctx) }()
		err := d.Deliver(ctx, storage.Sole{})
		<-ran
		stopped <- err
	}()
}

// end stops the deliverer and waits for its end.
func (w *world) end() {
	w.t.Helper()
	w.stop()
	if err := <-w.stopped; err != nil {
		w.t.Errorf("Run: %v", err)
	}
}

// queue commits messages of a community without a Poke.
func (w *world) queue(community storage.ID, view string, notes ...note) {
	w.t.Helper()
	err := w.store.Update(context.Background(), community, func(tx storage.Tx) error {
		for _, n := range notes {
			if _, err := tx.Send(storage.Message{View: view, Body: n.body()}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatalf("queue: %v", err)
	}
}

// tell commits messages and pokes.
func (w *world) tell(community storage.ID, notes ...note) {
	w.queue(community, "", notes...)
	w.Poke(community)
}

// show commits the refresh of a view and pokes.
func (w *world) show(community storage.ID, view string, n note) {
	w.queue(community, view, n)
	w.Poke(community)
}

// pass lets time go by.
func (w *world) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// heard are the texts that reached a chat, in order.
func (w *world) heard(chat int64) string {
	var texts []string
	for _, s := range w.calls(chat) {
		texts = append(texts, s.text)
	}
	return strings.Join(texts, " ")
}

// calls are the calls that reached a chat.
func (w *world) calls(chat int64) []said {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []said
	for _, s := range w.said {
		if s.chat == chat {
			out = append(out, s)
		}
	}
	return out
}

// expect fails unless exactly these texts reached a chat.
func (w *world) expect(chat int64, texts string) {
	w.t.Helper()
	if got := w.heard(chat); got != texts {
		w.t.Errorf("chat %d heard %q, want %q", chat, got, texts)
	}
}

// expectIdle fails when anything still waits.
func (w *world) expectIdle() {
	w.t.Helper()
	if n, since := w.Depth(); n != 0 || !since.IsZero() {
		w.t.Errorf("%d messages wait since %s, want none", n, since)
	}
	if n := w.Inboxes(); n != 0 {
		w.t.Errorf("%d inboxes are remembered, want none", n)
	}
}

func decode(l storage.Message) (n note) {
	if err := json.Unmarshal(l.Body, &n); err != nil {
		panic(err)
	}
	return n
}

func (w *world) Address(_ context.Context, _ storage.ID, l storage.Message) (outbox.Slip, error) {
	n := decode(l)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.where != nil {
		return w.where(n)
	}
	if to := w.moved[n.Chat]; to != 0 {
		n.Chat = to
	}
	return outbox.Slip{Chat: n.Chat, Group: n.Chat < 0, Class: n.Class, Asker: n.Asker}, nil
}

func (w *world) Send(ctx context.Context, _ storage.ID, l storage.Message, to outbox.Slip) (outbox.Receipt, error) {
	n := decode(l)
	if err := w.gate.Enter(ctx, to); err != nil {
		return outbox.Receipt{}, err
	}
	w.mu.Lock()
	trial, delay := w.trial, w.delay
	w.mu.Unlock()
	if trial != nil {
		if err := trial(n); err != nil {
			return outbox.Receipt{}, err
		}
	}
	if err := clock.Sleep(ctx, clock.Wall{}, delay); err != nil {
		return outbox.Receipt{}, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, said{time.Since(w.began), to.Chat, n.Text})
	return outbox.Receipt{Chat: to.Chat, Message: len(w.said)}, nil
}

func (w *world) Keep(tx storage.Tx, l storage.Message, r outbox.Receipt) error {
	if w.kept != nil {
		if err := w.kept(tx, decode(l)); err != nil {
			return err
		}
	}
	return tx.Put(storage.Key(fmt.Sprintf("kept:%d.%d", l.Seq, l.Revision)), fmt.Appendf(nil, "%d", r.Message))
}

func (w *world) Shut(tx storage.Tx, to outbox.Slip, s *outbox.Shut) error {
	return tx.Put(storage.Key(fmt.Sprintf("shut:%d.%d", to.Chat, to.Thread)), []byte(s.Reason))
}

func (w *world) Drop(tx storage.Tx, l storage.Message, reason error) error {
	if w.dropped != nil {
		if err := w.dropped(tx); err != nil {
			return err
		}
	}
	key := storage.Key(fmt.Sprintf("dropped:%d.%d", l.Seq, l.Revision))
	return tx.Put(key, []byte(reason.Error()))
}
