package chat

import (
	"context"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// Person is one of those who can be played.
type Person struct {
	*people.User
	// Part says in a few words who it is.
	Part string
}

// World is what the page shows: a Telegram, and who can be played in it. It does not change; a restart brings another.
type World struct {
	Server *api.Server
	Clock  *people.JumpClock
	Zone   *time.Location
	// Group is the group as it is now.
	Group  func() *people.Chat
	People []Person
	// Me is the person the page begins with.
	Me *people.User
	// Beside is the address of what stands beside the chat; "" for the message that is pinned in the group.
	Beside string
	// Lang is the language of the page, Langs those it can be restarted in, by tag, with their own names.
	Lang  string
	Langs []Lang
	// Texts are what the page says, by name.
	Texts map[string]string
}

// Lang is a language and what it calls itself.
type Lang struct{ Tag, Name string }

// Host makes worlds and lets time pass in them.
type Host interface {
	// World is the one that is played now.
	World() *World
	// Skip lets time pass and returns when all that was due has happened.
	Skip(ctx context.Context, d time.Duration) error
	// Restart begins anew in a language. The server of the world before is closed when it returns.
	Restart(ctx context.Context, lang string) error
}

// Page serves the page and all it needs.
type Page struct {
	host Host
	mux  *http.ServeMux
	look *template.Template
}

//go:embed page
var files embed.FS

// New makes the page of a host.
func New(host Host) (*Page, error) {
	look, err := template.ParseFS(files, "page/index.html")
	if err != nil {
		return nil, err
	}
	static, err := fs.Sub(files, "page")
	if err != nil {
		return nil, err
	}
	p := &Page{host: host, mux: http.NewServeMux(), look: look}
	p.mux.HandleFunc("GET /{$}", p.index)
	for _, name := range []string{"chat.css", "chat.js", "message.js", "compose.js"} {
		p.mux.HandleFunc("GET /"+name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "no-cache")
			http.ServeFileFS(w, r, static, name)
		})
	}
	p.mux.HandleFunc("GET /events", p.events)
	p.mux.HandleFunc("GET /photo/{id}", p.photo)
	p.mux.HandleFunc("GET /file/{id}", p.file)
	p.mux.HandleFunc("GET /commands", p.commands)
	p.mux.HandleFunc("POST /do/{what}", p.do)
	p.mux.HandleFunc("POST /picture", p.picture)
	return p, nil
}

// ServeHTTP answers what the page asks for, and nobody else.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) { guard(p.mux).ServeHTTP(w, r) }

// boot is what the scripts of the page begin with.
type boot struct {
	Lang   string            `json:"lang"`
	Zone   string            `json:"zone"`
	Bot    int64             `json:"bot"`
	Name   string            `json:"name"`
	Link   string            `json:"link"`
	Group  int64             `json:"group"`
	Title  string            `json:"title"`
	Me     int64             `json:"me"`
	People []bootPerson      `json:"people"`
	Texts  map[string]string `json:"texts"`
}

type bootPerson struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Part string `json:"part"`
}

func (p *Page) index(w http.ResponseWriter, _ *http.Request) {
	world := p.host.World()
	me, group := world.Server.Me(), world.Group()
	b := boot{
		Lang: world.Lang, Zone: world.Zone.String(), Bot: me.ID, Name: me.First, Link: "https://t.me/" + me.Username,
		Group: group.ID, Title: group.Title, Me: world.Me.ID, Texts: world.Texts,
	}
	for _, u := range world.People {
		b.People = append(b.People, bootPerson{u.ID, u.First, u.Part})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	// A reader that has gone needs no page.
	_ = p.look.Execute(w, map[string]any{"Boot": b, "World": world, "T": world.Texts, "Speed": world.Clock.Speed()})
}
