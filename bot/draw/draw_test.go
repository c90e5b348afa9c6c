package draw_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"echowall/bot/draw"
)

func open(t testing.TB) *draw.Font {
	t.Helper()
	f, err := draw.Open()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func style(size float64) draw.Style { return draw.Style{Size: size, Color: color.Black} }

// ink is the smallest box around all that was drawn on a white sheet.
func ink(t *testing.T, s *draw.Sheet) image.Rectangle {
	t.Helper()
	raw, err := s.PNG()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var box image.Rectangle
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// TestTheFontHasAllWeSay holds that whatever the procedures and the texts of these languages say can be drawn, signs
// apart; of other languages the pictures may be in English.
func TestTheFontHasAllWeSay(t *testing.T) {
	f := open(t)
	for _, folder := range []string{"../../locales/en", "../../locales/zh-Hans", "../../flows/procedure/data"} {
		err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") {
				return err
			}
			raw, err := fs.ReadFile(os.DirFS(folder), name)
			for _, r := range string(raw) {
				if (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsPunct(r)) && !f.Has(r) {
					t.Errorf("%s/%s: the font lacks %q (U+%04X)", folder, name, r, r)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range "镕堃喆玥垚龘赟翀祎" {
		if !f.Has(r) {
			t.Errorf("the font lacks %q, which is in people's names", r)
		}
	}
}

func TestTextStandsWhereItIsPut(t *testing.T) {
	for _, c := range []struct {
		align draw.Align
		want  string
	}{{draw.Left, "left"}, {draw.Centre, "centre"}, {draw.Right, "right"}} {
		f := open(t)
		s := f.Sheet(400, 100, color.White)
		st := style(40)
		st.Align = c.align
		if next := s.Text(0, 20, 400, st, "议事堂"); next != 80 {
			t.Errorf("the next line begins at %v, expected 80", next)
		}
		box := ink(t, s)
		if box.Min.Y < 20 || box.Max.Y > 80 || box.Dx() < 110 || box.Dx() > 120 {
			t.Errorf("%s: three letters of 40 pixels are in %v", c.want, box)
		}
		got := "centre"
		if box.Min.X < 10 {
			got = "left"
		} else if box.Max.X > 390 {
			got = "right"
		}
		if got != c.want {
			t.Errorf("expected the text on the %s, found it in %v", c.want, box)
		}
	}
}

func TestLinesBreakWhereReadersExpectIt(t *testing.T) {
	f := open(t)
	for _, c := range []struct {
		text  string
		width float64
		want  string
	}{
		{"street lamps broken for six years", 110, "street|lamps|broken for|six years"},
		{"东巷的路灯，坏了六年。", 105, "东巷的路|灯，坏了六|年。"},
		{"路灯坏了六年，没人修", 126, "路灯坏了六|年，没人修"},
		{"一\n\n二", 100, "一||二"},
		{"unbreakable", 50, "unbr|eaka|ble"},
		{"", 50, ""},
	} {
		if got := strings.Join(f.Wrap(style(20), c.text, c.width), "|"); got != c.want {
			t.Errorf("%q in %v: expected %q, got %q", c.text, c.width, c.want, got)
		}
	}
}

func TestWrappingLosesNothing(t *testing.T) {
	f := open(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab，。路灯 东巷()（）1.-")), 0, 60, -1).Draw(t, "text")
		width := rapid.Float64Range(1, 300).Draw(t, "width")
		lines := f.Wrap(style(20), text, width)
		if squeezed(strings.Join(lines, "")) != squeezed(text) {
			t.Fatalf("%q became %q", text, lines)
		}
		for _, l := range lines {
			if utf8.RuneCountInString(l) > 1 && f.Width(style(20), l) > width {
				t.Fatalf("%q is wider than %v", l, width)
			}
		}
	})
}

func squeezed(s string) string { return strings.ReplaceAll(s, " ", "") }

func TestWhatTheFontLacksIsShownOrLeftOut(t *testing.T) {
	f := open(t)
	if w := f.Width(style(20), "🎉💧"); w != 0 {
		t.Errorf("emoji take %v", w)
	}
	if f.Width(style(20), "ᚠ") != f.Width(style(20), "□") {
		t.Error("a letter that the font lacks is not shown as a box")
	}
}

func TestShapesCoverWhatTheySay(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func(*draw.Sheet)
		want image.Rectangle
	}{
		{"box", func(s *draw.Sheet) { s.Box(draw.Rect{X: 10, Y: 20, W: 30, H: 40}, 5, color.Black) },
			image.Rect(10, 20, 40, 60)},
		{"frame", func(s *draw.Sheet) {
			s.Frame(draw.Rect{X: 10, Y: 20, W: 30, H: 40}, 0, 2, color.Black, color.White)
		}, image.Rect(10, 20, 40, 60)},
		{"line", func(s *draw.Sheet) { s.Line(draw.Point{X: 10, Y: 20}, draw.Point{X: 50, Y: 20}, 4, color.Black) },
			image.Rect(10, 18, 50, 22)},
		{"disc", func(s *draw.Sheet) { s.Disc(draw.Point{X: 50, Y: 50}, 10, color.Black) }, image.Rect(40, 40, 60, 60)},
		{"arrow", func(s *draw.Sheet) { s.Arrow(draw.Point{X: 50, Y: 10}, draw.Point{X: 50, Y: 60}, 4, color.Black) },
			image.Rect(42, 10, 58, 60)},
		{"picture", func(s *draw.Sheet) {
			s.Picture(image.NewGray(image.Rect(0, 0, 2, 2)), draw.Rect{X: 5, Y: 5, W: 20, H: 20})
		}, image.Rect(5, 5, 25, 25)},
		{"over the edges", func(s *draw.Sheet) {
			s.Box(draw.Rect{X: -5, Y: -7, W: 20, H: 20}, 0, color.Black)
		}, image.Rect(0, 0, 15, 13)},
		{"over the far edges", func(s *draw.Sheet) {
			s.Box(draw.Rect{X: 90, Y: 91, W: 20, H: 20}, 0, color.Black)
		}, image.Rect(90, 91, 100, 100)},
		{"beside the sheet", func(s *draw.Sheet) {
			for _, d := range []float64{-1000, 1000} {
				s.Box(draw.Rect{X: d, Y: 10, W: 20, H: 20}, 5, color.Black)
				s.Box(draw.Rect{X: 10, Y: d, W: 20, H: 20}, 5, color.Black)
			}
		}, image.Rectangle{}},
		{"nothing", func(s *draw.Sheet) {
			s.Line(draw.Point{}, draw.Point{}, 4, color.Black)
			s.Arrow(draw.Point{}, draw.Point{}, 4, color.Black)
			s.Polygon(nil, color.Black)
		}, image.Rectangle{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t).Sheet(100, 100, color.White)
			c.draw(s)
			if got := ink(t, s); !near(got, c.want) {
				t.Errorf("expected ink in %v, found %v", c.want, got)
			}
		})
	}
}

// near allows a pixel for soft edges.
func near(a, b image.Rectangle) bool { return a.In(b.Inset(-1)) && b.In(a.Inset(-1)) }
