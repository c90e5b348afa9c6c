package talk

import (
	"time"

	"echowall/flows/fit"
	"echowall/flows/people"
)

// Said is a message or a press of a button by one person. Everything in it is as the person sent it: not
// trusted, not checked.
type Said struct {
	At time.Time
	// Code is a fresh random word, Seed are fresh random bytes, for what needs them.
	Code string
	Seed []byte
	User User
	Chat Chat
	// Admin says that the user is an admin of the group, Owner that it is theirs.
	Admin, Owner bool
	// Lives says whether the user was found in the residents' group when Telegram was asked; nil where it was not.
	Lives *bool
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
	// Unkept is the kind of media in the message that is not kept: video, voice, file, picture or place; "" for none.
	Unkept string
	// Album is the id that the messages of one album share.
	Album string
	// Reply is the message that this one replies to.
	Reply *Replied
	// Other is the community that the code in Line leads to, where that is another than the one spoken to.
	Other string
}

// User is an account of somebody who speaks. Bot says that it is a program.
type User struct {
	ID       int64
	Name     string
	Username string
	Language string
	Bot      bool
}

// profile is what an account tells of the person behind it.
func (u User) profile(person int, reachable bool) people.Profile {
	return people.Profile{
		Person: person, User: u.ID, Name: fit.Name(u.Name), Username: u.Username, Language: u.Language, Reachable: reachable,
	}
}

// Chat is where something was said.
type Chat struct {
	ID      int64
	Thread  int
	Private bool
	// Closed says that only its members see what is said in the group.
	Closed bool
	Title  string
}

// Replied is the message that was replied to. Own says that the bot wrote it.
type Replied struct {
	Message int
	User    User
	Own     bool
	Text    string
	Photos  []string
	Unkept  string
}
