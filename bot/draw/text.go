package draw

import (
	"image"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// Text writes one line into a width, the letters' body beginning at y, and returns where the next line would begin.
// What is too wide runs over; Block wraps it.
func (s *Sheet) Text(x, y, width float64, st Style, text string) float64 {
	face, err := s.font.face(st.Size)
	if err != nil {
		return y
	}
	switch spare := width - s.font.Width(st, text); st.Align {
	case Left: // it begins where it is told
	case Centre:
		x += spare / 2
	case Right:
		x += spare
	}
	// The body of the letters stands in the middle of the line; 0.88 of it is above the base line.
	base := y + (st.Leading()-st.Size)/2 + st.Size*0.88
	d := font.Drawer{Dst: s.img, Src: image.NewUniform(st.Color), Face: face}
	offsets := []float64{0}
	if st.Bold {
		offsets = []float64{0, st.Size * boldness / 2, st.Size * boldness}
	}
	for _, dx := range offsets {
		d.Dot = fixed.Point26_6{X: toFixed(x + dx), Y: toFixed(base)}
		d.DrawString(s.font.drawable(text))
	}
	return y + st.Leading()
}

// Block writes a text into a width, wrapped, and returns where the next line would begin.
func (s *Sheet) Block(x, y, width float64, st Style, text string) float64 {
	for _, l := range s.font.Wrap(st, text, width) {
		y = s.Text(x, y, width, st, l)
	}
	return y
}

// Height is how high Block would make a text.
func (f *Font) Height(st Style, text string, width float64) float64 {
	return float64(len(f.Wrap(st, text, width))) * st.Leading()
}

// Wrap breaks a text into lines of at most a width, where the rules of Unicode let it: between words, and between
// Chinese characters, but not before a comma. Only what has no such place is broken anywhere.
func (f *Font) Wrap(st Style, text string, width float64) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines = append(lines, f.wrap(st, paragraph, width)...)
	}
	return lines
}

func (f *Font) wrap(st Style, text string, width float64) []string {
	var lines []string
	line, state := "", -1
	for piece, rest := "", text; rest != ""; {
		piece, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if line != "" && f.Width(st, line+strings.TrimRight(piece, " ")) > width {
			lines, line = append(lines, strings.TrimRight(line, " ")), ""
		}
		line += piece
		for f.Width(st, strings.TrimRight(line, " ")) > width {
			head := f.fitting(st, line, width)
			if head == len(line) {
				break
			}
			lines, line = append(lines, line[:head]), line[head:]
		}
	}
	return append(lines, strings.TrimRight(line, " "))
}

// fitting is how much of a text fits a width, in bytes; at least one character.
func (f *Font) fitting(st Style, text string, width float64) int {
	end, state := 0, -1
	for cluster, rest := "", text; rest != ""; {
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if end > 0 && f.Width(st, text[:end+len(cluster)]) > width {
			break
		}
		end += len(cluster)
	}
	return end
}
