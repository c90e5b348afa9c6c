// Package ballot holds a vote on one frozen text: who may vote, what counts, when it is decided. It counts exactly and
// knows no person but by number. Who opens and closes it, and what follows, is package community.
package ballot

import (
	"fmt"
	"slices"
	"time"

	"echowall/flows/procedure"
)

// Choice is what a voter says.
type Choice string

// The choices. Sealed stands in the record of a secret vote; the choice itself lies elsewhere until the close.
const (
	Yes     Choice = "yes"
	No      Choice = "no"
	Abstain Choice = "abstain"
	Sealed  Choice = "sealed"
)

// Purpose is what a ballot decides.
type Purpose string

// The purposes: the resolution of a case, or the screening decision where the council makes it.
const (
	Resolution Purpose = "resolution"
	Screening  Purpose = "screening"
)

// Class is what becomes of a resolution: A can be done now, B needs the authority's or the assembly's decision, C
// cannot be done for now and is explained in public.
type Class string

// The classes.
const (
	A Class = "A"
	B Class = "B"
	C Class = "C"
)

// Result is how a ballot ended.
type Result string

// The results. Tied is a choice between options of which two lead. Void is a decision of screening that was adopted and
// cannot be carried out any more: the case to merge into is closed. Lost is a secret ballot whose key is gone, so that
// nobody can count it; Replaced one in whose box lies another paper than a voter gave, or none: it is void, for what
// was said is not known any more.
const (
	Adopted  Result = "adopted"
	Rejected Result = "rejected"
	NoQuorum Result = "no_quorum"
	Tied     Result = "tied"
	Void     Result = "void"
	Lost     Result = "lost"
	Replaced Result = "replaced"
)

// Ballot is one vote on one text. A changed text is a new ballot.
type Ballot struct {
	// ID is the case and the ballot's number within it: "12.1".
	ID      string  `json:"id"`
	Case    int     `json:"case"`
	Purpose Purpose `json:"purpose"`
	Text    string  `json:"text"`
	Class   Class   `json:"class,omitempty"`
	// Manner is how one chooses between Options; "" is a yes or no to the text.
	Manner  Manner         `json:"manner,omitempty"`
	Options []string       `json:"options,omitempty"`
	Rule    procedure.Rule `json:"rule"`
	Opened  time.Time      `json:"opened"`
	Closes  time.Time      `json:"closes"`
	// Entitled is how many may vote, before recusals; 0 where all residents may.
	Entitled int `json:"entitled,omitempty"`
	Recused  int `json:"recused,omitempty"`
	// Present is how many of the entitled were checked in at the meeting that came before.
	Present int   `json:"present,omitempty"`
	Tally   Tally `json:"tally"`
	// Named says that it is published who voted how and why, as those who vote are told: never of a secret ballot, nor of
	// one that was opened before that was so.
	Named bool `json:"named,omitempty"`
	// Entered are the votes that were given on paper or through somebody and count now.
	Entered []Entered `json:"entered,omitempty"`
	// Reminded counts the reminders sent.
	Reminded int    `json:"reminded,omitempty"`
	Result   Result `json:"result,omitempty"`
	// Winner is the number of the option that won, from 1; 0 where none did.
	Winner int       `json:"winner,omitempty"`
	Closed time.Time `json:"closed,omitzero"`
	// Key is what a secret vote is sealed with. What opens the seals again is kept elsewhere, and destroyed at the close.
	Key []byte `json:"key,omitempty"`
}

// Tally counts votes. Of a secret ballot only Sealed grows until the close.
type Tally struct {
	Yes     int `json:"yes"`
	No      int `json:"no"`
	Abstain int `json:"abstain"`
	Sealed  int `json:"sealed,omitempty"`
	// Chosen is how many voted for options, Options how often each was chosen: more than Chosen where one may choose
	// several.
	Chosen  int             `json:"chosen,omitempty"`
	Options [MaxOptions]int `json:"options,omitzero"`
}

// Cast is the number of votes.
func (t Tally) Cast() int { return t.Yes + t.No + t.Abstain + t.Sealed + t.Chosen }

// Add changes the count of a choice by n.
func (t *Tally) Add(c Choice, n int) {
	switch c {
	case Yes:
		t.Yes += n
	case No:
		t.No += n
	case Abstain:
		t.Abstain += n
	case Sealed:
		t.Sealed += n
	default:
		t.choose(c.Options(), n)
	}
}

func (t *Tally) choose(options []int, n int) {
	if len(options) == 0 {
		return
	}
	t.Chosen += n
	for _, o := range options {
		t.Options[o-1] += n
	}
}

// Vote is the record of one entitled person, made when the ballot opens (or at the first vote, where all residents
// may).
type Vote struct {
	Choice  Choice    `json:"choice,omitempty"`
	At      time.Time `json:"at,omitzero"`
	Recused bool      `json:"recused,omitempty"`
	// Reason is why, in the voter's own words; "" where none was given.
	Reason string `json:"reason,omitempty"`
	// EnteredBy is who entered a paper or proxy vote, SeenBy the witness who confirmed it; 0 for a vote of one's own.
	EnteredBy int `json:"entered_by,omitempty"`
	SeenBy    int `json:"seen_by,omitempty"`
	// Witness is who is said to have seen a vote that was entered before witnesses confirmed what they saw.
	Witness string `json:"witness,omitempty"`
	// Pending is a vote that was entered and that its witness has not confirmed: it does not count.
	Pending *Pending `json:"pending,omitempty"`
	// Paper is the digest of the sealed paper of a secret vote; "" for votes kept before papers had one.
	Paper string `json:"paper,omitempty"`
}

// Pending is a vote entered for somebody else, as long as its witness has not confirmed it.
type Pending struct {
	Choice    Choice `json:"choice"`
	EnteredBy int    `json:"entered_by"`
	Witness   int    `json:"witness"`
}

// Entered is a vote that counts and that the voter did not cast in person: whose it is, who entered and who saw it.
type Entered struct {
	Person int `json:"person"`
	By     int `json:"by"`
	SeenBy int `json:"seen_by"`
}

// Key is the ballot's id from its case and number.
func Key(caseNumber, number int) string { return fmt.Sprintf("%d.%d", caseNumber, number) }

// IsOpen tells whether votes are taken.
func (b *Ballot) IsOpen() bool { return b.Result == "" }

// Cast replaces a vote: the last one counts.
func (b *Ballot) Cast(old, choice Choice) {
	b.Tally.Add(old, -1)
	b.Tally.Add(choice, 1)
}

// Enter keeps account of who voted through others: v is the vote of a person that counts now.
func (b *Ballot) Enter(person int, v Vote) {
	b.Entered = slices.DeleteFunc(slices.Clone(b.Entered), func(e Entered) bool { return e.Person == person })
	if v.SeenBy != 0 {
		b.Entered = append(b.Entered, Entered{Person: person, By: v.EnteredBy, SeenBy: v.SeenBy})
	}
}

// Voters is how many may still be counted: the entitled without the recused. 0 where all residents may vote.
func (b *Ballot) Voters() int { return max(b.Entitled-b.Recused, 0) }

// Recuse takes a voter out of the count, with the vote cast so far; present tells whether the voter was at the meeting.
func (b *Ballot) Recuse(old Choice, present bool) {
	b.Cast(old, "")
	b.Recused++
	if present {
		b.Present--
	}
}

// Complete tells whether nobody is left who could vote; never where all residents may.
func (b *Ballot) Complete() bool { return b.Entitled > 0 && b.Tally.Cast() >= b.Voters() }

// Base is the number a majority is counted over.
func (b *Ballot) Base() int {
	switch b.Rule.Base {
	case procedure.Entitled:
		return b.Voters()
	case procedure.Present:
		return max(b.Present, b.Tally.Cast())
	default:
		return b.Tally.Cast()
	}
}

// Resolution is the text that is adopted: that of the ballot, with the option that won.
func (b *Ballot) Resolution(winner int) string {
	if winner == 0 {
		return b.Text
	}
	return b.Text + "\n→ " + b.Options[winner-1]
}
