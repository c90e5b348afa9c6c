package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

func (v *village) fetch(p Params) []Update {
	v.t.Helper()
	var out []Update
	if err := json.Unmarshal(v.must("getUpdates", p).Result, &out); err != nil {
		v.t.Fatal(err)
	}
	return out
}

func TestUpdatesAreRedeliveredUntilAcknowledged(t *testing.T) {
	v := newVillage(t)
	v.alice.Start("")
	v.alice.Say(v.alice.Private(), "one")
	v.alice.Say(v.alice.Private(), "two")
	first := v.fetch(Params{"limit": 2})
	equal(t, "limit", len(first), 2)
	equal(t, "again", v.fetch(nil)[0].ID, first[0].ID)
	equal(t, "pending", v.Pending(), 3)
	rest := v.fetch(Params{"offset": int(first[1].ID + 1)})
	equal(t, "rest", len(rest), 1)
	equal(t, "text", rest[0].Message.Text, "two")
	equal(t, "consecutive", rest[0].ID, first[1].ID+1)
	equal(t, "forgotten", len(v.fetch(nil)), 1)
	v.alice.Say(v.alice.Private(), "three")
	equal(t, "last by negative offset", v.fetch(Params{"offset": -1})[0].Message.Text, "three")
	equal(t, "pending at the end", v.Pending(), 1)
	v.clock.Jump(25 * time.Hour)
	equal(t, "after a day", len(v.fetch(nil)), 0)
}

func TestAllowedUpdatesAreRemembered(t *testing.T) {
	v := newVillage(t)
	g := v.AddSupergroup("Village", v.alice)
	v.AddBot(g, v.alice)
	v.PromoteBot(g, v.alice, people.Rights{})
	id := v.bob.Say(g, "hello")
	v.updates()
	v.bob.React(g, id, "👍")
	v.Join(g, v.bob)
	for _, u := range v.updates() {
		if u.Reaction != nil || u.Member != nil {
			t.Errorf("came unasked: %+v", u)
		}
	}
	v.fetch(Params{"allowed_updates": []string{"message_reaction"}})
	v.bob.React(g, id, "🔥")
	v.bob.Say(g, "hello")
	got := v.fetch(nil)
	if len(got) != 1 || got[0].Reaction == nil {
		t.Errorf("got %+v, want the reaction alone", got)
	}
}

func TestLongPollOnJumpClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := newVillage(t)
		answered := make(chan []Update, 1)
		go func() { answered <- v.fetch(Params{"timeout": 30}) }()
		synctest.Wait()
		v.clock.Jump(29 * time.Second)
		synctest.Wait()
		equal(t, "answers before the time", len(answered), 0)
		v.clock.Jump(time.Second)
		equal(t, "updates", len(<-answered), 0)
	})
}

func TestLongPollInBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := api.New(api.Config{Token: token, Username: "echo_wall_bot"})
		defer s.Close()
		alice := s.AddUser(people.User{First: "Alice"})
		begun := time.Now()
		poll := func() string {
			resp, err := s.Client().Get("http://telegram.sim/bot" + token + "/getUpdates?timeout=50")
			if err != nil {
				return err.Error()
			}
			defer resp.Body.Close()
			var r reply
			if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
				return err.Error()
			}
			return string(r.Result)
		}
		equal(t, "nothing", poll(), "[]")
		equal(t, "waited", time.Since(begun), 50*time.Second)
		answered := make(chan string, 1)
		go func() { answered <- poll() }()
		synctest.Wait()
		equal(t, "answers while nothing happens", len(answered), 0)
		alice.Start("")
		if got := <-answered; !strings.Contains(got, `"/start"`) {
			t.Errorf("got %s", got)
		}
		equal(t, "waited no longer", time.Since(begun), 50*time.Second)
	})
}

func TestSecondPollEndsTheFirst(t *testing.T) {
	v := newVillage(t)
	first := make(chan reply)
	go func() { first <- v.call("getUpdates", Params{"timeout": 50}) }()
	if err := v.Await(within(t), v.Polling); err != nil {
		t.Fatal(err)
	}
	v.must("getUpdates", nil)
	r := <-first
	equal(t, "code", r.Code, 409)
	if !strings.Contains(r.Description, "terminated by other getUpdates request") {
		t.Error(r.Description)
	}
}

func TestClientThatLeavesFreesThePoll(t *testing.T) {
	v := newVillage(t)
	ctx, leave := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, "GET", "http://telegram.sim/bot"+token+"/getUpdates?timeout=50", nil)
	if err != nil {
		t.Fatal(err)
	}
	left := make(chan error)
	go func() {
		_, err := v.Client().Do(r)
		left <- err
	}()
	if err := v.Await(within(t), v.Polling); err != nil {
		t.Fatal(err)
	}
	leave()
	if err := <-left; err == nil {
		t.Error("the client did not leave")
	}
	if err := v.Await(within(t), func() bool { return !v.Polling() }); err != nil {
		t.Fatal(err)
	}
}

func TestWebhook(t *testing.T) {
	v := newVillage(t)
	v.refuses("setWebhook", Params{"url": "http://example.org/hook"}, 400, "HTTPS URL must be provided")
	v.refuses("setWebhook", Params{"url": "https://example.org:8080/hook"}, 400, "only on ports")
	v.refuses("setWebhook", Params{"url": "https://example.org/hook", "secret_token": "a b"}, 400, "unallowed characters")
	v.must("setWebhook", Params{"url": "https://example.org/hook", "secret_token": "s3cret"})
	v.refuses("getUpdates", nil, 409, "can't use getUpdates method while webhook is active")
	v.alice.Start("")
	v.alice.Say(v.alice.Private(), "again")
	status := 500
	var bodies []int64
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		equal(t, "secret", r.Header.Get("X-Telegram-Bot-Api-Secret-Token"), "s3cret")
		equal(t, "path", r.URL.Path, "/hook")
		var u Update
		if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
			t.Error(err)
		}
		bodies = append(bodies, u.ID)
		w.WriteHeader(status)
	})
	if err := v.Deliver(t.Context(), h); err == nil {
		t.Error("a failed delivery is no error")
	}
	equal(t, "pending", v.Pending(), 2)
	if !strings.Contains(string(v.must("getWebhookInfo", nil).Result), strconv.Itoa(500)) {
		t.Error("the last error is not told")
	}
	status = 200
	if err := v.Deliver(t.Context(), h); err != nil {
		t.Error(err)
	}
	equal(t, "pending", v.Pending(), 0)
	equalSlices(t, "deliveries", bodies, []int64{bodies[0], bodies[0], bodies[0] + 1})
	v.must("deleteWebhook", nil)
	v.must("getUpdates", nil)
}

func TestInject(t *testing.T) {
	v := newVillage(t)
	if err := v.Inject(`{"message":{"message_id":7,"text":"forged"}}`); err != nil {
		t.Fatal(err)
	}
	if err := v.Inject(`{"update_id":900000000,"poll":{}}`); err != nil {
		t.Fatal(err)
	}
	if v.Inject(`[`) == nil {
		t.Error("took what is no JSON")
	}
	got := v.updates()
	equal(t, "text", got[0].Message.Text, "forged")
	equal(t, "given id", got[1].ID, 900000000)
}
