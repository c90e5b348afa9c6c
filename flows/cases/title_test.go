package cases_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"echowall/flows/cases"
)

func TestTheTitleIsTheFirstSentence(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"The lamps are broken", "The lamps are broken"},
		{"The lamps are broken. They have been for six years.", "The lamps are broken"},
		{"路灯坏了六年。没有人来修。", "路灯坏了六年"},
		{"谁来修路灯？等了六年", "谁来修路灯？"},
		{"Who mends the lamps? We wait", "Who mends the lamps?"},
		{"Lamps!\nThey are dark", "Lamps"},
		{"Lamps,\nand benches", "Lamps"},
		{strings.Repeat("灯", 32), strings.Repeat("灯", 32)},
		{strings.Repeat("灯", 33), strings.Repeat("灯", 31) + "…"},
		{strings.Repeat("灯", 25) + "，" + strings.Repeat("路", 20), strings.Repeat("灯", 25) + "…"},
		{strings.Repeat("a", 65), strings.Repeat("a", 63) + "…"},
		{strings.Repeat("lamp ", 20), strings.TrimSpace(strings.Repeat("lamp ", 12)) + "…"},
	} {
		if got := cases.Title(c.text); got != c.want {
			t.Errorf("%q: expected %q, got %q", c.text, c.want, got)
		}
	}
}

// TestNoTitleIsCutInTheMiddleOfASentence holds that a stop which belongs to a word or a number ends no sentence.
func TestNoTitleIsCutInTheMiddleOfASentence(t *testing.T) {
	for text, want := range map[string]string{
		"The lamp at St. Mary's is dark. It fell.":   "The lamp at St. Mary's is dark",
		"House No. 5 floods. Every spring.":          "House No. 5 floods",
		"Room 7 vs. the stairs. Who decides?":        "Room 7 vs. the stairs",
		"Grade 7 vs. 8 on the pitch. We need turns.": "Grade 7 vs. 8 on the pitch",
		"The bus goes at 5 p.m. only. We wait.":      "The bus goes at 5 p.m. only",
		"Dr. Wang moves away. Who comes?":            "Dr. Wang moves away",
		"1. Lamps 2. Benches":                        "1. Lamps 2. Benches",
		"Mr. Li and J. Wu quarrel. Help us.":         "Mr. Li and J. Wu quarrel",
		"The dump on Main St.":                       "The dump on Main St.",
		"The dump. It smells.":                       "The dump",
		"the road is bad. nobody mends it":           "the road is bad",
		"路灯坏了. 没人修":                                  "路灯坏了",
		". The lamps":                                ". The lamps",
	} {
		if got := cases.Title(text); got != want {
			t.Errorf("%q: expected %q, got %q", text, want, got)
		}
	}
}

func FuzzTitle(f *testing.F) {
	for _, s := range []string{"路灯坏了六年。没有人来修。", strings.Repeat("lamp, ", 40), "…", "？。\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		title := cases.Title(s)
		if utf8.ValidString(s) && !utf8.ValidString(title) || utf8.RuneCountInString(title) > 64 ||
			strings.Contains(title[min(len(title), 1):], "\n") {
			t.Errorf("%q makes the title %q", s, title)
		}
	})
}
