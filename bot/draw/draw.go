// Package draw makes pictures with text on them, Chinese and Latin: the procedure on the wall of the meeting room, a
// notice to print, a chart. It knows lines, boxes, wrapped text and a font that is part of the program, for the
// container has none. What is drawn, and in which language, is up to the packages that call it; they get a PNG.
//
// All lengths are pixels. The origin is the upper left corner.
package draw

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/vector"
)

// Sheet is one picture being drawn. It is not safe for concurrent use.
type Sheet struct {
	font *Font
	img  *image.RGBA
}

// Sheet is a new picture in one colour.
func (f *Font) Sheet(width, height int, ground color.Color) *Sheet {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	xdraw.Draw(img, img.Bounds(), image.NewUniform(ground), image.Point{}, xdraw.Src)
	return &Sheet{font: f, img: img}
}

// Point is a place on a sheet.
type Point struct{ X, Y float64 }

// Rect is a box on a sheet.
type Rect struct{ X, Y, W, H float64 }

// PNG is the picture as a file.
func (s *Sheet) PNG() ([]byte, error) {
	var out bytes.Buffer
	if err := png.Encode(&out, s.img); err != nil {
		return nil, fmt.Errorf("write picture: %w", err)
	}
	return out.Bytes(), nil
}

// Picture puts another picture into a box, hard-edged, as a code that is read by machines must be.
func (s *Sheet) Picture(p image.Image, at Rect) {
	to := image.Rect(int(at.X), int(at.Y), int(at.X+at.W), int(at.Y+at.H))
	xdraw.NearestNeighbor.Scale(s.img, to, p, p.Bounds(), xdraw.Over, nil)
}

// Line draws a straight line.
func (s *Sheet) Line(from, to Point, width float64, c color.Color) {
	dx, dy := to.X-from.X, to.Y-from.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	nx, ny := -dy/length*width/2, dx/length*width/2
	s.Polygon([]Point{
		{from.X + nx, from.Y + ny}, {to.X + nx, to.Y + ny}, {to.X - nx, to.Y - ny}, {from.X - nx, from.Y - ny},
	}, c)
}

// Polygon fills what the points enclose.
func (s *Sheet) Polygon(points []Point, c color.Color) {
	if len(points) < 3 {
		return
	}
	sheet, part := s.img.Bounds(), around(points)
	// The rows of the shape alone, for a page has thousands. Columns are not left out, nor is the first row any but a
	// fourth: so soft edges are rounded alike wherever a shape stands.
	rows := image.Rect(0, part.Min.Y&^3, sheet.Dx(), part.Max.Y).Intersect(sheet)
	if rows.Empty() {
		return
	}
	r := vector.NewRasterizer(rows.Dx(), rows.Dy())
	top := float32(rows.Min.Y)
	r.MoveTo(float32(points[0].X), float32(points[0].Y)-top)
	for _, p := range points[1:] {
		r.LineTo(float32(p.X), float32(p.Y)-top)
	}
	r.ClosePath()
	rows.Max.X = min(rows.Max.X, part.Max.X)
	r.Draw(s.img, rows, image.NewUniform(c), image.Point{})
}

// around is the smallest box of whole pixels that holds the points.
func around(points []Point) image.Rectangle {
	low, high := points[0], points[0]
	for _, p := range points[1:] {
		low, high = Point{min(low.X, p.X), min(low.Y, p.Y)}, Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	return image.Rect(int(math.Floor(low.X)), int(math.Floor(low.Y)), int(math.Ceil(high.X)), int(math.Ceil(high.Y)))
}

// Box fills a box whose corners are rounded by the radius.
func (s *Sheet) Box(at Rect, radius float64, c color.Color) {
	s.Polygon(outline(at, min(radius, at.W/2, at.H/2)), c)
}

// Frame fills a box as Box does, with a border within it.
func (s *Sheet) Frame(at Rect, radius, width float64, border, fill color.Color) {
	s.Box(at, radius, border)
	s.Box(Rect{at.X + width, at.Y + width, at.W - 2*width, at.H - 2*width}, max(radius-width, 0), fill)
}

// Disc fills a circle.
func (s *Sheet) Disc(centre Point, radius float64, c color.Color) {
	s.Box(Rect{centre.X - radius, centre.Y - radius, 2 * radius, 2 * radius}, radius, c)
}

// Arrow draws a line that ends in a head.
func (s *Sheet) Arrow(from, to Point, width float64, c color.Color) {
	dx, dy := to.X-from.X, to.Y-from.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	ux, uy := dx/length, dy/length
	head := 4 * width
	neck := Point{to.X - ux*head, to.Y - uy*head}
	s.Line(from, neck, width, c)
	s.Polygon([]Point{to, {neck.X - uy*head/2, neck.Y + ux*head/2}, {neck.X + uy*head/2, neck.Y - ux*head/2}}, c)
}

// steps is into how many pieces a rounded corner is cut: smooth enough for any radius a page has room for.
const steps = 12

// outline walks around a box with rounded corners.
func outline(at Rect, radius float64) []Point {
	if radius <= 0 {
		return []Point{{at.X, at.Y}, {at.X + at.W, at.Y}, {at.X + at.W, at.Y + at.H}, {at.X, at.Y + at.H}}
	}
	centres := []Point{
		{at.X + at.W - radius, at.Y + radius}, {at.X + at.W - radius, at.Y + at.H - radius},
		{at.X + radius, at.Y + at.H - radius}, {at.X + radius, at.Y + radius},
	}
	var points []Point
	for corner, c := range centres {
		for i := range steps + 1 {
			angle := math.Pi / 2 * (float64(corner) - 1 + float64(i)/steps)
			points = append(points, Point{c.X + radius*math.Cos(angle), c.Y + radius*math.Sin(angle)})
		}
	}
	return points
}
