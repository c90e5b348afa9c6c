package bot

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"

	"echowall/bot/hearing"
	"echowall/bot/whose"
	"echowall/flows/dialog"
)

// shortVote is how long a vote in words is at most, in characters.
const shortVote = 40

// unkept tells whether an update must not be written down though the program stumbled over it: what is set aside lies
// in the store beside its sender, and this may be a vote in a secret ballot. Where it is not known what is going on,
// whatever may be a vote is taken for one. An error says that the store could not tell.
func (b *Bot) unkept(ctx context.Context, raw json.RawMessage, s *stumbled) (secret bool, err error) {
	u := &models.Update{}
	if err := json.Unmarshal(raw, u); err != nil || !b.mayVote(u) {
		return false, nil
	}
	if s == nil {
		return true, nil
	}
	defer func() {
		if recover() != nil {
			secret = true // whatever the program stumbled over, it may stumble over again here
		}
	}()
	err = b.read(ctx, s.home, func(state *stateOf) error {
		secret = votesSecretly(state)
		return nil
	})
	return secret, err
}

// opens tells whether an update says a code, which must not be written down either: it may be good for long, and the
// store, where it would lie, be read by others.
func opens(verbs dialog.Grammar, raw json.RawMessage) bool {
	u := &models.Update{}
	if json.Unmarshal(raw, u) != nil {
		return false
	}
	for _, m := range []*models.Message{u.Message, u.EditedMessage, u.ChannelPost} {
		if m != nil && hearing.Opens(verbs, m.Text+m.Caption) {
			return true
		}
	}
	return false
}

// votesSecretly tells whether a secret ballot is under way.
func votesSecretly(s *stateOf) bool {
	if s.Head() == nil {
		return false
	}
	for _, c := range s.OpenCases() {
		if x := s.Ballot(c.Talk.Ballot); x != nil && x.Rule.Secret {
			return true
		}
	}
	return false
}

// mayVote tells whether an update may be a vote: by a command in it, or because it is as short as an answer in words.
func (b *Bot) mayVote(u *models.Update) bool {
	said := func(m *models.Message) bool {
		text := m.Text + m.Caption
		return utf8.RuneCountInString(text) <= shortVote && !strings.HasPrefix(text, "/") ||
			hearing.Votes(b.Verbs, text)
	}
	switch {
	case u.CallbackQuery != nil:
		_, line := whose.Unmarked(u.CallbackQuery.Data)
		return meansReplied(line) || hearing.Votes(b.Verbs, "/"+line)
	case u.Message != nil:
		return said(u.Message)
	case u.EditedMessage != nil:
		return said(u.EditedMessage)
	}
	return false
}
