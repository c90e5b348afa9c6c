package storagetest

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"pgregory.net/rapid"

	"echowall/storage"
)

// op is one call of a Tx. It is drawn before it runs, for an Update may run twice.
type op struct {
	call  string
	name  string // a key, a view, a thing, an id
	value string
	n     int
}

func (o op) String() string {
	return fmt.Sprintf("%s(%q, %q, %d)", o.call, o.name, o.value, o.n)
}

func drawOp(rt *rapid.T) op {
	return op{
		call: rapid.SampledFrom([]string{
			"put", "put", "delete", "get", "range", "append", "journal", "send", "send", "sent", "outbox", "wake", "wake",
			"wakes", "once",
		}).Draw(rt, "call"),
		name:  rapid.SampledFrom([]string{"k", "k:1", "k:10", "k:2", "l", "\x00", "会"}).Draw(rt, "name"),
		value: rapid.SampledFrom([]string{"", "v", "w", "\xff\x00"}).Draw(rt, "value"),
		n:     rapid.IntRange(0, 6).Draw(rt, "n"),
	}
}

// run makes the call and returns all it tells. Numbers of messages are the store's own affair, so messages are named by
// their place.
func (o op) run(tx storage.Tx) (any, error) {
	key, value := storage.Key(o.name), []byte(o.value)
	switch o.call {
	case "put":
		return nil, tx.Put(key, value)
	case "delete":
		return nil, tx.Delete(key)
	case "get":
		got, err := tx.Get(key, "k:1")
		return text(got), err
	case "range":
		got, err := tx.Range(key)
		return keys(got), err
	case "append":
		return tx.Append(value)
	case "journal":
		got, err := tx.Journal(uint64(o.n), 3)
		return entries(got), err
	case "send":
		return o.send(tx)
	case "sent":
		return o.sent(tx)
	case "outbox":
		got, err := tx.Outbox(0, o.n)
		return places(got), err
	case "wake":
		return nil, tx.Wake(o.name, o.at())
	case "wakes":
		got, err := tx.Wakes()
		inOrder := slices.IsSortedFunc(got, byTime)
		sortWakes(got)
		return fmt.Sprint(inOrder, got), err
	default:
		return tx.Once(o.name, after(time.Duration(o.n)*7*time.Hour))
	}
}

// at is a time; none for n = 0.
func (o op) at() time.Time {
	if o.n == 0 {
		return time.Time{}
	}
	return after(time.Duration(o.n) * time.Hour)
}

// send tells the place of the message in the outbox. Half of the messages have a view.
func (o op) send(tx storage.Tx) (any, error) {
	l := storage.Message{Body: []byte(o.value)}
	if o.n%2 == 0 {
		l.View = o.name
	}
	seq, err := tx.Send(l)
	if err != nil {
		return nil, err
	}
	all, err := tx.Outbox(0, 1<<20)
	return slices.IndexFunc(all, func(l storage.Message) bool { return l.Seq == seq }), err
}

// sent reports the message at place n, at times with a revision that is too old.
func (o op) sent(tx storage.Tx) (any, error) {
	all, err := tx.Outbox(0, 1<<20)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	l := all[o.n%len(all)]
	if o.value == "" && l.Revision > 0 {
		l.Revision--
	}
	return tx.Sent(l.Seq, l.Revision)
}

// places writes an outbox without numbers.
func places(all []storage.Message) string {
	var unnumbered []storage.Message
	for _, l := range all {
		l.Seq = 0
		unnumbered = append(unnumbered, l)
	}
	return messages(unnumbered)
}

func sortedKeys(set map[string]bool) []string {
	if len(set) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(set))
}
