package redisdb

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"echowall/storage"
	"echowall/storage/redisdb/cache"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/script"
)

// commit writes all that the tx wrote, in one script. When another commit was faster, or an id was not new, t.stale is
// set.
func (t *tx) commit() error {
	if err := t.ctx.Err(); err != nil {
		return fmt.Errorf("commit to %s: %w", t.id, err)
	}
	late, cancel := outlast(t.ctx, linger)
	defer cancel()
	number := strconv.FormatUint(t.s.commits.Add(1), 10)
	hot := t.hot(t.read.All...) // to have at hand should fn have to run again
	raw, err := t.s.runCommit(late, t.keys, t.args(number, hot))
	if err != nil {
		t.s.cache.Forget(t.id)
		return fmt.Errorf("update %s: %w", t.id, err)
	}
	r := script.NewReply(raw)
	switch word := r.Text(0); word {
	case "kept":
		t.kept(r.Text(1), t.s.writer+":"+number)
	case "again": // whose first answer was lost; what it came upon is not known
		t.s.cache.Forget(t.id)
	case "lost":
		t.s.deny(t.fence)
		return fmt.Errorf("update %s: %w", t.id, storage.ErrNotHeld)
	case "changed":
		t.stale, t.begun = true, true
		_, err := t.renew(script.NewReply(r.At(1)), hot)
		return err
	case "seen":
		t.stale = true
		t.ids.wrong++
		for _, id := range r.Texts(r.Items[1:]) {
			t.ids.seen[id] = true
		}
	default:
		r.Fail("the answer of a commit", word)
	}
	return r.Err
}

// kept remembers what was committed.
func (t *tx) kept(before, now string) {
	known := false
	t.s.cache.At(t.id, before, func(l *cache.Community) {
		known = true
		l.Take(cache.Change{
			Version: now, Records: t.records, Entries: len(t.entries), LastMessage: t.last, Messages: t.messages, Sent: t.gone,
			Wakes: t.wakes,
		})
		l.Warm(t.read)
	})
	if !known {
		t.s.cache.Forget(t.id)
	}
}

// args are the arguments of commit.lua.
func (t *tx) args(number string, hot []storage.Key) []any {
	base, message, old := "*", "", ""
	if t.begun || t.lent {
		base = t.Version
	}
	if t.last > 0 {
		message = strconv.FormatUint(t.last, 10)
	}
	if len(t.once) > 0 {
		oldest := slices.Min(slices.Collect(maps.Values(t.once)))
		old = strconv.FormatInt(oldest-remember.Milliseconds(), 10)
	}
	args := []any{base, t.s.writer, number, string(t.id), message, old, len(t.once), len(hot), t.fence, t.channel()}
	for _, id := range sortedKeys(t.once) {
		args = append(args, id, t.once[id])
	}
	for _, key := range hot {
		args = append(args, string(key))
	}
	return t.appendWakes(t.appendMessages(t.appendRecords(args)))
}

// channel is where the holder of the lease hears of the commit; "" when that is this process, which knows.
func (t *tx) channel() string {
	if l := t.s.held.Load(); l != nil && l.Valid() {
		return ""
	}
	return t.s.keys.News()
}

func (t *tx) appendRecords(args []any) []any {
	for _, key := range sortedKeys(t.records) {
		if value := t.records[key]; value != nil {
			args = append(args, "put", string(key), value)
		} else {
			args = append(args, "delete", string(key))
		}
	}
	for _, entry := range t.entries {
		args = append(args, "append", entry)
	}
	return args
}

func (t *tx) appendMessages(args []any) []any {
	for _, seq := range sortedKeys(t.gone) {
		args = append(args, "sent", seq, t.gone[seq])
	}
	for _, seq := range sortedKeys(t.messages) {
		l := t.messages[seq]
		if seq <= t.LastMessage {
			args = append(args, "renewed", seq, layout.Head{Revision: l.Revision, View: l.View}.String(), l.Body)
		} else {
			args = append(args, "letter", seq, layout.Head{Revision: l.Revision, View: l.View}.String(), l.View, l.Body)
		}
	}
	return args
}

func (t *tx) appendWakes(args []any) []any {
	set := t.alreadySet()
	for _, thing := range sortedKeys(t.wakes) {
		switch ms := t.wakes[thing]; {
		case set[thing]:
		case ms == layout.Rest:
			args = append(args, "rest", thing)
		default:
			args = append(args, "wake", thing, ms)
		}
	}
	return args
}

// alreadySet are the wake-ups that need not be written, for they are known to be so: most things look again when they
// would have anyway.
func (t *tx) alreadySet() map[string]bool {
	all := map[string]bool{}
	if !t.begun && !t.lent {
		return all
	}
	t.s.cache.At(t.id, t.Version, func(l *cache.Community) {
		for thing, ms := range t.wakes {
			if before, ok := l.Wakes[thing]; ok && before == ms {
				all[thing] = true
			}
		}
	})
	return all
}

func sortedKeys[K ~string | ~uint64, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}
