package locales

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func loaded(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Every folder is a language, the default first.
func TestLanguages(t *testing.T) {
	folders, err := filepath.Glob("*/ask.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got := loaded(t).Languages()
	if len(got) != len(folders) || got[0] != Default || !slices.Contains(got, "zh-Hans") {
		t.Errorf("languages are %v, folders %v", got, folders)
	}
}

func TestMatch(t *testing.T) {
	c := loaded(t)
	for _, x := range []struct {
		tags []string
		want string
	}{
		{[]string{"zh-Hans"}, "zh-Hans"}, {[]string{"zh-hans"}, "zh-Hans"}, {[]string{"zh"}, "zh-Hans"},
		{[]string{"zh-CN"}, "zh-Hans"}, {[]string{"zh_CN"}, "zh-Hans"}, {[]string{"zh-TW"}, "zh-Hans"},
		{[]string{"en"}, "en"}, {[]string{"en-GB"}, "en"}, {[]string{"EN"}, "en"},
		{[]string{"ja"}, "en"}, {[]string{""}, "en"}, {nil, "en"}, {[]string{"no language at all"}, "en"},
		{[]string{"", "zh"}, "zh-Hans"}, {[]string{"ja", "zh"}, "zh-Hans"}, {[]string{"en", "zh"}, "en"},
	} {
		if got := c.Match(x.tags...); got != x.want {
			t.Errorf("%q match %q, want %q", x.tags, got, x.want)
		}
	}
}

func TestRender(t *testing.T) {
	c := loaded(t)
	one, two := 1, 2
	for _, x := range []struct {
		lang, id string
		data     map[string]any
		count    *int
		want     string
	}{
		{"en", "span.days", map[string]any{"Count": 1}, &one, "1 day"},
		{"en", "span.days", map[string]any{"Count": 2}, &two, "2 days"},
		{"zh-Hans", "span.days", map[string]any{"Count": 1}, &one, "1天"},
		{"zh-Hans", "role.secretary", nil, nil, "秘书"},
		// A message without a form for one is said as it is.
		{"en", "people.line", map[string]any{"Role": "R", "Count": 1, "People": "P"}, &one, "<b>R</b> (1): P"},
		// What is missing leaves no tag that Telegram would refuse.
		{"en", "list.and", map[string]any{"Last": "B"}, nil, "… and B"},
	} {
		got, err := c.Render(x.lang, x.id, x.data, x.count)
		if err != nil || got != x.want {
			t.Errorf("%s in %s: %q, %v; want %q", x.id, x.lang, got, err, x.want)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	c := loaded(t)
	if text, err := c.Render("en", "no.such.message", nil, nil); err == nil {
		t.Errorf("an unknown message became %q", text)
	}
	if text, err := c.Render("tlh", "someone", nil, nil); err == nil {
		t.Errorf("an unknown language became %q", text)
	}
}

// A message that only English has is an error elsewhere: it is for the caller to say it in English.
func TestRenderDoesNotFallBack(t *testing.T) {
	c, err := LoadFrom(fstest.MapFS{
		"en/a.yaml": {Data: []byte("a.b: hello\nword.yes: yes")}, "zh-Hans/a.yaml": {Data: []byte("word.yes: 好")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if text, err := c.Render("zh-Hans", "a.b", nil, nil); err == nil {
		t.Errorf("became %q", text)
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"en/a.yaml":   {"en/a.yaml": {Data: []byte("a: [")}},
		"en/b.yaml":   {"en/a.yaml": {Data: []byte("x.y: one")}, "en/b.yaml": {Data: []byte("x.y: two")}},
		"en/list.yml": {"en/list.yaml": {Data: []byte("just words")}},
		"no tongue":   {"en/a.yaml": {Data: []byte("x.y: one")}, "no tongue/a.yaml": {Data: []byte("x.y: one")}},
		"folder en":   {"fr/a.yaml": {Data: []byte("x.y: un")}},
	} {
		_, err := LoadFrom(files)
		if err == nil || !strings.Contains(err.Error(), strings.TrimSuffix(name, ".yml")) &&
			!strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error is %v; it should name the file", name, err)
		}
	}
}

func TestLexicon(t *testing.T) {
	words := loaded(t).Lexicon()
	for said, want := range map[string]string{
		"同意": "yes", "赞成": "yes", "来": "yes", "✅": "yes", "👍": "yes", "Yes": "yes", "Y": "yes", "ＹＥＳ": "yes",
		"反对": "no", "不来": "no", "弃权": "abstain", "不一定": "maybe", "确认": "confirm", "Ａ": "A", "b": "B", "乙": "B",
		"不成立": "dismissed", "列入": "accept", "其它": "other", "未解决": "unsolved", "不满意": "unsatisfied", "匿名": "anonymous",
		"算了": "cancel", "跳过": "skip", "回音壁": "wall", "承办单位": "handler", "中文": "zh-Hans", "Chinese": "zh-Hans",
		"英文": "en", "ENGLISH": "en", "附议": "support", " agree ": "yes",
	} {
		if got := words[Fold(said)]; got != want {
			t.Errorf("%q means %q, want %q", said, got, want)
		}
	}
}

// A word that meant two things would vote for somebody who wanted to object.
func TestWordsMeanOneThing(t *testing.T) {
	c := loaded(t)
	meaning := map[string]string{}
	for _, lang := range c.languages {
		for id, m := range c.messages[lang] {
			canonical, ok := strings.CutPrefix(id, wordPrefix)
			if !ok {
				continue
			}
			for word := range strings.SplitSeq(m.Other, "|") {
				w := Fold(word)
				if w == "" || w != Fold(w) {
					t.Errorf("%s in %s: %q is no word", id, lang, word)
				}
				if before, ok := meaning[w]; ok && before != canonical {
					t.Errorf("%q means both %q and %q", word, before, canonical)
				}
				meaning[w] = canonical
			}
			if meaning[Fold(canonical)] == "" && lang == "en" {
				t.Errorf("%q is not among its own words", canonical)
			}
		}
	}
}
