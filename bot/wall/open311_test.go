package wall_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"echowall/flows"
	"echowall/flows/life"
	"echowall/storage"
)

// key lets another system file cases and returns its key.
func (v *village) key() string {
	v.t.Helper()
	in := v.input(secretary, "web key")
	v.do(in)
	return in.Code
}

// post files a case.
func (v *village) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, v.page()+"open311/v2/"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	rec := httptest.NewRecorder()
	v.pages.ServeHTTP(rec, r)
	return rec
}

// sinkhole is the example of the specification, with this community's key and service.
func sinkhole(key string) url.Values {
	form, _ := url.ParseQuery("lat=37.76524078&long=-122.4212043&address_string=1234+5th+street" +
		"&email=smit333%40sfgov.edu" +
		"&device_id=tt222111&account_id=123456&first_name=john&last_name=smith&phone=111111111" +
		"&description=A+large+sinkhole+is+destroying+the+street" +
		"&media_url=http%3A%2F%2Ffarm3.static.flickr.com%2F2002%2F2212426634_5ed477a060.jpg")
	form.Set("api_key", key)
	form.Set("service_code", "issue")
	return form
}

// requests are the elements that the specification requires in GET requests.
type requests struct {
	XMLName  xml.Name `xml:"service_requests"`
	Requests []struct {
		ID        string  `xml:"service_request_id"`
		Status    string  `xml:"status"`
		Notes     string  `xml:"status_notes"`
		Name      string  `xml:"service_name"`
		Code      string  `xml:"service_code"`
		Text      string  `xml:"description"`
		Agency    string  `xml:"agency_responsible"`
		Requested string  `xml:"requested_datetime"`
		Updated   string  `xml:"updated_datetime"`
		Token     string  `xml:"token"`
		Step      *string `xml:"extended_attributes>step"`
	} `xml:"request"`
}

func (v *village) requests(path string) requests {
	v.t.Helper()
	var got requests
	must(v.t, xml.Unmarshal([]byte(v.shows("open311/v2/"+path)), &got))
	return got
}

// A case that another system files goes down the road as any other, and nothing of who reported it is kept.
func TestFiling(t *testing.T) {
	v := found(t)
	form := sinkhole(v.key())
	rec := v.post("requests.xml", form)
	var got requests
	must(t, xml.Unmarshal(rec.Body.Bytes(), &got))
	if rec.Code != http.StatusCreated || len(got.Requests) != 1 || got.Requests[0].ID != "1" {
		t.Fatalf("status %d: %s", rec.Code, rec.Body)
	}
	one := v.requests("requests/1.xml").Requests[0]
	if !strings.Contains(one.Text, "A large sinkhole is destroying the street") ||
		!strings.Contains(one.Text, "1234 5th street") || one.Status != "open" {
		t.Errorf("%+v", one)
	}
	if page := v.shows("case/1"); !strings.Contains(page, "A large sinkhole") {
		t.Errorf("the page does not show it:\n%s", page)
	}
	ctx := context.Background()
	must(t, v.store.View(ctx, v.id, func(r storage.Reader) error {
		all, err := r.Range("")
		for _, x := range all {
			for _, private := range []string{"smit333", "111111111", "tt222111", "john", form.Get("api_key")} {
				if strings.Contains(string(x.Value), private) {
					t.Errorf("record %s holds %q", x.Key, private)
				}
			}
		}
		return err
	}))
	var answers []map[string]any
	must(t, json.Unmarshal(v.post("requests.json", form).Body.Bytes(), &answers))
	if len(answers) != 1 || answers[0]["service_request_id"] != "2" {
		t.Errorf("%+v", answers)
	}
}

// Who heard no answer in time asks with the token; a second filing with it does nothing.
func TestTokens(t *testing.T) {
	v := found(t)
	filing := &flows.Filing{Key: v.key(), Token: "abc", Text: "The bridge is cracked."}
	for range 2 {
		reply, err := v.engine.Do(context.Background(), v.id, flows.Input{At: v.Now(), Code: v.code(), Filing: filing})
		must(t, err)
		if reply.Case != 1 {
			t.Fatalf("%+v", reply)
		}
	}
	got := v.requests("tokens/abc.xml").Requests
	if len(got) != 1 || got[0].ID != "1" || got[0].Token != "abc" {
		t.Errorf("%+v", got)
	}
	must(t, flows.Read(context.Background(), v.store, nil, v.id, func(s *life.State) error {
		if h := s.Head(); h != nil && h.Cases != 1 {
			t.Errorf("%d cases", h.Cases)
		}
		return nil
	}))
}

// Errors are told as the specification says: by the status, and in the body in the format that was asked for.
func TestFilingErrors(t *testing.T) {
	v := found(t)
	key := v.key()
	with := func(change ...string) url.Values {
		form := sinkhole(key)
		for i := 0; i+1 < len(change); i += 2 {
			form.Set(change[i], change[i+1])
		}
		return form
	}
	for _, c := range []struct {
		path string
		form url.Values
		code int
		says string
	}{
		{"requests.xml", with("api_key", ""), 403, "api_key was not provided"},
		{"requests.xml", with("api_key", "xyz"), 403, "api_key is not one"},
		{"requests.xml", with("jurisdiction_id", "city.gov"), 404, "jurisdiction_id was not found"},
		{"requests.xml", with("service_code", ""), 400, "service_code was not provided"},
		{"requests.xml", with("service_code", "001"), 404, "service_code was not found"},
		{"requests.xml", with("description", " "), 400, "description was not provided"},
		{"requests.xml", with("description", strings.Repeat("x", 4000)), 400, "too long"},
		{"requests.xml", with("lat", "", "address_string", ""), 400, "location was not provided"},
		{"requests.xml", with("lat", "north"), 400, "must be degrees"},
		{"services.xml", with(), 404, "filed at requests"},
	} {
		for _, format := range []string{"xml", "json"} {
			rec := v.post(strings.TrimSuffix(c.path, "xml")+format, c.form)
			var all []struct {
				Code        int    `xml:"code" json:"code"`
				Description string `xml:"description" json:"description"`
			}
			if format == "json" {
				must(t, json.Unmarshal(rec.Body.Bytes(), &all))
			} else {
				var errors struct {
					XMLName xml.Name `xml:"errors"`
					Errors  []struct {
						Code        int    `xml:"code" json:"code"`
						Description string `xml:"description" json:"description"`
					} `xml:"error"`
				}
				must(t, xml.Unmarshal(rec.Body.Bytes(), &errors))
				all = errors.Errors
			}
			if rec.Code != c.code || len(all) != 1 || all[0].Code != c.code || !strings.Contains(all[0].Description, c.says) {
				t.Errorf("%s, want %d %q: status %d, %s", format, c.code, c.says, rec.Code, rec.Body)
			}
		}
	}
	for i := range 30 {
		if rec := v.post("requests.json", with("description", fmt.Sprintf("Hole number %d", i))); i == 29 &&
			rec.Code != http.StatusServiceUnavailable {
			t.Errorf("thirty filings at once: status %d", rec.Code)
		}
	}
	v.say(secretary, "web nokey")
	v.later(time.Hour)
	if rec := v.post("requests.xml", with()); rec.Code != http.StatusForbidden {
		t.Errorf("with a key that was taken back: status %d", rec.Code)
	}
}

// The examples of the specification for reading, asked of a village.
func TestRequests(t *testing.T) {
	v := found(t)
	v.live()
	all := v.requests("requests.xml").Requests
	if len(all) != 7 || all[0].ID != "7" || all[6].ID != "1" || all[6].Step != nil || all[6].Agency != "供电所" {
		t.Errorf("all: %+v", all)
	}
	for path, want := range map[string]string{
		"requests.xml?status=closed": "6,5", "requests.xml?status=open,closed&page_size=2&page=2": "5,4",
		"requests.xml?service_request_id=1,3":                                        "3,1",
		"requests.xml?start_date=2026-06-01T00:00:00Z&end_date=2026-06-02T00:00:00Z": "1",
		"requests.xml?service_code=001":                                              "",
		"requests.xml?end_date=2026-05-01T00:00:00Z":                                 "", "requests/2.xml": "2",
	} {
		var ids []string
		for _, r := range v.requests(path).Requests {
			ids = append(ids, r.ID)
			if _, err := time.Parse(time.RFC3339, r.Requested); err != nil || r.Code != "issue" || r.Name == "" ||
				r.Notes == "" {
				t.Errorf("%s: %+v", path, r)
			}
		}
		if got := strings.Join(ids, ","); got != want {
			t.Errorf("%s gives %s, want %s", path, got, want)
		}
	}
	if step := v.requests("requests/1.xml?extensions=true&lang=en").Requests[0].Step; step == nil ||
		*step != "Follow through" {
		t.Errorf("the step is %v", step)
	}
	for path, want := range map[string]string{
		"open311/discovery.xml":          "<specification>http://wiki.open311.org/GeoReport_v2</specification>",
		"open311/discovery.json":         `"formats":["text/xml","application/json"]`,
		"open311/v2/services.xml":        "<services><service><service_code>issue</service_code>",
		"open311/v2/services.json":       `[{"service_code":"issue"`,
		"open311/v2/services/issue.xml":  "<service_definition><service_code>issue</service_code><attributes>",
		"open311/v2/services/issue.json": `"attributes":[]`,
		"open311/v2/requests/1.json":     `[{"service_request_id":"1","status":"open"`,
	} {
		if body := v.shows(path); !strings.Contains(body, want) {
			t.Errorf("%s: %s", path, body)
		}
	}
	for path, code := range map[string]int{
		"requests/99.xml": 404, "requests/x.json": 404, "services/002.xml": 404, "tokens/none.xml": 404,
		"requests.xml?start_date=yesterday":     400,
		"requests.xml?jurisdiction_id=city.gov": 404, "other.json": 404, "requests": 404,
	} {
		if rec := v.get("open311/v2/" + path); rec.Code != code {
			t.Errorf("%s: status %d: %s", path, rec.Code, rec.Body)
		}
	}
}
