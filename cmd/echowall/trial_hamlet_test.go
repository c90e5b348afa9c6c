package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
	"echowall/cmd/echowall/config"
	"echowall/flows"
	"echowall/flows/community"
	"echowall/flows/intake"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/voting"
	"echowall/flows/work"
	"echowall/storage"
)

// hamlet is a group whose people talk without end. The first runs it.
type hamlet struct {
	chat   *people.Chat
	people []*people.User
	// button is a message of the chat to press on; what the press says is given beside.
	button int

	mu sync.Mutex
	// done counts what people did, as the journal should have it.
	done map[string]int
	// told is what must be told, and where.
	told []tidings
}

// tidings is a message that must come: its chat, a word that all of its kind have, and what only this one says.
type tidings struct {
	chat       *people.Chat
	kind, says string
}

func newHamlet(server *api.Server, i, size int) *hamlet {
	h := &hamlet{done: map[string]int{}}
	for k := range size {
		h.people = append(h.people, server.AddUser(people.User{First: fmt.Sprintf("Person %d of hamlet %d", k, i),
			Lang: "en"}))
	}
	h.chat = server.AddGroup(fmt.Sprint("Hamlet ", i), h.people[0])
	server.AddBot(h.chat, h.people[0])
	for _, p := range h.people[1:] {
		server.Join(h.chat, p)
	}
	h.button = h.people[0].Say(h.chat, "Here we press.")
	return h
}

// founding does one step of setting up; it tells whether there are more.
func (h *hamlet) founding(step int) bool {
	steps := []string{
		"/setup trial en " + noon(), "/raise The square", "/screen 1 accept big", "/resolve 1 A Trees are planted.",
		"/raise The cable", "/screen 2 accept urgent",
		"/assign 2 power " + time.Now().AddDate(0, 6, 0).Format(time.DateOnly) + " Lay it.",
	}
	owner := h.people[0]
	switch {
	case step == len(steps): // everybody comes to be known by voting,
		for _, p := range h.people {
			h.vote(p)
		}
	case step > len(steps): // and then opens the private chat
		for _, p := range h.people {
			p.Start("")
		}
		return false
	default:
		owner.Say(h.chat, steps[step])
	}
	return true
}

func (h *hamlet) vote(who *people.User) {
	who.PressData(h.chat, h.button, "vote 1.1 "+[]string{"yes", "no", "abstain"}[rand.IntN(3)])
	h.did("vote by " + who.First)
}

// did notes what was done, and what must be told of it.
func (h *hamlet) did(what string, told ...tidings) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.done[what]++
	h.told = append(h.told, told...)
}

// few is how many things that the whole group is told of each hamlet bears in a trial: a group is told fifteen a
// minute.
func few() int { return scale(1, 8) }

// speak lets somebody do something.
func (h *hamlet) speak() {
	who := h.people[rand.IntN(len(h.people))]
	h.mu.Lock()
	raised, progress := h.done["raised"], h.done["progress"]
	supported := h.done["support by "+who.First]
	h.mu.Unlock()
	switch dice := rand.IntN(100); {
	case dice < 3 && raised < few():
		text := fmt.Sprintf("Matter %d of %s", raised, h.chat.Title)
		who.Say(h.chat, "/raise "+text)
		h.did("raised", tidings{h.chat, "Raised by", text})
		h.did(text)
	case dice < 6 && progress < few():
		text := fmt.Sprintf("step %d of %s", progress, h.chat.Title)
		h.people[0].Say(h.people[0].Private(), "/progress 2.1 "+text)
		h.did("progress", tidings{h.chat, "🔧", text})
		h.did(text)
	case dice < 15 && supported == 0 && who != h.people[0]:
		who.Say(who.Private(), "/support 1")
		h.did("support by "+who.First, tidings{who.Private(), "You support", "#1 "})
	default:
		h.vote(who)
	}
}

// said is what the journal should have, and how often.
func (h *hamlet) said() map[string]int {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[string]int{}
	for what, n := range h.done {
		if what != "raised" && what != "progress" {
			all[what] = n
		}
	}
	return all
}

// booked is what the journal has, and how often, beside what was done to set the hamlet up.
func (h *hamlet) booked(t *testing.T, store storage.Store) map[string]int {
	t.Helper()
	_, methods, err := config.Materials()
	if err != nil {
		t.Fatal(err)
	}
	id, err := store.Look(t.Context(), storage.Chats, fmt.Sprint(h.chat.ID))
	if err != nil || id == "" {
		t.Fatalf("%s is not in the directory: %v", h.chat.Title, err)
	}
	names, all := map[int]string{}, map[string]int{}
	err = flows.Read(t.Context(), store, methods, storage.ID(id), func(s *life.State) error {
		for _, p := range h.people {
			names[s.Known(p.ID)] = p.First
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = store.View(t.Context(), storage.ID(id), func(r storage.Reader) error {
		entries, err := r.Journal(1, 1<<20)
		for _, raw := range entries {
			e, unread := journal.Open(raw.Data)
			err = errors.Join(err, unread, tallied(all, e.Events, names))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func tallied(all map[string]int, events []journal.Event, names map[int]string) error {
	for _, raw := range events {
		e, err := community.DecodeEvent(raw.Type, raw.Data)
		if err != nil {
			return err
		}
		switch e := e.(type) {
		case intake.CaseRaised:
			if e.Case > 2 {
				all[e.Text]++
			}
		case work.ProgressNoted:
			all[e.Text]++
		case intake.CaseSupported:
			all["support by "+names[e.Person]]++
		case voting.VoteCast:
			if e.Ballot == "1.1" {
				all["vote by "+names[e.Person]]++
			}
		}
	}
	return nil
}

// untold is what must still be told.
func (h *hamlet) untold(server *api.Server) (missing []string) {
	h.each(server, func(x tidings, n int) {
		if n == 0 {
			missing = append(missing, x.kind+" "+x.says)
		}
	})
	return missing
}

// heard counts what was told, and what was told once too often.
func (h *hamlet) heard(server *api.Server) (told, twice int) {
	h.each(server, func(_ tidings, n int) {
		told += n
		twice += max(n-1, 0)
	})
	return told, twice
}

// each counts how often each thing was told that must be.
func (h *hamlet) each(server *api.Server, fn func(x tidings, n int)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range h.told {
		n := 0
		for _, m := range server.Messages(x.chat) {
			if m.FromBot() && strings.Contains(m.Text, x.kind) && strings.Contains(m.Text, x.says) {
				n++
			}
		}
		fn(x, n)
	}
}

func client() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 40
	return &http.Client{Transport: t, Timeout: time.Minute}
}
