package text

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"
	"time"

	"echowall/bot/draw"
	"echowall/flows/desk"
	"echowall/flows/life"
	"echowall/flows/procedure"
)

// The sheet on which a procedure hangs in the meeting room, in pixels: as wide as a phone shows sharply, as high as it
// needs.
const (
	sheetWidth  = 1200
	sheetMargin = 70
	stepIndent  = 120
	stepGap     = 34
)

// palette is what a procedure is painted in.
type palette struct{ paper, ink, faint, seal, box color.Color }

func wallColours() palette {
	return palette{
		paper: color.RGBA{0xfd, 0xfb, 0xf7, 0xff}, ink: color.RGBA{0x2b, 0x2b, 0x2b, 0xff},
		faint: color.RGBA{0x75, 0x6f, 0x66, 0xff},
		seal:  color.RGBA{0xb0, 0x2a, 0x22, 0xff}, box: color.RGBA{0xff, 0xff, 0xff, 0xff},
	}
}

// poster is a procedure as it hangs on the wall of the meeting room, being drawn from top to bottom.
type poster struct {
	v     voice
	p     *procedure.Procedure
	font  *draw.Font
	sheet *draw.Sheet // nil while it is only measured
	palette
}

// procedureFile draws the procedure named as "six-step 1".
func (r *Renderer) procedureFile(o fileOrder) (*File, error) {
	id, number, _ := strings.Cut(o.of, " ")
	version, err := strconv.Atoi(number)
	if err != nil {
		return nil, fmt.Errorf("draw a procedure: %q is no version", number)
	}
	p := o.s.MethodOf(id, version)
	if p == nil {
		return nil, fmt.Errorf("draw a procedure: there is no %s version %d", id, version)
	}
	data, err := r.Poster(o.s, o.lang, p)
	return &File{Name: id + ".png", Data: data, Picture: true}, err
}

// Poster is a procedure as a picture, PNG. s may be nil where no community is spoken of.
func (r *Renderer) Poster(s *life.State, lang string, p *procedure.Procedure) ([]byte, error) {
	font, err := draw.Open()
	if err != nil {
		return nil, err
	}
	w := poster{v: r.voice(s, r.drawn(font, lang), time.Time{}), p: p, font: font, palette: wallColours()}
	height := w.draw()
	w.sheet = font.Sheet(sheetWidth, int(height), w.paper)
	w.draw()
	return w.sheet.PNG()
}

// draw draws all of it, or only measures how high it is.
func (w *poster) draw() float64 {
	const inner = sheetWidth - 2*sheetMargin
	title := draw.Style{Size: 56, Color: w.seal, Bold: true, Align: draw.Centre}
	y := w.text(sheetMargin, sheetMargin-10, inner, title, w.v.named(w.p.Names))
	y = w.rule(y + 10)
	part := ""
	for i, step := range w.p.Steps() {
		if step.Part[procedure.DefaultLanguage] != part {
			part = step.Part[procedure.DefaultLanguage]
			y = w.text(sheetMargin, y+6, inner, draw.Style{Size: 34, Color: w.seal, Bold: true}, w.v.named(step.Part)) + 10
		}
		y = w.step(y, i+1, step)
	}
	for _, l := range desk.TrackLines(w.p) {
		y = w.text(sheetMargin, y, inner, draw.Style{Size: 26, Color: w.faint}, plain(w.v.message(*l.Msg)))
	}
	return y + sheetMargin
}

// step is one step: its number in a seal, its name, its rules, and the way on to the next.
func (w *poster) step(y float64, number int, step procedure.Step) float64 {
	const left, inner = sheetMargin + stepIndent, sheetWidth - 2*sheetMargin - stepIndent - 40
	name := draw.Style{Size: 38, Color: w.ink, Bold: true}
	rules := draw.Style{Size: 28, Color: w.ink}
	text := w.rules(step)
	height := 20 + w.font.Height(name, w.v.named(step.Names), inner) + w.font.Height(rules, text, inner) + 20
	if w.sheet != nil {
		w.sheet.Frame(draw.Rect{X: sheetMargin + 40, Y: y, W: sheetWidth - 2*sheetMargin - 40, H: height}, 16, 2, w.faint,
			w.box)
		at := draw.Point{X: sheetMargin + 40, Y: y + height/2}
		w.sheet.Disc(at, 38, w.seal)
		w.sheet.Text(at.X-40, at.Y-32, 80, draw.Style{Size: 42, Color: w.box, Bold: true, Align: draw.Centre},
			strconv.Itoa(number))
		if number < len(w.p.Steps()) {
			w.sheet.Arrow(draw.Point{X: at.X, Y: y + height}, draw.Point{X: at.X, Y: y + height + stepGap}, 5, w.seal)
		}
	}
	below := w.text(left, y+20, inner, name, w.v.named(step.Names))
	w.text(left, below, inner, rules, text)
	return y + height + stepGap
}

// rules are the rules of a step, a line a stage, as /procedure tells them.
func (w *poster) rules(step procedure.Step) string {
	var all []string
	for _, rule := range desk.RuleLines(w.p, step) {
		all = append(all, plain(w.v.message(*rule.Msg)))
	}
	return strings.Join(all, "\n")
}

func (w *poster) rule(y float64) float64 {
	if w.sheet != nil {
		w.sheet.Line(draw.Point{X: sheetMargin, Y: y}, draw.Point{X: sheetWidth - sheetMargin, Y: y}, 4, w.seal)
	}
	return y + 30
}

// text writes a wrapped text, or only measures it.
func (w *poster) text(x, y, width float64, st draw.Style, text string) float64 {
	if w.sheet == nil {
		return y + w.font.Height(st, text, width)
	}
	return w.sheet.Block(x, y, width, st, text)
}
