package people

import (
	"slices"
	"time"
)

// Kind is what happened in an [Event].
type Kind string

// What can happen.
const (
	Said      Kind = "said"      // a person sent a message
	Sent      Kind = "sent"      // the bot sent a message
	Happened  Kind = "happened"  // a service message appeared
	Edited    Kind = "edited"    // User (a person or the bot) edited Message
	Deleted   Kind = "deleted"   // User deleted Message
	Pinned    Kind = "pinned"    // the bot pinned Message
	Unpinned  Kind = "unpinned"  // the bot unpinned Message
	Pressed   Kind = "pressed"   // User pressed a button with data Text under Message
	Answered  Kind = "answered"  // the bot answered User's press; Text is the toast, or the alert
	Reacted   Kind = "reacted"   // User put the emoji Text on Message, or took it back
	Acted     Kind = "acted"     // the bot showed a chat action, such as "typing"
	Commanded Kind = "commanded" // the bot set the commands of scope Text
	Described Kind = "described" // the bot set its description to Text
	Joined    Kind = "joined"    // User joined, or was added to, Chat
	Parted    Kind = "parted"    // User left Chat, or was removed
	Ranked    Kind = "ranked"    // User's standing in Chat became Text
	Blocked   Kind = "blocked"   // User blocked the bot
	Unblocked Kind = "unblocked" // User unblocked the bot
	Migrated  Kind = "migrated"  // a basic group became the supergroup Chat
)

// Command is one entry of the bot's menu.
type Command struct {
	Name        string `json:"command"`
	Description string `json:"description"`
}

// Event is one thing that happened, by people or by the bot.
type Event struct {
	Time     time.Time
	Kind     Kind
	Chat     *Chat
	User     *User
	Message  Message // as it was then; ID 0 if no message is concerned
	Text     string
	Alert    bool // an answer shown as an alert
	Commands []Command
}

// Note logs what happens now. The world is locked.
func (s *World) Note(e Event) {
	e.Time = s.clock.Now()
	s.log = append(s.log, e)
}

// Log is everything that happened so far, in order.
func (s *World) Log() []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// Since is what happened after the first n events, in order.
func (s *World) Since(n int) []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log[min(n, len(s.log)):])
}

// Watch has fn told of everything that happens from now on, in order, one event at a time, until stop is called.
// fn may call the server. It runs on whichever goroutine caused something, and may run a little after that
// one's gesture returned.
func (s *World) Watch(fn func(Event)) (stop func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &watcher{fn: fn, from: len(s.log)}
	s.watchers = append(s.watchers, w)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.watchers = slices.DeleteFunc(s.watchers, func(x *watcher) bool { return x == w })
	}
}

// watcher is one Watch; from is the first event of the log that it is told.
type watcher struct {
	fn   func(Event)
	from int
}

// tell tells the watchers what they have not been told. If another goroutine is at it already, that one does it.
func (s *World) tell() {
	for {
		s.mu.Lock()
		if s.telling || s.told == len(s.log) {
			s.mu.Unlock()
			return
		}
		s.telling = true
		n, e, watchers := s.told, s.log[s.told], slices.Clone(s.watchers)
		s.told++
		s.mu.Unlock()
		for _, w := range watchers {
			if n >= w.from {
				w.fn(e)
			}
		}
		s.mu.Lock()
		s.telling = false
		s.mu.Unlock()
	}
}
