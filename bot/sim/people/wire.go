package people

import (
	"bytes"
	"encoding/json"
)

// WireMessage is a message as Telegram writes it.
type WireMessage struct {
	ID          int          `json:"message_id"`
	Topic       int          `json:"message_thread_id,omitempty"`
	From        *User        `json:"from,omitempty"`
	SenderChat  *Chat        `json:"sender_chat,omitempty"`
	Date        int64        `json:"date"`
	EditDate    int64        `json:"edit_date,omitempty"`
	Chat        *Chat        `json:"chat"`
	IsTopic     bool         `json:"is_topic_message,omitempty"`
	ReplyTo     *WireMessage `json:"reply_to_message,omitempty"`
	Album       string       `json:"media_group_id,omitempty"`
	Text        string       `json:"text,omitempty"`
	Entities    []Entity     `json:"entities,omitempty"`
	Caption     string       `json:"caption,omitempty"`
	CaptionEnts []Entity     `json:"caption_entities,omitempty"`
	Markup      *WireMarkup  `json:"reply_markup,omitempty"`
	wireExtra
}

// wireExtra are the fields of a message that are kept as they are written.
type wireExtra struct {
	Signature    string       `json:"author_signature,omitempty"`
	AutoForward  bool         `json:"is_automatic_forward,omitempty"`
	Origin       *wireOrigin  `json:"forward_origin,omitempty"`
	Photo        []WireFile   `json:"photo,omitempty"`
	Document     *WireFile    `json:"document,omitempty"`
	Sticker      *wireSticker `json:"sticker,omitempty"`
	Video        *WireFile    `json:"video,omitempty"`
	Voice        *WireFile    `json:"voice,omitempty"`
	Location     *wirePlace   `json:"location,omitempty"`
	NewMembers   []*User      `json:"new_chat_members,omitempty"`
	LeftMember   *User        `json:"left_chat_member,omitempty"`
	MigrateTo    int64        `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom  int64        `json:"migrate_from_chat_id,omitempty"`
	TopicCreated *wireTopic   `json:"forum_topic_created,omitempty"`
	Pinned       *WireMessage `json:"pinned_message,omitempty"`
}

type wireOrigin struct {
	Type string `json:"type"`
	Date int64  `json:"date"`
	Chat *Chat  `json:"chat"`
	ID   int    `json:"message_id"`
}

type wireTopic struct {
	Name      string `json:"name"`
	IconColor int    `json:"icon_color"`
}

// WireFile is a file as Telegram writes it.
type WireFile struct {
	ID       string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Size     int    `json:"file_size,omitempty"`
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	Path     string `json:"file_path,omitempty"`
}

type wireSticker struct {
	WireFile
	Type     string `json:"type"`
	Animated bool   `json:"is_animated"`
	Video    bool   `json:"is_video"`
	Emoji    string `json:"emoji,omitempty"`
}

type wirePlace struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// WireMarkup is an inline keyboard as Telegram writes it.
type WireMarkup struct {
	Rows [][]WireButton `json:"inline_keyboard"`
}

// WireButton is an inline button with every field it may have.
type WireButton struct {
	Text         string          `json:"text"`
	Icon         string          `json:"icon_custom_emoji_id,omitempty"`
	Style        string          `json:"style,omitempty"`
	URL          string          `json:"url,omitempty"`
	Data         *string         `json:"callback_data,omitempty"`
	WebApp       json.RawMessage `json:"web_app,omitempty"`
	Login        json.RawMessage `json:"login_url,omitempty"`
	Switch       *string         `json:"switch_inline_query,omitempty"`
	SwitchHere   *string         `json:"switch_inline_query_current_chat,omitempty"`
	SwitchChosen json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	Copy         *wireCopy       `json:"copy_text,omitempty"`
	Game         json.RawMessage `json:"callback_game,omitempty"`
	Pay          bool            `json:"pay,omitempty"`
}

type wireCopy struct {
	Text string `json:"text"`
}

// Wire writes a message with the one it replies to, whose own reply is left out, as Telegram does.
func (s *World) Wire(m *Record) *WireMessage {
	w := WireShallow(m)
	if r := s.repliedTo(m); r != nil {
		w.ReplyTo = WireShallow(r)
	}
	return w
}

// repliedTo is the message m answers. In a topic what answers nothing answers the topic's first message.
func (s *World) repliedTo(m *Record) *Record {
	if m.ReplyTo != 0 {
		return m.Chat.Find(m.ReplyTo)
	}
	if m.Topic != 0 && m.Topic != m.ID && m.Chat.Forum {
		return m.Chat.Find(m.Topic)
	}
	return nil
}

// WireShallow writes a message without the one it replies to.
func WireShallow(m *Record) *WireMessage {
	w := &WireMessage{
		ID: m.ID, Topic: m.Topic, From: m.From, SenderChat: m.SenderChat, Date: m.Time.Unix(), Chat: m.Chat,
		IsTopic: m.Topic != 0 && m.Chat.Forum, Album: m.Album, wireExtra: m.Extra,
	}
	if m.Chat.Type == Channel {
		w.From = nil // a channel speaks as itself, whoever wrote it
	}
	if m.Edited {
		w.EditDate = m.EditTime.Unix()
	}
	if m.HasMedia() {
		w.Caption, w.CaptionEnts = m.Text, m.Entities
	} else {
		w.Text, w.Entities = m.Text, m.Entities
	}
	if len(m.Markup) > 0 {
		w.Markup = &WireMarkup{Rows: m.Markup}
	}
	return w
}

// Encode writes v as JSON without escaping <, > and &, which Telegram leaves as they are.
func Encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}
