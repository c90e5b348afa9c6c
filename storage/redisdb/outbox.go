package redisdb

import (
	"bytes"
	"fmt"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
)

// Send implements storage.Tx.
func (t *tx) Send(l storage.Message) (uint64, error) {
	if err := layout.CheckLength("view", l.View); err != nil {
		return 0, fmt.Errorf("send: %w", err)
	}
	if err := checkValue(l.Body); err != nil {
		return 0, fmt.Errorf("send: %w", err)
	}
	if err := t.begin(); err != nil {
		return 0, fmt.Errorf("send: %w", err)
	}
	old, err := t.unsent(l.View)
	if err != nil {
		return 0, fmt.Errorf("send: %w", err)
	}
	message := storage.Message{Seq: old.Seq, Revision: old.Revision + 1, View: l.View, Body: bytes.Clone(l.Body)}
	if old.Seq == 0 {
		t.last = max(t.last, t.LastMessage) + 1
		message.Seq, message.Revision = t.last, 0
	}
	t.messages[message.Seq] = message
	if l.View != "" {
		t.views[l.View] = message.Seq
	}
	return message.Seq, nil
}

// unsent is the message of a view as this tx sees it, without its body; its number is 0 when there is none.
func (t *tx) unsent(view string) (storage.Message, error) {
	if view == "" {
		return storage.Message{}, nil
	}
	if seq, own := t.views[view]; own {
		return t.messages[seq], nil
	}
	seq, h, err := t.viewed(view)
	return storage.Message{Seq: seq, Revision: h.Revision, View: view}, err
}

// Sent implements storage.Tx. A message that went before is gone as well.
func (t *tx) Sent(seq, revision uint64) (bool, error) {
	if _, own := t.gone[seq]; own {
		return true, nil
	}
	message, own := t.messages[seq]
	if !own {
		h, ok, err := t.view.head(seq)
		if err != nil {
			return false, fmt.Errorf("sent: %w", err)
		}
		if !ok {
			return true, nil
		}
		message = storage.Message{Revision: h.Revision, View: h.View}
	}
	if message.Revision != revision {
		return false, nil
	}
	delete(t.messages, seq)
	t.gone[seq] = message.View
	if message.View != "" {
		t.views[message.View] = 0
	}
	return true, nil
}

// Outbox implements storage.Reader.
func (t *tx) Outbox(from uint64, limit int) ([]storage.Message, error) {
	if limit <= 0 {
		return nil, nil
	}
	below, err := t.view.Outbox(from, limit+len(t.gone)) // so that enough are left
	if err != nil {
		return nil, err
	}
	var all []storage.Message
	for _, l := range below {
		if _, gone := t.gone[l.Seq]; gone {
			continue
		}
		if own, ok := t.messages[l.Seq]; ok {
			l = own
		}
		all = append(all, l)
	}
	for seq := max(from, t.LastMessage+1); seq <= t.last; seq++ {
		if own, ok := t.messages[seq]; ok {
			all = append(all, own)
		}
	}
	all = all[:min(len(all), limit)]
	for i := range all {
		all[i].Body = bytes.Clone(all[i].Body)
	}
	return all, nil
}
