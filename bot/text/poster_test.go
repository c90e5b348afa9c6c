package text_test

import (
	"bytes"
	"image/png"
	"os"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"echowall/bot/draw"
	"echowall/bot/text"
	"echowall/flows/office"
	"echowall/flows/say"
	"echowall/locales"
	"echowall/locales/localestest"
	"echowall/storage/testenv"
)

// TestPoster draws the notice to print in each language and reads its code with a decoder that shares nothing with the
// encoder.
func TestPoster(t *testing.T) {
	testenv.Unraced(t)
	for _, lang := range []string{"zh-Hans", "en"} {
		t.Run(lang, func(t *testing.T) {
			h := newHamlet(t)
			h.do(command{
				Verb: "settings", By: secretary, Values: office.Setting{Name: office.SettingLanguage, Value: lang},
			})
			var raw []byte
			h.whole(func() {
				head := h.s.Head()
				if head == nil {
					return
				}
				f, err := h.r.File(h.s, lang, h.now, say.File{Kind: say.QRFile, Of: head.Door})
				if err != nil {
					t.Fatal(err)
				}
				raw = f.Data
			})
			img, err := png.Decode(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			if b := img.Bounds(); b.Dx() != 1654 || b.Dy() != 2339 {
				t.Errorf("the page is %v, want A4 at 200 dots an inch", b)
			}
			bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
			if err != nil {
				t.Fatal(err)
			}
			found, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
			if err != nil {
				t.Fatal(err)
			}
			var door string
			h.whole(func() { door = h.s.Head().Door })
			if want := "https://t.me/echo_wall_bot?start=" + door; found.GetText() != want {
				t.Errorf("the code reads %q, want %q", found.GetText(), want)
			}
		})
	}
}

// TestPosterGlyphs asks that the font has every letter of the poster's texts, so that none becomes a box.
func TestPosterGlyphs(t *testing.T) {
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	f, err := draw.Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "zh-Hans"} {
		if !f.Draws(c.Letters(lang)) {
			t.Errorf("pictures for those who read %s are in English", lang)
		}
		for _, id := range c.IDs(lang) {
			if !strings.HasPrefix(id, "poster.") {
				continue
			}
			text, err := c.Render(lang, id, map[string]any{"Name": "幸福里社区"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range text {
				if r != '\n' && !f.Has(r) {
					t.Errorf("%s in %s: the font lacks %q", id, lang, r)
				}
			}
		}
	}
}

// A picture with holes in its words is no use: where the font lacks letters it is in English.
func TestPicturesFallBack(t *testing.T) {
	testenv.Unraced(t)
	folders, err := localestest.With(os.DirFS("../../locales"), "ar")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := locales.LoadFrom(folders)
	if err != nil {
		t.Fatal(err)
	}
	methods, err := ownMethods()
	if err != nil {
		t.Fatal(err)
	}
	sixStep, _ := methods.Latest("six-step")
	r, drawn := text.NewRenderer(texts, "echo_wall_bot"), map[string][]byte{}
	for _, lang := range texts.Languages() {
		if drawn[lang], err = r.Poster(nil, lang, sixStep); err != nil {
			t.Fatal(err)
		}
	}
	for lang, english := range map[string]bool{"zh-Hans": false, "ar": true} {
		if bytes.Equal(drawn[lang], drawn["en"]) != english {
			t.Errorf("the picture for those who read %s is in English: %v, want %v", lang, !english, english)
		}
	}
}
