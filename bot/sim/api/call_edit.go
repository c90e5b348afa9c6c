package api

import (
	"reflect"
	"time"

	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

// deletable is how long after it was sent a message can be deleted.
const deletable = 48 * time.Hour

func (c *call) editMessageText() (any, error) {
	m, err := c.editable()
	if err != nil {
		return nil, err
	}
	if m.HasMedia() {
		return nil, method.BadRequest("there is no text in the message to edit")
	}
	next := *m
	if err := c.text(&next, "text", "entities", maxText); err != nil {
		return nil, err
	}
	if next.Text == "" {
		return nil, method.BadRequest("message text is empty")
	}
	return c.change(m, next)
}

func (c *call) editMessageCaption() (any, error) {
	m, err := c.editable()
	if err != nil {
		return nil, err
	}
	if !m.HasMedia() {
		return nil, method.BadRequest("there is no caption in the message to edit")
	}
	next := *m
	if err := c.text(&next, "caption", "caption_entities", maxCaption); err != nil {
		return nil, err
	}
	return c.change(m, next)
}

func (c *call) editMessageReplyMarkup() (any, error) {
	m, err := c.editable()
	if err != nil {
		return nil, err
	}
	return c.change(m, *m)
}

// editable is the message the call names, if the bot may edit it.
func (c *call) editable() (*people.Record, error) {
	if c.params.Has("inline_message_id") || c.params.Has("business_connection_id") {
		return nil, method.Violates("only messages of a chat can be edited here")
	}
	if !c.params.Has("message_id") {
		return nil, method.BadRequest("message identifier is not specified")
	}
	chat, err := c.chatToWrite()
	if err != nil {
		return nil, err
	}
	m := chat.Find(int(c.params.Int("message_id")))
	if m == nil {
		return nil, method.BadRequest("message to edit not found")
	}
	othersPost := chat.Type == people.Channel && c.me(chat).Can(func(r people.Rights) bool { return r.Edit })
	if m.From != c.s.Me() && !othersPost || m.Service != "" || m.PlainKeys {
		return nil, method.BadRequest("message can't be edited")
	}
	return m, nil
}

// change puts next in the place of m. A keyboard that is not sent again is gone.
func (c *call) change(m *people.Record, next people.Record) (any, error) {
	next.Markup, next.Buttons = nil, nil
	if err := c.keyboard(&next); err != nil {
		return nil, err
	}
	if next.Text == m.Text && sameEntities(next.Entities, m.Entities) && reflect.DeepEqual(next.Markup, m.Markup) {
		return nil, method.BadRequest("message is not modified: specified new message content and reply markup are " +
			"exactly the same as a current content and reply markup of the message")
	}
	next.Edited, next.EditTime = true, c.s.clock.Now()
	*m = next
	c.s.Note(people.Event{Kind: people.Edited, Chat: m.Chat, User: c.s.Me(), Message: m.View(), Text: m.Text})
	return c.s.Wire(m), nil
}

func sameEntities(a, b []people.Entity) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

func (c *call) deleteMessage() (any, error) {
	chat, err := c.chatToWrite()
	if err != nil {
		return nil, err
	}
	m := chat.Find(int(c.params.Int("message_id")))
	if m == nil {
		return nil, method.BadRequest("message to delete not found")
	}
	mine := m.From == c.s.Me() || chat.Type == people.Private
	allowed := mine || c.me(chat).Can(func(r people.Rights) bool { return r.Delete })
	if !allowed || m.Service == "forum_topic_created" || c.s.clock.Now().Sub(m.Time) > deletable {
		return nil, method.BadRequest("message can't be deleted")
	}
	c.s.Erase(m, c.s.Me())
	return true, nil
}

func (c *call) pinChatMessage() (any, error) {
	chat, err := c.pinner()
	if err != nil {
		return nil, err
	}
	m := chat.Find(int(c.params.Int("message_id")))
	if m == nil {
		return nil, method.BadRequest("message to pin not found")
	}
	if m.Service != "" {
		return nil, method.BadRequest("service messages can't be pinned")
	}
	if m.Pinned {
		return true, nil
	}
	m.Pinned = true
	c.s.Note(people.Event{Kind: people.Pinned, Chat: chat, User: c.s.Me(), Message: m.View()})
	notice := &people.Record{Message: people.Message{Chat: chat, From: c.s.Me(), Service: "pinned_message"}}
	notice.Extra.Pinned = people.WireShallow(m)
	c.s.Post(notice)
	return true, nil
}

func (c *call) unpinChatMessage() (any, error) {
	chat, err := c.pinner()
	if err != nil {
		return nil, err
	}
	var m *people.Record
	if c.params.Has("message_id") {
		m = chat.Find(int(c.params.Int("message_id")))
	} else {
		m = chat.LastPinned()
	}
	if m == nil {
		return nil, method.BadRequest("message to unpin not found")
	}
	if m.Pinned {
		m.Pinned = false
		c.s.Note(people.Event{Kind: people.Unpinned, Chat: chat, User: c.s.Me(), Message: m.View()})
	}
	return true, nil
}

// pinner is the chat the call names, if the bot may pin there.
func (c *call) pinner() (*people.Chat, error) {
	chat, err := c.chatToWrite()
	if err != nil || chat.Type == people.Private {
		return chat, err
	}
	right := func(r people.Rights) bool { return r.Pin }
	if chat.Type == people.Channel {
		right = func(r people.Rights) bool { return r.Edit }
	}
	if !c.me(chat).Can(right) {
		return nil, method.BadRequest("not enough rights to manage pinned messages in the chat")
	}
	return chat, nil
}
