package redisdb

import (
	"strconv"

	"echowall/storage"
	"echowall/storage/redisdb/cache"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/script"
)

// Outbox implements storage.Reader.
func (v *view) Outbox(from uint64, limit int) (all []storage.Message, err error) {
	for len(all) < limit {
		n := min(limit-len(all), page)
		answer, _, err := v.ask("outbox", strconv.FormatUint(from, 10), n)
		if err != nil {
			return nil, err
		}
		messages, err := script.Messages(answer)
		if err != nil {
			return nil, err
		}
		all = append(all, messages...)
		if len(messages) < n {
			return all, nil
		}
		from = messages[n-1].Seq + 1
	}
	return all, nil
}

// head reads what must be known of a message; false when it is not in the outbox.
func (v *view) head(seq uint64) (h layout.Head, ok bool, err error) {
	known := false
	find := func(l *cache.Community) { h, ok = l.Heads[seq]; known = l.Heads != nil }
	if err := v.begin(); err != nil {
		return h, false, err
	}
	if v.s.cache.At(v.id, v.Version, find); known {
		return h, ok, nil
	}
	answer, _, err := v.ask("heads", strconv.FormatUint(seq, 10))
	if err != nil {
		return h, false, err
	}
	text, ok := script.NewReply(answer).At(0).(string)
	if !ok {
		return h, false, nil
	}
	h, err = layout.ParseHead(text)
	return h, err == nil, err
}

// viewed reads the number and the head of the unsent message of a view; 0 when there is none.
func (v *view) viewed(name string) (seq uint64, h layout.Head, err error) {
	known := false
	find := func(l *cache.Community) { seq = l.Views[name]; h = l.Heads[seq]; known = l.Heads != nil }
	if err := v.begin(); err != nil {
		return 0, h, err
	}
	if v.s.cache.At(v.id, v.Version, find); known {
		return seq, h, nil
	}
	answer, _, err := v.ask("view", name)
	if err != nil {
		return 0, h, err
	}
	r := script.NewReply(answer)
	if r.Err != nil || len(r.Items) == 0 {
		return 0, h, r.Err
	}
	seq = r.Number(0)
	text := r.Text(1)
	if r.Err != nil {
		return 0, h, r.Err
	}
	h, err = layout.ParseHead(text)
	return seq, h, err
}
