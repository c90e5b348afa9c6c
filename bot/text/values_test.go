package text

import (
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"echowall/flows/calendar"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/locales"
)

// noon is when these tests speak, in UTC, for no community is spoken of.
var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// speaking is a voice in a language, of no community.
func speaking(t testing.TB, lang string) voice {
	t.Helper()
	c, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return NewRenderer(c, "echo_wall_bot").Under("https://wall.example/").voice(nil, lang, noon)
}

// saying is a datum and how it reads in both languages.
type saying struct {
	name   string
	arg    say.Arg
	en, zh any
}

func (x saying) check(t *testing.T, en, zh voice) {
	t.Helper()
	if got := en.value(x.arg); got != x.en {
		t.Errorf("%s in English: %q, want %q", x.name, got, x.en)
	}
	if got := zh.value(x.arg); got != x.zh {
		t.Errorf("%s in Chinese: %q, want %q", x.name, got, x.zh)
	}
}

func TestEachKindOfDatumReadsInEachLanguage(t *testing.T) {
	en, zh := speaking(t, "en"), speaking(t, "zh-Hans")
	untold := "(a former resident)"
	for _, x := range []saying{
		{"nothing", say.Arg{}, "", ""},
		{"a number", say.Num(0), 0, 0},
		{"the case it is about", say.Case(12), 12, 12},
		{"a text", say.Text(" <b>&\u202e灯 \n"), "&lt;b&gt;&amp;灯", "&lt;b&gt;&amp;灯"},
		{"an empty text", say.Text(""), "", ""},
		{"a title", say.Title("路灯\n坏了。"), "路灯 坏了", "路灯 坏了"},
		{"a title of stops alone", say.Title("。。.;"), "(see the photo)", "（见照片）"},
		{"no title", say.Title(""), "(see the photo)", "（见照片）"},
		{"a place", say.Place("A & B"), "A &amp; B", "A &amp; B"},
		{"no place yet", say.Place(" \n"), "to be announced", "另行通知"},
		{"a page", say.Page("abc"), "https://wall.example/w/abc/", "https://wall.example/w/abc/"},
		{"no page", say.Page(""), "", ""},
		{"a person nobody knows", say.Person(7), untold, "（已注销的居民）"},
		{"a mention of nobody", say.Mention(7), untold, "（已注销的居民）"},
		{"a message", say.Msg("span.days", say.Args{"Count": say.Num(1)}), "1 day", "1天"},
		{"a message that there is not", say.Msg("no.<such>"), "no.&lt;such&gt;", "no.&lt;such&gt;"},
		{"lines", say.Lines(say.Text("a"), say.Num(2), say.Text("c")), "a\n2\nc", "a\n2\nc"},
		{"no lines", say.Lines(), "", ""},
		{"clauses", say.Clauses(say.Text("a"), say.Text("b")), "a; b", "a；b"},
		{"a list of one", say.List(say.Text("a")), "a", "a"},
		{"a list of two", say.List(say.Text("a"), say.Num(2)), "a and 2", "a和2"},
		{"a list of three", say.List(say.Text("a"), say.Text("b"), say.Text("c")), "a, b and c", "a、b和c"},
		{"an empty list", say.Arg{List: []say.Arg{}}, "", ""},
		{"a list within", say.List(say.List(say.Text("a"), say.Text("b")), say.Text("c")), "a and b and c", "a和b和c"},
		{"names", say.Names(map[string]string{"en": "Talk", "zh-Hans": "议"}), "Talk", "议"},
		{"a name in English alone", say.Names(map[string]string{"en": "<Talk>"}), "&lt;Talk&gt;", "&lt;Talk&gt;"},
		{"a name in neither", say.Names(map[string]string{"fr": "Parler"}), "", ""},
		{"no fraction", say.Fraction(procedure.Fraction{}), "", ""},
		{"no span", say.Span(calendar.Span{}), "", ""},
	} {
		x.check(t, en, zh)
	}
}

func TestADateHasItsYearWhereThatIsNotThisOne(t *testing.T) {
	en, zh := speaking(t, "en"), speaking(t, "zh-Hans")
	leap := time.Date(2028, 2, 29, 23, 59, 59, 0, time.UTC)
	next := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, x := range []saying{
		{"the last moment of this year", say.Date(next.Add(-1)), "31 December", "12月31日"},
		{"the first of the next", say.Date(next), "1 January 2027", "2027年1月1日"},
		{"where it is another year already", say.Date(time.Date(2027, 1, 1, 7, 0, 0, 0, time.FixedZone("", 8*3600))),
			"31 December", "12月31日"},
		{"no date", say.Date(time.Time{}), "", ""},
		{"a moment", say.Time(noon.Add(-12 * time.Hour)), "Mon 1 June 00:00", "6月1日（周一）00:00"},
		{"a moment of another year", say.Time(leap), "Tue 29 February 2028 23:59", "2028年2月29日（周二）23:59"},
		{"no moment", say.Time(time.Time{}), "", ""},
		{"a month", say.Month(2026, time.December), "December 2026", "2026年12月"},
	} {
		x.check(t, en, zh)
	}
}

func TestALengthOfTimeCountsOneAndMany(t *testing.T) {
	en, zh := speaking(t, "en"), speaking(t, "zh-Hans")
	for text, want := range map[string][2]string{
		"1d": {"1 day", "1天"}, "2d": {"2 days", "2天"}, "1wd": {"1 working day", "1个工作日"},
		"5wd": {"5 working days", "5个工作日"}, "1h": {"1 hour", "1小时"}, "1h1m": {"1 hour and 1 minute", "1小时和1分钟"},
		"90m": {"1 hour and 30 minutes", "1小时和30分钟"}, "1s": {"1 second", "1秒"}, "59s": {"59 seconds", "59秒"},
		"21d": {"21 days", "21天"}, "25h": {"25 hours", "25小时"},
	} {
		s, err := calendar.ParseSpan(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		saying{text, say.Span(s), want[0], want[1]}.check(t, en, zh)
	}
	all := calendar.Span{Days: 1, WorkDays: 2, Clock: 3*time.Hour + 4*time.Minute + 5*time.Second}
	saying{"all at once", say.Span(all), "1 day, 2 working days, 3 hours, 4 minutes and 5 seconds",
		"1天、2个工作日、3小时、4分钟和5秒"}.check(t, en, zh)
}

func TestAFractionSaysWhetherItsPartIsEnough(t *testing.T) {
	en, zh := speaking(t, "en"), speaking(t, "zh-Hans")
	for _, x := range []struct {
		f      procedure.Fraction
		en, zh string
	}{
		{procedure.Fraction{Num: 1, Den: 2}, "at least half", "半数以上"},
		{procedure.Fraction{Num: 1, Den: 2, More: true}, "more than half", "过半数"},
		{procedure.Fraction{Num: 2, Den: 3}, "at least two thirds", "三分之二以上"},
		{procedure.Fraction{Num: 2, Den: 3, More: true}, "more than two thirds", "超过三分之二"},
		{procedure.Fraction{Num: 3, Den: 4}, "at least three quarters", "四分之三以上"},
		{procedure.Fraction{Num: 1, Den: 3, More: true}, "more than a third", "超过三分之一"},
		{procedure.Fraction{Num: 4, Den: 5}, "at least 4/5", "5分之4以上"},
		{procedure.Fraction{Num: 4, Den: 5, More: true}, "more than 4/5", "超过5分之4"},
		{procedure.Fraction{Num: 1, Den: 1}, "all", "全部"},
	} {
		name := strconv.Itoa(x.f.Num) + "/" + strconv.Itoa(x.f.Den)
		saying{name, say.Fraction(x.f), x.en, x.zh}.check(t, en, zh)
	}
}

func TestAWordBeyondTheWordsOfAMessageIsItsNumber(t *testing.T) {
	en := speaking(t, "en")
	for n, want := range map[int]string{0: "Sun", 6: "Sat", 7: "8"} {
		if got := en.word("format.weekdays", n); got != want {
			t.Errorf("word %d is %q, want %q", n, got, want)
		}
	}
}

func TestATextIsSaidNoLongerThanItMayBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed, limit := rapid.String().Draw(t, "typed"), rapid.IntRange(1, 40).Draw(t, "limit")
		got := clipped(typed, limit)
		if n := utf8.RuneCountInString(got); n > limit+1 || n > limit && !strings.HasSuffix(got, "…") {
			t.Fatalf("%q is %d characters of at most %d", got, n, limit)
		}
		if head := strings.TrimSuffix(got, "…"); got != typed && !strings.HasPrefix(typed, head) {
			t.Fatalf("%q does not begin with %q", typed, head)
		}
		if utf8.RuneCountInString(typed) <= limit && got != typed {
			t.Fatalf("%q fits, and became %q", typed, got)
		}
	})
}

func TestEscapedTextReadsAsItWasTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.StringOf(rapid.RuneFrom([]rune("a<>&\"';# 灯🏮\n"))).Draw(t, "typed")
		got := escape(typed)
		if strings.ContainsAny(got, `<>"`) {
			t.Fatalf("%q became %q", typed, got)
		}
		if read := plain(got); read != typed {
			t.Fatalf("%q reads %q", typed, read)
		}
	})
}

// markup draws HTML as messages have it: tags that are closed in their order, references, emoji of several code points.
func markup(depth int) *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{
		"a", "word ", "灯", "坏了。", "One. ", "&amp;", "&lt;", "&quot;", "🏮", "👨‍👩‍👧", "👍🏽", "e\u0301", "\n", "< ", "&",
	})
	if depth == 0 {
		return piece
	}
	return rapid.Custom(func(t *rapid.T) string {
		inside := rapid.SliceOfN(rapid.OneOf(piece, markup(depth-1)), 0, 12)
		inner := strings.Join(inside.Draw(t, "inner"), "")
		tag := rapid.SampledFrom([]string{"", "b", "i", "blockquote expandable", `a href="tg://user?id=1"`}).Draw(t, "tag")
		if tag == "" {
			return inner
		}
		name, _, _ := strings.Cut(tag, " ")
		return "<" + tag + ">" + inner + "</" + name + ">"
	})
}

func TestAnyMarkupIsCutWhereItStaysWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole, limit := markup(3).Draw(t, "markup"), rapid.IntRange(0, 60).Draw(t, "limit")
		got := Fit(whole, limit)
		if units(whole) <= limit {
			if got != whole {
				t.Fatalf("it fits, and became %q", got)
			}
			return
		}
		if units(got) > limit {
			t.Fatalf("%d units of at most %d: %q", units(got), limit, got)
		}
		if strings.Contains(whole, "< ") {
			return // what is no tag is told by wellFormed as a fault
		}
		if fault := wellFormed(got); fault != "" {
			t.Fatalf("%q has %s", got, fault)
		}
		read := strings.TrimSuffix(plain(got), "…")
		if !strings.HasPrefix(plain(whole), read) {
			t.Fatalf("it reads %q", read)
		}
		if rest := strings.TrimPrefix(plain(whole), read); limit > 0 && joined(rest) {
			t.Fatalf("it is cut before %q", rest)
		}
	})
}

func TestTelegramCountsUTF16UnitsOfWhatIsRead(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "a": 1, "灯": 1, "🏮": 2, "👨‍👩‍👧": 8, "&amp;": 1, "&#128161;": 2, "&nosuch;": 8, "<b>a</b>": 1,
		"<blockquote expandable></blockquote>": 0, "a < b": 5, "\xff": 1, "&": 1, "<": 1, "<b": 2,
	} {
		if got := units(text); got != want {
			t.Errorf("%q counts %d, want %d", text, got, want)
		}
	}
}

func TestAQuoteIsFoldedWhereItIsLong(t *testing.T) {
	for _, x := range []struct {
		n, limit int
		open     string
		read     int
	}{
		{0, 900, "", 0}, {1, 900, "<blockquote>", 1}, {160, 900, "<blockquote>", 160},
		{161, 900, "<blockquote expandable>", 161}, {900, 900, "<blockquote expandable>", 900},
		{901, 900, "<blockquote expandable>", 900},
	} {
		got := quote(" \n"+strings.Repeat("<", x.n)+"\n", x.limit)
		if !strings.HasPrefix(got, x.open) || wellFormed(got) != "" || units(got) != x.read {
			t.Errorf("%d characters are shown as %d: %q", x.n, units(got), got)
		}
	}
}
