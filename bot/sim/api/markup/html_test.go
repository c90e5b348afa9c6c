package markup

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"echowall/bot/sim/people"
)

func show(es []people.Entity) string {
	var b strings.Builder
	for _, e := range es {
		fmt.Fprintf(&b, "%s %d+%d %s%s%s;", e.Type, e.Offset, e.Length, e.URL, e.Language, e.Emoji)
	}
	return b.String()
}

func TestParseHTML(t *testing.T) {
	for _, c := range []struct{ src, text, entities string }{
		{"plain", "plain", ""},
		{"<b>bold</b>", "bold", "bold 0+4 ;"},
		{"<B >bold</b >", "bold", "bold 0+4 ;"},
		{"a<i>b<u>c</u></i>", "abc", "italic 1+2 ;underline 2+1 ;"},
		{"😀<b>王</b>😀", "😀王😀", "bold 2+1 ;"},
		{"<em>a</em><strong>b</strong><ins>c</ins>", "abc", "italic 0+1 ;bold 1+1 ;underline 2+1 ;"},
		{"<s>a</s><strike>b</strike><del>c</del>", "abc", "strikethrough 0+1 ;strikethrough 1+1 ;strikethrough 2+1 ;"},
		{"<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>", "ab", "spoiler 0+1 ;spoiler 1+1 ;"},
		{`<a href="https://example.org/?a=1&amp;b=2">x</a>`, "x", "text_link 0+1 https://example.org/?a=1&b=2;"},
		{`<a href="tg://user?id=7">x</a>`, "x", "text_mention 0+1 7;"},
		{`<a href="not an address">x</a>`, "x", ""},
		{`<a>example.org</a>`, "example.org", "text_link 0+11 http://example.org/;"},
		{`<pre><code class="language-go">x</code></pre>`, "x", "pre 0+1 go;"},
		{`<code class="language-go">x</code>`, "x", "code 0+1 ;"},
		{`<blockquote>q</blockquote>`, "q", "blockquote 0+1 ;"},
		{`<blockquote expandable>q</blockquote>`, "q", "expandable_blockquote 0+1 ;"},
		{`<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>`, "👍", "custom_emoji 0+2 5368324170671202286;"},
		{"&lt;b&gt; &amp;amp; &quot;", `<b> &amp; "`, ""},
		{"&#65;&#x1F600;&lt5&#66b", "A😀<5Bb", ""},
		{"&nbsp; &copy; &apos; & &#0; &;", "&nbsp; &copy; &apos; & &#0; &;", ""},
		{"<b></b>x", "x", ""},
		{"<b>x</>", "x", "bold 0+1 ;"},
		{"a > b", "a > b", ""},
	} {
		text, es, err := ParseHTML(c.src)
		if err != nil || text != c.text || show(es) != c.entities {
			t.Errorf("%s\n got %q %q %v\nwant %q %q", c.src, text, show(es), err, c.text, c.entities)
		}
	}
}

func TestParseHTMLRefuses(t *testing.T) {
	for src, want := range map[string]string{
		"<b>x":                "can't find end tag corresponding to start tag \"b\"",
		"<b><i>x</b></i>":     `unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
		"x</b>":               "unexpected end tag at byte offset 1",
		"<p>x</p>":            `unsupported start tag "p" at byte offset 0`,
		"<br>":                `unsupported start tag "br" at byte offset 0`,
		"a < b":               `unsupported start tag "" at byte offset 2`,
		"1 <2> 3":             `unsupported start tag "2" at byte offset 2`,
		"<b":                  "unclosed start tag at byte offset 0",
		"<b>x</b":             "unclosed end tag at byte offset 4",
		"<a href=\"x>y</a>":   "unclosed start tag at byte offset 0",
		"<span>x</span>":      `tag "span" must have class "tg-spoiler" at byte offset 0`,
		"<a =x>y</a>":         `empty attribute name in the tag "a" at byte offset 0`,
		"<a href=x/y>z</a>":   "unexpected end of name token at byte offset 8",
		"<a href=\"x\" b":     `unclosed start tag "a" at byte offset 0`,
		"bad \xff encoding":   "strings must be encoded in UTF-8",
		"<b>ok</b><u>x</u></": "unexpected end tag at byte offset 17",
	} {
		if _, _, err := ParseHTML(src); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", src, err, want)
		}
	}
}

func FuzzParseHTML(f *testing.F) {
	for _, seed := range []string{"<b>x</b>", "&lt;&#65;", "<a href='x.org'>😀</a>", "</", "<a b=", "&#x",
		"<pre><code>x</code></pre>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		text, es, err := ParseHTML(src)
		if err != nil {
			return
		}
		if !utf8.ValidString(text) {
			t.Errorf("not UTF-8: %q", text)
		}
		text, es = people.Trim(text, es)
		for _, e := range people.Detect(text, es) {
			if e.Offset < 0 || e.Length < 1 || e.Offset+e.Length > people.Length(text) || e.Type == "" {
				t.Errorf("%q: entity %+v in a text of %d", src, e, people.Length(text))
			}
		}
	})
}
