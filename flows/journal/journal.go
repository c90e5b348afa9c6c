// Package journal writes and checks the journal of a community: what happened, when, by whom, each entry bound to the
// one before it by a SHA-256, so that a page changed, torn out, slipped in or moved shows.
//
// It is no log and no store: it keeps nothing, and which events there are and what they do to a case is not its
// business. Nor does it prove who wrote the journal. Somebody who may write to the store can write the whole journal
// anew, and what is cut off at the end leaves a chain that holds; both show only against a Head kept elsewhere
// (printed, published, or in a backup).
//
// flows/community names the events, the flows engine seals them in the commit that carries them out, and `echowall
// verify` walks the journal from the zero Head, asks the rules of each entry, and folds the events again.
//
// # What is stored
//
// An entry is stored as one line of JSON without a line feed,
//
//	{"hash":"<64 hex digits>","entry":<body>}
//	body: {"v":1,"seq":2,"at":"2026-06-02T04:00:00Z","by":7,"cause":"…","events":[{"type":"…","data":…}],
//	      "prev":"<64 hex digits>"}
//
// and the hash is the SHA-256 of the bytes of the body exactly as they stand there, so nobody has to agree on how to
// write JSON in order to check it; any SHA-256 tool does. What stands around the body is fixed to the byte. The body
// itself has one form only (the field order above, no blanks, UTC, absent when empty: cause, events, data) and an entry
// in any other form is refused, hash or no hash: two readers must never see different things in the same bytes, as they
// might in a key written twice.
package journal

import (
	"encoding/json"
	"time"
)

// Entry is one entry of the journal: what one command changed.
type Entry struct {
	// Seq is its number in the journal of the community; the first is 1.
	Seq uint64 `json:"seq"`
	// At is when it happened, in UTC.
	At time.Time `json:"at"`
	// By is the number of the person who did it; 0 is the program itself.
	By int `json:"by"`
	// Cause is the id of the command it came from, "" when there is none to tell. It holds nothing that JSON escapes.
	Cause string `json:"cause,omitempty"`
	// Events are what happened, in order.
	Events []Event `json:"events,omitempty"`
	// Prev is the hash of the entry before, "" in the first.
	Prev string `json:"prev"`
	// Hash is the hash of this entry, in lower-case hex. It stands beside the entry, not in it.
	Hash string `json:"-"`
}

// Event is one thing that happened; its Type is a plain word, as a Cause is. What Data holds is known by who knows the
// Type.
type Event struct {
	Type string          `json:"type"`
	Data json.RawMessage `json:"data,omitempty"`
}

// Head is the place where the next entry goes: the number and the hash of the last one. The zero Head is that of an
// empty journal.
type Head struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"`
}

// BriefLen is how many digits of a hash stand where there is little room. With those, nobody writes another journal
// that has the same head at the same number by trying for less than some 10^14 times, each time a head was shown; the
// weekly digest shows the whole.
const BriefLen = 12

// Brief is the beginning of the hash.
func (h Head) Brief() string { return h.Hash[:min(len(h.Hash), BriefLen)] }

// Head is the head of a journal that ends with this entry.
func (e Entry) Head() Head { return Head{Seq: e.Seq, Hash: e.Hash} }
