// Package archive writes all that a store holds into one portable, compressed file, and reads such a file back into
// any store: it is the backup, and the way from one driver to another.
//
// It is not a copy of a driver's files and knows no driver, and it does not know what the bytes mean. The commands
// backup, restore, verify and doctor in cmd call it.
//
// # What is kept
//
// Of each community its records, its journal, its outbox and its wake-ups, read in one View: each community is as it
// was at one moment, while the store is in use. Two communities may be of different moments, for no commit spans two.
// The directory is read last. Since it is told of a thing before the commit that needs it, the file knows the chat,
// the code and the user of whatever is in it; what it knows beyond that opens a community that does not know of it,
// which is harmless, as the contract has it.
//
// After Restore into an empty store all that a Reader or the directory can tell is the same, but for three things:
//
//   - Messages get new numbers, in the same order, and their revisions begin at 0 again. Nobody outside the process
//     that sends them remembers either.
//   - Wake-ups are as exact as the store keeps them: redisdb rounds up to the millisecond.
//   - What Once has seen is gone. It is there so that an update which Telegram brings twice is done once, and Telegram
//     brings twice only what was committed and not yet acknowledged: a restored store lacks everything after the backup
//     anyway, and of what came before it at most the updates in flight at that moment may be done twice.
//
// A message that was unsent when the backup was made, and sent later, is said again after Restore.
//
// # Format
//
// A tar archive compressed by gzip, so that "tar xf FILE" opens it anywhere, and "sha256sum -c SHA256SUMS" proves
// what was unpacked:
//
//	backup.json               the version of the format, the moment and the program
//	communities/ID.jsonl      a community: a line with its name, then one for each thing it holds, in order
//	directory.jsonl           the directory
//	SHA256SUMS                the checksum of each file before it
//
// The lines are JSON. A string that is not UTF-8 stands as {"base64":"…"}. Times are seconds since 1970 and
// nanoseconds. What was cut off or altered is noticed before anything is written: gzip sums up the whole, and the
// list of checksums comes last.
//
// The format before this one had the same lines in one stream, closed by a seal; see first.go. It is read, and no
// longer written.
//
// # Limits
//
// A file that unpacks to far more than backups do is refused, before it fills a disk or the memory: see maxRatio and
// maxLine.
package archive

import (
	"errors"
	"time"
)

// version is the format this program writes; it reads this one and the first.
const version = 2

// The files of an archive. Those of communities have a folder of their own, and come between the head and the
// directory.
const (
	headFile      = "backup.json"
	communities   = "communities/"
	directoryFile = "directory.jsonl"
	sumsFile      = "SHA256SUMS"
)

// A file may unpack to maxRatio times its size, and to plentiful bytes however small it is: hashes do not compress,
// so journals come to a fifth of their size and seldom to a twentieth. A line may have maxLine bytes, which is a
// thousand times what the largest record has.
const (
	maxRatio  = 100
	plentiful = 64 << 20
	maxLine   = 16 << 20
)

// Errors of reading an archive, wrapped with what was found.
var (
	// ErrForeign says that a file is not an archive at all.
	ErrForeign = errors.New("this is not a backup of Echo Wall")
	// ErrDamaged says that an archive was cut short or altered.
	ErrDamaged = errors.New("the backup is damaged or cut short")
	// ErrNewer says that a newer program has written the archive.
	ErrNewer = errors.New("the backup was written by a newer program")
	// ErrTooLarge says that an archive unpacks to more than a backup does.
	ErrTooLarge = errors.New("the backup unpacks to more than a backup holds")
	// ErrNotEmpty says that a store holds something already.
	ErrNotEmpty = errors.New("the store is not empty")
)

// IsUnusable tells whether an error says that a file is no archive that this program reads, whatever the disk does.
func IsUnusable(err error) bool {
	return errors.Is(err, ErrForeign) || errors.Is(err, ErrDamaged) || errors.Is(err, ErrNewer) ||
		errors.Is(err, ErrTooLarge)
}

// About says where an archive comes from.
type About struct {
	// At is when it was begun.
	At time.Time
	// Program is what wrote it.
	Program string
}

// Summary counts what is in an archive.
type Summary struct {
	About
	Communities, Records, Entries, Messages, Wakes int
	// Directory counts values and members of sets.
	Directory int
}

// count counts a line.
func (s *Summary) count(k kind) {
	switch k {
	case kindCommunity:
		s.Communities++
	case kindRecord:
		s.Records++
	case kindEntry:
		s.Entries++
	case kindMessage:
		s.Messages++
	case kindWake:
		s.Wakes++
	case kindValue, kindMember:
		s.Directory++
	}
}
