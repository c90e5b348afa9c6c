package demo

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// narrator writes down what happens on the stage, as somebody who reads the group's chat and looks over the shoulder of
// whoever does something in private.
type narrator struct {
	*stage
	page   *page
	teller *people.Teller
	// told is how much of what happened has been told.
	told int
	// full says that private answers are told in full, and all to whom somebody at the prompt speaks; otherwise in short.
	full bool
}

func newNarrator(s *stage, p *page) *narrator {
	return &narrator{stage: s, page: p, teller: people.NewTeller()}
}

// follow goes over to another stage, of which nothing is told yet but what comes.
func (n *narrator) follow(s *stage) {
	n.stage, n.teller, n.told = s, people.NewTeller(), 0
	n.skip()
}

// news is what has happened and was not told.
func (n *narrator) news() []people.Event {
	log := n.server.Log()
	fresh := log[n.told:]
	n.told = len(log)
	return fresh
}

// skip passes over what happened.
func (n *narrator) skip() {
	for _, e := range n.news() {
		if e.Kind == people.Sent || e.Kind == people.Edited {
			n.teller.Tell(e.Message)
		}
	}
}

// tell tells what has happened since it last did: who did what, what the bot answered, what it told
// the group, what it changed there. The bot serves chats side by side, so that between them any order is as good.
func (n *narrator) tell() {
	events := n.news()
	slices.SortStableFunc(events, func(a, b people.Event) int { return cmp.Compare(rank(a), rank(b)) })
	acting, others := actors(events), []people.Event{}
	for _, e := range events {
		switch rank(e) {
		case anAct:
			n.gesture(e)
		case anAnswer:
			if !n.answer(e, acting) {
				others = append(others, e)
			}
		case aMessage:
			n.block(e, answering(n.server, e), n.teller.Tell(e.Message))
		case anEdit:
			n.edited(e)
		}
	}
	n.also(others)
}

// The order in which things are told. What is not told comes last.
const (
	anAct = iota
	anAnswer
	aMessage
	anEdit
	untold
)

func rank(e people.Event) int {
	inPrivate := e.Chat != nil && e.Chat.Type == people.Private
	switch {
	case e.Kind == people.Said, e.Kind == people.Pressed, e.Kind == people.Edited && !e.Message.FromBot():
		return anAct
	case e.Kind == people.Answered && e.Text != "", e.Kind == people.Sent && inPrivate:
		return anAnswer
	case e.Kind == people.Sent:
		return aMessage
	case e.Kind == people.Edited && !inPrivate:
		return anEdit
	}
	return untold
}

// actors are the users who did something.
func actors(events []people.Event) map[int64]bool {
	who := map[int64]bool{}
	for _, e := range events {
		if rank(e) == anAct && e.User != nil {
			who[e.User.ID] = true
		}
	}
	return who
}

// gesture tells what somebody did.
func (n *narrator) gesture(e people.Event) {
	if e.User == nil {
		return
	}
	id, name, what := "demo.says", e.User.First, n.content(e.Message)
	if e.Chat.Type == people.Private {
		name += " 🔒"
	}
	switch e.Kind {
	case people.Pressed:
		id, what = "demo.presses", "[ "+label(e)+" ]"
	case people.Edited:
		name += " ✎"
	default:
		name += answering(n.server, e)
	}
	n.page.hang(n.stamp(e.Time)+"  ", faintInk, plainInk,
		n.say(id, map[string]any{"Who": n.page.paint(nameInk, name), "What": what}))
}

// content is what a message holds.
func (n *narrator) content(m people.Message) string {
	switch {
	case m.Sticker != "":
		return n.say("demo.sticker", nil)
	case m.Photo != "":
		return strings.TrimSpace(n.say("demo.photo", nil) + " " + m.Text)
	}
	return m.Text
}

// answering quotes what a message answers.
func answering(s *api.Server, e people.Event) string {
	if on, ok := s.Message(e.Chat, e.Message.ReplyTo); ok && e.Message.ReplyTo != 0 {
		return " ↩ " + quoted(on.Text)
	}
	return ""
}

// quoted is how a message begins.
func quoted(text string) string { return "“" + cut(people.Heading(text, 60), 30) + "”" }

// label is what stands on the button that was pressed.
func label(e people.Event) string {
	for _, row := range e.Message.Buttons {
		for _, b := range row {
			if b.Data == e.Text {
				return b.Text
			}
		}
	}
	return e.Text
}

// answer tells what the bot said in private, if it was said to somebody who did something.
func (n *narrator) answer(e people.Event, acting map[int64]bool) bool {
	switch {
	case e.Kind == people.Answered:
		n.whisper(e, e.Text)
	case !acting[e.Chat.ID] || !n.full && e.Message.ReplyTo == 0:
		return false
	case n.full:
		n.block(e, " 🔒", people.Look(e.Message))
	default:
		n.whisper(e, e.Message.Text)
	}
	return true
}

// whisper tells in short what the bot answered. The titles of cases are long, and known by then.
func (n *narrator) whisper(e people.Event, text string) {
	lead := n.stamp(e.Time) + "  " + n.say("demo.says", map[string]any{"Who": n.say("demo.bot", nil) + " 🔒", "What": ""})
	if !n.full {
		text = regexp.MustCompile(`“[^”]+”`).ReplaceAllStringFunc(text, func(title string) string {
			return "“" + cut(strings.Trim(title, "“”"), 20) + "”"
		})
		text = cut(text, 2*(columns-cells(lead))-10)
	}
	n.page.hang(lead, faintInk, faintInk, text)
}

// block tells a message of the bot.
func (n *narrator) block(e people.Event, how string, lines []string) {
	if e.Message.Photo != "" {
		how += " " + n.say("demo.photo", nil)
	}
	if e.Message.Document != "" {
		how += " " + n.say("demo.file", map[string]any{"Name": e.Message.FileName})
	}
	n.page.line(n.page.paint(faintInk, n.stamp(e.Time)+"  ") + n.page.paint(botInk, n.say("demo.bot", nil)+how))
	n.page.beside(n.margin(), lines)
}

// edited tells how a message of the bot has changed: what stands there now and did not before. The wall, which repeats
// much, is told in short.
func (n *narrator) edited(e people.Event) {
	var now []string
	for _, l := range n.teller.Tell(e.Message) {
		if fresh, ok := strings.CutPrefix(l, "+ "); ok {
			now = append(now, fresh)
		}
	}
	switch {
	case len(now) == 0:
	case e.Message.Pinned:
		lead := n.stamp(e.Time) + "  " + n.say("demo.bot", nil) + " ✎ 📌 "
		n.page.hang(lead, faintInk, faintInk, cut(strings.Join(now, " · "), 2*(columns-cells(lead))-10))
	default:
		n.block(e, " ✎ "+quoted(e.Message.Text), now)
	}
}

// also names those whom the bot told something in private.
func (n *narrator) also(events []people.Event) {
	if len(events) == 0 {
		return
	}
	var names []string
	for _, e := range events {
		names = append(names, e.Chat.First)
	}
	slices.Sort(names)
	text := n.say("demo.also", map[string]any{"People": strings.Join(slices.Compact(names), n.say("list.comma", nil))})
	n.page.hang(n.stamp(events[0].Time)+"  ", faintInk, faintInk, n.say("demo.bot", nil)+" 🔒 "+text)
}
