package draw

import (
	_ "embed"
	"fmt"
	"image/color"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The font is Noto Sans CJK SC under the SIL Open Font License, cut down by font/make.sh; its licence lies beside it.
//
//go:embed font/NotoSansCJKsc.otf
var noto []byte

// Font measures and draws text. It is not safe for concurrent use; Open is quick, so each picture may have its own.
type Font struct {
	font  *opentype.Font
	faces map[float64]font.Face
	buf   sfnt.Buffer
}

// Open reads the font that is part of the program.
func Open() (*Font, error) {
	f, err := opentype.Parse(noto)
	if err != nil {
		return nil, fmt.Errorf("read the font within: %w", err)
	}
	return &Font{font: f, faces: map[float64]font.Face{}}, nil
}

// Has tells whether the font can draw a character.
func (f *Font) Has(r rune) bool {
	i, err := f.font.GlyphIndex(&f.buf, r)
	return err == nil && i != 0
}

// Draws tells whether the font can draw every letter, number and mark of a text. Signs do not count: they may be left
// out.
func (f *Font) Draws(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsPunct(r)) && !f.Has(r)
	})
}

// Style is how text looks.
type Style struct {
	// Size is the height of the letters' body.
	Size  float64
	Color color.Color
	Bold  bool
	Align Align
}

// Align is where text stands in the width it is given.
type Align int

// The alignments.
const (
	Left Align = iota
	Centre
	Right
)

// Leading is the distance from one line to the next.
func (st Style) Leading() float64 { return st.Size * 1.5 }

// boldness is by how much of its size a letter is broadened to look bold: the font has one weight only.
const boldness = 1.0 / 28

// Width is how wide a text is in one line.
func (f *Font) Width(st Style, text string) float64 {
	face, err := f.face(st.Size)
	if err != nil {
		return 0
	}
	w := 0.0
	for _, r := range f.drawable(text) {
		if a, ok := face.GlyphAdvance(r); ok {
			w += fromFixed(a)
		}
	}
	if st.Bold {
		w += st.Size * boldness
	}
	return w
}

func (f *Font) face(size float64) (font.Face, error) {
	if face, ok := f.faces[size]; ok {
		return face, nil
	}
	face, err := opentype.NewFace(f.font, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		return nil, fmt.Errorf("font of size %v: %w", size, err)
	}
	f.faces[size] = face
	return face, nil
}

// missing stands for a letter that the font lacks.
const missing = '□'

// drawable is the text with what the font can draw: a letter it lacks shows that there is one, an emoji is left out.
func (f *Font) drawable(text string) string {
	var out []rune
	for _, r := range text {
		switch {
		case r == '\t':
			out = append(out, ' ')
		case f.Has(r):
			out = append(out, r)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			out = append(out, missing)
		}
	}
	return string(out)
}

func fromFixed(x fixed.Int26_6) float64 { return float64(x) / 64 }
func toFixed(x float64) fixed.Int26_6   { return fixed.Int26_6(x * 64) }
