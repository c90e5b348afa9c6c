package text_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"

	"echowall/storage/testenv"
)

// TestEveryProcedureHangsOnTheWall draws each procedure in each language and looks whether all of it is on the sheet:
// something in every strip of it, and nothing beyond its margins.
func TestEveryProcedureHangsOnTheWall(t *testing.T) {
	testenv.Unraced(t)
	methods, err := ownMethods()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range methods.IDs() {
		p, _ := methods.Latest(id)
		for _, lang := range []string{"en", "zh-Hans"} {
			raw, err := renderer(t).Poster(nil, lang, p)
			if err != nil {
				t.Fatal(err)
			}
			if dir := os.Getenv("POSTERS"); dir != "" {
				if err := os.WriteFile(dir+"/"+id+"."+lang+".png", raw, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			img, err := png.Decode(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			b := img.Bounds()
			if b.Dx() != 1200 || b.Dy() < 200*len(p.Steps()) || len(raw) > 2<<20 {
				t.Errorf("%s in %s is %v, %d bytes", id, lang, b, len(raw))
			}
			if inked(img, image.Rect(0, 0, 60, b.Dy())) || inked(img, image.Rect(1140, 0, 1200, b.Dy())) ||
				inked(img, image.Rect(0, b.Dy()-40, 1200, b.Dy())) {
				t.Errorf("%s in %s runs over the margin", id, lang)
			}
			for y := 100; y+200 < b.Dy()-70; y += 200 {
				if !inked(img, image.Rect(200, y, 1100, y+200)) {
					t.Errorf("%s in %s: nothing stands from %d down", id, lang, y)
				}
			}
		}
	}
}

// inked tells whether there is anything in a part of a picture.
func inked(img image.Image, part image.Rectangle) bool {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if c := color.GrayModel.Convert(img.At(x, y)).(color.Gray); c.Y < 0xc0 {
				return true
			}
		}
	}
	return false
}
