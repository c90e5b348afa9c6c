package dialog_test

import (
	"testing"

	"echowall/flows/community"
	"echowall/flows/dialog"
)

func TestCommandsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"/case 1": "case 1", "/case1": "case 1", "／case 1": "case 1", "/case 1。": "case 1。", " /Case\n1": "case 1",
		"/case#1": "case #1", "/case：1": "case 1", "/case１２": "case １２", "/case。": "case ",
		"/openM3": "open M3", "/openm3": "open m3", "/done12.2 twelve lamps": "done 12.2 twelve lamps",
		"/raise路灯坏了": "raise 路灯坏了", "/case@other_bot 1": "case 1 @other_bot", "/case1@other_bot": "case 1 @other_bot",
		"/dance now": "dance now", "/dance": "dance ",
	} {
		c, ok := dialog.Command(community.AllVerbs(), text)
		got := c.Line()
		if c.To != "" {
			got += " @" + c.To
		}
		if !ok || got != want {
			t.Errorf("%q: expected %q, got %q (%v)", text, want, got, ok)
		}
	}
}

// TestNoCommandInsideASentence holds that a slash which does not begin what is said begins no command.
func TestNoCommandInsideASentence(t *testing.T) {
	for _, text := range []string{
		"Somebody told me to send /withdraw 1 but I will not", "有人叫我发 /withdraw 1", "see http://x.example/case 1",
		"#1 /cancel",
		"/usr/bin/case", "/case/1", "and/or", "/", "／", "/ case 1", "//case 1", "(/case 1)", "\"/case 1\"", "", "1/case",
	} {
		if c, ok := dialog.Command(community.AllVerbs(), text); ok {
			t.Errorf("%q is read as %q", text, c.Line())
		}
	}
}
