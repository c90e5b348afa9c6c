package script

import (
	"errors"
	"fmt"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
)

// Heads reads the heads in a state, as state.lua gives it; nil when it has none because there are too many.
func Heads(r *Reply) (map[uint64]layout.Head, error) {
	if r.At(4) == nil {
		return nil, nil
	}
	all := &Reply{Items: r.List(4)}
	heads := make(map[uint64]layout.Head, len(all.Items)/2)
	for i := 0; i < len(all.Items); i += 2 {
		h, err := layout.ParseHead(all.Text(i + 1))
		if err != nil {
			return nil, errors.Join(all.Err, err)
		}
		heads[all.Number(i)] = h
	}
	return heads, all.Err
}

// Messages reads the numbers, heads and bodies of messages, as read.lua gives them.
func Messages(answer any) (all []storage.Message, err error) {
	r := NewReply(answer)
	numbers := &Reply{Items: r.List(0)}
	heads, bodies := r.Texts(r.List(1)), r.Values(r.List(2))
	if r.Err != nil || len(heads) != len(numbers.Items) || len(bodies) != len(heads) {
		return nil, errors.Join(ErrReply, r.Err)
	}
	for i, text := range heads {
		h, err := layout.ParseHead(text)
		if err != nil {
			return nil, err
		}
		all = append(all, storage.Message{Seq: numbers.Number(i), Revision: h.Revision, View: h.View, Body: bodies[i]})
	}
	return all, numbers.Err
}

// WakeUps reads the things of a community and when each wakes, as read.lua gives them.
func WakeUps(id storage.ID, answer any) (all []storage.WakeUp, err error) {
	r := NewReply(answer)
	words := r.Texts(r.Items)
	if r.Err != nil || len(words)%2 != 0 {
		return nil, errors.Join(ErrReply, r.Err)
	}
	for i := 0; i < len(words); i += 2 {
		ms, err := layout.ParseScore(words[i+1])
		if err != nil {
			return nil, fmt.Errorf("the wake-up of %s: %w", words[i], err)
		}
		all = append(all, storage.WakeUp{Community: id, Thing: words[i], At: layout.FromMillis(ms)})
	}
	return all, nil
}
