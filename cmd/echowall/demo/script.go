package demo

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"echowall/bot/sim/people"
	"echowall/flows/cases"
	"echowall/locales"
)

// scripts are what the people say and do, a file a language. Of their lines "#" is a heading, ":" a word of the
// narrator, "~" what is done quietly before the play begins, and ">" what somebody does, as people.Cast reads it.
//
//go:embed *.txt
var scripts embed.FS

// playable are the languages that the demo can be played in: those that it has a script in.
func playable(texts *locales.Catalogue) []string {
	return slices.DeleteFunc(texts.Languages(), func(lang string) bool {
		_, err := fs.Stat(scripts, scriptFile(lang))
		return err != nil
	})
}

func scriptFile(lang string) string { return lang + ".txt" }

// playScript plays the case from beginning to end.
func (n *narrator) playScript(ctx context.Context) error {
	raw, err := scripts.ReadFile(scriptFile(n.lang))
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	lines := strings.Split(string(raw), "\n")
	n.page.gap()
	n.page.plain(headingInk, n.say("demo.title", nil))
	n.page.plain(plainInk, n.say("demo.intro", nil))
	if err := n.prepare(ctx, lines); err != nil {
		return err
	}
	n.who()
	return n.perform(ctx, lines)
}

// prepare does the quiet lines.
func (n *narrator) prepare(ctx context.Context, lines []string) error {
	if err := n.settle(ctx); err != nil {
		return err
	}
	for i, line := range lines {
		if quiet, ok := strings.CutPrefix(line, "~ "); ok {
			if err := n.do(ctx, strings.ReplaceAll(quiet, "{door}", n.door())); err != nil {
				return fmt.Errorf("demo: line %d: %w", i+1, err)
			}
		}
	}
	n.skip()
	return nil
}

// perform plays all other lines.
func (n *narrator) perform(ctx context.Context, lines []string) error {
	n.stopped = n.paragraph
	headed := false // a heading is followed by its text at once
	for i, line := range lines {
		kind, text, _ := strings.Cut(line, " ")
		switch kind {
		case "#":
			n.page.heading(text)
		case ":":
			if !headed {
				n.page.gap()
			}
			n.page.hang("   ", plainInk, plainInk, text)
		case ">":
			if err := n.do(ctx, text); err != nil {
				return fmt.Errorf("demo: line %d: %w", i+1, err)
			}
			n.paragraph()
		}
		if n.page.err != nil {
			return fmt.Errorf("demo: %w", n.page.err)
		}
		headed = kind == "#"
	}
	return nil
}

// paragraph tells what has happened, if anything, apart from what was told before.
func (n *narrator) paragraph() {
	n.page.gap()
	n.tell()
}

// who says who lives here.
func (n *narrator) who() {
	n.page.heading(n.say("demo.who", map[string]any{"Village": n.cast.Group.Title}))
	widest := 0
	for _, p := range persons() {
		widest = max(widest, cells(n.say(p.name, nil)))
	}
	for _, p := range persons() {
		lead := "   " + padded(n.say(p.name, nil), widest+2) + padded(p.key, 12)
		n.page.hang(lead, nameInk, plainInk, n.say(p.part, nil))
	}
}

// finish shows the card and the wall as they are now, and says how the case came to its end.
func (n *narrator) finish(c *cases.Case) {
	var card, wall *people.Message
	echoes := 0
	for _, m := range n.server.Messages(n.cast.Group) {
		switch about := m.FromBot() && strings.HasPrefix(m.Text, fmt.Sprintf("#%d ", c.Number)); {
		case m.Pinned:
			wall = &m
		case about && card == nil:
			card = &m
		case about:
			echoes++
		}
	}
	n.exhibit(n.say("demo.card", nil), card)
	n.exhibit(n.say("demo.wall", nil), wall)
	days := int(c.Closed.At.Sub(c.Raised).Hours()/24) + 1
	n.page.gap()
	n.page.plain(headingInk, n.count("demo.closed", map[string]any{"Case": c.Number, "Days": days, "Count": echoes},
		&echoes))
}

// exhibit shows a message as it stands in the group.
func (n *narrator) exhibit(title string, m *people.Message) {
	if m == nil {
		return
	}
	n.page.heading(title)
	n.page.beside(3, people.Look(*m))
}
