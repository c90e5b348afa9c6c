package boltdb

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"echowall/storage"
)

// letterHead is the length of a letter's revision and of its view's length.
const letterHead = 8 + 4

// Send implements storage.Tx.
func (t *tx) Send(l storage.Letter) (seq uint64, err error) {
	defer trap(&err)()
	if err := checkLength("view", l.View); err != nil {
		return 0, fmt.Errorf("send: %w", err)
	}
	if err := checkValue(l.Body); err != nil {
		return 0, fmt.Errorf("send: %w", err)
	}
	if l.View != "" {
		if key := t.part(views).get([]byte(l.View)); key != nil {
			return t.refresh(key, l.Body)
		}
	}
	return t.queue(l), nil
}

// queue puts a letter at the end. Numbers are never given twice, so that a late Sent cannot hit another letter.
func (t *tx) queue(l storage.Letter) uint64 {
	o := t.part(outbox)
	o.seq++
	o.put(seqKey(o.seq), formatLetter(storage.Letter{View: l.View, Body: l.Body}))
	if l.View != "" {
		t.part(views).put([]byte(l.View), seqKey(o.seq))
	}
	return o.seq
}

// refresh gives the unsent letter under key a new body.
func (t *tx) refresh(key, body []byte) (uint64, error) {
	old, err := parseLetter(key, t.part(outbox).get(key))
	if err != nil {
		return 0, err
	}
	old.Body = body
	old.Revision++
	t.part(outbox).put(key, formatLetter(old))
	return old.Seq, nil
}

// Sent implements storage.Tx. A letter that went before is gone as well.
func (t *tx) Sent(seq, revision uint64) (gone bool, err error) {
	defer trap(&err)()
	key := seqKey(seq)
	value := t.part(outbox).get(key)
	if value == nil {
		return true, nil
	}
	l, err := parseLetter(key, value)
	if err != nil || l.Revision != revision {
		return false, err
	}
	t.part(outbox).delete(key)
	if l.View != "" {
		t.part(views).delete([]byte(l.View))
	}
	return true, nil
}

func formatLetter(l storage.Letter) []byte {
	b := binary.BigEndian.AppendUint64(nil, l.Revision)
	b = binary.BigEndian.AppendUint32(b, uint32(len(l.View)))
	b = append(b, l.View...)
	return append(b, l.Body...)
}

// parseLetter copies what it reads.
func parseLetter(key, value []byte) (storage.Letter, error) {
	seq, err := parseSeq(key)
	if err != nil {
		return storage.Letter{}, err
	}
	if len(value) < letterHead {
		return storage.Letter{}, damaged("letter %d: %w", seq, errShort)
	}
	rest := value[letterHead:]
	size := binary.BigEndian.Uint32(value[8:])
	if uint64(size) > uint64(len(rest)) {
		return storage.Letter{}, damaged("letter %d: %w", seq, errShort)
	}
	return storage.Letter{
		Seq:      seq,
		Revision: binary.BigEndian.Uint64(value),
		View:     string(rest[:size]),
		Body:     bytes.Clone(rest[size:]),
	}, nil
}
