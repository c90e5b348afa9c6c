package people

import (
	"slices"
	"strconv"
	"strings"
)

// Teller writes down what appeared in chats as people see it. Of an edited message it tells only the lines that
// changed.
type Teller struct {
	shown map[string][]string
}

// NewTeller is a teller who has seen nothing yet.
func NewTeller() *Teller { return &Teller{shown: map[string][]string{}} }

// Tell returns the lines that a message brought: all of a new one, and of one known the lines that went, behind "- ",
// and those that came, behind "+ ". Buttons stand in brackets, links with an arrow.
func (t *Teller) Tell(m Message) []string {
	key := strconv.FormatInt(m.Chat.ID, 10) + "/" + strconv.Itoa(m.ID)
	now := Look(m)
	old, known := t.shown[key]
	t.shown[key] = now
	if !known {
		return now
	}
	var lines []string
	for _, l := range old {
		if l != "" && !slices.Contains(now, l) {
			lines = append(lines, "- "+l)
		}
	}
	for _, l := range now {
		if l != "" && !slices.Contains(old, l) {
			lines = append(lines, "+ "+l)
		}
	}
	return lines
}

// Look is a message as people see it, line by line, its buttons below.
func Look(m Message) []string {
	lines := strings.Split(m.Text, "\n")
	if m.Text == "" {
		lines = nil
	}
	for _, row := range m.Buttons {
		var labels []string
		for _, b := range row {
			if b.URL != "" {
				labels = append(labels, "[ "+b.Text+" ↗ ]")
			} else {
				labels = append(labels, "[ "+b.Text+" ]")
			}
		}
		lines = append(lines, strings.Join(labels, " "))
	}
	return lines
}

// Heading is the first line of a text, cut to at most n characters.
func Heading(text string, n int) string {
	line, _, _ := strings.Cut(text, "\n")
	if r := []rune(line); len(r) > n {
		return string(r[:n]) + "…"
	}
	return line
}
