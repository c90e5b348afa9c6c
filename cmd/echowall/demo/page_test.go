package demo

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want []string
	}{
		{"the lamps at the east end", 10, []string{"the lamps", "at the", "east end"}},
		{"路灯坏了六年，孩子摸黑走。", 14, []string{"路灯坏了六年，", "孩子摸黑走。"}},
		{"路灯坏了六年，孩子摸黑走。", 13, []string{"路灯坏了六", "年，孩子摸黑", "走。"}},
		{"来开会（周五）", 8, []string{"来开会", "（周五）"}},
		{"✅收集议题 ▶️确定议题", 12, []string{"✅收集议题", "▶️确定议题"}},
		{"7月31日前完成", 6, []string{"7月", "31日前", "完成"}},
		{"incomprehensibilities", 5, []string{"incomprehensibilities"}},
		{"", 5, []string{""}},
	} {
		if got := wrap(c.text, c.n); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

func TestWrapKeepsEverything(t *testing.T) {
	words := rapid.SliceOf(rapid.StringMatching(`[a-z路灯坏了，。（）“”✅ 0-9]{0,12}`))
	rapid.Check(t, func(t *rapid.T) {
		text, n := strings.Join(words.Draw(t, "words"), " "), rapid.IntRange(1, 30).Draw(t, "n")
		lines := wrap(text, n)
		if squeezed(strings.Join(lines, "")) != squeezed(text) {
			t.Fatalf("wrap(%q, %d) = %q", text, n, lines)
		}
		for _, l := range lines {
			if l = strings.TrimRight(l, " "); cells(l) > n && len(pieces(l)) > 1 {
				t.Fatalf("wrap(%q, %d): %q is %d wide and could be broken at %q", text, n, l, cells(l), pieces(l))
			}
		}
	})
}

// squeezed is a text without its blanks.
func squeezed(text string) string { return strings.ReplaceAll(text, " ", "") }

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"two  words\nand", 20, "two words and"},
		{"two words", 9, "two words"},
		{"two words", 8, "two wor…"},
		{"路灯坏了", 8, "路灯坏了"},
		{"路灯坏了", 7, "路灯坏…"},
		{"路灯坏了", 6, "路灯…"},
	} {
		if got := cut(c.text, c.n); got != c.want || cells(got) > c.n {
			t.Errorf("cut(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
}
