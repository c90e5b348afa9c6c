package api

import (
	"encoding/json"
	"strings"

	"echowall/bot/sim/api/markup"
	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

// Telegram's limits on keyboards.
const (
	maxButtons = 100
	maxData    = 64 // bytes
)

// plainKeyboard is a keyboard that is not inline.
type plainKeyboard struct {
	Rows        [][]json.RawMessage `json:"keyboard"`
	Persistent  bool                `json:"is_persistent"`
	Resize      bool                `json:"resize_keyboard"`
	OneTime     bool                `json:"one_time_keyboard"`
	Remove      bool                `json:"remove_keyboard"`
	ForceReply  bool                `json:"force_reply"`
	Placeholder string              `json:"input_field_placeholder"`
	Selective   bool                `json:"selective"`
}

// keyboard reads reply_markup into the draft.
func (c *call) keyboard(m *people.Record) error {
	raw := c.params.Text("reply_markup")
	if raw == "" || raw == "null" {
		return nil
	}
	var probe map[string]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &probe); err != nil {
		return method.BadRequest("object expected as reply markup")
	}
	if _, inline := probe["inline_keyboard"]; inline {
		return c.inlineKeyboard(m)
	}
	if strings.HasPrefix(c.method, "edit") {
		return method.BadRequest("inline keyboard expected")
	}
	return c.plainKeyboard(m)
}

func (c *call) plainKeyboard(m *people.Record) error {
	var k plainKeyboard
	if err := c.params.Decode("reply_markup", &k); err != nil {
		return err
	}
	if k.Rows == nil && !k.Remove && !k.ForceReply {
		return method.BadRequest("can't parse reply keyboard markup JSON object")
	}
	if m.Chat.Type == people.Channel {
		return method.BadRequest("reply markup of this kind can't be used in channels")
	}
	for _, row := range k.Rows {
		var labels []string
		for _, b := range row {
			label, err := keyLabel(b)
			if err != nil {
				return err
			}
			labels = append(labels, label)
		}
		m.Keyboard = append(m.Keyboard, labels)
	}
	m.ForceReply, m.PlainKeys = k.ForceReply, true
	return nil
}

// keyLabel is the label of a key, which is a string or an object with one.
func keyLabel(raw json.RawMessage) (string, error) {
	var label string
	if json.Unmarshal(raw, &label) == nil {
		return label, nil
	}
	var key struct {
		Text string `json:"text"`
	}
	if err := json.Unmarshal(raw, &key); err != nil || key.Text == "" {
		return "", method.BadRequest("can't parse keyboard button: field \"text\" must be of type String")
	}
	return key.Text, nil
}

func (c *call) inlineKeyboard(m *people.Record) error {
	var k people.WireMarkup
	if err := c.params.Decode("reply_markup", &k); err != nil {
		return err
	}
	n := 0
	for _, row := range k.Rows {
		if len(row) == 0 {
			continue
		}
		var buttons []people.Button
		for i := range row {
			b, err := checkButton(&row[i])
			if err != nil {
				return err
			}
			buttons = append(buttons, b)
		}
		n += len(row)
		m.Markup, m.Buttons = append(m.Markup, row), append(m.Buttons, buttons)
	}
	if n > maxButtons {
		return method.BadRequest("reply markup is too long")
	}
	return nil
}

// checkButton holds one button against the rules and drops what clients write for "nothing".
func checkButton(b *people.WireButton) (people.Button, error) {
	if b.Text == "" {
		return people.Button{}, method.BadRequest("can't parse inline keyboard button: field \"text\" must be non-empty")
	}
	if b.Copy != nil && b.Copy.Text == "" {
		b.Copy = nil
	}
	switch b.Style {
	case "", "danger", "success", "primary":
	default:
		return people.Button{}, method.BadRequest("can't parse inline keyboard button: invalid button style specified")
	}
	switch n := actions(b); {
	case n == 0:
		return people.Button{}, method.BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the " +
			"inline keyboard")
	case n > 1:
		return people.Button{}, method.Violates("inline keyboard button %q does more than one thing", b.Text)
	}
	if b.URL != "" {
		fixed, ok := markup.CheckURL(b.URL)
		if !ok {
			return people.Button{}, method.BadRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
		}
		b.URL = fixed
	}
	if b.Data == nil {
		return people.Button{Text: b.Text, URL: b.URL}, nil
	}
	if n := len(*b.Data); n < 1 || n > maxData {
		return people.Button{}, method.BadRequest("BUTTON_DATA_INVALID")
	}
	return people.Button{Text: b.Text, Data: *b.Data}, nil
}

// actions counts what a button does, which must be one thing.
func actions(b *people.WireButton) int {
	n := 0
	for _, has := range []bool{
		b.URL != "", b.Data != nil, b.WebApp != nil, b.Login != nil, b.Switch != nil, b.SwitchHere != nil,
		b.SwitchChosen != nil, b.Copy != nil, b.Game != nil, b.Pay,
	} {
		if has {
			n++
		}
	}
	return n
}
