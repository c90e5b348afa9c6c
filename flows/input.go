// Package flows is the engine: it takes what comes in down the one road – load, decide, commit – a community at
// a time. It reads the records a decision needs, lets the domain in package community decide, and commits
// records, journal, outbox and wake-ups together; nothing is told to anybody before. Commands for one community
// wait in its lane and are committed as many as wait at once.
//
// It knows the storage contract, but no driver, and no Telegram: bot hands it Inputs and delivers the messages
// it leaves in the outbox. It is not the domain: no rule of deliberation is written here. Nor is it the
// conversation: what people mean, and what is still asked of them, is found out in package talk.
package flows

import (
	"time"

	"echowall/flows/life"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// Input is one thing that came in, as bot understood it. Everything in it is as the person sent it: not
// trusted, not checked.
type Input struct {
	// ID is the update's id: the same update is done once, however often it comes. "" is never the same.
	ID string
	At time.Time
	// Code is a fresh random word, for what needs one.
	Code string
	// User is who it came from.
	User talk.User
	Chat talk.Chat
	// Admin says that the user is an admin of the group, Owner that it is theirs.
	Admin, Owner bool
	// Message is the id of the message, of the one pressed on when Press is set.
	Message int
	// Line is a command line: what was typed behind the slash, or what a button gave.
	Line  string
	Press bool
	// Text is what was said without a command; Raise says that it was said to raise an issue, by a mention or a hashtag.
	Text  string
	Raise bool
	// Edited says that the message was known before and has a new text now.
	Edited bool
	Photos []string
	// Unkept is as in talk.Said: media that are not kept.
	Unkept string
	// Album is the id that the messages of one album share.
	Album string
	// Reply is the message that this one replies to.
	Reply *talk.Replied

	// Moved is set when the group became another chat; Standing when the bot's rights there changed; Reach when a person
	// blocked the bot or let it in again.
	Moved    *Moved
	Standing *Standing
	Reach    *bool
	// Rollback is the word of whoever runs the program to go on from an earlier book than was shown.
	Rollback *Rollback
	// Bid tells of a code by which a chat was to be bound, and was not.
	Bid *Bid
	// Here is set when the person was seen to come into the chat, or to leave it.
	Here *bool
	// Lives says whether the user was found in the residents' group when Telegram was asked; Asked that it could not be
	// asked now.
	Lives *bool
	Asked bool
	// Filing is a case that another system files.
	Filing *Filing
	// Tick is the thing the clock looks at; Due is when it was to, where nobody looked at that time.
	Tick string
	Due  time.Time
	// Other is the community that the code in Line leads to, where the line is about another than the one spoken to.
	Other storage.ID
	// Dispatch is what another community wrote; DispatchID knows it when it comes again.
	Dispatch   *life.Dispatch
	DispatchID string
}

// spoken tells whether a person said or pressed it.
func (in Input) spoken() bool {
	return in.User.ID != 0 && in.Tick == "" && in.Dispatch == nil && in.Filing == nil
}

// Said is what a person said, before it is known to which community.
func (in Input) Said() talk.Said { return in.said("", nil) }

// said is what a person said to a community, with fresh random bytes.
func (in Input) said(to storage.ID, seed []byte) talk.Said {
	said := talk.Said{
		At: in.At, Code: in.Code, Seed: seed, User: in.User, Chat: in.Chat, Admin: in.Admin, Owner: in.Owner,
		Message: in.Message,
		Line:    in.Line, Press: in.Press, Text: in.Text, Raise: in.Raise, Edited: in.Edited,
		Photos: in.Photos, Unkept: in.Unkept, Album: in.Album, Reply: in.Reply,
		Lives: in.Lives,
	}
	if in.Other != to { // nobody is a neighbour of their own
		said.Other = string(in.Other)
	}
	return said
}

// Filing is a case that another system files with the key it was given. Token is its own: a second filing with
// it does nothing.
type Filing struct{ Key, Token, Text string }

// Moved is a group that became a supergroup.
type Moved struct{ From, To int64 }

// Bid is an attempt to bind a chat of one community by the code of another, as one of the two is told of it: where, by
// whom, which the other is, and whether this one holds the chat.
type Bid struct {
	Chat, By string
	Other    say.Arg
	Holds    bool
}

// Standing is what the bot is in the residents' group.
type Standing struct{ Present, Pin bool }

// Reply is what the sender of an input is told at once, besides what waits in the outbox.
type Reply struct {
	// Toast answers the press of a button.
	Toast *say.Message
	// Language is the one in which it is said.
	Language string
	// Whispers are answers that are never written down: see say.Notice.Unwritten. An engine with a Promise
	// has them said.
	Whispers []say.Notice
	// Refused says that the input changed nothing and why is in the answer.
	Refused bool
	// Reason is why a filing was refused, for the program that filed; of what a person said, that Telegram has to be asked
	// something before it can be decided. Then nothing was answered.
	Reason life.Reason
	// Case is the number of the case that was filed.
	Case int
	// Again says that this input had been done before.
	Again bool
}
