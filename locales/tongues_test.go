package locales

import (
	"slices"
	"testing"
	"testing/fstest"
)

// spoken is a catalogue of folders with one message each, and with what the test adds.
func spoken(t *testing.T, tags []string, more fstest.MapFS) *Catalogue {
	t.Helper()
	folders := fstest.MapFS{}
	for _, tag := range tags {
		folders[tag+"/a.yaml"] = &fstest.MapFile{Data: []byte("a.b: text of " + tag)}
	}
	for name, file := range more {
		folders[name] = file
	}
	c, err := LoadFrom(folders)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNames(t *testing.T) {
	c := spoken(t, []string{"en", "fr", "ar", "zh-Hans", "pt-BR", "pt-PT", "kab"}, fstest.MapFS{
		"kab/b.yaml": {Data: []byte("language.name: Taqbaylit")},
	})
	for lang, want := range map[string]string{
		"en": "English", "fr": "français", "ar": "العربية", "zh-Hans": "中文", "pt-BR": "português",
		"pt-PT": "português europeu", "kab": "Taqbaylit",
	} {
		if got := c.Name(lang); got != want {
			t.Errorf("%s is called %q, want %q", lang, got, want)
		}
		for _, reader := range c.Languages() {
			if got, err := c.Render(reader, "option."+lang, nil, nil); err != nil || got != want {
				t.Errorf("the button for %s reads %q in %s, %v; want %q", lang, got, reader, err, want)
			}
		}
	}
	both := spoken(t, []string{"en", "zh-Hans", "zh-Hant"}, nil)
	if a, b := both.Name("zh-Hans"), both.Name("zh-Hant"); a != "简体中文" || b != "繁體中文" {
		t.Errorf("beside one another they are called %q and %q", a, b)
	}
}

// People ask for a language in its own words, in their own, or by its tag.
func TestWordsForLanguages(t *testing.T) {
	words := spoken(t, []string{"en", "fr", "zh-Hans", "pt-BR", "pt-PT"}, fstest.MapFS{
		"en/word.yaml": {Data: []byte("word.zh-Hans: mandarin\nword.pt-BR: brazilian")},
		"fr/word.yaml": {Data: []byte("word.yes: oui|pt")},
	}).Lexicon()
	for said, want := range map[string]string{
		"French": "fr", "Français": "fr", "法语": "fr", "FR": "fr", "Chinese": "zh-Hans", "Simplified Chinese": "zh-Hans",
		"中文":   "zh-Hans",
		"简体中文": "zh-Hans", "chinois": "zh-Hans", "zh": "zh-Hans", "mandarin": "zh-Hans", "anglais": "en",
		"brazilian":           "pt-BR",
		"European Portuguese": "pt-PT",
		// What a folder says of a word goes before what the program makes of it.
		"pt": "yes",
	} {
		if got := words[Fold(said)]; got != want {
			t.Errorf("%q means %q, want %q", said, got, want)
		}
	}
}

func TestBase(t *testing.T) {
	c := spoken(t, []string{"en", "fr", "pt-BR", "pt-PT", "zh-Hans", "zh-Hant", "kab"}, nil)
	for lang, want := range map[string]string{"en": "en", "fr": "fr", "pt-BR": "pt", "zh-Hans": "zh", "kab": "kab"} {
		if code, ok := c.Base(lang); code != want || !ok {
			t.Errorf("%s goes by %q, %v; want %q", lang, code, ok, want)
		}
	}
	for _, lang := range []string{"pt-PT", "zh-Hant"} {
		if code, ok := c.Base(lang); ok {
			t.Errorf("%s goes by %q as well", lang, code)
		}
	}
}

func TestRightToLeft(t *testing.T) {
	all := []string{"en", "ar", "fa", "fr", "he", "ur", "zh-Hans"}
	c := spoken(t, all, nil)
	for _, lang := range all {
		if got, want := c.RightToLeft(lang), slices.Contains([]string{"ar", "fa", "he", "ur"}, lang); got != want {
			t.Errorf("%s is written from right to left: %v", lang, got)
		}
	}
}
