package redisdb

import (
	"errors"
	"strconv"

	"echowall/storage"
)

// Outbox implements storage.Reader.
func (v *view) Outbox(from uint64, limit int) (all []storage.Letter, err error) {
	for len(all) < limit {
		n := min(limit-len(all), page)
		answer, _, err := v.ask("outbox", strconv.FormatUint(from, 10), n)
		if err != nil {
			return nil, err
		}
		letters, err := parseLetters(answer)
		if err != nil {
			return nil, err
		}
		all = append(all, letters...)
		if len(letters) < n {
			return all, nil
		}
		from = letters[n-1].Seq + 1
	}
	return all, nil
}

func parseLetters(answer any) (all []storage.Letter, err error) {
	r := newReply(answer)
	numbers := &reply{items: r.list(0)}
	heads, bodies := r.texts(r.list(1)), r.values(r.list(2))
	if r.err != nil || len(heads) != len(numbers.items) || len(bodies) != len(heads) {
		return nil, errors.Join(errReply, r.err)
	}
	for i, text := range heads {
		h, err := parseHead(text)
		if err != nil {
			return nil, err
		}
		all = append(all, storage.Letter{Seq: numbers.number(i), Revision: h.revision, View: h.view, Body: bodies[i]})
	}
	return all, numbers.err
}

// head reads what must be known of a letter; false when it is not in the outbox.
func (v *view) head(seq uint64) (h head, ok bool, err error) {
	known := false
	find := func(l *leaf) { h, ok = l.heads[seq]; known = l.heads != nil }
	if err := v.begin(); err != nil {
		return h, false, err
	}
	if v.s.cache.at(v.id, v.version, find); known {
		return h, ok, nil
	}
	answer, _, err := v.ask("heads", strconv.FormatUint(seq, 10))
	if err != nil {
		return h, false, err
	}
	text, ok := newReply(answer).at(0).(string)
	if !ok {
		return h, false, nil
	}
	h, err = parseHead(text)
	return h, err == nil, err
}

// viewed reads the number and the head of the unsent letter of a view; 0 when there is none.
func (v *view) viewed(name string) (seq uint64, h head, err error) {
	known := false
	find := func(l *leaf) { seq = l.views[name]; h = l.heads[seq]; known = l.heads != nil }
	if err := v.begin(); err != nil {
		return 0, h, err
	}
	if v.s.cache.at(v.id, v.version, find); known {
		return seq, h, nil
	}
	answer, _, err := v.ask("view", name)
	if err != nil {
		return 0, h, err
	}
	r := newReply(answer)
	if r.err != nil || len(r.items) == 0 {
		return 0, h, r.err
	}
	seq = r.number(0)
	text := r.text(1)
	if r.err != nil {
		return 0, h, r.err
	}
	h, err = parseHead(text)
	return seq, h, err
}
