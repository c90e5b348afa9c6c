package answer_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"echowall/bot/wall/answer"
)

// made is an answer that was made at nine.
func made(kind string, body []byte) *answer.Made {
	return answer.Make(answer.New(kind, body), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
}

func TestAnAnswerIsKnownByWhatItSays(t *testing.T) {
	first, same, other := made("text/plain", []byte("a")), made("text/html", []byte("a")), made("text/plain", []byte("b"))
	if first.Etag != same.Etag || first.Etag == other.Etag || len(first.Etag) != 20 {
		t.Errorf("known as %s, %s and %s", first.Etag, same.Etag, other.Etag)
	}
	if got := first.Expires.Format("15:04:05"); got != "09:01:00" {
		t.Errorf("kept until %s", got)
	}
}

func TestTheTagsOfAReader(t *testing.T) {
	for header, known := range map[string]bool{
		`"abc"`: true, `"abc-gz"`: true, `W/"abc"`: true, `W/"abc-gz"`: true, `"x", "abc"`: true, `"x",W/"abc-gz","y"`: true,
		"*": true, `abc`: true, ``: false, `"abcd"`: false, `"ab"`: false, `"abc-gz-gz"`: false, `"ABC"`: false,
		`"x", "y"`: false, `,`: false, `"-gz"`: false,
	} {
		if got := answer.Known(header, "abc"); got != known {
			t.Errorf("%s: known is %v", header, got)
		}
	}
}

func TestWhatIsCompressed(t *testing.T) {
	noise := make([]byte, 4<<10)
	for i, r := 0, rand.New(rand.NewPCG(1, 2)); i < len(noise); i++ {
		noise[i] = byte(r.Uint32())
	}
	long := bytes.Repeat([]byte("the lamp is dark "), 100)
	for name, c := range map[string]struct {
		kind   string
		body   []byte
		zipped bool
	}{
		"a page":             {"text/html; charset=utf-8", long, true},
		"a feed":             {"application/atom+xml; charset=utf-8", long, true},
		"data":               {"application/json; charset=utf-8", long, true},
		"a drawing":          {"image/svg+xml", long, true},
		"a photo":            {"image/jpeg", long, false},
		"a workbook":         {"application/octet-stream", long, false},
		"a line":             {"text/plain", long[:1<<10-1], false},
		"a line more":        {"text/plain", long[:1<<10], true},
		"nothing":            {"text/plain", nil, false},
		"what saves no byte": {"text/plain", noise, false},
	} {
		t.Run(name, func(t *testing.T) {
			m := made(c.kind, c.body)
			got := m.Gzipped()
			if (got != nil) != c.zipped || len(c.body)+len(got) > m.Weight() {
				t.Fatalf("compressed to %d of %d bytes, weighed as %d", len(got), len(c.body), m.Weight())
			}
			if got == nil {
				return
			}
			z, err := gzip.NewReader(bytes.NewReader(got))
			if err != nil {
				t.Fatal(err)
			}
			if back, err := io.ReadAll(z); err != nil || !bytes.Equal(back, c.body) {
				t.Errorf("unpacks to %d bytes, %v", len(back), err)
			}
			if again := m.Gzipped(); &again[0] != &got[0] {
				t.Error("compressed twice")
			}
		})
	}
}

func TestAThingAsJSON(t *testing.T) {
	a, err := answer.JSON(map[string]any{"text": "</script>桥", "at": nil})
	if err != nil || string(a.Body) != `{"at":null,"text":"\u003c/script\u003e桥"}` ||
		a.Kind != "application/json; charset=utf-8" {
		t.Errorf("%s as %s, %v", a.Body, a.Kind, err)
	}
	if _, err := answer.JSON(make(chan int)); err == nil {
		t.Error("what is no data is told as JSON")
	}
}

func TestFilesAreNamedByWhatTheyHold(t *testing.T) {
	load := func(style string) answer.Files {
		f, err := answer.Load(fstest.MapFS{
			"assets/wall.css": {Data: []byte(style)}, "assets/live.min.js": {Data: []byte("live()")},
			"other/x.css": {Data: []byte("x")},
		}, "assets")
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	old, changed := load("a {}"), load("b {}")
	path := old.Path("wall.css")
	name := strings.TrimPrefix(path, "/assets/")
	if m := old.Find(name); m == nil || string(m.Body) != "a {}" || !strings.HasPrefix(m.Kind, "text/css") {
		t.Errorf("%s is %+v", path, m)
	}
	if !strings.HasPrefix(name, "wall-") || !strings.HasSuffix(name, ".css") || changed.Path("wall.css") == path {
		t.Errorf("named %s, and once it was changed %s", path, changed.Path("wall.css"))
	}
	if js := old.Path("live.min.js"); js != changed.Path("live.min.js") || !strings.HasPrefix(js, "/assets/live.min-") {
		t.Errorf("what was not changed is named %s", js)
	}
	for _, x := range []string{"", "wall.css", "x.css", "../assets/" + name, changed.Path("wall.css")} {
		if old.Find(x) != nil {
			t.Errorf("%q is served", x)
		}
	}
	if _, err := answer.Load(fstest.MapFS{}, "assets"); err == nil {
		t.Error("a folder that is not there has files")
	}
	if _, err := answer.Load(fstest.MapFS{"assets/in/x.css": {}}, "assets"); err == nil {
		t.Error("a folder is read as a file")
	}
}
