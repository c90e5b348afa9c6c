package boltdb

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"echowall/storage"
)

// messageHead is the length of a message's revision and of its view's length.
const messageHead = 8 + 4

// Send implements storage.Tx.
func (t *tx) Send(l storage.Message) (seq uint64, err error) {
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

// queue puts a message at the end. Numbers are never given twice, so that a late Sent cannot hit another message.
func (t *tx) queue(l storage.Message) uint64 {
	o := t.part(outbox)
	o.seq++
	o.put(seqKey(o.seq), formatMessage(storage.Message{View: l.View, Body: l.Body}))
	if l.View != "" {
		t.part(views).put([]byte(l.View), seqKey(o.seq))
	}
	return o.seq
}

// refresh gives the unsent message under key a new body.
func (t *tx) refresh(key, body []byte) (uint64, error) {
	old, err := parseMessage(key, t.part(outbox).get(key))
	if err != nil {
		return 0, err
	}
	old.Body = body
	old.Revision++
	t.part(outbox).put(key, formatMessage(old))
	return old.Seq, nil
}

// Sent implements storage.Tx. A message that went before is gone as well.
func (t *tx) Sent(seq, revision uint64) (gone bool, err error) {
	defer trap(&err)()
	key := seqKey(seq)
	value := t.part(outbox).get(key)
	if value == nil {
		return true, nil
	}
	l, err := parseMessage(key, value)
	if err != nil || l.Revision != revision {
		return false, err
	}
	t.part(outbox).delete(key)
	if l.View != "" {
		t.part(views).delete([]byte(l.View))
	}
	return true, nil
}

func formatMessage(l storage.Message) []byte {
	b := binary.BigEndian.AppendUint64(nil, l.Revision)
	b = binary.BigEndian.AppendUint32(b, uint32(len(l.View)))
	b = append(b, l.View...)
	return append(b, l.Body...)
}

// parseMessage copies what it reads.
func parseMessage(key, value []byte) (storage.Message, error) {
	seq, err := parseSeq(key)
	if err != nil {
		return storage.Message{}, err
	}
	if len(value) < messageHead {
		return storage.Message{}, damaged("message %d: %w", seq, errShort)
	}
	rest := value[messageHead:]
	size := binary.BigEndian.Uint32(value[8:])
	if uint64(size) > uint64(len(rest)) {
		return storage.Message{}, damaged("message %d: %w", seq, errShort)
	}
	return storage.Message{
		Seq:      seq,
		Revision: binary.BigEndian.Uint64(value),
		View:     string(rest[:size]),
		Body:     bytes.Clone(rest[size:]),
	}, nil
}
