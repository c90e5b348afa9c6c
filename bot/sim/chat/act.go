package chat

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"echowall/bot/sim/people"
)

// Limits of what the page may send.
const (
	maxAct     = 64 << 10
	maxPicture = 8 << 20
)

// act is what somebody does on the page.
type act struct {
	// As is who does it, Chat where: the group or the private chat with the bot.
	As   int64 `json:"as"`
	Chat int64 `json:"chat"`
	// Text is what is said; Reply the message it answers, or 0.
	Text  string `json:"text"`
	Reply int    `json:"reply"`
	// Message and Data are the message and the button that is pressed.
	Message int    `json:"message"`
	Data    string `json:"data"`
	// Seconds are how far the clock is moved, Speed how fast it runs.
	Seconds int64   `json:"seconds"`
	Speed   float64 `json:"speed"`
	Lang    string  `json:"lang"`
}

// errAct says that the page asked for what cannot be.
var errAct = errors.New("there is no such person, chat, button or speed")

// longest is how far the clock is moved at once, fastest how fast it runs; slower than real time nobody waits.
const (
	longest = 31 * 24 * time.Hour
	fastest = 1000
)

func (p *Page) do(w http.ResponseWriter, r *http.Request) {
	var a act
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAct)).Decode(&a); err != nil {
		http.Error(w, "not a gesture", http.StatusBadRequest)
		return
	}
	if err := p.perform(r, a); err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// perform does what the page asks for.
func (p *Page) perform(r *http.Request, a act) error {
	world := p.host.World()
	switch r.PathValue("what") {
	case "skip":
		d := time.Duration(a.Seconds) * time.Second
		if d <= 0 || d > longest {
			return errAct
		}
		return p.host.Skip(r.Context(), d)
	case "speed":
		if !(a.Speed >= 1 && a.Speed <= fastest) {
			return errAct
		}
		world.Clock.SetSpeed(a.Speed)
		return nil
	case "restart":
		return p.host.Restart(r.Context(), a.Lang)
	}
	who, where, err := world.place(a.As, a.Chat)
	if err != nil {
		return err
	}
	return gesture(r.PathValue("what"), who, where, a)
}

// gesture is what a person does in a chat.
func gesture(what string, who *people.User, where *people.Chat, a act) error {
	switch what {
	case "say":
		if a.Text == "" {
			return errAct
		}
		who.Say(where, a.Text, people.ReplyTo(a.Reply))
	case "press":
		return who.Press(where, a.Message, a.Data).Err()
	case "start":
		who.Start(a.Text)
	default:
		return errAct
	}
	return nil
}

// place is who acts, and in which of the two chats a person has here.
func (w *World) place(as, chat int64) (*people.User, *people.Chat, error) {
	for _, u := range w.People {
		if u.ID != as {
			continue
		}
		if group := w.Group(); chat == group.ID {
			return u.User, group, nil
		}
		if chat == u.Private().ID {
			return u.User, u.Private(), nil
		}
	}
	return nil, nil, errAct
}

// picture sends a picture of the person's own, which is the body, with a caption.
func (p *Page) picture(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	number := func(name string) int64 {
		n, _ := strconv.ParseInt(q.Get(name), 10, 64) // what is no number is nobody's
		return n
	}
	who, where, err := p.host.World().place(number("as"), number("chat"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxPicture))
	if err != nil || who.Picture(where, data, q.Get("caption"), people.ReplyTo(int(number("reply")))) == 0 {
		http.Error(w, "not a picture of at most 8 MB", http.StatusUnsupportedMediaType)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// photo shows a picture that somebody sent.
func (p *Page) photo(w http.ResponseWriter, r *http.Request) {
	data := p.host.World().Server.File(r.PathValue("id"))
	kind := http.DetectContentType(data)
	switch kind {
	case "image/png", "image/jpeg", "image/gif":
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "private, max-age=86400")
		_, _ = w.Write(data) // a reader that has gone needs no picture
	default:
		http.NotFound(w, r)
	}
}

// file gives a document that somebody sent, to be kept and not to be opened here.
func (p *Page) file(w http.ResponseWriter, r *http.Request) {
	data := p.host.World().Server.File(r.PathValue("id"))
	if data == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", "attachment")
	_, _ = w.Write(data)
}

// commands lists the menu of commands a person sees in a chat.
func (p *Page) commands(w http.ResponseWriter, r *http.Request) {
	world := p.host.World()
	as, _ := strconv.ParseInt(r.URL.Query().Get("as"), 10, 64)
	chat, _ := strconv.ParseInt(r.URL.Query().Get("chat"), 10, 64)
	who, where, err := world.place(as, chat)
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	list := world.Server.Commands(where, who)
	if list == nil {
		list = []people.Command{}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(list)
}
