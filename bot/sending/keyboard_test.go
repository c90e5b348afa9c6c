package sending

import (
	"strings"
	"testing"
	"time"

	"echowall/bot/text"
	"echowall/bot/whose"
	"echowall/flows/say"
	"echowall/locales"
)

func renderer(t *testing.T) *text.Renderer {
	t.Helper()
	c, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return text.NewRenderer(c, "echo_wall_bot")
}

// A button that Telegram would refuse is left out, and with it a row of which nothing is left.
func TestKeyboard(t *testing.T) {
	texts := renderer(t)
	confirm := say.New("button.confirm")
	k := Keyboard(texts, "", nil, "en", time.Now(), [][]say.Button{
		{say.Press(confirm, "confirm 1"), {Label: say.New("button.private"), Start: "abc"}},
		{say.Press(confirm, strings.Repeat("x", 65))}, {},
	})
	if len(k.InlineKeyboard) != 1 || len(k.InlineKeyboard[0]) != 2 {
		t.Fatalf("the keyboard is %+v", k.InlineKeyboard)
	}
	if key := k.InlineKeyboard[0][1]; key.URL == "" || key.CallbackData != "" {
		t.Errorf("the start link is %+v", key)
	}
	if k := Keyboard(texts, "", nil, "en", time.Now(), nil); k != nil {
		t.Errorf("no buttons made %+v", k)
	}
}

// TestNoButtonIsLostToItsMark gives lines of every length up to Telegram's their mark: where there is no room for it,
// they go without.
func TestNoButtonIsLostToItsMark(t *testing.T) {
	texts := renderer(t)
	marked := 0
	for n := 1; n <= maxCallback; n++ {
		line := strings.Repeat("x", n)
		k := Keyboard(texts, "cwillow", nil, "en", time.Now(), [][]say.Button{
			{say.Press(say.New("button.confirm"), line)},
		})
		if k == nil {
			t.Fatalf("a line of %d bytes is lost", n)
		}
		data := k.InlineKeyboard[0][0].CallbackData
		mark, rest := whose.Unmarked(data)
		if len(data) > maxCallback || rest != line {
			t.Errorf("of %d bytes it makes %q", n, data)
		}
		if mark != "" {
			marked = n
		}
	}
	if marked < 56 {
		t.Errorf("only lines of %d bytes have room for their mark", marked)
	}
}
