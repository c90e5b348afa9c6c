package cases

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// titleWidth is how wide a title may be, in columns: it must fit two lines of the wall on a phone. A Chinese character
// takes two.
const titleWidth = 64

// Title makes the title of a case from its text: the first sentence, cut at a pause where it is too long.
func Title(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if i := strings.IndexAny(line, "。！!？?"); i > 0 {
		_, end := utf8.DecodeRuneInString(line[i:])
		line = strings.TrimRight(line[:i+end], "。！!")
	}
	line = firstSentence(line)
	if !shortened(line) {
		line = strings.TrimRight(line, pauses)
	}
	runes := []rune(line)
	fit := fitting(runes, titleWidth)
	if fit == len(runes) {
		return string(runes)
	}
	cut := fitting(runes, titleWidth-1)
	for i := cut; i > cut/3; i-- {
		if strings.ContainsRune(pauses, runes[i]) {
			cut = i
			break
		}
	}
	return strings.TrimRight(string(runes[:cut]), pauses) + "…"
}

// pauses are where a sentence may be cut.
const pauses = "，。；、：,.;: "

// fitting is how many of the runes fit a width.
func fitting(runes []rune, width int) int {
	for i, r := range runes {
		if width--; r >= 0x1100 {
			width--
		}
		if width < 0 {
			return i
		}
	}
	return len(runes)
}

// firstSentence is a line up to the first stop that ends a sentence.
func firstSentence(line string) string {
	for at := 0; ; {
		i := strings.Index(line[at:], ". ")
		if i < 0 {
			return line
		}
		at += i + 1
		next, _ := utf8.DecodeRuneInString(strings.TrimSpace(line[at:]))
		if at > 1 && !shortened(line[:at]) && !unicode.IsDigit(next) {
			return line[:at-1]
		}
	}
}

// shortened tells whether the stop at the end of a text belongs to its last word, as in St., No., vs. or p.m., or to a
// number, as in 5th. or 3.; a short word that is written large may be one, and then the title rather says too much.
func shortened(text string) bool {
	word, stop := strings.CutSuffix(text, ".")
	word = word[strings.LastIndexAny(word, " (\"'“‘")+1:]
	first, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case !stop || word == "":
		return false
	case unicode.IsDigit(last) || strings.Contains(word, "."), slices.Contains(abbreviations(), strings.ToLower(word)):
		return true
	}
	return unicode.IsUpper(first) && utf8.RuneCountInString(word) <= 2
}

// abbreviations are words that are mostly written short, with a stop.
func abbreviations() []string {
	return []string{
		"ave", "apt", "approx", "bldg", "ca", "cf", "co", "corp", "dept", "dr", "est", "etc", "fig", "hwy", "inc", "jr",
		"ltd",
		"mr", "mrs", "ms", "mt", "nos", "nr", "prof", "rd", "rev", "sr", "st", "str", "tel", "vol", "vs",
	}
}
