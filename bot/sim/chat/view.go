package chat

import (
	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// message is a message as the scripts of the page read it.
type message struct {
	Chat     int64           `json:"chat"`
	ID       int             `json:"id"`
	From     int64           `json:"from"`
	Name     string          `json:"name"`
	Time     int64           `json:"time"` // Unix milliseconds
	Text     string          `json:"text,omitempty"`
	Entities []people.Entity `json:"entities,omitempty"`
	Buttons  [][]button      `json:"buttons,omitempty"`
	Reply    int             `json:"reply,omitempty"`
	Photo    string          `json:"photo,omitempty"`
	File     string          `json:"file,omitempty"`
	FileName string          `json:"fileName,omitempty"`
	Sticker  bool            `json:"sticker,omitempty"`
	Service  string          `json:"service,omitempty"`
	About    string          `json:"about,omitempty"`
	Reaction string          `json:"reaction,omitempty"`
	Edited   bool            `json:"edited,omitempty"`
	Pinned   bool            `json:"pinned,omitempty"`
	Deleted  bool            `json:"deleted,omitempty"`
}

type button struct {
	Text string `json:"text"`
	Data string `json:"data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// seen is a message as it is shown.
func seen(s *api.Server, m people.Message) message {
	v := message{
		Chat: m.Chat.ID, ID: m.ID, Time: m.Time.UnixMilli(), Text: m.Text, Entities: m.Entities, Reply: m.ReplyTo,
		Photo: m.Photo, File: m.Document, FileName: s.FileName(m.Document), Sticker: m.Sticker != "", Service: m.Service,
		Reaction: m.Reaction,
		Edited:   m.Edited, Pinned: m.Pinned, Deleted: m.Deleted,
	}
	if m.From != nil {
		v.From, v.Name = m.From.ID, m.From.Name()
	}
	if m.About != nil {
		v.About = m.About.Name()
	}
	for _, row := range m.Buttons {
		shown := make([]button, 0, len(row))
		for _, b := range row {
			shown = append(shown, button(b))
		}
		v.Buttons = append(v.Buttons, shown)
	}
	return v
}

// toast is what the bot answered to the press of a button.
type toast struct {
	To    int64  `json:"to"`
	Text  string `json:"text"`
	Alert bool   `json:"alert"`
}

// frame is what happened since the one before: every message that is new or has changed, once, as it is now.
type frame struct {
	Now      int64     `json:"now"` // Unix milliseconds
	Speed    float64   `json:"speed"`
	Messages []message `json:"messages,omitempty"`
	Toasts   []toast   `json:"toasts,omitempty"`
	// Moved is the group's new number, when it has become a supergroup.
	Moved int64 `json:"moved,omitempty"`
	// Over says that this world has ended and another can be asked for.
	Over bool `json:"over,omitempty"`
}

// frameOf puts events together into a frame.
func (w *World) frameOf(events []people.Event) frame {
	f := frame{Now: w.Clock.Now().UnixMilli(), Speed: w.Clock.Speed()}
	at := map[[2]int64]int{}
	for _, e := range events {
		switch {
		case e.Kind == people.Answered && e.Text != "":
			f.Toasts = append(f.Toasts, toast{e.User.ID, e.Text, e.Alert})
		case e.Kind == people.Migrated:
			f.Moved = e.Chat.ID
		case e.Message.ID == 0 || e.Kind == people.Pressed || e.Kind == people.Answered:
		default:
			key, m := [2]int64{e.Message.Chat.ID, int64(e.Message.ID)}, seen(w.Server, e.Message)
			if i, known := at[key]; known {
				f.Messages[i] = m
				continue
			}
			at[key] = len(f.Messages)
			f.Messages = append(f.Messages, m)
		}
	}
	return f
}
