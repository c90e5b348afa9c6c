package api_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

func TestLimitOfOneChat(t *testing.T) {
	v := newVillage(t)
	v.alice.Start("")
	p := Params{"chat_id": v.alice.Private(), "text": "x"}
	for range 5 {
		v.must("sendMessage", p)
	}
	r := v.call("sendMessage", p)
	equal(t, "code", r.Code, 429)
	equal(t, "words", r.Description, "Too Many Requests: retry after 1")
	equal(t, "retry_after", r.Parameters.RetryAfter, 1)
	for range 30 {
		v.clock.Jump(time.Second)
		v.must("sendMessage", p)
	}
	equal(t, "429s", v.Stats().TooMany(), 1)
	equal(t, "status", v.Stats().Count("sendMessage", 200), 35)
}

func TestLimitOfAGroup(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	p := Params{"chat_id": g, "text": "x"}
	for range 20 {
		v.must("sendMessage", p)
		v.clock.Jump(2 * time.Second)
	}
	r := v.call("sendMessage", p)
	equal(t, "retry_after", r.Parameters.RetryAfter, 20)
	v.clock.Jump(20 * time.Second)
	v.must("sendMessage", p)
	equal(t, "most in a minute", v.Stats().MaxPerMinute(g.ID), 20)
	v.must("sendChatAction", Params{"chat_id": g, "action": "typing"})
}

func TestLimitOverAll(t *testing.T) {
	v := newVillage(t)
	send := func() int {
		u := v.AddUser(people.User{First: "Somebody"})
		u.Start("")
		return v.call("sendMessage", Params{"chat_id": u.Private(), "text": "x"}).Code
	}
	for i := range 30 {
		equal(t, fmt.Sprint("call ", i), send(), 0)
	}
	equal(t, "one too many", send(), 429)
	v.clock.Jump(time.Second)
	equal(t, "a second later", send(), 0)
	equal(t, "most in a second", v.Stats().MaxPerSecond(), 30)
}

func TestFaults(t *testing.T) {
	v := newVillage(t)
	v.alice.Start("")
	p := Params{"chat_id": v.alice.Private(), "text": "x"}
	post := func() (*http.Response, error) {
		return v.Client().PostForm("http://telegram.sim/bot"+token+"/sendMessage", p.form())
	}
	v.Fail(api.Fault{Method: "sendMessage", Times: 2, Status: 502, Body: "<html>Bad Gateway</html>"})
	for range 2 {
		resp, err := post()
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		equal(t, "status", resp.StatusCode, 502)
		equal(t, "body", string(body), "<html>Bad Gateway</html>")
	}
	v.Fail(api.Fault{Chat: v.alice.ID, RetryAfter: 7})
	equal(t, "retry_after", v.call("sendMessage", p).Parameters.RetryAfter, 7)
	v.Fail(api.Fault{Reset: true})
	if _, err := post(); err == nil {
		t.Error("no reset")
	}
	equal(t, "said so far", len(v.Messages(v.alice.Private())), 1)
	v.Fail(api.Fault{Method: "sendMessage", Lost: true})
	if _, err := post(); err == nil {
		t.Error("the answer was not lost")
	}
	equal(t, "said though the answer was lost", len(v.Messages(v.alice.Private())), 2)
	v.must("sendMessage", p)
	v.Fail(api.Fault{Times: -1, Status: 500})
	equal(t, "without end", v.call("sendMessage", p).Code, 500)
	equal(t, "without end", v.call("getMe", nil).Code, 500)
	v.ClearFaults()
	v.must("getMe", nil)
}

func TestDown(t *testing.T) {
	v := newVillage(t)
	url, err := v.Start()
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	get := func() error {
		resp, err := client.Get(url + "/bot" + token + "/getMe")
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	if err := get(); err != nil {
		t.Fatal(err)
	}
	polled := make(chan error)
	go func() {
		_, err := v.Client().Get("http://telegram.sim/bot" + token + "/getUpdates?timeout=50")
		polled <- err
	}()
	if err := v.Await(within(t), v.Polling); err != nil {
		t.Fatal(err)
	}
	v.Down(time.Minute)
	if <-polled == nil {
		t.Error("the waiting poll outlived the connection")
	}
	if get() == nil {
		t.Error("up while down")
	}
	v.clock.Jump(time.Minute)
	if err := get(); err != nil {
		t.Error(err)
	}
}

func TestCloseEndsWaitingCalls(t *testing.T) {
	v := newVillage(t)
	polled := make(chan error)
	go func() {
		_, err := v.Client().Get("http://telegram.sim/bot" + token + "/getUpdates?timeout=50")
		polled <- err
	}()
	if err := v.Await(within(t), v.Polling); err != nil {
		t.Fatal(err)
	}
	v.Close()
	if <-polled == nil {
		t.Error("the call was answered")
	}
	if _, err := v.Client().Get("http://telegram.sim/bot" + token + "/getMe"); err == nil {
		t.Error("a closed server answers")
	}
}

// TestHungUp sees that a call whose sender went away in the middle counts as none: no violation, no effect.
func TestHungUp(t *testing.T) {
	v := newVillage(t)
	body := io.MultiReader(strings.NewReader("chat_id=1&te"), iotest.ErrReader(io.ErrUnexpectedEOF))
	r := httptest.NewRequest(http.MethodPost, "/bot"+token+"/sendMessage", body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	func() {
		defer func() { _ = recover() }() // the way to cut a connection that cannot be hijacked
		v.Handler().ServeHTTP(httptest.NewRecorder(), r)
	}()
	equal(t, "calls", len(v.Stats().Calls), 0)
	equal(t, "violations", len(v.Stats().Violations), 0)
}
