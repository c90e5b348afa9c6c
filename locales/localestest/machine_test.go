package localestest_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"echowall/locales"
	"echowall/locales/localestest"
)

func made(t *testing.T, english string) *locales.Catalogue {
	t.Helper()
	folders, err := localestest.With(fstest.MapFS{"en/a.yaml": {Data: []byte(english)}}, "ar")
	if err != nil {
		t.Fatal(err)
	}
	c, err := locales.LoadFrom(folders)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTexts(t *testing.T) {
	c := made(t, `
a.plain: "All quiet"
a.data: "Case {{.Case}} of {{.Who}}"
a.choice: '{{if eq .Case 1}}the first{{else}}number {{.Case}}{{end}}'
a.list: "Mon|Tue"
a.count: {one: "{{.Count}} day", other: "{{.Count}} days"}
`)
	for _, x := range []struct {
		id   string
		n    int
		want string
	}{
		{"a.plain", 0, "⟦All quiet⟧"}, {"a.data", 0, "⟦Case⟧ 7 ⟦of⟧ Wang"}, {"a.choice", 0, "⟦number⟧ 7"},
		{"a.list", 0, "⟦Mon⟧|⟦Tue⟧"},
		{"a.count", 1, "1 ⟦day⟧"}, {"a.count", 2, "2 ⟦days⟧"}, {"a.count", 5, "5 ⟦days⟧"}, {"a.count", 11, "11 ⟦days⟧"},
	} {
		got, err := c.Render("ar", x.id, map[string]any{"Case": 7, "Who": "Wang", "Count": x.n}, &x.n)
		if err != nil || got != x.want {
			t.Errorf("%s of %d reads %q, %v; want %q", x.id, x.n, got, err, x.want)
		}
	}
}

func TestWords(t *testing.T) {
	words := made(t, `word.no: "no|not coming"`).Lexicon()
	if words["zzno"] != "no" || words["zznot zzcoming"] != "no" || words["not coming"] != "no" {
		t.Errorf("the words are %v", words)
	}
}

func TestWithRefuses(t *testing.T) {
	for what, english := range map[string]string{
		"no YAML": "a: [", "no text": "a.b: 7", "no template": "a.b: '{{if}}'", "no other form": "a.b: {one: x}",
	} {
		if _, err := localestest.With(fstest.MapFS{"en/a.yaml": {Data: []byte(english)}}, "ar"); err == nil {
			t.Errorf("%s became a language", what)
		}
	}
}

func TestOutside(t *testing.T) {
	for text, want := range map[string][]string{
		"⟦Case⟧ 7 ⟦of⟧ Wang": {"7", "Wang"}, "⟦all of it⟧": nil, "plain": {"plain"}, "": nil,
		"7 ⟦a text that was cut…": {"7"}, "⟦a⟧ b⟦c⟧": {"b"},
	} {
		if got := localestest.Outside(text); !slices.Equal(got, want) {
			t.Errorf("outside of %q stands %q, want %q", text, got, want)
		}
	}
}

// The language has all that the others have, as a translator's would.
func TestWholeLanguage(t *testing.T) {
	folders, err := localestest.With(os.DirFS(".."), "ar")
	if err != nil {
		t.Fatal(err)
	}
	c, err := locales.LoadFrom(folders)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.IDs("ar"), c.IDs(locales.Default)) {
		t.Error("it does not have the same messages as English")
	}
	for _, id := range c.IDs("ar") {
		text, err := c.Render("ar", id, nil, nil)
		if err != nil {
			t.Error(err)
		} else if strings.Contains(text, localestest.Open) != strings.Contains(text, localestest.Close) {
			t.Errorf("%s reads %q", id, text)
		}
	}
}
