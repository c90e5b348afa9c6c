package talk

import (
	"echowall/flows/life"
	"echowall/flows/say"
)

// answers gathers what the one who spoke is told.
type answers struct {
	s    *life.State
	said *Said
	by   int
	Outcome
}

// answer tells the one who asked: a press by a toast when a line is enough, all else by a message in the same chat.
func (a *answers) answer(n say.Notice) {
	if n.View == "" && n.Message.IsZero() {
		return
	}
	if n.Unwritten && n.Kind != say.Lasting {
		a.whisper(n)
		return
	}
	if n.Kind == say.Secret && (a.said.Press || !a.said.Chat.Private) {
		a.Notices = append(a.Notices, say.Notice{To: say.Address{Person: a.by}, Class: say.Answer, Message: n.Message})
		if !a.said.Press {
			return
		}
	}
	if a.said.Press && n.View == "" && n.File.Kind == "" && n.Buttons == nil && n.Kind != say.Lasting {
		m := n.Message
		a.Toast, a.Language = &m, a.language()
		return
	}
	n.To = say.Address{Chat: a.said.Chat.ID, Thread: a.said.Chat.Thread}
	n.Class, n.Asker = say.Answer, a.asker()
	if a.s.Head() == nil || a.s.Profile(a.by) == nil || n.Kind == say.Personal {
		n.Language = a.language()
	}
	if !a.said.Press {
		n.Reply = a.said.Message
	}
	if n.Unwritten { // what shows a code is said where it was asked for
		a.Whispers = append(a.Whispers, n)
		return
	}
	a.Notices = append(a.Notices, n)
}

// asker is who is answered in a group, by turns with others. Who is nobody yet has no number of their own.
func (a *answers) asker() int64 {
	if a.said.Chat.Private {
		return 0
	}
	return a.said.User.ID
}

// whisper answers what must not be written down: in private, past the outbox. A press is answered by a toast as
// well, for who never opened the private chat can be told in no other way; what came from a press on a message
// with marks replaces that message.
func (a *answers) whisper(n say.Notice) {
	n.Class = say.Answer
	n.To = say.Address{Chat: a.said.User.ID}
	switch {
	case a.said.Press && len(n.Buttons) > 0 && a.said.Chat.Private:
		n.Edit = a.said.Message
	case a.said.Press && len(n.Buttons) > 0:
		m := say.New("toast.in_private")
		a.Toast = &m
	case a.said.Press:
		m := n.Message
		a.Toast = &m
	case a.said.Chat.Private:
		n.Reply = a.said.Message
	}
	a.Whispers = append(a.Whispers, n)
}

// language is the person's own.
func (a *answers) language() string {
	if a.s.Head() != nil {
		if p := a.s.Profile(a.by); p != nil && p.Language != "" {
			return p.Language
		}
	}
	return a.said.User.Language
}

// heardAnyway tells whether the group the command was given in hears of it by an echo or a new card, so that a
// receipt would only say it twice. A press is answered in any case, without a message.
func (a *answers) heardAnyway(notices []say.Notice) bool {
	if a.said.Press || a.said.Chat.Private {
		return false
	}
	h := a.s.Head()
	rooms := map[say.Room]int64{say.Group: h.Chat, say.Council: h.Chat, say.Wall: h.Chat}
	if h.Council.Chat != 0 {
		rooms[say.Council] = h.Council.Chat
	}
	if h.Wall.Chat != 0 {
		rooms[say.Wall] = h.Wall.Chat
	}
	for _, n := range notices {
		if rooms[n.To.Room] != a.said.Chat.ID || n.To.Room == "" {
			continue
		}
		if n.Reply != 0 || n.Kind == say.Echo {
			return true
		}
	}
	return false
}
