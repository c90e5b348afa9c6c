package flows

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// journalHead is the head of the journal as it is before the input at hand.
func (t *batch) journalHead(s *life.State) journal.Head {
	if t.head != nil {
		return *t.head
	}
	return HeadOf(s)
}

// enter writes the events of one input into the journal.
func (t *batch) enter(d done) error {
	if t.head == nil {
		head := HeadOf(t.state)
		t.head, t.before = &head, head.Seq
	}
	entry, raw, err := journal.Seal(*t.head, d.meta.At, d.meta.By, d.cause, d.entry)
	if err != nil {
		return fmt.Errorf("seal the journal: %w", err)
	}
	*t.head = entry.Head()
	_, err = t.tx.Append(raw)
	return err
}

// put writes down what an input came to, before anything is committed: what cannot be written is a fault of this input
// alone.
func (d *done) put() error {
	for _, e := range d.events {
		name, err := community.Name(e)
		if err != nil {
			return err
		}
		data, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("write event %s: %w", name, err)
		}
		d.entry = append(d.entry, journal.Event{Type: name, Data: data})
	}
	// Who asked is answered before others are told: the messages are numbered in this order.
	slices.SortStableFunc(d.notices, func(x, y say.Notice) int { return int(y.Class) - int(x.Class) })
	for i := range d.notices {
		if d.notices[i].Written.IsZero() {
			d.notices[i].Written, d.notices[i].Late = d.meta.At, d.late
		}
		l, err := outboxMessage(d.notices[i])
		if err != nil {
			return err
		}
		d.messages = append(d.messages, l)
	}
	return nil
}

// headRecord keeps the head of the journal.
const headRecord = "x:journal"

// write puts the changed records, the wake-ups and the head of the journal into the commit.
func (t *batch) write() error {
	things := map[string]bool{}
	for thing := range t.ticked {
		things[thing] = true
	}
	for _, thing := range t.stirred {
		things[thing] = true
	}
	t.wrote = nil // a commit may be tried again
	for _, c := range t.state.Changed() {
		if err := t.writeRecord(c); err != nil {
			return err
		}
		t.wrote = append(t.wrote, c.Key)
		if thing, ok := community.Thing(t.state, c.Key); ok {
			things[thing] = true
		} else if talk.IsDialog(c.Key) {
			things[c.Key] = true
		}
	}
	for thing := range things {
		var at time.Time
		if err := ask(t.tx, t.state, func() error { at = wake(t.state, thing); return nil }); err != nil {
			return err
		}
		if acted, looked := t.ticked[thing]; looked && !acted && !at.IsZero() && !at.After(t.now) {
			// A look that found nothing to do must not come again at once, whatever the thing says.
			at = t.now.Add(setback)
		}
		if err := t.tx.Wake(thing, at); err != nil {
			return err
		}
		if !at.IsZero() && (t.soonest.IsZero() || at.Before(t.soonest)) {
			t.soonest = at
		}
	}
	if t.head != nil {
		t.wrote = append(t.wrote, headRecord)
		return writeRecord(t.tx, headRecord, t.head)
	}
	return nil
}

// wake is when a thing is next looked at: a question when its patience ends, all else as the domain says.
func wake(s *life.State, thing string) time.Time {
	if !talk.IsDialog(thing) {
		return community.Wake(s, thing)
	}
	return talk.WaitsUntil(s.Records, thing)
}

func (t *batch) writeRecord(c record.Change) error {
	if c.Value == nil {
		return t.tx.Delete(storage.Key(c.Key))
	}
	return writeRecord(t.tx, c.Key, c.Value)
}

// change is what a commit did.
func (t *batch) change() Change {
	c := Change{Community: t.id, Keys: t.wrote, Before: t.before, Inputs: t.inputs, Tries: t.tries}
	if t.head != nil {
		c.After = t.head.Seq
	}
	return c
}

// settled does what follows a commit: it tells the outbox and the clock.
func (t *batch) settled() {
	if t.lastSeq > 0 {
		t.engine.Poke(t.id, t.lastSeq)
	}
	if t.engine.Changed != nil && len(t.wrote) > 0 {
		t.engine.Changed(t.change())
	}
	if !t.soonest.IsZero() {
		t.engine.Wake(t.soonest)
	}
}

// noteStirs notes what is to be looked at because of events.
func (t *batch) noteStirs(d done) {
	for _, e := range d.events {
		t.stirred = append(t.stirred, community.Stirs(t.state, e)...)
	}
}
