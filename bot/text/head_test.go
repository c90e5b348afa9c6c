package text_test

import (
	"strings"
	"testing"

	"echowall/bot/text"
	"echowall/flows/journal"
	"echowall/locales"
)

// TestNobodyTypesAHead hides a head in the title of a wall and reads it back; a link of another community, of another
// program or with anything else at its end is none, and what people type stays text.
func TestNobodyTypesAHead(t *testing.T) {
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := text.NewRenderer(texts, "echo_wall_bot")
	head := journal.Head{Seq: 412, Hash: strings.Repeat("3f9a", 16)}
	link := r.StartLink("DOOR") + "#book-412-" + head.Hash
	html := r.WithHead("📣 <b>Echo wall of Willow</b>\n<b>Collect</b>\n#1 &lt;b&gt;", "DOOR", head)
	want := `📣 <b><a href="` + link + `">Echo wall of Willow</a></b>` + "\n<b>Collect</b>\n#1 &lt;b&gt;"
	if html != want {
		t.Errorf("the wall is %s", html)
	}
	if got, ok := r.HeadIn(link, "DOOR"); !ok || got != head {
		t.Errorf("read back: %v, %v", got, ok)
	}
	for _, other := range []string{
		r.StartLink("DOOR"), r.StartLink("OTHER") + "#book-412-" + head.Hash,
		strings.Replace(link, "echo_wall_bot", "another_bot", 1),
		strings.Replace(link, "412", "many", 1), link + "0", link[:len(link)-1], "https://example.org/#book-412-" + head.Hash,
	} {
		if got, ok := r.HeadIn(other, "DOOR"); ok {
			t.Errorf("%s is read as %v", other, got)
		}
	}
	if plain := r.WithHead("<b>x</b>", "DOOR", journal.Head{}); plain != "<b>x</b>" {
		t.Errorf("an empty book has a head: %s", plain)
	}
}
