package method_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"echowall/bot/sim/api/method"
)

// call are the parameters of a call, and the files that come with it.
func call(values map[string]string, files ...string) method.Params {
	p := method.Params{Values: values, Files: map[string]method.Upload{}}
	for _, name := range files {
		p.Files[name] = method.Upload{Name: "x.jpg", Data: []byte("x")}
	}
	return p
}

func TestWhatAMethodTakes(t *testing.T) {
	type values = map[string]string
	for _, c := range []struct {
		rule, method string
		p            method.Params
		says         string // "" where it fits
		violates     bool
	}{
		{"nothing", "getMe", call(nil), "", false},
		{"nothing that is not needed", "sendMessage", call(values{"chat_id": "1", "text": "x"}), "", false},
		{"a chat by its name", "sendMessage", call(values{"chat_id": "@lane", "text": "x"}), "", false},
		{"a group by its number", "getChat", call(values{"chat_id": "-1001"}), "", false},
		{"no chat", "sendMessage", call(values{"text": "x"}), "chat_id is empty", false},
		{"no text", "sendMessage", call(values{"chat_id": "1"}), "message text is empty", false},
		{"no message", "deleteMessage", call(values{"chat_id": "1"}), "message identifier is not specified", false},
		{"nobody", "getChatMember", call(values{"chat_id": "1"}), "invalid user_id specified", false},
		{"no file", "getFile", call(nil), "file_id not specified", false},
		{"no photo", "sendPhoto", call(values{"chat_id": "1"}), "there is no photo in the request", false},
		{"no document", "sendDocument", call(values{"chat_id": "1"}), "there is no document in the request", false},
		{"no album", "sendMediaGroup", call(values{"chat_id": "1"}), "there is no media in the request", false},
		{"no action", "sendChatAction", call(values{"chat_id": "1"}), "wrong parameter action in request", false},
		{"no address", "setWebhook", call(nil), "url is empty", false},
		{"a photo that came along", "sendPhoto", call(values{"chat_id": "1"}, "photo"), "", false},
		{"a photo by its id", "sendPhoto", call(values{"chat_id": "1", "photo": "AgAD"}), "", false},
		{
			"a photo that is named", "sendMediaGroup",
			call(values{"chat_id": "1", "media": `[{"media":"attach://one"}]`}, "one"), "", false,
		},
		{
			"a photo that nobody names", "sendMediaGroup", call(values{"chat_id": "1", "media": `[]`}, "one"),
			`unknown file "one"`, true,
		},
		{"a text as a file", "sendMessage", call(values{"chat_id": "1"}, "text"), `parameter "text" is not a file`, true},
		{"what it does not take", "getMe", call(values{"limit": "1"}), `unknown parameter "limit"`, true},
		{"another spelling", "getChat", call(values{"chat_id": "1", "Chat_id": "1"}), `unknown parameter "Chat_id"`, true},
		{"a chat without a name", "getChat", call(values{"chat_id": "@"}), `wrong type: "@"`, true},
		{"a chat that is a word", "getChat", call(values{"chat_id": "lane"}), `wrong type: "lane"`, true},
		{"a number with a fraction", "getUpdates", call(values{"offset": "1.5"}), `wrong type: "1.5"`, true},
		{"a number that is empty", "getUpdates", call(values{"limit": ""}), `wrong type: ""`, true},
		{"a number too large", "getUpdates", call(values{"offset": "9223372036854775808"}), "wrong type", true},
		{"true is a truth", "deleteWebhook", call(values{"drop_pending_updates": "true"}), "", false},
		{"one is a truth", "deleteWebhook", call(values{"drop_pending_updates": "1"}), "", false},
		{"yes is none", "deleteWebhook", call(values{"drop_pending_updates": "yes"}), `wrong type: "yes"`, true},
		{"a list", "getUpdates", call(values{"allowed_updates": `["message"]`}), "", false},
		{"half a list", "getUpdates", call(values{"allowed_updates": `["message"`}), "wrong type", true},
		{"no list", "getUpdates", call(values{"allowed_updates": ``}), "wrong type", true},
	} {
		err := c.p.Check(method.Spec()[c.method])
		var refusal *method.Error
		var violation method.Violation
		switch {
		case c.says == "" && err != nil:
			t.Errorf("%s: %v", c.rule, err)
		case c.says != "" && (!errors.As(err, &refusal) || refusal.Code != 400 ||
			!strings.HasPrefix(refusal.Text, "Bad Request: ") || !strings.Contains(refusal.Text, c.says)):
			t.Errorf("%s: %v, expected %q", c.rule, err, c.says)
		case errors.As(err, &violation) != c.violates:
			t.Errorf("%s: a violation is %v: %v", c.rule, !c.violates, err)
		}
	}
}

// TestEachMethodRefusesWhatItLacks takes every method with nothing, and with all that is no parameter of any.
func TestEachMethodRefusesWhatItLacks(t *testing.T) {
	bare := []string{ // those that do something with nothing said
		"getMe", "getUpdates", "deleteWebhook", "getWebhookInfo", "editMessageText", "editMessageCaption",
		"editMessageReplyMarkup", "deleteMyCommands", "getMyCommands", "setMyDescription", "setMyShortDescription",
	}
	for name, takes := range method.Spec() {
		if err := call(nil).Check(takes); (err == nil) != slices.Contains(bare, name) {
			t.Errorf("%s with nothing: %v", name, err)
		}
		var violation method.Violation
		if err := call(map[string]string{"nonsense": "1"}).Check(takes); slices.Contains(bare, name) &&
			!errors.As(err, &violation) {
			t.Errorf("%s with nonsense: %v", name, err)
		}
	}
}
