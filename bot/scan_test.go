package bot_test

import (
	"bytes"
	"image/png"
	"strings"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"echowall/bot/sim/people"
)

// scanned is the start code in the last picture that the bot sent, read as a telephone reads it; "" where there is
// none.
func (v *village) scanned() string {
	file := ""
	for _, e := range v.server.Log() {
		if e.Kind == people.Sent && e.Message.Photo != "" && strings.Contains(e.Message.Text, "🔲") {
			file = e.Message.Photo
		}
	}
	picture, err := png.Decode(bytes.NewReader(v.server.File(file)))
	if err != nil {
		return ""
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	v.must(err)
	result, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	v.must(err)
	_, code, _ := strings.Cut(result.GetText(), "?start=")
	return code
}
