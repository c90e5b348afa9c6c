package api_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// hook is a webhook that fails the first time each update comes, and answers a press in its answer.
type hook struct {
	mu    sync.Mutex
	tries map[string]int
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.tries[string(body)]++; h.tries[string(body)] == 1 {
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
	if r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s3cret" {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(w, `{"method":"answerCallbackQuery","callback_query_id":"4000000000000001","text":"noted"}`)
}

// TestPush brings updates to a webhook until they are taken, and carries out the call in the answer.
func TestPush(t *testing.T) {
	s := api.New(api.Config{Token: token,
		Username: "echo_wall_bot"}) // on the wall's clock: what is not taken comes again a moment later
	defer s.Close()
	v := &village{Server: s, t: t}
	h := &hook{tries: map[string]int{}}
	server := httptest.NewServer(h)
	defer server.Close()
	ctx, cancel := context.WithCancel(t.Context())
	var pushing sync.WaitGroup
	defer pushing.Wait()
	defer cancel()
	pushing.Go(func() { s.Push(ctx, server.Client(), server.URL) })
	v.must("setWebhook", Params{"url": "https://village.example/hook", "secret_token": "s3cret"})
	alice := s.AddUser(people.User{First: "Alice"})
	alice.Start("")
	q := alice.PressData(alice.Private(), alice.Say(alice.Private(), "hello"), "vote 1 yes")
	err := s.Await(ctx, func() bool { _, _, answered := q.Answer(); return answered && s.Pending() == 0 })
	if text, _, _ := q.Answer(); err != nil || text != "noted" {
		t.Errorf("the press was answered with %q (%v)", text, err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for update, n := range h.tries {
		if n != 2 {
			t.Errorf("brought %d times: %s", n, update)
		}
	}
	if len(h.tries) != 3 || len(s.Stats().Violations) > 0 {
		t.Errorf("%d updates came, violations %q", len(h.tries), s.Stats().Violations)
	}
}
