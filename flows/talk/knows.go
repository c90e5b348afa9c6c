package talk

import (
	"strconv"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/record"
)

// Knows tells whether what was said answers something that this community sent to the chat or took from it: the message
// that was pressed on, edited or replied to, or the first of its album.
func Knows(s *record.Records, said Said) bool {
	switch {
	case said.Press:
		return sent(s, said.Chat.ID, said.Message)
	case said.Edited:
		return took(s, said.Chat.ID, said.Message)
	case said.Reply != nil && (sent(s, said.Chat.ID, said.Reply.Message) || took(s, said.Chat.ID, said.Reply.Message)):
		return true
	}
	return said.Album != "" && tookAlbum(s, said)
}

func sent(s *record.Records, chat int64, message int) bool {
	return record.Extra[About](s, AboutKey(chat, message)) != nil
}

func took(s *record.Records, chat int64, message int) bool {
	return record.Extra[origin](s, originKey(chat, message)) != nil
}

func tookAlbum(s *record.Records, said Said) bool {
	waits := dialogs{s, dialogKey(said.User.ID, said.Chat.ID), said.At}
	return record.Extra[origin](s, albumKey(said.Chat.ID, said.Album)) != nil || waits.ofAlbum(said.Album) != nil
}

// Asks tells whether a question waits for an answer of a person in a chat.
func Asks(s *record.Records, user, chat int64, at time.Time) bool {
	return dialogs{s, dialogKey(user, chat), at}.waiting() != nil
}

// Named is what a line that was typed names by number: a case or a meeting. The zero value is none.
type Named struct{ Case, Meeting, Tie int }

// Named reads which of its things a line names, without knowing of which community it speaks.
func (c Conversation) Named(line string, at time.Time) (n Named) {
	verb, rest := dialog.Verb(line)
	got := form.Values{}
	r := dialog.Reader{Verbs: c.Verbs, Words: c.Words, Now: at, Days: calendar.Plain(), Languages: c.tags()}
	_, _ = r.Line(verb, rest, got) // what cannot be read will be said where it is done
	fields, _ := c.Verbs.Fields(verb, got)
	for _, f := range fields {
		number := leading(got[f.Name])
		switch f.Name { // for a number may be written in several kinds
		case "case", "cases", "into", "earlier", "task", "ballot":
			n.Case = max(n.Case, number)
		case "meeting":
			n.Meeting = max(n.Meeting, number)
		case "tie":
			n.Tie = max(n.Tie, number)
		}
	}
	return n
}

// leading is the number with which a value begins, as 12 of 12.2 and of 12,13, and 3 of M3.
func leading(value string) int {
	value = strings.TrimLeft(value, "Mm#")
	if end := strings.IndexFunc(value, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		value = value[:end]
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		return 0
	}
	return n
}

// IsIn tells whether a community has what is named.
func (n Named) IsIn(s *life.State) bool {
	h := s.Head()
	return h != nil && n.Case <= h.Cases && n.Meeting <= h.Meetings && n.Tie <= h.Ties
}
