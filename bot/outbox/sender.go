package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"echowall/storage"
)

// Slip says where a message or a call goes and how urgent it is.
type Slip struct {
	// Chat is the chat's id; 0 for a call that concerns no chat, as the answer to a button. Thread is the topic in it, 0
	// for none.
	Chat   int64
	Thread int
	// Group says that the chat bears only as much as a group does.
	Group bool
	// Class orders what waits: a higher one goes first. 0 is ordinary.
	Class int
	// Asker is the user who asked for it; 0 for what nobody asked for. In a group those who asked are answered by turns.
	Asker int64
	// Lease is what the call is made under, nil for a call that any process may make. The Gate lets nobody through once it
	// has ended.
	Lease storage.Lease
	// After is before when a message is not sent; zero for at once. It keeps nobody else waiting, and what is held until
	// the same time goes in order.
	After time.Time
}

// Receipt is what a sending taught.
type Receipt struct {
	// Chat is where it was said, Thread the topic there.
	Chat   int64
	Thread int
	// Message is the id of the message that says it now, posted or edited; 0 where there is none.
	Message int
	// Album are the ids of further messages posted with it.
	Album []int
	// Pinned says that the message was pinned.
	Pinned bool
	// Shows is a digest of what a view shows now; "" for what is no view.
	Shows string
}

// Sender turns messages into calls to Telegram. Its methods are called from many goroutines; those that take a ctx
// should wait on nothing else. Besides the errors below, any error is taken for a passing trouble, and the message is
// tried again.
type Sender interface {
	// Address says where a message goes. It is asked when the message arrives and again before each sending, for chats
	// move. The error wraps ErrNowhere when the message can go nowhere, and is a *Never when the message cannot be
	// understood; any other keeps the messages behind it waiting for some minutes, for they might be for the same chat.
	Address(ctx context.Context, community storage.ID, l storage.Message) (Slip, error)

	// Send renders and sends a message; each Telegram call inside enters the Gate first. When the Deliverer stops, ctx
	// lives on for a moment, so that a call under way can end. Errors with a meaning: *Later, *Never, *Shut, *Again,
	// ErrNowhere.
	Send(ctx context.Context, community storage.ID, l storage.Message, to Slip) (Receipt, error)

	// Keep writes what the sending taught, in the commit that takes the message out. For a view that has been refreshed
	// meanwhile the message stays, and what was learned is kept all the same. It may run again on a conflict.
	Keep(tx storage.Tx, l storage.Message, r Receipt) error

	// Drop writes that a message could not be delivered and why, in the commit that takes the message out: it tells the
	// secretary, or marks a person who blocked the bot. It may run again on a conflict. Messages it sends itself are seen
	// at once: it needs no Poke.
	Drop(tx storage.Tx, l storage.Message, reason error) error

	// Shut writes, in a commit of its own, that a place takes nothing for the moment: who can mend that is told, once. The
	// message that met with it stays. It may run again on a conflict, and is called again each time the place was looked
	// at in vain.
	Shut(tx storage.Tx, to Slip, s *Shut) error
}

// ErrNowhere says that a message can go nowhere: there is no such room, or the person is unknown or has blocked the
// bot.
var ErrNowhere = errors.New("nowhere to send it")

// ErrPanic is the reason of a message dropped because the Sender panicked on it.
var ErrPanic = errors.New("the sender panicked")

// Later is returned by a Sender when Telegram said 429: nothing is sent to the chat, or to anyone, until After has
// passed.
type Later struct {
	// After is what Telegram asked for in retry_after.
	After time.Duration
	// All says that the limit over all was hit, not that of the chat.
	All bool
}

// Error names the wait.
func (e *Later) Error() string { return fmt.Sprintf("told to wait for %s", e.After) }

// Never is returned by a Sender when no further try will help: the message is dropped.
type Never struct {
	// Reason is given to Drop; nil means the Never itself.
	Reason error
}

// Error names the reason.
func (e *Never) Error() string {
	if e.Reason == nil {
		return "cannot be sent"
	}
	return fmt.Sprintf("cannot be sent: %v", e.Reason)
}

// Unwrap returns the reason.
func (e *Never) Unwrap() error { return e.Reason }

// Shut is returned by a Sender when the place takes nothing for the moment, whatever is said there: the bot has no
// right to write, the topic is closed. All messages for it wait in their order, and it is looked at again: at
// intervals, and when Look is called.
type Shut struct {
	// Reason is the sender's own word for why.
	Reason string
}

// Error names the reason.
func (e *Shut) Error() string { return "the place is shut: " + e.Reason }

// Again is returned by a Sender that has put something right, as a group's new chat id: the message is addressed anew
// and sent once more at once. After several in a row it counts as a failure.
type Again struct{}

// Error says what is to be done.
func (*Again) Error() string { return "to be sent once more" }
