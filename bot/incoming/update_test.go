package incoming

import (
	"encoding/json"
	"testing"

	"github.com/go-telegram/bot/models"
)

// TestAPressIsReadAsTheLibraryReadsIt holds the short way of reading a press against the long one.
func TestAPressIsReadAsTheLibraryReadsIt(t *testing.T) {
	for name, raw := range map[string]string{
		"in a group": `{"update_id":7,"callback_query":{"id":"q","from":{"id":3,"is_bot":false,"first_name":"芳",
			"last_name":"王","username":"wang","language_code":"zh-hans"},
			"message":{"message_id":12,"date":1700000000,"chat":{"id":-100,"type":"supergroup","title":"Village"},"text":"Vote",
			"reply_markup":{"inline_keyboard":[[{"text":"yes","callback_data":"vote 1.1 yes"}]]}},
			"chat_instance":"5","data":"vote 1.1 yes"}}`,
		"in a topic": `{"update_id":7,"callback_query":{"id":"q","from":{"id":3},"message":{"message_id":12,
			"message_thread_id":4,"is_topic_message":true,
			"date":1700000000,"chat":{"id":-100,"type":"supergroup"}},"data":"wall"}}`,
		"in private": `{"update_id":7,"callback_query":{"id":"q","from":{"id":3},"message":{"message_id":12,` +
			`"date":1700000000,"chat":{"id":3,"type":"private"}},"data":"mine"}}`,
		"in answer to something": `{"update_id":7,"callback_query":{"id":"q","from":{"id":3},"message":{"message_id":12,` +
			`"date":1700000000,"chat":{"id":3,"type":"private"},"reply_to_message":{"message_id":11,"date":1,` +
			`"chat":{"id":3,"type":"private"},"text":"/support 1"}},"data":"once c1"}}`,
		"too old to show": `{"update_id":7,"callback_query":{"id":"q","from":{"id":3},"message":{"message_id":12,` +
			`"date":0,"chat":{"id":-100,"type":"supergroup"}},"data":"wall"}}`,
		"without message": `{"update_id":7,"callback_query":{"id":"q","from":{"id":3},"inline_message_id":"i",` +
			`"data":"wall"}}`,
		"without data": `{"update_id":7,"callback_query":{"id":"q","from":{"id":3},"message":{"message_id":12,"date":1,` +
			`"chat":{"id":3,"type":"private"}},"game_short_name":"g"}}`,
	} {
		var long models.Update
		if err := json.Unmarshal([]byte(raw), &long); err != nil {
			t.Fatal(name, err)
		}
		short := readPress(json.RawMessage(raw))
		if short == nil {
			t.Errorf("%s: not read", name)
			continue
		}
		got, want := placeOf(short.CallbackQuery), placeOf(long.CallbackQuery)
		a, b := short.CallbackQuery, long.CallbackQuery
		if got != want || short.ID != long.ID || a.ID != b.ID || a.From != b.From || a.Data != b.Data {
			t.Errorf("%s: read %+v on %+v, the library %+v on %+v", name, a, got, b, want)
		}
	}
	for name, raw := range map[string]string{
		"a message": `{"update_id":7,"message":{"message_id":1,"date":1,"chat":{"id":3,"type":"private"},` +
			`"text":"a"}}`,
		"a message that quotes": `{"update_id":7,"message":{"message_id":1,"date":1,"chat":{"id":3,"type":"private"},` +
			`"text":"\"callback_query\""}}`,
		"a malformed one": `{"update_id":7,"callback_query":"q"}`,
	} {
		if readPress(json.RawMessage(raw)) != nil {
			t.Errorf("%s is read as a press", name)
		}
	}
}

// place is where a press was made, and on an answer to which words.
type place struct {
	chat            int64
	message, thread int
	private, old    bool
	words           string
}

func placeOf(q *models.CallbackQuery) place {
	if m := q.Message.InaccessibleMessage; m != nil {
		return place{chat: m.Chat.ID, message: m.MessageID, old: true}
	}
	m := q.Message.Message
	if m == nil {
		return place{}
	}
	at := place{m.Chat.ID, m.ID, m.MessageThreadID, m.Chat.Type == models.ChatTypePrivate, false, ""}
	if m.ReplyToMessage != nil {
		at.words = m.ReplyToMessage.Text
	}
	return at
}
