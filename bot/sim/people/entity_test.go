package people

import (
	"fmt"
	"strings"
	"testing"
)

func show(es []Entity) string {
	var b strings.Builder
	for _, e := range es {
		fmt.Fprintf(&b, "%s %d+%d %s%s%s;", e.Type, e.Offset, e.Length, e.URL, e.Language, e.Emoji)
	}
	return b.String()
}

func TestDetect(t *testing.T) {
	for text, want := range map[string]string{
		"/raise 路灯坏了":                  "bot_command 0+6 ;",
		"/case@echo_wall_bot 12":       "bot_command 0+19 ;",
		"see /mine, then":              "bot_command 4+5 ;",
		"1/2 and a/b":                  "",
		"/路灯":                          "",
		"😀 @alice!":                    "mention 3+6 ;",
		"mail a.b@example.org":         "email 5+15 ;",
		"#议题 路灯，#issue2 #12 x#no":      "hashtag 0+3 ;hashtag 7+7 ;",
		"https://example.org/a?b=c#d.": "url 0+27 ;",
		"see example.org, please":      "url 4+11 ;",
		"https://example.org/@alice":   "url 0+26 ;",
		"nothing":                      "",
	} {
		if got := show(Detect(text, nil)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestDetectLeavesCodeAlone(t *testing.T) {
	given := []Entity{{Type: "code", Length: 9}, {Type: "bold", Offset: 10, Length: 5}}
	if got, want := show(Detect("/a @alice /mine", given)), "code 0+9 ;bold 10+5 ;bot_command 10+5 ;"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTrimMovesEntities(t *testing.T) {
	given := []Entity{{Type: "bold", Offset: 2, Length: 6}, {Type: "italic", Offset: 9, Length: 1}}
	text, es := Trim("\n  bold   \r\n", given)
	if text != "bold" || show(es) != "bold 0+4 ;" {
		t.Errorf("got %q %q", text, show(es))
	}
}
