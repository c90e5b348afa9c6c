package refusal_test

import (
	"fmt"
	"testing"
	"time"

	telegram "github.com/go-telegram/bot"

	"echowall/bot/refusal"
	"echowall/flows/say"
)

// TestNoPlaceIsTakenForAMessage tells the refusals of a place from those of a message.
func TestNoPlaceIsTakenForAMessage(t *testing.T) {
	for words, want := range map[string]say.Closure{
		"not enough rights to send text messages to the chat": say.Muted,
		"have no rights to send a message":                    say.Muted,
		"CHAT_WRITE_FORBIDDEN":                                say.Muted,
		"CHAT_SEND_PLAIN_FORBIDDEN":                           say.Muted,
		"need administrator rights in the channel chat":       say.Muted,
		"message thread not found":                            say.TopicClosed,
		"TOPIC_CLOSED":                                        say.TopicClosed,
		"TOPIC_DELETED":                                       say.TopicClosed,
		"chat not found":                                      say.Removed,
		"group chat was deactivated":                          say.Removed,
		"can't parse entities: unsupported start tag":         "",
		"message is too long":                                 "",
		"message text is empty":                               "",
		"BUTTON_DATA_INVALID":                                 "",
		"wrong file identifier/HTTP URL specified":            "",
		"PHOTO_INVALID_DIMENSIONS":                            "",
		"message can't be edited":                             "",
		"message to be replied not found":                     "",
	} {
		if got := refusal.ClosureOf(fmt.Errorf("%w, Bad Request: %s", telegram.ErrorBadRequest, words)); got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
	for words, want := range map[string]say.Closure{
		"bot was kicked from the supergroup chat": say.Removed,
		"bot is not a member of the channel chat": say.Removed,
		"something nobody has heard of":           say.Muted,
	} {
		if got := refusal.ClosureOf(fmt.Errorf("%w, Forbidden: %s", telegram.ErrorForbidden, words)); got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
	if got := refusal.ClosureOf(fmt.Errorf("%w, rights", telegram.ErrorNotFound)); got != "" {
		t.Errorf("another error closes a place: %q", got)
	}
}

// TestNoWaitIsLongerThanTelegramSays reads how long Telegram wants to be left alone.
func TestNoWaitIsLongerThanTelegramSays(t *testing.T) {
	for said, want := range map[int]time.Duration{0: time.Second, 1: time.Second, 3: 3 * time.Second, 3600: time.Hour} {
		if got := refusal.Patience(&telegram.TooManyRequestsError{RetryAfter: said}); got != want {
			t.Errorf("told to wait %d s it waits %s", said, got)
		}
	}
}
