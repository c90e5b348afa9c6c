package demo

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns is how wide the demo writes.
const columns = 100

// page writes lines of at most so many columns, with colours if the reader sees them. After the first error it writes
// nothing more.
type page struct {
	out    io.Writer
	colour bool
	// lines counts those written.
	lines int
	// apart says that a blank line comes before the next.
	apart bool
	err   error
}

func newPage(out io.Writer, colour bool) *page { return &page{out: out, colour: colour} }

// ink is how a text is coloured, as a terminal takes it.
type ink string

const (
	plainInk   ink = ""
	headingInk ink = "1;36"
	nameInk    ink = "1"
	botInk     ink = "32"
	faintInk   ink = "2"
)

// paint colours a text.
func (p *page) paint(i ink, text string) string {
	if !p.colour || i == plainInk || text == "" {
		return text
	}
	return "\x1b[" + string(i) + "m" + text + "\x1b[0m"
}

func (p *page) line(text string) {
	p.lines++
	p.prompt(strings.TrimRight(text, " ") + "\n")
}

// prompt writes the beginning of a line that somebody else ends.
func (p *page) prompt(text string) {
	if p.apart {
		p.apart = false
		p.write("\n")
	}
	p.write(text)
}

// gap sets what comes next, if anything, apart from what came before.
func (p *page) gap() { p.apart = true }

func (p *page) heading(text string) {
	p.gap()
	p.hang("━━ ", headingInk, headingInk, text)
}

// plain writes a text at the left.
func (p *page) plain(i ink, text string) { p.hang("", plainInk, i, text) }

func (p *page) write(text string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.out, text)
	}
}

// hang writes a text behind a lead, wrapped, the lines after the first as far to the right as the first.
func (p *page) hang(lead string, leadInk, i ink, text string) {
	indent := cells(lead)
	for k, l := range strings.Split(text, "\n") {
		for j, part := range wrap(l, columns-indent) {
			if k+j > 0 {
				lead = strings.Repeat(" ", indent)
			}
			p.line(p.paint(leadInk, lead) + p.paint(i, part))
		}
	}
}

// beside writes lines with a bar at their left, so that they stand together as one message.
func (p *page) beside(indent int, lines []string) {
	for _, l := range lines {
		for _, part := range wrap(l, columns-indent-2) {
			p.line(strings.Repeat(" ", indent) + p.paint(botInk, "│ ") + part)
		}
	}
}

// cells is how many columns a terminal gives to a text. Colours take none.
func cells(text string) int {
	n, colour := 0, false
	for _, r := range text {
		switch {
		case r == '\x1b', colour:
			colour = r != 'm'
		default:
			n += cell(r)
		}
	}
	return n
}

func cell(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// padded fills a text with blanks up to n columns.
func padded(text string, n int) string { return text + strings.Repeat(" ", max(0, n-cells(text))) }

// cut shortens a text to one line of at most n columns.
func cut(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if cells(text) <= n {
		return text
	}
	room := n - 1
	for i, r := range text {
		if room -= cell(r); room < 0 {
			return text[:i] + "…"
		}
	}
	return text
}

// wrap breaks a line into lines of at most n columns, at blanks or between Chinese characters. What fits nowhere stands
// alone.
func wrap(text string, n int) []string {
	var lines []string
	now, used := "", 0
	for _, piece := range pieces(text) {
		if size := cells(strings.TrimRight(piece, " ")); used+size > n && now != "" {
			lines, now, used = append(lines, strings.TrimRight(now, " ")), "", 0
		}
		now += piece
		used += cells(piece)
	}
	return append(lines, now)
}

// pieces cuts a line at each place where it may be broken.
func pieces(text string) []string {
	var all []string
	begun, last := 0, rune(0)
	for i, r := range text {
		if i > begun && breaks(last, r) {
			all = append(all, text[begun:i])
			begun = i
		}
		if cell(r) > 0 {
			last = r
		}
	}
	return append(all, text[begun:])
}

// breaks tells whether a line may be broken between two characters: behind a blank, a Chinese character or its
// punctuation, but never before what closes or behind what opens.
func breaks(before, after rune) bool {
	const closers = "，。、：；！？）”’》…"
	if after == ' ' || cell(after) == 0 || strings.ContainsRune(closers, after) || unicode.Is(unicode.Pe, after) {
		return false
	}
	return before == ' ' || unicode.Is(unicode.Han, before) || strings.ContainsRune(closers, before)
}
