package talk

import (
	"strconv"
	"strings"

	"echowall/flows/record"
	"echowall/flows/say"
)

// What a conversation leans on later is kept outside the journal, under keys of chats and messages.

// origin ties a message, or an album, to the case that came from it.
type origin struct {
	Case int `json:"case"`
}

func originKey(chat int64, message int) string {
	return "x:origin:" + strconv.FormatInt(chat, 10) + ":" + strconv.Itoa(message)
}

func albumKey(chat int64, album string) string {
	return "x:album:" + strconv.FormatInt(chat, 10) + ":" + album
}

// About is the command line that a posted message lets people answer in words; see say.Notice. In private it is kept of
// every message, with no line where it answers to none: it tells whose message it is.
type About struct {
	Line string `json:"line"`
}

// AboutKey is the key of what a message in a chat is about.
func AboutKey(chat int64, message int) string {
	return "x:about:" + strconv.FormatInt(chat, 10) + ":" + strconv.Itoa(message)
}

// AboutOf is what a reply in words to a notice answers; its line is "" where that is nothing.
func AboutOf(n say.Notice) About {
	if n.About != "" {
		return About{n.About}
	}
	kind, number, _ := strings.Cut(n.View, ":")
	if number == "" {
		return About{}
	}
	switch kind {
	case "card":
		return About{"case " + number}
	case "ballot":
		return About{"vote " + number}
	case "meeting":
		return About{"rsvp M" + number}
	}
	return About{}
}

// source is the message a case came from, which its card answers.
type source struct {
	Chat    int64 `json:"chat"`
	Message int   `json:"message"`
}

func sourceKey(view string) string { return "x:source:" + view }

// WantSource wants what tells it; see SourceOf.
func WantSource(s *record.Records, view string) { s.Want(sourceKey(view)) }

// SourceOf is the message that a card answers in a chat; 0 when there is none.
func SourceOf(s *record.Records, view string, chat int64) int {
	if from := record.Extra[source](s, sourceKey(view)); from != nil && from.Chat == chat {
		return from.Message
	}
	return 0
}

// forget deletes what a conversation keeps under a user's id: questions, how much was asked for lately, and what
// messages of the private chat were about. The chat id of a private chat is the user's.
func forget(s *record.Records, user int64) {
	var prefixes []string
	for _, kind := range []string{dialogPrefix, "x:about:", "x:origin:", "x:album:"} {
		prefixes = append(prefixes, kind+strconv.FormatInt(user, 10)+":")
		s.WantRange(prefixes[len(prefixes)-1])
	}
	for _, prefix := range prefixes {
		record.DropExtras(s, prefix)
	}
	record.DropExtra(s, paceKey(user))
}
