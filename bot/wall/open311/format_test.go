package open311_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"echowall/bot/wall/open311"
)

func TestSplit(t *testing.T) {
	for path, want := range map[string][2]string{
		"requests.json": {"requests", "json"}, "requests/12.xml": {"requests/12", "xml"}, "requests": {"requests", ""},
		"requests.html": {"requests.html", ""}, "": {"", ""}, ".json": {"", "json"},
	} {
		if name, format := open311.Split(path); name != want[0] || format != want[1] {
			t.Errorf("%q is %q in %q, want %q", path, name, format, want)
		}
	}
}

// TestMatter reads filings as other systems make them, and says what is wrong with those that are not whole.
func TestMatter(t *testing.T) {
	whole := "api_key=k&service_code=issue&description=The+lamp+is+dark&lat=30.1&long=120.2"
	for _, x := range []struct {
		name, form, text string
		code             int
	}{
		{"a point", whole, "The lamp is dark\n📍 (30.1, 120.2)", 0},
		{"an address", "api_key=k&service_code=issue&description=dark&address_string=School+road+4", "dark\n📍 School road 4",
			0},
		{"a picture elsewhere", whole + "&media_url=https://example.org/a.jpg",
			"The lamp is dark\n📍 (30.1, 120.2)\n🖼 https://example.org/a.jpg", 0},
		{"no key", "service_code=issue", "", http.StatusForbidden},
		{"no service", "api_key=k", "", http.StatusBadRequest},
		{"another service", "api_key=k&service_code=pothole&description=x", "", http.StatusNotFound},
		{"no description", "api_key=k&service_code=issue", "", http.StatusBadRequest},
		{"no place", "api_key=k&service_code=issue&description=dark", "", http.StatusBadRequest},
		{"no degrees", "api_key=k&service_code=issue&description=dark&lat=91&long=0", "", http.StatusBadRequest},
		{"another community", whole + "&jurisdiction_id=other", "", http.StatusNotFound},
		{"too long", "api_key=k&service_code=issue&lat=1&long=1&description=" + strings.Repeat("x", 10_000), "",
			http.StatusBadRequest},
	} {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		form, err := url.ParseQuery(x.form)
		if err != nil {
			t.Fatal(err)
		}
		r.Form = form
		text, err := open311.Matter(r, "code")
		code := 0
		var fault *open311.Fault
		if errors.As(err, &fault) {
			code = fault.Code
		}
		if text != x.text || code != x.code {
			t.Errorf("%s: %q, %v", x.name, text, err)
		}
	}
}
