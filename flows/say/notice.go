package say

import (
	"encoding/json"
	"time"
)

// Notice is one thing to be told: a message or a view, to one address.
type Notice struct {
	To Address `json:"to"`
	// Class decides who goes first in a chat.
	Class Class `json:"class,omitempty"`
	// Kind is what the notice is to whoever hands it on. It counts until the notice is in the outbox, and is not kept
	// there; so what an older program left in one lacks nothing.
	Kind Kind `json:"-"`
	// Asker is the user who is answered in a group; 0 where nobody asked.
	Asker int64 `json:"asker,omitempty"`
	// Message is what is said; unset when View is set.
	Message Message `json:"message,omitzero"`
	// View names what is shown as it is now, posted once and edited afterwards: see the View functions.
	View string `json:"view,omitempty"`
	// Buttons stand below the message.
	Buttons [][]Button `json:"buttons,omitempty"`
	// Under names the view this message is posted in reply to, where that view stands in the same chat.
	Under string `json:"under,omitempty"`
	// Reply is the message id, in the same chat, that is answered; 0 for none.
	Reply int `json:"reply,omitempty"`
	// Edit is the id of the message, in the same chat, that is replaced; 0 for a new one.
	Edit int `json:"edit,omitempty"`
	// About is kept with the posted message, so that a reply in words finds what it answers: a command line that lacks
	// its last word, as "vote 12.1".
	About string `json:"about,omitempty"`
	// Ask opens the reader's keyboard for an answer in words.
	Ask bool `json:"ask,omitempty"`
	// Photos are file ids sent with the message.
	Photos []string `json:"photos,omitempty"`
	// File is made when the message is sent and goes out with it, the message as its caption.
	File File `json:"file,omitzero"`
	// Language is the reader's, where it is not that of the chat or the community.
	Language string `json:"language,omitempty"`
	// Quiet sends without a sound.
	Quiet bool `json:"quiet,omitempty"`
	// After is before when it is not sent, for the quiet hours; zero for at once.
	After time.Time `json:"after,omitzero"`
	// While is what the case of the notice waits for as long as the notice is of use; "" for always. What was done while
	// it was held back is not asked for any more.
	While string `json:"while,omitempty"`
	// Dispatch is what is written to another community; set exactly when To.Community is.
	Dispatch *Dispatch `json:"mail,omitempty"`
	// Unwritten is handed over at once and never kept: what a voter is told of a secret vote must not lie in the store
	// beside the voter's name, nor a code where a thief of the store finds it. It is lost with the program.
	Unwritten bool `json:"-"`
	// Written is when it was put into the outbox, or was to be. The engine gives it where the domain does not.
	Written time.Time `json:"written,omitzero"`
	// Late says that it was to be told long before, when nobody was there to do so.
	Late bool `json:"late,omitempty"`
}

// Dispatch is a dispatch from one community to another as it lies in the outbox. What stands in it is the business of
// package community.
type Dispatch struct {
	// ID is the dispatch's own among all that its writer sends: a second delivery is known by it. The engine gives it.
	ID   string          `json:"id"`
	Body json.RawMessage `json:"body"`
}

// File names a file that goes out with a message. Like text, it is made last, from what is true when it is sent.
type File struct {
	// Kind says what sort of file it is.
	Kind FileKind `json:"kind"`
	// Of says which one: its meaning belongs to the kind.
	Of string `json:"of,omitempty"`
}

// FileKind is a sort of file.
type FileKind string

// The kinds of files.
const (
	// QRFile is a notice to print, with the link that opens the private chat as a code to scan; Of is the start code.
	QRFile FileKind = "qr"
	// ProcedureFile is a picture of a procedure as it hangs in the meeting room; Of is its id and version, as "six-step
	// 1".
	ProcedureFile FileKind = "procedure"
	// ReportFile is a picture of the figures of a period, BooksFile a workbook of all that happened in it; Of is the
	// period.
	ReportFile FileKind = "report"
	BooksFile  FileKind = "books"
	// CalendarFile is a meeting for people's own calendars; Of is the number of the meeting.
	CalendarFile FileKind = "calendar"
)

// Address says where a notice goes. Exactly one of its fields is set.
type Address struct {
	// Room is a chat of the community by its use: it is looked up when sent, for chats move.
	Room Room `json:"room,omitempty"`
	// Person is the private chat of a person, by number.
	Person int `json:"person,omitempty"`
	// Chat is a chat by id, with Thread in a forum: where an answer goes back to.
	Chat   int64 `json:"chat,omitempty"`
	Thread int   `json:"thread,omitempty"`
	// Community is another community, which is written to and does not read along.
	Community string `json:"community,omitempty"`
}

// Room is a chat of the community by its use.
type Room string

// The rooms. Council and Wall fall back to Group where none is bound.
const (
	Group   Room = "group"
	Council Room = "council"
	Wall    Room = "wall"
)

// Class orders notices waiting for the same chat.
type Class int

// The classes, first served first.
const (
	// News is said once, in order.
	News Class = iota
	// Answer is what somebody is waiting for at this moment; it goes before all else.
	Answer
)

// Kind is what a notice is, beyond what is said in it: what follows from a notice is decided by it, and never by which
// message it is.
type Kind int

// The kinds. Those up to Relayed are of news, those behind of answers.
const (
	// Plain is a notice of which nothing follows.
	Plain Kind = iota
	// Echo tells everybody in a room what was done, so that whoever did it there needs no receipt.
	Echo
	// Duty asks for what its case waits for. Held back for the quiet hours, it is dropped once that is done.
	Duty
	// Relayed brings into a room what was sent elsewhere. Where it was sent in the room itself, the room has seen it.
	Relayed
	// Secret holds a code that nobody else may see: it is told in private, and never in passing.
	Secret
	// Lasting is to be kept by the reader, and not shown in passing.
	Lasting
	// Personal is about the reader's own language, and said in that.
	Personal
)

// Button is a button below a message.
type Button struct {
	Label Message `json:"label"`
	// Line is the command the button gives, at most 64 bytes, in the grammar of package dialog: "vote 12.1 yes".
	Line string `json:"line,omitempty"`
	// Start makes the button a link that opens the private chat with this start payload instead.
	Start string `json:"start,omitempty"`
	// Page makes the button a link that opens the page of this code in the browser instead. Where the program has no
	// public address it is left out.
	Page string `json:"page,omitempty"`
	// Below is which of the pages below that one it opens, as "meeting/3"; "" for that page itself.
	Below string `json:"below,omitempty"`
}

// Row is a row of buttons.
func Row(b ...Button) []Button { return b }

// Press is a button that gives a command line.
func Press(label Message, line string) Button { return Button{Label: label, Line: line} }
