package draw_test

import (
	"image/color"
	"testing"

	"echowall/bot/draw"
)

// BenchmarkBox fills a small box on a page of A4.
func BenchmarkBox(b *testing.B) {
	s := open(b).Sheet(1654, 2339, color.White)
	for b.Loop() {
		s.Box(draw.Rect{X: 700, Y: 1000, W: 40, H: 40}, 5, color.Black)
	}
}
