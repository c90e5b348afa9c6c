package flows_test

import (
	"slices"
	"strings"

	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/say"
	"echowall/storage"
)

// chatOf is where a notice is posted; 0 when its reader cannot be reached.
func (v *village) chatOf(r storage.Reader, n say.Notice) (chat int64, err error) {
	err = flows.ReadFrom(r, v.methods, func(s *life.State) error {
		chat = v.chat
		switch p := s.Profile(n.To.Person); {
		case n.To.Chat != 0:
			chat = n.To.Chat
		case n.To.Person != 0 && (p == nil || !p.Reachable):
			chat = 0
		case n.To.Person != 0:
			chat = p.User
		}
		return nil
	})
	return chat, err
}

// heard are the ids of what was told besides answers, since it was last asked for, without views.
func (v *village) heard() []string {
	var ids []string
	for _, x := range v.news {
		if x.View == "" {
			ids = append(ids, x.Message.ID)
		}
	}
	v.news = nil
	return ids
}

// last is the latest notice, of all that have not been asked for, with this message or view.
func (v *village) last(id string) told {
	v.t.Helper()
	for _, x := range slices.Backward(v.news) {
		if x.Message.ID == id || x.View == id {
			return x
		}
	}
	v.t.Fatalf("nobody was told %s", id)
	return told{}
}

// question is what waits for its answer: the id that its buttons carry.
func (v *village) question(prefix string) string {
	v.t.Helper()
	found := ""
	for key, value := range v.records() {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		if _, rest, ok := strings.Cut(value, `"id":"`); ok {
			found, _, _ = strings.Cut(rest, `"`)
		}
	}
	if found == "" {
		v.t.Fatalf("no question waits under %s", prefix)
	}
	return found
}
