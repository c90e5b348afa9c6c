package boltdb

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// The buckets at the top of the file.
const (
	metaBucket        = "meta"
	communitiesBucket = "communities"
	dueBucket         = "due"
	unsentBucket      = "unsent"
	valuesBucket      = "values"
	membersBucket     = "members"
)

func topBuckets() []string {
	return []string{metaBucket, communitiesBucket, dueBucket, unsentBucket, valuesBucket, membersBucket}
}

// part is a bucket inside a community.
type part string

const (
	records  part = "records"
	journal  part = "journal"
	outbox   part = "outbox"
	views    part = "views"
	wakes    part = "wakes"
	seen     part = "seen"
	seenTime part = "seen-time"
)

func parts() []part {
	return []part{records, journal, outbox, views, wakes, seen, seenTime}
}

// maxName leaves room for an index key to hold two names: bolt's keys end at 32,768 bytes.
const maxName = 8192

// timeSize is the length of an encoded time.
const timeSize = 12

var errShort = errors.New("cut short")

// checkName refuses names that bolt could not keep. They must fail here, in their own Update: in the commit they would
// take others along.
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

func checkValue(value []byte) error {
	if len(value) > bolt.MaxValueSize/2 {
		return fmt.Errorf("%w: a value has %d bytes, more than %d", storage.ErrUnfit, len(value), bolt.MaxValueSize/2)
	}
	return nil
}

func seqKey(seq uint64) []byte {
	return binary.BigEndian.AppendUint64(nil, seq)
}

func parseSeq(b []byte) (uint64, error) {
	if len(b) != 8 {
		return 0, damaged("a number of %d bytes", len(b))
	}
	return binary.BigEndian.Uint64(b), nil
}

func appendTime(b []byte, at time.Time) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(at.Unix())^1<<63)
	return binary.BigEndian.AppendUint32(b, uint32(at.Nanosecond()))
}

// cutTime parts the time that b begins with from the rest.
func cutTime(b []byte) (time.Time, []byte, error) {
	if len(b) < timeSize {
		return time.Time{}, nil, damaged("time: %w", errShort)
	}
	sec := int64(binary.BigEndian.Uint64(b) ^ 1<<63)
	return time.Unix(sec, int64(binary.BigEndian.Uint32(b[8:]))).UTC(), b[timeSize:], nil
}

// appendName appends a name with its length before it, so that whatever it holds, the next one begins where it ends.
func appendName(b []byte, name string) []byte {
	b = binary.BigEndian.AppendUint16(b, uint16(len(name)))
	return append(b, name...)
}

func cutName(b []byte) (string, []byte, error) {
	if len(b) < 2 || len(b)-2 < int(binary.BigEndian.Uint16(b)) {
		return "", nil, damaged("name: %w", errShort)
	}
	end := 2 + int(binary.BigEndian.Uint16(b))
	return string(b[2:end]), b[end:], nil
}

func dueKey(encodedTime []byte, community storage.ID, thing string) []byte {
	key := appendName(append([]byte(nil), encodedTime...), string(community))
	return append(key, thing...)
}

func parseDue(key []byte) (storage.WakeUp, error) {
	at, rest, err := cutTime(key)
	if err != nil {
		return storage.WakeUp{}, err
	}
	community, thing, err := cutName(rest)
	return storage.WakeUp{Community: storage.ID(community), Thing: string(thing), At: at}, err
}
