package method_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"echowall/bot/sim/api/method"
)

// post is a call with a body of a type.
func post(query, kind, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/bot1:x/sendMessage"+query, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	return r
}

// part is a part of a form.
func part(header, body string) string {
	return "--x\r\nContent-Disposition: form-data; " + header + "\r\n\r\n" + body + "\r\n"
}

func TestParametersComeInEveryForm(t *testing.T) {
	const form, multi, js = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"
	file, half := part(`name="f"; filename="a.jpg"`, "xyz"), strings.TrimSuffix(part(`name="a"`, "half"), "\r\n")
	for name, c := range map[string]struct {
		r       *http.Request
		text    string // "" where none was read
		silent  string
		file    string
		refused bool
	}{
		"in the address":             {post("?text=hi", "", ""), "hi", "", "", false},
		"as a form":                  {post("", form, "text=hi+%E6%A1%A5&silent=true"), "hi 桥", "true", "", false},
		"as a form with a charset":   {post("", form+"; charset=utf-8", "text=hi"), "hi", "", "", false},
		"as JSON":                    {post("", js, `{"text":"hi","silent":true}`), "hi", "true", "", false},
		"as JSON with an object":     {post("", js, `{"text":"hi","silent":{"a":[1]}}`), "hi", `{"a":[1]}`, "", false},
		"in parts":                   {post("", multi, part(`name="text"`, "hi")+"--x--\r\n"), "hi", "", "", false},
		"with a file":                {post("?text=hi", multi, file+"--x--\r\n"), "hi", "", "xyz", false},
		"the body over the address":  {post("?text=no", form, "text=hi"), "hi", "", "", false},
		"the last of two":            {post("?text=no&text=hi", "", ""), "hi", "", "", false},
		"a header without a form":    {post("?text=hi", multi, ""), "hi", "", "", false},
		"of no type that is known":   {post("?text=hi", "text/plain", "text=no"), "hi", "", "", false},
		"half of JSON":               {post("", js, `{"text":"hi"`), "", "", "", true},
		"a list as JSON":             {post("", js, `["hi"]`), "", "", "", true},
		"the second part breaks off": {post("", multi, part(`name="text"`, "hi")+half), "hi", "", "", true},
		"a part that breaks off":     {post("", multi, half), "", "", "", true},
		"no boundary":                {post("", "multipart/form-data", part(`name="text"`, "hi")), "", "", "", true},
		"wrongly escaped":            {post("", form, "text=%zz"), "", "", "", true},
	} {
		p, err := method.ReadParams(httptest.NewRecorder(), c.r)
		if (err != nil) != c.refused || p.Text("text") != c.text || p.Text("silent") != c.silent ||
			string(p.Files["f"].Data) != c.file {
			t.Errorf("%s: read as %+v, %v", name, p, err)
		}
		if errors.Is(err, method.ErrHungUp) {
			t.Errorf("%s: who said something wrong has not hung up", name)
		}
	}
}

func TestWhoHangsUpHasCalledNothing(t *testing.T) {
	r := post("", "application/json", "")
	r.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"text":`), iotest.ErrReader(io.ErrUnexpectedEOF)))
	if _, err := method.ReadParams(httptest.NewRecorder(), r); !errors.Is(err, method.ErrHungUp) ||
		!errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("read: %v", err)
	}
	r = post("", "application/json", "")
	r.Body = io.NopCloser(io.LimitReader(zeros{}, 53<<20))
	var tooLarge *http.MaxBytesError
	_, err := method.ReadParams(httptest.NewRecorder(), r)
	if !errors.As(err, &tooLarge) || errors.Is(err, method.ErrHungUp) {
		t.Errorf("what is too large: %v", err)
	}
}

// zeros has no end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestAParameterAsWhatItIs(t *testing.T) {
	p := method.Params{
		Values: map[string]string{"n": "-7", "yes": "true", "word": "x", "of": `{"a":1}`, "more": `{"a":1,"b":2}`, "": ""},
		Files:  map[string]method.Upload{"photo": {}},
	}
	if p.Int("n") != -7 || p.Int("word") != 0 || p.Int("none") != 0 || !p.Bool("yes") || p.Bool("word") || p.Bool("none") {
		t.Error("numbers and truths are read otherwise")
	}
	for name, want := range map[string]bool{"n": true, "photo": true, "": true, "none": false} {
		if p.Has(name) != want {
			t.Errorf("%q came: %v", name, !want)
		}
	}
	var v struct {
		A int `json:"a"`
	}
	if err := p.Decode("none", &v); err != nil || v.A != 0 {
		t.Errorf("what is absent is read as %+v, %v", v, err)
	}
	if err := p.Decode("of", &v); err != nil || v.A != 1 {
		t.Errorf("read as %+v, %v", v, err)
	}
	for _, name := range []string{"more", "word", "n"} {
		var violation method.Violation
		if err := p.Decode(name, &v); !errors.As(err, &violation) {
			t.Errorf("%s is read as %+v, %v", name, v, err)
		}
	}
}

func TestARefusalIsToldAsTelegramTellsIt(t *testing.T) {
	for _, c := range []struct {
		err              error
		code             int
		text, parameters string
	}{
		{method.BadRequest("x %d", 1), 400, "Bad Request: x 1", ""},
		{method.Violates("y"), 400, "Bad Request: y", ""},
		{method.Forbidden("bot was blocked"), 403, "Forbidden: bot was blocked", ""},
		{method.Unknown(), 404, "Not Found", ""},
		{method.Conflict("another one"), 409, "Conflict: another one", ""},
		{&method.Error{Code: 400, Text: "moved", MigrateTo: -100}, 400, "moved", `,"parameters":{"migrate_to_chat_id":-100}`},
		{method.TooMany(3), 429, "Too Many Requests: retry after 3", `,"parameters":{"retry_after":3}`},
	} {
		var refusal *method.Error
		if !errors.As(c.err, &refusal) {
			t.Errorf("%v is no refusal", c.err)
			continue
		}
		want := fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q%s}`, c.code, c.text, c.parameters)
		if got, _ := json.Marshal(refusal.Reply()); string(got) != want {
			t.Errorf("told as %s, expected %s", got, want)
		}
		if got := c.err.Error(); got != fmt.Sprint(c.code, " ", c.text) {
			t.Errorf("logged as %q", got)
		}
	}
}
