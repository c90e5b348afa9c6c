package redisdb

import (
	"errors"

	"echowall/storage"
)

// ask asks the server, and on the first occasion for the state as well. When that is a new one, the records of v.hot come with it; and
// when what was remembered has been believed, fn must run again: then there is an answer and an error.
func (v *view) ask(op string, about ...any) (answer any, brought map[storage.Key][]byte, err error) {
	if v.stale {
		return nil, nil, errChanged
	}
	v.recall(nil)
	raw, err := v.s.run(v.ctx, "read "+string(v.id), v.s.scripts.read, v.keys, v.question(op, about)...)
	if err == nil {
		answer, brought, err = v.accept(newReply(raw))
	}
	if err != nil && v.err == nil {
		v.err = err
	}
	return answer, brought, err
}

// question are the arguments of read.lua.
func (v *view) question(op string, about []any) []any {
	mode, hot := "begin", v.hot
	switch {
	case v.begun && v.frozen:
		mode, hot = "any", nil
	case v.begun:
		mode, hot = "hold", nil
	}
	args := []any{v.version, mode, len(hot)}
	for _, key := range hot {
		args = append(args, string(key))
	}
	return append(append(args, op), about...)
}

// accept takes the state from an answer.
func (v *view) accept(r *reply) (answer any, brought map[storage.Key][]byte, err error) {
	switch r.text(0); {
	case r.err != nil:
		return nil, nil, r.err
	case len(r.items) == 1:
		v.stale, v.begun = true, false
		return nil, nil, errChanged
	case len(r.items) > 2:
		if brought, err = v.renew(r, v.hot); err != nil {
			return nil, nil, err
		}
		v.stale = v.lent
	}
	v.begun = true
	if v.stale {
		err = errChanged
	}
	return r.at(1), brought, err
}

// renew takes a new state and what came with it, and remembers both.
func (v *view) renew(r *reply, hot []storage.Key) (map[storage.Key][]byte, error) {
	now := state{r.text(0), r.number(2), r.number(3)}
	heads, err := parseHeads(r)
	values := r.values(r.list(5))
	if err := errors.Join(err, r.err); err != nil {
		return nil, err
	}
	if len(values) != len(hot) {
		return nil, errReply
	}
	brought := make(map[storage.Key][]byte, len(values))
	for i, key := range hot {
		brought[key] = values[i]
	}
	v.state = now
	v.s.cache.with(v.id, func(l *leaf) {
		l.turn(now, heads)
		for key, value := range brought {
			l.put(key, value)
		}
	})
	return brought, nil
}

// parseHeads reads the heads in a state; nil when it has none because there are too many.
func parseHeads(r *reply) (map[uint64]head, error) {
	if r.at(4) == nil {
		return nil, nil
	}
	all := &reply{items: r.list(4)}
	heads := make(map[uint64]head, len(all.items)/2)
	for i := 0; i < len(all.items); i += 2 {
		h, err := parseHead(all.text(i + 1))
		if err != nil {
			return nil, errors.Join(all.err, err)
		}
		heads[all.number(i)] = h
	}
	return heads, all.err
}
