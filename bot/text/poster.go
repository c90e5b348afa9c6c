package text

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"rsc.io/qr"

	"echowall/bot/draw"
	"echowall/locales"
)

// The poster is a page of A4 at 200 dots an inch, in pixels, with the code in the middle, as big as a phone can scan
// from two metres.
const (
	posterWidth  = 1654
	posterHeight = 2339
	posterMargin = 130
	posterCode   = 860
	posterTop    = 400
)

// posterColors are the colours of the poster: a red that a laser printer makes a good grey of.
func posterColors() (ink, red, grey color.Color) {
	return color.Gray{Y: 0x18}, color.RGBA{R: 0xb3, G: 0x1d, B: 0x1d, A: 0xff}, color.Gray{Y: 0x60}
}

// qrFile draws the notice to be hung where people pass: whoever scans its code is in the private chat, where a matter
// can be raised.
func (r *Renderer) qrFile(o fileOrder) (*File, error) {
	h := o.s.Head()
	if h == nil {
		return nil, nil
	}
	if o.of != h.Door {
		return r.roomCode(o.of) // the door of a meeting's room
	}
	f, err := draw.Open()
	if err != nil {
		return nil, err
	}
	link := r.StartLink(o.of)
	code, err := startCode(link)
	if err != nil {
		return nil, err
	}
	v := r.voice(o.s, r.drawn(f, h.Language), o.now)
	page, err := drawNotice(v, f, code, strings.TrimPrefix(link, "https://"))
	if err != nil {
		return nil, err
	}
	return &File{Name: "echowall-a4.png", Data: page}, nil
}

// drawn is the language of a picture for those who read one: the default's, where the font lacks letters of that one.
func (r *Renderer) drawn(f *draw.Font, lang string) string {
	if lang = r.texts.Match(lang); f.Draws(r.texts.Letters(lang)) {
		return lang
	}
	return locales.Default
}

// roomCode is a start link as a picture of the code alone.
func (r *Renderer) roomCode(of string) (*File, error) {
	code, err := qr.Encode(r.StartLink(of), qr.M)
	if err != nil {
		return nil, fmt.Errorf("draw a start link: %w", err)
	}
	return &File{Name: "echowall.png", Data: code.PNG(), Picture: true}, nil
}

// startCode is a start link as a code to scan. A quarter of it may be torn off or painted over.
func startCode(link string) (image.Image, error) {
	code, err := qr.Encode(link, qr.Q)
	if err != nil {
		return nil, fmt.Errorf("draw a start link: %w", err)
	}
	img, err := png.Decode(bytes.NewReader(code.PNG()))
	if err != nil {
		return nil, fmt.Errorf("draw a start link: %w", err)
	}
	return img, nil
}

// drawNotice puts the texts around the code.
func drawNotice(v voice, f *draw.Font, code image.Image, link string) ([]byte, error) {
	ink, red, grey := posterColors()
	s := f.Sheet(posterWidth, posterHeight, color.White)
	s.Frame(draw.Rect{X: 60, Y: 60, W: posterWidth - 120, H: posterHeight - 120}, 40, 8, red, color.White)
	said := func(id string) string {
		return plain(v.tell(id, data{"Name": escape(clipped(oneLine(v.s.Head().Name), maxName))}))
	}
	width := float64(posterWidth - 2*posterMargin)
	centred := func(y, size float64, bold bool, c color.Color, text string) float64 {
		return s.Block(posterMargin, y, width, draw.Style{Size: size, Bold: bold, Color: c, Align: draw.Centre}, text)
	}
	title := fittingSize(f, said("poster.title"), width, 110)
	y := centred(130, title, true, red, said("poster.title"))
	centred(y+10, fittingSize(f, said("poster.slogan"), width, 60), false, ink, said("poster.slogan"))
	s.Picture(code, draw.Rect{X: (posterWidth - posterCode) / 2, Y: posterTop, W: posterCode, H: posterCode})
	y = centred(posterTop+posterCode+20, 72, true, red, said("poster.scan"))
	left := draw.Style{Size: 50, Color: ink}
	y = s.Block(posterMargin+80, y+24, width-160, left, said("poster.how"))
	s.Line(draw.Point{X: posterMargin, Y: posterHeight - 260},
		draw.Point{X: posterWidth - posterMargin, Y: posterHeight - 260}, 3, grey)
	y = centred(max(y, posterHeight-240), 42, false, ink, said("poster.offline"))
	centred(y, 32, false, grey, link)
	return s.PNG()
}

// fittingSize is the size, at most so large, in which a text fits one line.
func fittingSize(f *draw.Font, text string, width, size float64) float64 {
	if w := f.Width(draw.Style{Size: size, Bold: true}, text); w > width {
		return size * width / w
	}
	return size
}
