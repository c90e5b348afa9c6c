package wall_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzRequests asks for anything below a village's address, in any language, and files anything: there is an answer,
// and it is never that the program stumbled.
func FuzzRequests(f *testing.F) {
	for path := range everyPage() {
		f.Add(path, "zh-CN,en;q=0.5", "")
	}
	f.Add("open311/v2/requests.json?start_date=2026-06-01T00:00:00Z&page=2&page_size=1&extensions=true", "", "")
	f.Add("open311/v2/requests.xml", "*", "api_key=x&service_code=issue&description=dark&lat=1&long=2")
	f.Add("photo/1/abc", "ar;q=0", "")
	v := foundIn(f, "en", 1e9)
	v.say(secretary, "web")
	v.say(resident, "raise named The lamps are dark", "photo")
	page := v.page()
	f.Fuzz(func(t *testing.T, path, languages, form string) {
		method := http.MethodGet
		if form != "" {
			method = http.MethodPost
		}
		r, err := http.NewRequest(method, "http://wall.example.org"+page+path, strings.NewReader(form))
		if err != nil {
			t.Skip()
		}
		r.RequestURI, r.RemoteAddr = r.URL.RequestURI(), "192.0.2.1:1234"
		r.Header.Set("Accept-Language", languages)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		v.pages.ServeHTTP(rec, r)
		if rec.Code == http.StatusInternalServerError || v.log.Len() > 0 {
			t.Errorf("%s %q: status %d\n%s", method, path, rec.Code, v.log)
		}
	})
}
