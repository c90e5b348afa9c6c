package api

import (
	"strings"

	"echowall/bot/sim/api/markup"
	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

// The longest texts, in UTF-16 units after parsing.
const (
	maxText    = 4096
	maxCaption = 1024
)

func (c *call) getMe() (any, error) {
	return struct {
		*people.User
		CanJoin  bool `json:"can_join_groups"`
		ReadsAll bool `json:"can_read_all_group_messages"`
		Inline   bool `json:"supports_inline_queries"`
	}{c.s.Me(), true, c.s.SeesAll, false}, nil
}

func (c *call) sendMessage() (any, error) {
	m, err := c.draft()
	if err != nil {
		return nil, err
	}
	if err := c.text(m, "text", "entities", maxText); err != nil {
		return nil, err
	}
	if m.Text == "" {
		return nil, method.BadRequest("message text is empty")
	}
	return c.deliver(m)
}

func (c *call) sendPhoto() (any, error) {
	m, err := c.captioned()
	if err != nil {
		return nil, err
	}
	if err := c.attachPhoto(m, "photo", c.params.Text("photo")); err != nil {
		return nil, err
	}
	return c.deliver(m)
}

func (c *call) sendDocument() (any, error) {
	m, err := c.captioned()
	if err != nil {
		return nil, err
	}
	if err := c.attachDocument(m, "document", c.params.Text("document")); err != nil {
		return nil, err
	}
	return c.deliver(m)
}

func (c *call) captioned() (*people.Record, error) {
	m, err := c.draft()
	if err != nil {
		return nil, err
	}
	return m, c.text(m, "caption", "caption_entities", maxCaption)
}

// draft is the message a sending method is to send, with all but its content.
func (c *call) draft() (*people.Record, error) {
	chat, err := c.chatToWrite()
	if err != nil {
		return nil, err
	}
	if chat.Type == people.Channel && !c.me(chat).Can(func(r people.Rights) bool { return r.Post }) {
		return nil, method.BadRequest("need administrator rights in the channel chat")
	}
	m := &people.Record{Message: people.Message{Chat: chat, From: c.s.Me()}}
	if chat.Type == people.Channel {
		m.SenderChat = chat
	}
	if err := c.place(m); err != nil {
		return nil, err
	}
	return m, c.keyboard(m)
}

type replyParameters struct {
	ID        int  `json:"message_id"`
	Chat      any  `json:"chat_id"`
	Allow     bool `json:"allow_sending_without_reply"`
	Quote     any  `json:"quote"`
	QuoteMode any  `json:"quote_parse_mode"`
	QuoteEnts any  `json:"quote_entities"`
	QuotePos  any  `json:"quote_position"`
	Task      any  `json:"checklist_task_id"`
	Option    *any `json:"poll_option_id"`
}

// place puts the draft into its topic, and under what it answers.
func (c *call) place(m *people.Record) error {
	m.Topic = int(c.params.Int("message_thread_id"))
	if m.Topic != 0 && !m.Chat.HasTopic(m.Topic) {
		return method.BadRequest("message thread not found")
	}
	if !c.params.Has("reply_parameters") {
		return nil
	}
	var r replyParameters
	if err := c.params.Decode("reply_parameters", &r); err != nil {
		return err
	}
	to := m.Chat.Find(r.ID)
	if to == nil && !r.Allow {
		return method.BadRequest("message to be replied not found")
	}
	if to == nil {
		return nil
	}
	m.ReplyTo = r.ID
	if m.Topic == 0 && m.Chat.Forum {
		m.Topic = to.Topic
	}
	return nil
}

type linkPreview struct {
	Disabled bool   `json:"is_disabled"`
	URL      string `json:"url"`
	Small    bool   `json:"prefer_small_media"`
	Large    bool   `json:"prefer_large_media"`
	Above    bool   `json:"show_above_text"`
}

// text reads a text or a caption into the draft.
func (c *call) text(m *people.Record, name, entities string, limit int) error {
	if err := c.params.Decode("link_preview_options", &linkPreview{}); err != nil {
		return err
	}
	raw := c.params.Text(name)
	text, es, err := c.formatted(raw, c.params.Text("parse_mode"), entities)
	if err != nil {
		return err
	}
	if people.Length(text) > limit {
		if name == "caption" {
			return method.BadRequest("message caption is too long")
		}
		if strings.HasPrefix(c.method, "edit") {
			return method.BadRequest("MESSAGE_TOO_LONG")
		}
		return method.BadRequest("message is too long")
	}
	m.Text, m.Entities, m.HTML = text, people.Detect(text, es), raw
	return nil
}

// formatted parses a text: by its parse mode, or else with the entities given beside it.
func (c *call) formatted(raw, mode, entities string) (string, []people.Entity, error) {
	var es []people.Entity
	var err error
	text := raw
	switch strings.ToLower(mode) {
	case "html":
		text, es, err = markup.ParseHTML(raw)
		if err != nil {
			return "", nil, method.BadRequest("can't parse entities: %s", capital(err.Error()))
		}
	case "":
		if err := c.params.Decode(entities, &es); err != nil {
			return "", nil, err
		}
	case "markdown", "markdownv2":
		return "", nil, method.Violates("unsupported parse_mode: %s is not played here: use HTML", mode)
	default:
		return "", nil, method.BadRequest("unsupported parse_mode")
	}
	text, es = people.Trim(text, c.s.Mentioned(es))
	return text, es, nil
}

// deliver posts a finished draft and answers with it.
func (c *call) deliver(m *people.Record) (any, error) {
	c.s.Post(m)
	return c.s.Wire(m), nil
}

// capital begins a sentence as Telegram's do.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
