package people

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Cast is a group of people who do what a script or a prompt tells them, line by line.
type Cast struct {
	World *World
	Group *Chat
	// Groups are further groups, by the name the script gives them.
	Groups map[string]*Chat
	// Owner is the person who adds, promotes and removes the bot.
	Owner *User
	// People are those who can be told to do something, by the name the script gives them.
	People map[string]*User
	// Zone is the time zone of "wait until", Wait lets time pass.
	Zone *time.Location
	Wait func(time.Duration)

	presses []Press
}

// Press is a press of a button that somebody of the cast made.
type Press struct {
	Who   string
	Query *Query
}

// Errors of Do, wrapped with what they are about, so that a prompt can say them in its own words.
var (
	// ErrForm says that a line has none of the forms; it may be plain text.
	ErrForm = errors.New("not understood")
	// ErrNobody says that the cast has nobody of that name.
	ErrNobody = errors.New("there is nobody of that name")
	// ErrNothing says that the message or the button meant is not there.
	ErrNothing = errors.New("nothing of the kind is there")
	// ErrTime says that a time to wait for is none, or is too far away.
	ErrTime = errors.New("no time to wait for")
)

// longest is how far time may be moved at once. Every wake-up on the way is lived through.
const longest = 366 * 24 * time.Hour

// lineForm is a line in which somebody of the cast does something. A program in which nobody says a line has no use for
// it.
var lineForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(lineText) })

const lineText = `(?s)^([\p{L}\p{N}_]+)( in [\p{L}\p{N}_]+)?` +
	`(:|>>?| replies to ["“]([^"”]*)["”]:| presses ` +
	`["“]([^"”]*)["”](?: on ["“]([^"”]*)["”])?| forges ["“]([^"”]*)["”]|` +
	` sends (a photo|an album of \d|a sticker|a video|a voice message|a file|a place):?| edits ["“]([^"”]*)["”]:| ` +
	`starts through ["“]([^"”]*)["”]| starts| ` +
	`blocks the bot| unblocks the bot| leaves| joins)\s?(.*)$`

// Do does what a line says. The forms, where PLACE is nothing for the group, "in private", or "in" one of Groups:
//
//	NAME PLACE: text                        says it; also NAME> text in the group, and NAME>> text in private
//	NAME PLACE replies to "words": text     replies to the last message with these words
//	NAME PLACE presses "label"              presses the last button with this label; on "words" names the message
//	NAME PLACE forges "data"                presses the last message that has buttons, with other data
//	NAME PLACE sends a photo: caption       or: an album of 3, a sticker, a video, a voice message, a file, a place
//	NAME PLACE edits "words": text
//	NAME starts, starts through "code", blocks the bot, unblocks the bot
//	wait 3d, wait 90m, wait until 2026-06-08 09:00
//	the bot is added, made admin, removed; the group becomes a supergroup
//
// A line that tells what somebody does begins with one of the names in People. Chinese quotation marks are as good as
// these. "\n" in a text is a line break. An error says what was not understood or not found.
func (c *Cast) Do(line string) error {
	line = strings.ReplaceAll(line, `\n`, "\n")
	if done, err := c.world(line); done || err != nil {
		return err
	}
	m := lineForm().FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("%w: %q", ErrForm, line)
	}
	who := c.People[m[1]]
	if who == nil {
		return fmt.Errorf("%w: %q", ErrNobody, m[1])
	}
	chat := c.Group
	if private(m) {
		chat = who.Private()
	} else if m[2] != "" {
		if chat = c.Groups[strings.TrimPrefix(m[2], " in ")]; chat == nil {
			return fmt.Errorf("%w: no group%s", ErrForm, m[2])
		}
	}
	return c.act(who, chat, m)
}

// Speaker tells who does something in a line, and whether in private; ok is false for a line in which nobody does.
func Speaker(line string) (name string, inPrivate, ok bool) {
	m := lineForm().FindStringSubmatch(line)
	if m == nil {
		return "", false, false
	}
	return m[1], private(m), true
}

// private tells whether the line that m matches plays in the private chat.
func private(m []string) bool { return m[2] == " in private" || m[3] == ">>" }

// act does what the line that m matches says.
func (c *Cast) act(who *User, chat *Chat, m []string) error {
	what, text := m[3], m[11]
	switch {
	case what == ":" || what == ">" || what == ">>":
		who.Say(chat, text)
	case strings.HasPrefix(what, " replies"):
		return c.with(chat, nil, m[4], func(on Message) { who.Say(chat, text, ReplyTo(on.ID)) })
	case strings.HasPrefix(what, " edits"):
		return c.with(chat, who, m[9], func(on Message) { who.Edit(chat, on.ID, text) })
	case strings.HasPrefix(what, " presses"):
		return c.press(m[1], chat, m[5], m[6], "")
	case strings.HasPrefix(what, " forges"):
		return c.press(m[1], chat, "", "", m[7])
	case strings.HasPrefix(what, " sends"):
		c.send(who, chat, m[8], text)
	case strings.HasPrefix(what, " starts"):
		who.Start(m[10])
	case what == " blocks the bot":
		who.Block()
	case what == " unblocks the bot":
		who.Unblock()
	case what == " leaves":
		c.World.Leave(chat, who)
	case what == " joins":
		c.World.Join(chat, who)
	}
	return nil
}

// Presses are the presses made since it was last asked.
func (c *Cast) Presses() []Press {
	made := c.presses
	c.presses = nil
	return made
}

func (c *Cast) send(who *User, chat *Chat, what, text string) {
	switch what {
	case "a photo":
		who.Photo(chat, text)
	case "a sticker":
		who.Sticker(chat)
	case "a file":
		who.Document(chat, "plan.pdf", []byte("%PDF-1.4"), text)
	case "a video", "a voice message", "a place":
		who.Media(chat, what, text)
	default:
		n := int(what[len(what)-1] - '0')
		who.Album(chat, n, text)
	}
}

// world does what is nobody's gesture; it tells whether the line was of this kind.
func (c *Cast) world(line string) (bool, error) {
	switch {
	case strings.HasPrefix(line, "wait "):
		return true, c.wait(strings.TrimPrefix(line, "wait "))
	case line == "the bot is added":
		c.World.AddBot(c.Group, c.Owner)
	case line == "the bot is made admin":
		c.World.PromoteBot(c.Group, c.Owner, Rights{Pin: true})
	case line == "the bot is removed":
		c.World.RemoveBot(c.Group, c.Owner)
	case line == "the group becomes a supergroup":
		c.Group = c.World.Migrate(c.Group)
	default:
		return false, nil
	}
	return true, nil
}

// wait lets the time pass that a span names.
func (c *Cast) wait(span string) error {
	d, err := c.span(span)
	if err != nil {
		return fmt.Errorf("%w: %q", ErrTime, span)
	}
	if d > longest {
		return fmt.Errorf("%w: %q is more than a year", ErrTime, span)
	}
	c.Wait(d)
	return nil
}

// span reads "3d", "90m" or "until 2026-06-08 09:00".
func (c *Cast) span(text string) (time.Duration, error) {
	if date, ok := strings.CutPrefix(text, "until "); ok {
		at, err := time.ParseInLocation("2006-01-02 15:04", date, c.Zone)
		return at.Sub(c.World.Now()), err
	}
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.ParseInt(days, 10, 16)
		return time.Duration(n) * 24 * time.Hour, err
	}
	return time.ParseDuration(text)
}

// with does something with the last message of a chat that has these words; by is whose it must be, nil for anybody's.
func (c *Cast) with(chat *Chat, by *User, words string, do func(Message)) error {
	all := c.World.Messages(chat)
	for i := len(all) - 1; i >= 0; i-- {
		own := by == nil || (all[i].From != nil && all[i].From.ID == by.ID)
		if own && !all[i].Deleted && strings.Contains(all[i].Text, words) {
			do(all[i])
			return nil
		}
	}
	return fmt.Errorf("%w: nobody said %q", ErrNothing, words)
}

// press presses the last button with this label on a message with these words, or forges data for the last that has
// buttons.
func (c *Cast) press(name string, chat *Chat, label, words, forged string) error {
	all := c.World.Messages(chat)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Deleted || !strings.Contains(all[i].Text, words) || !all[i].has(label) {
			continue
		}
		var q *Query
		if forged != "" {
			q = c.People[name].PressData(chat, all[i].ID, forged)
		} else {
			q = c.People[name].Press(chat, all[i].ID, label)
		}
		c.presses = append(c.presses, Press{name, q})
		return q.Err()
	}
	return fmt.Errorf("%w: no button %q", ErrNothing, label)
}

// has tells whether the message has a button that gives data and whose label contains the words.
func (m Message) has(label string) bool {
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Data != "" && strings.Contains(b.Text, label) {
				return true
			}
		}
	}
	return false
}
