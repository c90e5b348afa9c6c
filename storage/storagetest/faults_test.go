package storagetest

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"time"

	"echowall/storage"
)

// The faults that are planted in a transaction.

func recordFaults() []fault {
	return []fault{
		{name: "values come in the order of their keys", plant: func(p *planted) {
			get := p.get
			p.get = func(keys ...storage.Key) ([][]byte, error) { return get(slices.Sorted(slices.Values(keys))...) }
		}, caught: []string{"records/get in the order of keys"}},
		{name: "what is at hand is what was committed", plant: func(p *planted) {
			p.near = func(key storage.Key) ([]byte, bool) { return p.committed.records[key], true }
		}, caught: []string{"records/what is at hand is what get returns"}},
		{name: "the first value stays", plant: func(p *planted) {
			p.put = func(key storage.Key, value []byte) error {
				if p.model.records[key] != nil {
					return nil
				}
				return p.model.Put(key, value)
			}
		}, caught: []string{"records/put again replaces"}},
		{name: "what is deleted stays", plant: func(p *planted) {
			p.remove = func(storage.Key) error { return nil }
		}, caught: []string{"records/delete", "communities/who holds nothing any more is not listed"}},
		{name: "an empty value is none", plant: func(p *planted) {
			p.put = func(key storage.Key, value []byte) error {
				if len(value) == 0 {
					return p.model.Delete(key)
				}
				return p.model.Put(key, value)
			}
		}, caught: []string{"records/empty value is a value"}},
		{name: "a range is of whatever begins alike", plant: func(p *planted) {
			p.ranged = func(prefix storage.Key) ([]storage.Record, error) {
				return p.model.Range(storage.Key(strings.TrimRight(string(prefix), ":")))
			}
		}, caught: []string{"records/range by prefix in order"}},
		{name: "a range is of what was committed", plant: func(p *planted) { p.ranged = p.committed.Range },
			caught: []string{"records/range sees the writes of its tx", "update/reads see the writes before them"}},
		{name: "the caller's bytes are kept", plant: func(p *planted) {
			p.put = func(key storage.Key, value []byte) error {
				p.model.records[key] = value
				return nil
			}
		}, caught: []string{"records/bytes belong to the caller"}},
		{name: "the store's bytes are handed out", plant: func(p *planted) { p.get = p.model.Get },
			caught: []string{"records/bytes belong to the caller"}},
		{name: "a value ends at its first nought", plant: func(p *planted) {
			p.put = func(key storage.Key, value []byte) error {
				head, _, _ := bytes.Cut(value, []byte{0})
				return p.model.Put(key, head)
			}
		}, caught: []string{"records/bytes are kept as they are", "records/large value"}},
		{name: "a value is cut at 64 KiB", plant: func(p *planted) {
			p.put = func(key storage.Key, value []byte) error {
				return p.model.Put(key, value[:min(len(value), 64<<10)])
			}
		}, caught: []string{"records/large value"}},
	}
}

func journalFaults() []fault {
	given := uint64(0)
	var shared [][]byte
	return []fault{
		{name: "the journal begins at nought", plant: func(p *planted) {
			p.append = func(entry []byte) (uint64, error) {
				seq, err := p.model.Append(entry)
				return seq - 1, err
			}
		}, caught: []string{"journal/numbers begin at 1 and have no gaps"}},
		{name: "a refused entry leaves a gap", plant: func(p *planted) {
			p.append = func(entry []byte) (uint64, error) {
				given++
				_, err := p.model.Append(entry)
				return given, err
			}
		}, caught: []string{"journal/numbers of refused updates are given again"}},
		{name: "the journal is told to its end", plant: func(p *planted) {
			p.journal = func(from uint64, _ int) ([]storage.Entry, error) { return p.model.Journal(from, 1<<20) }
		}, caught: []string{"journal/read from a number, at most limit"}},
		{name: "the journal is told from its beginning", plant: func(p *planted) {
			p.journal = func(_ uint64, limit int) ([]storage.Entry, error) { return p.model.Journal(0, limit) }
		}, caught: []string{"journal/read from a number, at most limit"}},
		{name: "the journal is that which was committed", plant: func(p *planted) { p.journal = p.committed.Journal },
			caught: []string{"journal/reads see the entries of the tx", "update/reads see the writes before them"}},
		{name: "all communities have one journal", plant: func(p *planted) {
			p.append = func(entry []byte) (uint64, error) {
				shared = append(shared, entry)
				p.model.journal = slices.Clone(shared)
				return uint64(len(shared)), nil
			}
		}, caught: []string{"journal/each community has its own"}},
	}
}

func outboxFaults() []fault {
	views := map[string]uint64{}
	return []fault{
		{name: "the last message stands first", plant: func(p *planted) {
			p.outbox = func(from uint64, limit int) ([]storage.Message, error) {
				all, err := p.model.Outbox(from, limit)
				slices.Reverse(all)
				return all, err
			}
		}, caught: []string{"outbox/messages stay in order"}},
		{name: "the outbox is told to its end", plant: func(p *planted) {
			p.outbox = func(from uint64, _ int) ([]storage.Message, error) { return p.model.Outbox(from, 1<<20) }
		}, caught: []string{"outbox/read from a number, at most limit"}},
		{name: "a view is queued again", plant: func(p *planted) {
			p.send = func(l storage.Message) (uint64, error) { return p.model.add(l) }
		}, caught: []string{
			"outbox/messages of one view coalesce", "outbox/messages of one view coalesce in one tx",
			"outbox/a message refreshed meanwhile stays",
		}},
		{name: "a refreshed view goes to the end", plant: func(p *planted) {
			p.send = func(l storage.Message) (uint64, error) {
				for i, old := range p.model.messages {
					if l.View != "" && old.View == l.View {
						p.model.messages = slices.Delete(p.model.messages, i, i+1)
						break
					}
				}
				return p.model.add(l)
			}
		}, caught: []string{"outbox/messages of one view coalesce"}},
		{name: "news is a view", plant: func(p *planted) {
			p.send = func(l storage.Message) (uint64, error) {
				if l.View == "" && len(p.model.messages) > 0 {
					return p.model.messages[0].Seq, nil
				}
				return p.model.Send(l)
			}
		}, caught: []string{"outbox/messages without a view do not coalesce"}},
		{name: "a message keeps the number it came with", plant: func(p *planted) {
			p.send = func(l storage.Message) (uint64, error) {
				if l.Seq == 0 {
					return p.model.Send(l)
				}
				p.model.messages = append(p.model.messages, l)
				return l.Seq, nil
			}
		}, caught: []string{"outbox/what Send is given as number and revision does not count"}},
		{name: "a sent message stays", plant: func(p *planted) {
			p.sent = func(uint64, uint64) (bool, error) { return true, nil }
		}, caught: []string{
			"outbox/sent messages go", "outbox/unsent lists communities with messages", "lease/who is alone holds it",
		}},
		{name: "a message is gone whatever its revision", plant: func(p *planted) {
			p.sent = func(seq, _ uint64) (bool, error) {
				for _, l := range p.model.messages {
					if l.Seq == seq {
						return p.model.Sent(seq, l.Revision)
					}
				}
				return true, nil
			}
		}, caught: []string{"outbox/a message refreshed meanwhile stays", "outbox/reads see the outbox of the tx"}},
		{name: "a message that went before is still there", plant: func(p *planted) {
			p.sent = func(seq, revision uint64) (bool, error) {
				before := len(p.model.messages)
				_, err := p.model.Sent(seq, revision)
				return len(p.model.messages) < before, err
			}
		}, caught: []string{"outbox/a message gone before is gone"}},
		{name: "the number of a message that went is given again", plant: func(p *planted) {
			p.send = func(l storage.Message) (uint64, error) {
				p.model.lastSeq = uint64(len(p.model.messages))
				return p.model.Send(l)
			}
		}, caught: []string{"outbox/numbers are not given twice", "outbox/a view begins anew after it was sent"}},
		{name: "the outbox is that which was committed", plant: func(p *planted) { p.outbox = p.committed.Outbox },
			caught: []string{"outbox/reads see the outbox of the tx", "update/reads see the writes before them"}},
		{name: "all communities have one view of a name", plant: func(p *planted) {
			p.send = func(l storage.Message) (uint64, error) {
				if seq := views[l.View]; seq != 0 {
					return seq, nil
				}
				seq, err := p.model.Send(l)
				views[l.View] = seq
				return seq, err
			}
		}, caught: []string{"outbox/views of communities do not mix"}},
	}
}

// add queues a message, whatever its view.
func (m *model) add(l storage.Message) (uint64, error) {
	view := l.View
	l.View = ""
	seq, err := m.Send(l)
	m.messages[len(m.messages)-1].View = view
	return seq, err
}

func wakeFaults() []fault {
	return []fault{
		{name: "the first wake-up of a thing stays", plant: func(p *planted) {
			p.wake = func(thing string, at time.Time) error {
				if _, set := p.model.wakes[thing]; set {
					return nil
				}
				return p.model.Wake(thing, at)
			}
		}, caught: []string{"wake/one per thing"}},
		{name: "no time is a time", plant: func(p *planted) {
			p.wake = func(thing string, at time.Time) error {
				p.model.wakes[thing] = at
				return nil
			}
		}, caught: []string{"wake/the zero time removes", "communities/reading lists nobody"}},
		{name: "wake-ups are those that were committed", plant: func(p *planted) { p.wakes = p.committed.Wakes },
			caught: []string{"wake/reads see the wake-ups of the tx", "update/reads see the writes before them"}},
		{name: "the name of a thing ends at its first nought", plant: func(p *planted) {
			p.wake = func(thing string, at time.Time) error {
				head, _, _ := strings.Cut(thing, "\x00")
				return p.model.Wake(head, at)
			}
		}, caught: []string{"wake/things and communities of any name"}},
		{name: "there is no time before 1970", plant: func(p *planted) {
			p.wake = func(thing string, at time.Time) error {
				if !at.IsZero() && at.Unix() < 0 {
					at = time.Unix(0, 0)
				}
				return p.model.Wake(thing, at)
			}
		}, caught: []string{"wake/times far away"}},
		{name: "the hands of the clock count", plant: func(p *planted) {
			p.wake = func(thing string, at time.Time) error {
				_, offset := at.Zone()
				return p.model.Wake(thing, at.Add(time.Duration(offset)*time.Second))
			}
		}, caught: []string{"wake/the moment counts, not the place"}},
	}
}

func onceFaults() []fault {
	seen, times := map[string]bool{}, map[string]time.Time{}
	var last []string
	return []fault{
		{name: "each time is the first", plant: func(p *planted) {
			p.once = func(string, time.Time) (bool, error) { return true, nil }
		}, caught: []string{
			"once/the first time only", "once/the first time only in one tx", "once/remembered for 48 hours",
		}},
		{name: "what this update has seen is new to it", plant: func(p *planted) {
			p.once = func(id string, at time.Time) (bool, error) {
				first, err := p.committed.clone().Once(id, at)
				_, errOwn := p.model.Once(id, at)
				return first, errors.Join(err, errOwn)
			}
		}, caught: []string{"once/the first time only in one tx"}},
		{name: "what a refused update has seen is known", plant: func(p *planted) {
			p.once = func(id string, _ time.Time) (bool, error) {
				known := seen[id]
				seen[id] = true
				return !known, nil
			}
		}, caught: []string{"once/a refused update has not seen it"}},
		{name: "an id is remembered for a day", plant: func(p *planted) {
			p.once = func(id string, at time.Time) (bool, error) {
				before, known := times[id]
				if first := !known || at.Sub(before) > 24*time.Hour; !first {
					return false, nil
				}
				times[id] = at
				return true, nil
			}
		}, caught: []string{"once/remembered for 48 hours"}},
		{name: "a hundred ids are remembered", plant: func(p *planted) {
			p.once = func(id string, _ time.Time) (bool, error) {
				if slices.Contains(last, id) {
					return false, nil
				}
				last = append(last, id)
				last = last[max(0, len(last)-100):]
				return true, nil
			}
		}, caught: []string{"once/many of one moment are remembered"}},
		{name: "what one community has seen is known in all", plant: func(p *planted) {
			p.once = func(id string, _ time.Time) (bool, error) {
				known := seen["in all "+id]
				seen["in all "+id] = true
				return !known, nil
			}
		}, caught: []string{"once/each community has its own"}},
	}
}
