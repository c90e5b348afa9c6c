// Package refusal reads what Telegram says when it refuses a call: whether it refuses a message or a whole place, and
// for how long it wants to be left alone.
//
// It makes no calls and decides nothing: package bot does, by what is read here. Telegram documents none of these
// words, so each that is known stands in a table here, and what is unknown is taken for the message's own fault.
package refusal

import (
	"errors"
	"strings"
	"time"

	telegram "github.com/go-telegram/bot"

	"echowall/flows/say"
)

// ClosureOf tells from what Telegram refuses that the place takes nothing for the moment, and why; "" where it refuses
// this message alone. What it forbids it forbids in a place; what it calls a bad request may be either, and is told by
// its words.
func ClosureOf(err error) say.Closure {
	forbidden := errors.Is(err, telegram.ErrorForbidden)
	if !forbidden && !errors.Is(err, telegram.ErrorBadRequest) {
		return ""
	}
	words := strings.ToLower(err.Error())
	for _, known := range []struct {
		why   say.Closure
		signs []string
	}{
		{say.TopicClosed, []string{"thread not found", "topic_", "topic is", "topic not found", "message_thread"}},
		{say.Removed, []string{"kicked", "not a member", "chat not found", "deactivated", "peer_id_invalid",
			"channel_private", "channel_invalid"}},
		{say.Muted, []string{
			"rights", "chat_write_forbidden", "chat_send_", "chat_restricted", "chat_admin_required",
			"chat_guest_send_forbidden", "user_restricted",
			"administrator", "user_banned_in_channel", "can't write", "have no", "slowmode", "allow_payment_required",
			"chat is restricted",
		}},
	} {
		for _, sign := range known.signs {
			if strings.Contains(words, sign) {
				return known.why
			}
		}
	}
	if forbidden {
		return say.Muted
	}
	return ""
}

// OfMedia tells whether a place takes words, but not what came with them.
func OfMedia(err error) bool {
	words := strings.ToLower(err.Error())
	for _, sign := range []string{"send photos", "send documents", "send media", "chat_send_photos", "chat_send_docs",
		"chat_send_media"} {
		if strings.Contains(words, sign) {
			return true
		}
	}
	return false
}

// IsGone tells whether an edit failed because there is no such message to edit any more.
func IsGone(err error) bool {
	if err == nil {
		return false
	}
	for _, sign := range []string{"message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"} {
		if strings.Contains(err.Error(), sign) {
			return true
		}
	}
	return false
}

// later is how long to wait after a 429 that does not say.
const later = time.Second

// Patience is how long Telegram asked to be left alone, and no longer.
func Patience(wait *telegram.TooManyRequestsError) time.Duration {
	if wait.RetryAfter > 0 {
		return time.Duration(wait.RetryAfter) * time.Second
	}
	return later
}
