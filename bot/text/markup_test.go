package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFit(t *testing.T) {
	long := strings.Repeat("a", 100)
	for _, x := range []struct {
		name, in string
		limit    int
		want     string
	}{
		{"what fits stays", "<b>short</b>", 5, "<b>short</b>"},
		{"tags are closed", "<b>one <i>two</i> three</b>", 9, "<b>one <i>two</i>…</b>"},
		{"a reference is one", "a&amp;&lt;b", 4, "a&amp;&lt;b"},
		{"a reference is not cut", "a&amp;bc", 3, "a&amp;…"},
		{"at a word", "one two three four", 12, "one two…"},
		{"at a sentence", "One. Two! Three four five", 15, "One. Two!…"},
		{"at a Chinese sentence", "灯坏了。已经六年了，没人管", 8, "灯坏了。…"},
		{"no blanks at all", long, 10, strings.Repeat("a", 9) + "…"},
		{"emoji count double", "🏁🏁🏁", 5, "🏁🏁…"},
		{"joined emoji stay whole", "a👨‍👩‍👧b", 8, "a…"},
		{"an accent stays", "ae\u0301iou", 4, "ae\u0301…"},
		{"an expandable quotation", "<blockquote expandable>one two three</blockquote>", 8,
			"<blockquote expandable>one…</blockquote>"},
		{"nothing", "abc", 0, ""},
		{"one", "abc", 1, "…"},
		{"no tag at all", "1 < 2 > 0", 7, "1 < 2…"},
	} {
		if got := Fit(x.in, x.limit); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

func TestEscape(t *testing.T) {
	for _, x := range []struct{ name, in, want string }{
		{"tags", `<b>&"</b>`, "&lt;b&gt;&amp;&quot;&lt;/b&gt;"},
		{"control characters", "a\x00b\x1bc\u0085d", "abcd"},
		{"lines stay", "a\nb\tc", "a\nb c"},
		{"turned-over writing", "a\u202eb\u2066c\u200fd", "abcd"},
		{"Hebrew is set apart", "שלום", "\u2068שלום\u2069"},
		{"Arabic among others", "say سلام now", "\u2068say سلام now\u2069"},
		{"Chinese is not", "灯坏了", "灯坏了"},
		{"broken UTF-8", "a\xff\xfeb", "ab"},
		{"joined emoji stay", "👨‍👩‍👧", "👨‍👩‍👧"},
	} {
		if got := escape(x.in); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

func TestClipped(t *testing.T) {
	for _, x := range []struct {
		in    string
		limit int
		want  string
	}{
		{"short", 5, "short"}, {"one two three", 9, "one two…"}, {"one two three", 8, "one two…"}, {"一二三四五六", 4, "一二三…"},
		{"I 一二三四五六七", 5, "I 一二…"}, {"anything", 0, "anything"},
	} {
		if got := clipped(x.in, x.limit); got != x.want {
			t.Errorf("%q in %d is %q, want %q", x.in, x.limit, got, x.want)
		}
	}
}

func TestPlain(t *testing.T) {
	if got, want := plain("<b>a</b> &lt;b&gt; &amp;amp; <i>c</i>"), "a <b> &amp; c"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// wellFormed says what Telegram would find wrong with HTML; "" for nothing.
func wellFormed(markup string) string {
	var open []string
	for rest := markup; rest != ""; {
		token := nextToken(rest)
		switch name, ends := strings.CutPrefix(token.tag, "/"); {
		case token.tag == "" && rest[0] == '<':
			return "a bare <"
		case token.tag == "":
		case !ends:
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return "the end of " + name + " without its beginning"
		default:
			open = open[:len(open)-1]
		}
		rest = rest[token.size:]
	}
	if len(open) > 0 {
		return open[0] + " is never closed"
	}
	return ""
}

func FuzzFit(f *testing.F) {
	f.Add("<b>one <i>two</i></b> &amp; three", 7)
	f.Add("<blockquote expandable>灯坏了。六年了</blockquote>👨‍👩‍👧", 9)
	f.Add("< > & <b", 3)
	f.Fuzz(func(t *testing.T, markup string, limit int) {
		got := Fit(markup, limit)
		if units(got) > max(limit, 0) {
			t.Errorf("%d units of %q, want at most %d", units(got), got, limit)
		}
		if wellFormed(markup) == "" && wellFormed(got) != "" {
			t.Errorf("%q became %q: %s", markup, got, wellFormed(got))
		}
		if utf8.ValidString(markup) && !utf8.ValidString(got) {
			t.Errorf("%q became %q", markup, got)
		}
	})
}

func FuzzEscape(f *testing.F) {
	f.Add("<b>&amp;\x00\u202e")
	f.Add("שלום <script>")
	f.Fuzz(func(t *testing.T, typed string) {
		got := escape(typed)
		if fault := wellFormed(got); fault != "" || !utf8.ValidString(got) {
			t.Errorf("%q became %q: %s", typed, got, fault)
		}
		read := strings.Trim(plain(got), "\u2068\u2069")
		if strings.ContainsFunc(read, func(c rune) bool {
			return c != '\n' && unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c)
		}) {
			t.Errorf("%q became %q, which still harms", typed, got)
		}
		if again := plain(escape(read)); strings.Trim(again, "\u2068\u2069") != read {
			t.Errorf("%q reads %q, and said once more %q", typed, read, again)
		}
	})
}
