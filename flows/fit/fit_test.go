package fit_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"echowall/flows/fit"
)

func TestWhatIsShownOfAText(t *testing.T) {
	for typed, want := range map[string]string{
		"The lamps":                  "The lamps",
		"two\nlines\tand\u202e more": "two\nlines and more",
		"王\u200b伟\ufeff\u2060":       "王伟",
		"soft\u00adhyphen":           "softhyphen",
		"👨\u200d👩\u200d👧":            "👨\u200d👩\u200d👧",
		"می\u200cخواهم":              "می\u200cخواهم",
		"a\u200db":                   "ab",
		"❤️":                         "❤️",
		"\u3164\u115f\u2800":         "",
		"e\u0301":                    "e\u0301",
		"Z" + strings.Repeat("\u0335", 20) + "algo": "Z" + strings.Repeat("\u0335", 4) + "algo",
		"bad \xff bytes": "bad  bytes",
	} {
		if got := fit.Text(typed); got != want {
			t.Errorf("%q: expected %q, got %q", typed, want, got)
		}
	}
}

// TestNoNameIsInvisible holds that what cannot be seen is no name.
func TestNoNameIsInvisible(t *testing.T) {
	for _, typed := range []string{
		"", " ", "\u3000", "\u200b\u200d\u200c", "\u3164", "\u115f\u1160", "\u2800", "\u202e\u2066", "\u00ad", "\u0301\u0301",
		"\ufe0f", "\U000e0041", "\ufff9",
	} {
		if got := fit.Name(typed); got != "" {
			t.Errorf("%q is shown as %q", typed, got)
		}
	}
	for _, typed := range []string{"李", ".", "👍", "O'Neil", "Nguyễn"} {
		if fit.Name(typed) != typed {
			t.Errorf("%q is shown as %q", typed, fit.Name(typed))
		}
	}
}

func TestNamesThatLookAlikeFoldAlike(t *testing.T) {
	for _, names := range [][]string{
		{"陈静", "陈 静", "陈静\u200b", "陈静。", "「陈静」"},
		{"Chen Jing", "chen jing", "ChenJing", "Сhen Jing", "Ｃｈｅｎ Ｊｉｎｇ", "Chén Jìng"},
		{"Bob", "B0b", "Воb"},
		{strings.Repeat("长", 45), strings.Repeat("长", 60)},
	} {
		for _, name := range names[1:] {
			if fit.Fold(name) != fit.Fold(names[0]) {
				t.Errorf("%q and %q fold to %q and %q", names[0], name, fit.Fold(names[0]), fit.Fold(name))
			}
		}
	}
	if fit.Fold("陈静") == fit.Fold("陈景") || fit.Fold("👍") == fit.Fold("🌳") || fit.Fold("👍") == "" {
		t.Error("others fold alike")
	}
}

func FuzzFit(f *testing.F) {
	for _, s := range []string{"王伟", "\u200b", "e\u0301\u0301\u0301\u0301\u0301\u0301", "👨\u200d👩", "\xff\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name := fit.Name(s)
		if !utf8.ValidString(name) || utf8.RuneCountInString(name) > fit.MaxName ||
			strings.ContainsAny(name, "\n\u200b\u202e") {
			t.Errorf("%q is shown as %q", s, name)
		}
		if again := fit.Name(name); again != name {
			t.Errorf("%q is shown as %q, then as %q", s, name, again)
		}
		if (name == "") != (fit.Fold(s) == "") {
			t.Errorf("%q is %q, and folds to %q", s, name, fit.Fold(s))
		}
	})
}
