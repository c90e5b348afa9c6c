package redisdb

import (
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
	"time"

	"echowall/storage"
)

// partitions is how many parts the communities are divided into. It is part of the format.
const partitions = 256

// maxName is the longest name. It is that of boltdb, so that whatever is in one store can be taken to the other.
const maxName = 8192

// maxMillis bounds times, for Redis keeps scores as floating-point numbers.
const maxMillis = 1 << 53

// partitionOf is the partition a community lives in, for ever.
func partitionOf(id storage.ID) int {
	return int(crc32.ChecksumIEEE([]byte(id)) % partitions)
}

// keyspace builds all keys of one bot.
type keyspace struct{ root string }

func newKeyspace(bot string) keyspace { return keyspace{"ew:" + bot + ":"} }

func (k keyspace) format() string { return k.root + "format" }

func (k keyspace) value(space storage.Space, key string) string {
	return k.root + "value:" + string(space) + ":" + key
}

func (k keyspace) members(space storage.Space, key string) string {
	return k.root + "members:" + string(space) + ":" + key
}

func (k keyspace) partition(p int) string { return fmt.Sprintf("%s{p%03d}:", k.root, p) }

func (k keyspace) due(p int) string         { return k.partition(p) + "due" }
func (k keyspace) unsent(p int) string      { return k.partition(p) + "unsent" }
func (k keyspace) communities(p int) string { return k.partition(p) + "communities" }

// token is the key of the highest token that a partition has seen.
func (k keyspace) token(p int) string { return k.partition(p) + "token" }

func (k keyspace) lease() string { return k.root + "lease" }

// news is the channel on which the holder of the lease is told of what others committed.
func (k keyspace) news() string { return k.root + "news" }

// parts are the keys of one community, in the order in which every script takes them. The indexes of its partition
// follow them.
func parts() []string {
	return []string{
		"meta", "records", "keys", "journal", "outbox", "heads", "bodies", "views", "wakes", "seen", "writers",
	}
}

// home lists the keys every script about a community is given.
func (k keyspace) home(id storage.ID) []string {
	p := partitionOf(id)
	base := k.partition(p) + "c:" + string(id) + ":"
	var all []string
	for _, part := range parts() {
		all = append(all, base+part)
	}
	return append(all, k.due(p), k.unsent(p), k.communities(p), k.token(p))
}

// parse takes the key of a community apart; false when it is the key of something else.
func (k keyspace) parse(key string) (id storage.ID, part string, partition int, ok bool) {
	rest, ok := strings.CutPrefix(key, k.root+"{p")
	number, rest, closed := strings.Cut(rest, "}:c:")
	partition, err := strconv.Atoi(number)
	end := strings.LastIndexByte(rest, ':')
	if !ok || !closed || err != nil || end < 0 {
		return "", "", 0, false
	}
	return storage.ID(rest[:end]), rest[end+1:], partition, true
}

// parseDue takes an entry of the index of wake-ups apart.
func parseDue(member string) (id storage.ID, thing string, err error) {
	number, rest, ok := strings.Cut(member, ":")
	size, err := strconv.Atoi(number)
	if !ok || err != nil || size < 0 || size > len(rest) {
		return "", "", damaged("a wake-up named %q", member)
	}
	return storage.ID(rest[:size]), rest[size:], nil
}

// millis rounds up, so that no wake-up comes before its time.
func millis(at time.Time) (int64, error) {
	ms := at.Add(time.Millisecond - 1).UnixMilli()
	if year := at.Year(); year < -9999 || year > 99999 || ms > maxMillis || ms < -maxMillis {
		return 0, fmt.Errorf("%w: the time %v is out of range", storage.ErrUnfit, at)
	}
	return ms, nil
}

func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func checkName(what, name string) error {
	if name == "" {
		return fmt.Errorf("%w: a %s has an empty name", storage.ErrUnfit, what)
	}
	return checkLength(what, name)
}

func checkLength(what, name string) error {
	if len(name) > maxName {
		return fmt.Errorf("%w: the name of a %s has %d bytes, more than %d", storage.ErrUnfit, what, len(name), maxName)
	}
	return nil
}

func checkEntry(space storage.Space, key, value string) error {
	if strings.Contains(string(space), ":") {
		return fmt.Errorf("%w: the space %q has a colon", storage.ErrUnfit, space)
	}
	return errors.Join(checkLength("space", string(space)), checkLength("key", key), checkLength("value", value))
}

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %w", storage.ErrDamaged, fmt.Errorf(format, args...))
}
