package redisdb

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"echowall/storage"
	"echowall/storage/redisdb/cache"
	"echowall/storage/redisdb/script"
)

// whole is a copy of a community, for Views that commits would otherwise come between for ever. Only its journal is
// left on the server, for entries do not change.
type whole struct {
	*view
	all      []storage.Record
	messages []storage.Message
	wakes    []storage.WakeUp
}

// copyAll reads everything in one round trip.
func copyAll(v *view) (*whole, error) {
	v.State, v.recalled = cache.State{Version: "none"}, true // so that the state comes along, whatever it is
	answer, _, err := v.ask("all")
	if err != nil {
		return nil, err
	}
	v.frozen = true
	r := script.NewReply(answer)
	keys, values := r.Texts(r.List(0)), r.Values(r.List(1))
	if r.Err != nil || len(keys) != len(values) {
		return nil, errors.Join(script.ErrReply, r.Err)
	}
	c := &whole{view: v}
	for i, key := range keys {
		c.all = append(c.all, storage.Record{Key: storage.Key(key), Value: values[i]})
	}
	var err1, err2 error
	c.messages, err1 = script.Messages(r.At(2))
	c.wakes, err2 = script.WakeUps(v.id, r.At(3))
	return c, errors.Join(err1, err2)
}

// Get implements storage.Reader.
func (c *whole) Get(keys ...storage.Key) ([][]byte, error) {
	values := make([][]byte, len(keys))
	for i, key := range keys {
		if at, ok := c.find(key); ok {
			values[i] = bytes.Clone(c.all[at].Value)
		}
	}
	return values, nil
}

func (c *whole) find(key storage.Key) (int, bool) {
	return slices.BinarySearchFunc(c.all, key, func(r storage.Record, key storage.Key) int {
		return strings.Compare(string(r.Key), string(key))
	})
}

// Range implements storage.Reader.
func (c *whole) Range(prefix storage.Key) (found []storage.Record, err error) {
	at, _ := c.find(prefix)
	for _, r := range c.all[at:] {
		if !strings.HasPrefix(string(r.Key), string(prefix)) {
			break
		}
		found = append(found, storage.Record{Key: r.Key, Value: bytes.Clone(r.Value)})
	}
	return found, nil
}

// Outbox implements storage.Reader.
func (c *whole) Outbox(from uint64, limit int) (found []storage.Message, err error) {
	for _, l := range c.messages {
		if l.Seq >= from && len(found) < limit {
			l.Body = bytes.Clone(l.Body)
			found = append(found, l)
		}
	}
	return found, nil
}

// Wakes implements storage.Reader.
func (c *whole) Wakes() ([]storage.WakeUp, error) { return slices.Clone(c.wakes), nil }
