package reader_test

import (
	"net/http/httptest"
	"testing"

	"echowall/bot/wall/reader"
	"echowall/locales"
)

// TestLanguage asks for pages as people do: by the address, by what the browser names, or by nothing.
func TestLanguage(t *testing.T) {
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		address, browser, otherwise, want string
		chosen                            bool
	}{
		{"/", "", "zh-Hans", "zh-Hans", false},
		{"/", "en-GB,en;q=0.8", "zh-Hans", "en", false},
		{"/?lang=zh-hans", "en", "en", "zh-Hans", true},
		{"/?lang=tlh", "zh-CN", "en", "zh-Hans", false},
		{"/", ";;;", "en", "en", false},
	} {
		r := httptest.NewRequest("GET", x.address, nil)
		r.Header.Set("Accept-Language", x.browser)
		if got, chosen := reader.Language(texts, r, x.otherwise); got != x.want || chosen != x.chosen {
			t.Errorf("%s with %q in a community of %s: %s, %v", x.address, x.browser, x.otherwise, got, chosen)
		}
	}
}
