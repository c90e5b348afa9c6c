package layout

import (
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"echowall/storage"
)

// Format is the version of the layout.
const Format = 1

// All are the partitions.
func All() []int {
	all := make([]int, Partitions)
	for i := range all {
		all[i] = i
	}
	return all
}

// Partitions is how many parts the communities are divided into. It is part of the format.
const Partitions = 256

// PartitionOf is the partition a community lives in, for ever.
func PartitionOf(id storage.ID) int {
	return int(crc32.ChecksumIEEE([]byte(id)) % Partitions)
}

// Keyspace builds all keys of one bot.
type Keyspace struct{ root string }

// New is the keyspace of a bot, which the URL of the store names.
func New(bot string) Keyspace { return Keyspace{"ew:" + bot + ":"} }

// Format is the key of the version of the layout.
func (k Keyspace) Format() string { return k.root + "format" }

// Value is the key of a value of the directory.
func (k Keyspace) Value(space storage.Space, key string) string {
	return k.root + "value:" + string(space) + ":" + key
}

// Members is the key of a set of the directory.
func (k Keyspace) Members(space storage.Space, key string) string {
	return k.root + "members:" + string(space) + ":" + key
}

// Partition is how all keys of a partition begin. What stands in braces makes them share a slot of a Cluster.
func (k Keyspace) Partition(p int) string { return fmt.Sprintf("%s{p%03d}:", k.root, p) }

// OfPartitions is the pattern, as SCAN takes it, of the keys of all partitions.
func (k Keyspace) OfPartitions() string { return k.root + "{p*" }

// Due is the key of a partition's index of wake-ups; ParseDue reads what is in it.
func (k Keyspace) Due(p int) string { return k.Partition(p) + "due" }

// Unsent is the key of the set of a partition's communities whose outbox is not empty.
func (k Keyspace) Unsent(p int) string { return k.Partition(p) + "unsent" }

// Communities is the key of the index of a partition's communities that hold anything.
func (k Keyspace) Communities(p int) string { return k.Partition(p) + "communities" }

// Token is the key of the highest token that a partition has seen.
func (k Keyspace) Token(p int) string { return k.Partition(p) + "token" }

// Lease is the key of the lease, of which there is one for the whole store.
func (k Keyspace) Lease() string { return k.root + "lease" }

// News is the channel on which the holder of the lease is told of what others committed.
func (k Keyspace) News() string { return k.root + "news" }

// Parts are the keys of one community, in the order in which every script takes them. The indexes of its partition
// follow them.
func Parts() []string {
	return []string{
		"meta", "records", "keys", "journal", "outbox", "heads", "bodies", "views", "wakes", "seen", "writers",
	}
}

// Home lists the keys every script about a community is given.
func (k Keyspace) Home(id storage.ID) []string {
	p := PartitionOf(id)
	base := k.Partition(p) + "c:" + string(id) + ":"
	var all []string
	for _, part := range Parts() {
		all = append(all, base+part)
	}
	return append(all, k.Due(p), k.Unsent(p), k.Communities(p), k.Token(p))
}

// Parse takes the key of a community apart; false when it is the key of something else.
func (k Keyspace) Parse(key string) (id storage.ID, part string, partition int, ok bool) {
	rest, ok := strings.CutPrefix(key, k.root+"{p")
	number, rest, closed := strings.Cut(rest, "}:c:")
	partition, err := strconv.Atoi(number)
	end := strings.LastIndexByte(rest, ':')
	if !ok || !closed || err != nil || end < 0 {
		return "", "", 0, false
	}
	return storage.ID(rest[:end]), rest[end+1:], partition, true
}

// ParseDue takes an entry of the index of wake-ups apart.
func ParseDue(member string) (id storage.ID, thing string, err error) {
	number, rest, ok := strings.Cut(member, ":")
	size, err := strconv.Atoi(number)
	if !ok || err != nil || size < 0 || size > len(rest) {
		return "", "", Damaged("a wake-up named %q", member)
	}
	return storage.ID(rest[:size]), rest[size:], nil
}
