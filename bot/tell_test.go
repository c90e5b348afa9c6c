package bot_test

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"echowall/bot/sim/people"
)

// tell writes down what the bot did, a block an act.
func (v *village) tell(w io.Writer, events []people.Event) {
	// Chats are served side by side, so only the order within a chat is promised: they are told chat by chat.
	slices.SortStableFunc(events, func(a, b people.Event) int { return strings.Compare(v.place(a.Chat), v.place(b.Chat)) })
	if v.cast.Groups != nil {
		events = v.settled(events)
	}
	for _, e := range events {
		switch {
		case e.Kind == people.Sent:
			v.block(w, v.heading(e), v.teller.Tell(e.Message))
		case e.Kind == people.Edited && e.Message.FromBot():
			v.block(w, v.place(e.Chat)+" ✎ "+people.Heading(e.Message.Text, 24), v.teller.Tell(e.Message))
		case e.Kind == people.Pinned:
			fmt.Fprintf(w, "  %s: pinned %s\n", v.place(e.Chat), people.Heading(e.Message.Text, 24))
		}
	}
	for _, p := range v.cast.Presses() {
		text, alert, answered := p.Query.Answer()
		switch {
		case !answered:
			v.t.Errorf("the press of %s was not answered", p.Who)
		case alert:
			fmt.Fprintf(w, "  to %s, in a window: %s\n", p.Who, text)
		case text != "":
			fmt.Fprintf(w, "  to %s, in passing: %s\n", p.Who, text)
		}
	}
}

// place names a chat as a reader of the script would.
func (v *village) place(c *people.Chat) string {
	if c == nil {
		return ""
	}
	for name, p := range v.cast.People {
		if p.ID == c.ID {
			return name
		}
	}
	for name, g := range v.cast.Groups {
		if g.ID == c.ID {
			return strings.ToUpper(name)
		}
	}
	if c.Type == people.Supergroup {
		return "GROUP (super)"
	}
	return "GROUP"
}

func (v *village) heading(e people.Event) string {
	head := v.place(e.Chat)
	if to, ok := v.server.Message(e.Chat, e.Message.ReplyTo); e.Message.ReplyTo != 0 && ok {
		head += " ↩ " + people.Heading(to.Text, 24)
	}
	if e.Message.Photo != "" {
		head += " [photo]"
	}
	if e.Message.Document != "" {
		head += " [file " + e.Message.FileName + "]"
	}
	return head
}

func (v *village) block(w io.Writer, head string, lines []string) {
	fmt.Fprintf(w, "  %s:\n", v.masked(head))
	for _, line := range lines {
		fmt.Fprintln(w, strings.TrimRight("    "+v.masked(line), " "))
	}
}

// masked puts the name of the code that a script uses for the code itself, which is another each time the program
// grows, as are the hashes of the journal.
func (v *village) masked(line string) string {
	line = maskedTie(line)
	if v.scan != "" {
		line = strings.ReplaceAll(line, v.scan, "{scan}")
	}
	if code := v.doorCode(); code != "" {
		line = strings.ReplaceAll(line, code, "{door}")
	}
	line = headLine.ReplaceAllString(line, "${1}{hash}")
	return hash.ReplaceAllString(line, "{hash}")
}

// hash is how the hashes of a journal are written.
var hash = regexp.MustCompile("[0-9a-f]{64}")

// headLine is how an echo tells the head of the book.
var headLine = regexp.MustCompile("(📖 [0-9]+ · )[0-9a-f]{12}")
