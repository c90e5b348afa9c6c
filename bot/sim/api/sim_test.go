package api_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

const token = "42:TEST"

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// village is a server with a bot, people, and a clock that moves only when it is told to.
type village struct {
	*api.Server
	t     *testing.T
	clock *people.JumpClock
	alice *people.User
	bob   *people.User
}

func newVillage(t *testing.T) *village {
	t.Helper()
	clock := people.NewJumpClock(time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), 0)
	s := api.New(api.Config{Token: token, Username: "echo_wall_bot", Name: "Echo Wall", Clock: clock})
	t.Cleanup(s.Close)
	return &village{
		Server: s, t: t, clock: clock,
		alice: s.AddUser(people.User{First: "Alice", Username: "alice", Lang: "en"}),
		bob:   s.AddUser(people.User{First: "王", Last: "秀英", Lang: "zh-hans"}),
	}
}

// reply is what the Bot API answers.
type reply struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// Params of a call; chats and numbers are written as Telegram wants them.
type Params map[string]any

func (p Params) form() url.Values {
	form := url.Values{}
	for k, v := range p {
		switch v := v.(type) {
		case string:
			form.Set(k, v)
		case int:
			form.Set(k, strconv.Itoa(v))
		case *people.Chat:
			form.Set(k, strconv.FormatInt(v.ID, 10))
		default:
			raw, _ := json.Marshal(v)
			form.Set(k, string(raw))
		}
	}
	return form
}

// call makes one raw call.
func (v *village) call(method string, p Params) reply {
	v.t.Helper()
	resp, err := v.Client().PostForm("http://telegram.sim/bot"+token+"/"+method, p.form())
	if err != nil {
		v.t.Fatalf("%s: %v", method, err)
	}
	defer resp.Body.Close()
	return v.read(method, resp)
}

func (v *village) read(method string, resp *http.Response) reply {
	v.t.Helper()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatalf("%s: %v", method, err)
	}
	var r reply
	if err := json.Unmarshal(body, &r); err != nil {
		v.t.Fatalf("%s: %v in %s", method, err, body)
	}
	if want := r.Code; r.OK == (resp.StatusCode != 200) || !r.OK && resp.StatusCode != want {
		v.t.Errorf("%s: HTTP %d with %s", method, resp.StatusCode, body)
	}
	return r
}

// must makes a call that has to succeed.
func (v *village) must(method string, p Params) reply {
	v.t.Helper()
	r := v.call(method, p)
	if !r.OK {
		v.t.Fatalf("%s%v: %s", method, p, r.Description)
	}
	return r
}

// send sends a text as the bot and returns its message id. Each is a while after the last, so that limits do not
// matter.
func (v *village) send(chat *people.Chat, text string, more Params) int {
	v.t.Helper()
	v.clock.Jump(time.Minute)
	p := Params{"chat_id": chat, "text": text}
	for k, x := range more {
		p[k] = x
	}
	var m struct {
		ID int `json:"message_id"`
	}
	if err := json.Unmarshal(v.must("sendMessage", p).Result, &m); err != nil {
		v.t.Fatal(err)
	}
	return m.ID
}

// refuses makes a call that has to be refused in these words.
func (v *village) refuses(method string, p Params, code int, words string) reply {
	v.t.Helper()
	v.clock.Jump(time.Minute)
	r := v.call(method, p)
	if r.OK || r.Code != code || !strings.Contains(r.Description, words) {
		v.t.Errorf("%s%v: got %d %q, want %d %q", method, p, r.Code, r.Description, code, words)
	}
	return r
}

// Update is what of an update the tests look at.
type Update struct {
	ID       int64           `json:"update_id"`
	Message  *Record         `json:"message"`
	Edited   *Record         `json:"edited_message"`
	Post     *Record         `json:"channel_post"`
	Query    json.RawMessage `json:"callback_query"`
	MyMember json.RawMessage `json:"my_chat_member"`
	Member   json.RawMessage `json:"chat_member"`
	Reaction json.RawMessage `json:"message_reaction"`
}

type Record struct {
	ID         int             `json:"message_id"`
	Text       string          `json:"text"`
	Caption    string          `json:"caption"`
	Topic      int             `json:"message_thread_id"`
	IsTopic    bool            `json:"is_topic_message"`
	Album      string          `json:"media_group_id"`
	From       *people.User    `json:"from"`
	SenderChat *people.Chat    `json:"sender_chat"`
	Chat       people.Chat     `json:"chat"`
	ReplyTo    *Record         `json:"reply_to_message"`
	Markup     json.RawMessage `json:"reply_markup"`
	NewMembers []people.User   `json:"new_chat_members"`
	MigrateTo  int64           `json:"migrate_to_chat_id"`
	MigratedBy int64           `json:"migrate_from_chat_id"`
	Auto       bool            `json:"is_automatic_forward"`
	Photo      []struct {
		ID string `json:"file_id"`
	} `json:"photo"`
}

// updates fetches and acknowledges all that waits.
func (v *village) updates() []Update {
	v.t.Helper()
	var out []Update
	if err := json.Unmarshal(v.must("getUpdates", nil).Result, &out); err != nil {
		v.t.Fatal(err)
	}
	if n := len(out); n > 0 {
		v.must("getUpdates", Params{"offset": int(out[n-1].ID + 1)})
	}
	return out
}

// heard are the texts of the messages that reached the bot.
func (v *village) heard() []string {
	v.t.Helper()
	var out []string
	for _, u := range v.updates() {
		if u.Message != nil && u.Message.Text != "" {
			out = append(out, u.Message.Text)
		}
	}
	return out
}

func (v *village) group() *people.Chat {
	g := v.AddGroup("Village", v.alice)
	v.AddBot(g, v.alice)
	return g
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func equalSlices[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// within is a context for conditions that ought to hold at once.
func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}
