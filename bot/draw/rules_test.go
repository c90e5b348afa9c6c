package draw_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"echowall/bot/draw"
)

// picture decodes a sheet as whoever gets the file does.
func picture(t testing.TB, s *draw.Sheet) image.Image {
	t.Helper()
	raw, err := s.PNG()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// grey is how bright a pixel is.
func grey(img image.Image, x, y int) uint8 {
	return color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y
}

func TestASheetIsAsLargeAsAskedAndOfItsColour(t *testing.T) {
	red := color.RGBA{R: 0xb0, G: 0x2a, B: 0x22, A: 0xff}
	for _, size := range []image.Point{{1, 1}, {7, 300}, {300, 7}} {
		img := picture(t, open(t).Sheet(size.X, size.Y, red))
		if img.Bounds() != image.Rect(0, 0, size.X, size.Y) {
			t.Errorf("%v became %v", size, img.Bounds())
		}
		for _, at := range []image.Point{{}, {size.X - 1, size.Y - 1}} {
			if r, g, b, a := img.At(at.X, at.Y).RGBA(); r>>8 != 0xb0 || g>>8 != 0x2a || b>>8 != 0x22 || a>>8 != 0xff {
				t.Errorf("at %v it is %v", at, img.At(at.X, at.Y))
			}
		}
	}
}

func TestAFrameHasABorderAndAnInside(t *testing.T) {
	s := open(t).Sheet(100, 100, color.White)
	s.Frame(draw.Rect{X: 10, Y: 20, W: 60, H: 40}, 10, 4, color.Black, color.Gray{Y: 0x80})
	img := picture(t, s)
	for _, x := range []struct {
		what string
		x, y int
		want uint8
	}{
		{"outside", 5, 40, 0xff}, {"its corner, which is round", 10, 20, 0xff}, {"the border on the left", 11, 40,
			0}, {"inside it", 16, 40, 0x80},
		{"the middle", 40, 40, 0x80}, {"the border below", 40, 58, 0}, {"above that", 40, 54, 0x80}, {"below all", 40, 62,
			0xff},
	} {
		if got := grey(img, x.x, x.y); got != x.want {
			t.Errorf("%s is %#x, want %#x", x.what, got, x.want)
		}
	}
}

func TestARadiusIsNoLargerThanHalfTheBox(t *testing.T) {
	for _, radius := range []float64{10, 11, 1000, math.Inf(1)} {
		s := open(t).Sheet(40, 40, color.White)
		s.Box(draw.Rect{X: 10, Y: 10, W: 20, H: 20}, radius, color.Black)
		img := picture(t, s)
		if grey(img, 20, 20) != 0 || grey(img, 10, 10) < 0xf0 || grey(img, 20, 11) > 0x10 || grey(img, 28, 28) < 0xf0 {
			t.Errorf("with a radius of %v it is no disc", radius)
		}
	}
}

func TestALineIsAsWideAsAskedInAnyDirection(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		angle, width := rapid.Float64Range(0, 2*math.Pi).Draw(rt, "angle"), rapid.Float64Range(2, 20).Draw(rt, "width")
		s := open(t).Sheet(120, 120, color.White)
		dx, dy := 40*math.Cos(angle), 40*math.Sin(angle)
		s.Line(draw.Point{X: 60 - dx, Y: 60 - dy}, draw.Point{X: 60 + dx, Y: 60 + dy}, width, color.Black)
		img, ink := picture(t, s), 0.0
		for y := range 120 {
			for x := range 120 {
				ink += float64(0xff-grey(img, x, y)) / 0xff
			}
		}
		if want := 80 * width; math.Abs(ink-want) > 0.02*want+4 {
			rt.Fatalf("a line of 80 by %v covers %v, want %v", width, ink, want)
		}
	})
}

func TestAnArrowPointsToWhereItGoes(t *testing.T) {
	for _, x := range []struct{ fromX, toX float64 }{{20, 80}, {80, 20}} {
		s := open(t).Sheet(100, 60, color.White)
		s.Arrow(draw.Point{X: x.fromX, Y: 30}, draw.Point{X: x.toX, Y: 30}, 4, color.Black)
		img := picture(t, s)
		high := func(at float64) (n int) {
			for y := range 60 {
				if grey(img, int(at), y) < 0x80 {
					n++
				}
			}
			return n
		}
		back := math.Copysign(1, x.fromX-x.toX)
		tip, head, tail := high(x.toX+2*back), high(x.toX+14*back), high(x.fromX-5*back)
		if tail != 4 || head < 12 || tip >= 4 {
			t.Errorf("from %v to %v the tail is %d high, the head %d and the tip %d", x.fromX, x.toX, tail, head, tip)
		}
	}
}

func TestTextGrowsWithItsSizeAndWhenItIsBold(t *testing.T) {
	f := open(t)
	for _, text := range []string{"议事堂", "Echo Wall", "12"} {
		plain := style(20)
		bold := plain
		bold.Bold = true
		one, two := f.Width(plain, text), f.Width(style(40), text)
		if math.Abs(two-2*one) > 2 {
			t.Errorf("%q is %v wide, and at twice the size %v", text, one, two)
		}
		if wider := f.Width(bold, text) - one; wider <= 0 || wider > 2 {
			t.Errorf("%q in bold is %v wider", text, wider)
		}
		dark := func(st draw.Style) (n int) {
			s := f.Sheet(200, 40, color.White)
			s.Text(0, 0, 200, st, text)
			img := picture(t, s)
			for i := range 200 * 40 {
				n += int(0xff - grey(img, i%200, i/200))
			}
			return n
		}
		if thin, thick := dark(plain), dark(bold); thick*10 < thin*11 {
			t.Errorf("%q in bold has %d of ink, otherwise %d", text, thick, thin)
		}
	}
}

func TestABlockIsAsHighAsItWasMeasured(t *testing.T) {
	f := open(t)
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab，路灯 \n")), 0, 40, -1).Draw(rt, "text")
		st := style(rapid.SampledFrom([]float64{8, 13.5, 20}).Draw(rt, "size"))
		width := rapid.Float64Range(1, 200).Draw(rt, "width")
		end := f.Sheet(1, 1, color.White).Block(0, 7, width, st, text)
		if high := f.Height(st, text, width); math.Abs(end-7-high) > 1e-6 || high < st.Leading() {
			rt.Fatalf("%q ends at %v, and was measured as %v", text, end-7, high)
		}
	})
}

func TestWhatBelongsTogetherIsNotBroken(t *testing.T) {
	f := open(t)
	for _, text := range []string{"e\u0301e\u0301e\u0301", "（一）（二）（三）", "一，二，三。四"} {
		for width := 1.0; width < 200; width += 7 {
			for i, line := range f.Wrap(style(20), text, width) {
				first, _ := utf8.DecodeRuneInString(line)
				if i > 0 && first == '\u0301' {
					t.Errorf("%q in %v: the accent of %q stands alone", text, width, line)
				}
				if i > 0 && width > 60 && strings.ContainsRune("，。）", first) {
					t.Errorf("%q in %v: the line %q begins with what ends one", text, width, line)
				}
			}
		}
	}
}

func TestControlCharactersAreNotDrawn(t *testing.T) {
	f := open(t)
	if got, want := f.Width(style(20), "a\tb\x00\x1b\u200b"), f.Width(style(20), "a b"); got != want {
		t.Errorf("a tab is %v wide with what nobody sees, want %v", got, want)
	}
}
