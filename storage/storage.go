// Package storage is the contract between Echo Wall and whatever keeps its data.
//
// It knows communities, and inside each of them four things that are committed together or not at all: records (key →
// bytes), the journal (append only), the outbox (what must be said) and wake-ups (when to look again). Beside them
// stands a small directory across communities. It does not know what a case, a ballot or a person is: the meaning of
// bytes belongs to flows.
//
// The engine in flows and the deliverer in bot/outbox call it; the drivers boltdb and redisdb fulfil it, and
// storagetest holds them to it.
package storage

import (
	"context"
	"errors"
	"time"
)

// ID names a community. It is not a chat's id: a chat may change its id, a community keeps its own.
type ID string

// Key names a record inside a community, words parted by colons: "case:12", "vote:12.1:40".
type Key string

// Errors that drivers return, wrapped with the operation.
var (
	// ErrLocked says that another process holds the store.
	ErrLocked = errors.New("the store is in use by another process")
	// ErrDamaged says that the store cannot be read as one.
	ErrDamaged = errors.New("the store is damaged or is not an Echo Wall store")
	// ErrClosed says that the store has been closed.
	ErrClosed = errors.New("the store is closed")
	// ErrAway says that the store did not answer for a while, and may do so later.
	ErrAway = errors.New("the store is away")
	// ErrUnfit says that what was to be kept does not fit: a name that is empty or too long, a value or a time out of
	// range. It is the one error of a driver that is a fault of whoever called; all others are the store's, and the same
	// may succeed later.
	ErrUnfit = errors.New("not fit to be kept")
)

// Store keeps communities. All methods may be called from many goroutines.
type Store interface {
	Directory

	// Update runs fn on one community and commits all it wrote, or none. fn may run again on a conflict, so it must
	// have no effect outside tx. An error of fn is returned as it is, and nothing is kept. When Update returns nil the
	// commit is on disk.
	Update(ctx context.Context, community ID, fn func(tx Tx) error) error
	// View runs fn on one consistent state of a community.
	View(ctx context.Context, community ID, fn func(r Reader) error) error

	// Communities lists communities that hold anything, in order, beginning after the id given ("" for the first).
	Communities(ctx context.Context, after ID, limit int) ([]ID, error)
	// Unsent, Due and NextWake ask all parts of a store. Where one fails, or does not answer before ctx ends, they return
	// what the others said, with an error that names the part.

	// Unsent lists the communities whose outbox is not empty.
	Unsent(ctx context.Context) ([]ID, error)
	// Due lists wake-ups whose time is not after now, earliest first, at most limit.
	Due(ctx context.Context, now time.Time, limit int) ([]WakeUp, error)
	// NextWake is the time of the earliest wake-up; zero when there is none.
	NextWake(ctx context.Context) (time.Time, error)

	// Erase forgets a community altogether, with its journal and what Once has seen; the directory stays as it is. It is
	// there for a backup to be put in the community's place, while nobody else uses the store.
	Erase(ctx context.Context, community ID) error

	// Check examines the store's own structure: an error wrapping ErrDamaged names the first fault found.
	Check(ctx context.Context) error
	// Close ends the store; commits begun before are finished.
	Close() error
}

// Reader reads one community. Byte slices it returns belong to the caller.
type Reader interface {
	// Get returns the records of the keys in their order, nil where there is none. One call is one round trip.
	Get(keys ...Key) ([][]byte, error)
	// Range returns all records whose key begins with prefix, in key order.
	Range(prefix Key) ([]Record, error)
	// Journal returns entries from seq on (the first is 1), at most limit.
	Journal(from uint64, limit int) ([]Entry, error)
	// Outbox returns what is unsent from seq on, in order, at most limit.
	Outbox(from uint64, limit int) ([]Message, error)
	// Wakes returns all wake-ups of the community, earliest first.
	Wakes() ([]WakeUp, error)
}

// Nearby is what a Reader may be besides: one that tells what it has at hand, so that whoever reads step by step need
// not come once for each step.
type Nearby interface {
	// Near returns the record of key, nil where there is none, as Get would; known is false when that would take a round
	// trip.
	Near(key Key) (value []byte, known bool)
}

// Tx reads and writes one community; its reads see its own writes.
type Tx interface {
	Reader
	// Put keeps value under key.
	Put(key Key, value []byte) error
	// Delete removes the record of key, if there is one.
	Delete(key Key) error
	// Append adds an entry to the journal and returns its number; numbers have no gaps.
	Append(entry []byte) (uint64, error)
	// Send queues a message and returns its number. A message with a View joins the unsent message of that View, if there
	// is one: that message keeps its number and place, takes the new Body, and its Revision goes up by one.
	Send(l Message) (uint64, error)
	// Sent takes the message seq out of the outbox if its Revision is still the one given; otherwise it stays, for
	// there is something newer to send. It tells whether the message is gone.
	Sent(seq, revision uint64) (bool, error)
	// Wake sets the wake-up of a thing; there is one per thing. The zero time removes it.
	Wake(thing string, at time.Time) error
	// Once tells whether id is seen for the first time, and remembers it for at least 48 hours after at. Telegram keeps
	// an update for 24 hours.
	Once(id string, at time.Time) (bool, error)
}

// Directory is what is known across communities: which chat belongs where, where a user is known, what a join code
// opens. Its writes stand alone, outside any commit, so each must be harmless when the commit after it does not happen.
type Directory interface {
	// Look returns the value of key in a space, "" when there is none.
	Look(ctx context.Context, space Space, key string) (string, error)
	// Claim sets the value of key unless it has one, and returns the value that holds now.
	Claim(ctx context.Context, space Space, key, value string) (string, error)
	// Assign sets the value of key; "" removes it.
	Assign(ctx context.Context, space Space, key, value string) error
	// Include adds a member to the set of key.
	Include(ctx context.Context, space Space, key, member string) error
	// Exclude takes a member out of the set of key.
	Exclude(ctx context.Context, space Space, key, member string) error
	// Members returns the set of key in order.
	Members(ctx context.Context, space Space, key string) ([]string, error)
	// Entries runs fn on every value and every member of every set of a space, in any order, each at least once. What is
	// written meanwhile may be among them or not. fn runs in the caller's goroutine, may use the store, and ends the walk
	// by an error, which is returned as it is.
	Entries(ctx context.Context, space Space, fn func(DirectoryEntry) error) error
}

// Space is a part of the directory. Values and sets of one space do not mix.
type Space string

// The spaces of the directory.
const (
	// Chats maps a chat id to its community.
	Chats Space = "chat"
	// Codes maps what is kept of a start or join code to its community.
	Codes Space = "code"
	// Users maps a user id to the set of communities that know the user.
	Users Space = "user"
	// Picks maps a user id to the community that user speaks to in private.
	Picks Space = "pick"
	// Pages maps the end of a page's address to its community. Which of them is good, the community knows.
	Pages Space = "page"
	// Bot keeps what the program remembers for itself, as the polling offset.
	Bot Space = "bot"
	// DeadLetters are updates that could not be done, by their ids, in pieces.
	DeadLetters Space = "aside"
)

// Spaces lists the spaces of the directory.
func Spaces() []Space { return []Space{Chats, Codes, Users, Picks, Pages, Bot, DeadLetters} }

// DirectoryEntry is one thing the directory knows.
type DirectoryEntry struct {
	Key string
	// Value is the value of Key or, when Member is set, one member of its set.
	Value  string
	Member bool
}

// Record is a key and its value.
type Record struct {
	Key   Key
	Value []byte
}

// Entry is one entry of the journal.
type Entry struct {
	Seq  uint64
	Data []byte
}

// Message is an outbox message: one thing that must be said.
type Message struct {
	// Seq is its number within the community, given by Send.
	Seq uint64
	// Revision counts how often a View was refreshed while unsent.
	Revision uint64
	// View names what this message shows; messages of one View coalesce. "" for what is said once.
	View string
	// Body is the message itself.
	Body []byte
}

// WakeUp says when a thing of a community wants to be looked at.
type WakeUp struct {
	Community ID
	Thing     string
	At        time.Time
}
