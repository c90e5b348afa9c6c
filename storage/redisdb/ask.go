package redisdb

import (
	"errors"
	"strings"

	"echowall/storage"
	"echowall/storage/redisdb/cache"
	"echowall/storage/redisdb/script"
)

// ask asks the server, and on the first occasion for the state as well. When that is a new one, the records of v.hot
// come with it; and when what was remembered has been believed, fn must run again: then there is an answer and an
// error.
func (v *view) ask(op string, about ...any) (answer any, brought map[storage.Key][]byte, err error) {
	if v.stale {
		return nil, nil, errChanged
	}
	v.recall(nil)
	hot := v.toBring()
	raw, err := v.s.run(v.ctx, "read "+string(v.id), v.s.scripts.Read, v.keys, v.question(op, hot, about)...)
	if err == nil {
		answer, brought, err = v.accept(script.NewReply(raw), hot)
	}
	if err != nil && v.err == nil {
		v.err = err
	}
	return answer, brought, err
}

// toBring are the keys that come along with a new state, for which only the first question asks.
func (v *view) toBring() []storage.Key {
	if v.begun {
		return nil
	}
	return v.hot()
}

// question are the arguments of read.lua.
func (v *view) question(op string, hot []storage.Key, about []any) []any {
	mode := "begin"
	switch {
	case v.begun && v.frozen:
		mode = "any"
	case v.begun:
		mode = "hold"
	}
	args := []any{v.Version, mode, len(hot)}
	for _, key := range hot {
		args = append(args, string(key))
	}
	return append(append(args, op), about...)
}

// accept takes the state from an answer.
func (v *view) accept(r *script.Reply, hot []storage.Key) (answer any, brought map[storage.Key][]byte, err error) {
	switch r.Text(0); {
	case r.Err != nil:
		return nil, nil, r.Err
	case len(r.Items) == 1:
		v.stale, v.begun = true, false
		return nil, nil, errChanged
	case len(r.Items) > 2:
		if brought, err = v.renew(r, hot); err != nil {
			return nil, nil, err
		}
		v.stale = v.lent
	}
	v.begun = true
	if v.stale {
		err = errChanged
	}
	return r.At(1), brought, err
}

// renew takes a new state and what came with it, and remembers both.
func (v *view) renew(r *script.Reply, hot []storage.Key) (map[storage.Key][]byte, error) {
	now := cache.State{Version: r.Text(0), Journal: r.Number(2), LastMessage: r.Number(3)}
	heads, err := script.Heads(r)
	values := r.Values(r.List(5))
	if err := errors.Join(err, r.Err); err != nil {
		return nil, err
	}
	if len(values) != len(hot) {
		return nil, script.ErrReply
	}
	brought := make(map[storage.Key][]byte, len(values))
	for i, key := range hot {
		brought[key] = values[i]
	}
	v.State = now
	v.s.cache.With(v.id, func(l *cache.Community) {
		if v.s.ours(l.Version) && v.s.ours(now.Version) {
			// A commit of this process is on its way back and brings what it wrote, or has come back before this answer. What is
			// remembered goes on from there, and is not to be lost to a read that a commit overtook.
			return
		}
		l.Turn(now, heads)
		for key, value := range brought {
			l.Put(key, value)
		}
	})
	return brought, nil
}

// ours tells whether a version is by a commit of this process.
func (s *Store) ours(version string) bool { return strings.HasPrefix(version, s.writer+":") }
