package flows

import (
	"cmp"
	"strings"

	"echowall/flows/dialog"
	"echowall/flows/office"
	"echowall/flows/say"
)

// answer tells the one who asked: a press by a toast when a line is enough, all else by a message in the same chat.
func (w *words) answer(n say.Notice) {
	if n.View == "" && n.Message.IsZero() {
		return
	}
	if n.Unwritten {
		w.whisper(n)
		return
	}
	if n.Kind == say.Secret && (w.in.Press || !w.in.Chat.Private) {
		w.d.notices = append(w.d.notices, say.Notice{To: say.Address{Person: w.by}, Class: say.Answer, Message: n.Message})
		if !w.in.Press {
			return
		}
	}
	if w.in.Press && n.View == "" && n.File.Kind == "" && n.Buttons == nil && n.Kind != say.Lasting {
		m := n.Message
		w.d.reply.Toast, w.d.reply.Language = &m, w.language()
		return
	}
	n.To = say.Address{Chat: w.in.Chat.ID, Thread: w.in.Chat.Thread}
	n.Class = say.Answer
	if w.s.Head() == nil || w.s.Profile(w.by) == nil || n.Kind == say.Personal {
		n.Language = w.language()
	}
	if !w.in.Press {
		n.Reply = w.in.Message
	}
	w.d.notices = append(w.d.notices, n)
}

// whisper answers what must not be written down: in private, past the outbox. A press is answered by a toast as well, for who never
// opened the private chat can be told in no other way; what came from a press on a message with marks replaces that message.
func (w *words) whisper(n say.Notice) {
	n.Class = say.Answer
	n.To = say.Address{Chat: w.in.User.ID}
	switch {
	case w.in.Press && len(n.Buttons) > 0 && w.in.Chat.Private:
		n.Edit = w.in.Message
	case w.in.Press && len(n.Buttons) > 0:
		m := say.New("toast.in_private")
		w.d.reply.Toast = &m
	case w.in.Press:
		m := n.Message
		w.d.reply.Toast = &m
	case w.in.Chat.Private:
		n.Reply = w.in.Message
	}
	w.d.reply.Whispers = append(w.d.reply.Whispers, n)
}

// language is the person's own.
func (w *words) language() string {
	if w.s.Head() != nil {
		if p := w.s.Profile(w.by); p != nil && p.Language != "" {
			return p.Language
		}
	}
	return w.in.User.Language
}

// heardAnyway tells whether the group the command was given in hears of it by an echo or a new card, so that a receipt would only
// say it twice. A press is answered in any case, without a message.
func (w *words) heardAnyway(notices []say.Notice) bool {
	if w.in.Press || w.in.Chat.Private {
		return false
	}
	h := w.s.Head()
	rooms := map[say.Room]int64{say.Group: h.Chat, say.Council: h.Chat, say.Wall: h.Chat}
	if h.Council.Chat != 0 {
		rooms[say.Council] = h.Council.Chat
	}
	if h.Wall.Chat != 0 {
		rooms[say.Wall] = h.Wall.Chat
	}
	for _, n := range notices {
		if rooms[n.To.Room] != w.in.Chat.ID || n.To.Room == "" {
			continue
		}
		if n.Reply != 0 || n.Kind == say.Echo {
			return true
		}
	}
	return false
}

// founding reads what a new community is to be from the words behind /setup, in any order, and from the chat and the person for
// the rest.
func founding(in Input, words map[string]string, languages []Language) office.Founding {
	f := office.Founding{Name: in.Chat.Title, Method: "six-step", Language: in.User.Language}
	_, rest := dialog.Verb(in.Line)
	for _, w := range strings.Fields(rest) {
		if l := meant(w, words, languages); l != nil {
			f.Language = l.Tag
		} else if strings.Contains(w, "/") || strings.EqualFold(w, "UTC") {
			f.Zone = w
		} else {
			f.Method = w
		}
	}
	if f.Zone == "" {
		f.Zone = "UTC"
		if l := meant(f.Language, nil, languages); l != nil {
			f.Zone = cmp.Or(l.Zone, f.Zone)
		}
	}
	return f
}

// meant is the language whose tag or name a word is; nil where it is none.
func meant(word string, words map[string]string, languages []Language) *Language {
	folded := dialog.Fold(word)
	for i, l := range languages {
		if dialog.Fold(l.Tag) == folded || words[folded] == l.Tag {
			return &languages[i]
		}
	}
	return nil
}
