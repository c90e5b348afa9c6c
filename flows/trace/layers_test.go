package trace_test

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"echowall/flows/trace"
)

const mark = "the widow of the mill"

// hidden hides a text in one way within another, the last outermost.
func hidden(text string, ways ...string) []byte {
	raw := []byte(text)
	for _, w := range ways {
		raw = hidings()[w](raw)
	}
	return raw
}

func TestAFindSaysHowItWasFound(t *testing.T) {
	for _, c := range []struct {
		name string
		raw  []byte
		want []string
	}{
		{"plainly", []byte("seen by The Widow of the mill"), []string{""}},
		{"packed and written down", hidden(mark, "gzip", "base64"), []string{"base64, gzip"}},
		{"plainly and in hex", append([]byte(mark+" "), hidden(mark, "hex")...), []string{"", "hex"}},
		{"twice in one way", append(append(hidden(mark, "hex"), ' '), hidden(mark, "hex")...), []string{"hex"}},
		{"in two streams", slices.Concat(hidden("seen by "+mark, "gzip"), []byte(" "), hidden(mark, "gzip")),
			[]string{"gzip"}},
		{"four deep", hidden(mark, "hex", "base64", "hex", "base64"), []string{"base64, hex, base64, hex"}},
		{"five deep is too deep", hidden(mark, "hex", "base64", "hex", "base64", "hex"), nil},
		{"not at all", []byte("the widow of the hill"), nil},
	} {
		var in []string
		for _, h := range trace.Find(c.raw, mark) {
			in = append(in, h.In)
			if h.Mark != mark || !strings.Contains(strings.ToLower(h.Around), mark) {
				t.Errorf("%s: a hit does not show what was found: %+v", c.name, h)
			}
		}
		if !slices.Equal(in, c.want) {
			t.Errorf("%s: expected %q, got %q", c.name, c.want, in)
		}
	}
}

func TestAHitShowsAsMuchAsAReaderNeeds(t *testing.T) {
	raw := append(append(bytes.Repeat([]byte("x"), 100), 0xff), []byte(mark+strings.Repeat("y", 100))...)
	hits := trace.Find(raw, mark)
	if want := strings.Repeat("x", 59) + "·" + mark + strings.Repeat("y", 60); len(hits) != 1 || hits[0].Around != want {
		t.Errorf("expected %q, got %+v", want, hits)
	}
}

func TestTheSameBytesAreGivenOnce(t *testing.T) {
	times := map[string]int{}
	two := hex.EncodeToString([]byte("%68idden in percents"))
	trace.Layers([]byte(two), func(_ string, layer []byte) { times[string(layer)]++ })
	for layer, n := range times {
		if n > 1 {
			t.Errorf("%q was given %d times", layer, n)
		}
	}
	if times[two] != 1 || times["%68idden in percents\x00"] != 1 || times["hidden in percents\x00"] != 1 {
		t.Errorf("given were %v", times)
	}
}

func TestWhatIsBrokenIsReadAsFarAsItGoes(t *testing.T) {
	long := mark + strings.Repeat(" and of the hill", 9)
	packed := hidden(long, "gzip")
	for name, raw := range map[string][]byte{
		"cut off":                        packed[:len(packed)-9],
		"behind what only looks like it": append([]byte("\x1f\x8b\x08\xff\xff"), packed...),
		"behind a head of zlib":          append([]byte("\x78\x9d \x78\x9c"), hidden(long, "zlib")...),
	} {
		if len(trace.Find(raw, mark)) == 0 {
			t.Errorf("%s: nothing is found", name)
		}
	}
	if hits := trace.Find(packed[:4], mark); len(hits) > 0 {
		t.Errorf("of a mere head was found %+v", hits)
	}
}

func TestAnArchiveIsReadFileByFile(t *testing.T) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, method := range map[string]uint16{"stored.txt": zip.Store, "packed.txt": zip.Deflate} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = w.Write([]byte(name[:6] + " " + mark))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for text, in := range map[string]string{"stored " + mark: "", "packed " + mark: "zip"} {
		if hits := trace.Find(out.Bytes(), text); len(hits) != 1 || hits[0].In != in {
			t.Errorf("%q: expected it in %q, got %+v", text, in, hits)
		}
	}
	head := "PK\x03\x04\x14\x00"
	if hits := trace.Find([]byte(head), mark); len(hits) > 0 {
		t.Errorf("of a mere head was found %+v", hits)
	}
	tooLong := head + "\x00\x00\x08\x00" + strings.Repeat("\x00", 16) + "\xff\xff\x00\x00"
	if hits := trace.Find(append([]byte(tooLong), out.Bytes()...), "packed "+mark); len(hits) != 1 {
		t.Errorf("behind a head with a name that is too long was found %+v", hits)
	}
}

func TestEscapedLettersAreRead(t *testing.T) {
	for _, c := range []struct{ name, text, mark string }{
		{"JSON", `\u738b\u79c0\u82f1`, "王秀英"},
		{"JSON, two halves of one letter", `\ud842\udfb7\u91ce\u5bb6`, "𠮷野家"},
		{"a quotation of Go", `\U00020bb7\u91ce`, "𠮷野"},
		{"bytes, as Go quotes them", `\xe7\x8e\x8b`, "王"},
		{"a text within a text", `\\u738b`, "王"},
		{"a slash", `mill\/hill`, "mill/hill"},
		{"a quotation mark", `the \"old\" mill`, `the "old" mill`},
		{"no escape at all", `\ul \xg \Uffffffff \u738b`, "王"},
		{"half a letter before a letter", `\ud842\u738b`, "王"},
		{"half a letter before another escape", `\ud842\"\u738b\u79c0`, "王秀"},
		{"half a letter at the end of a name", `\u738b\ud842`, "王"},
		{"half a letter before plain words", `\ud842 the mill of \u738b`, " the mill of 王"},
		{"half a letter before what looks like another", `\ud842.udfb7\u738b`, ".udfb7王"},
		{"percents that are none", `100%, and %e7%8e%8b; 5%`, "王"},
		{"entities", `&#29579;&lt;b&gt;`, "王<b>"},
	} {
		if len(trace.Find([]byte(c.text), c.mark)) == 0 {
			t.Errorf("%s: %q is not found in %s", c.name, c.mark, c.text)
		}
		if hits := trace.Find([]byte(c.text), "李"); len(hits) > 0 {
			t.Errorf("%s: found what is not there: %+v", c.name, hits)
		}
	}
}
