package wall_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed/atom"

	"echowall/storage/testenv"
)

// feed is an Atom feed as a reader reads it.
type feed struct {
	XMLName xml.Name
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Author  string `xml:"author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Summary string `xml:"summary"`
	} `xml:"entry"`
}

func (v *village) feed(path string) feed {
	v.t.Helper()
	var f feed
	must(v.t, xml.Unmarshal([]byte(v.shows(path, "Accept-Language", "zh-CN")), &f))
	return f
}

// What RFC 4287 asks of a feed holds of each, and the ids stay when the address is renewed.
func TestFeeds(t *testing.T) {
	v := found(t)
	v.live()
	ids := map[string]string{}
	for _, path := range []string{"feed.atom", "case/1/feed.atom", "case/5/feed.atom"} {
		f := v.feed(path)
		ids[path] = f.ID
		if f.XMLName != (xml.Name{Space: "http://www.w3.org/2005/Atom", Local: "feed"}) || f.Title == "" || f.Author == "" ||
			len(f.Links) != 2 {
			t.Errorf("%s: %+v", path, f)
		}
		if want := "https://wall.example.org" + v.page() + path; f.Links[0].Rel != "self" || f.Links[0].Href != want {
			t.Errorf("%s: its own address is %+v, want %s", path, f.Links[0], want)
		}
		seen, last := map[string]bool{}, f.Updated
		for _, e := range f.Entries {
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Updated > last || e.Title == "" || seen[e.ID] ||
				!strings.HasPrefix(e.ID, "tag:echowall,2026-06-01:") {
				t.Errorf("%s: entry %+v after %s", path, e, last)
			}
			seen[e.ID], last = true, e.Updated
		}
		if len(f.Entries) == 0 {
			t.Errorf("%s is empty", path)
		}
	}
	if ids["feed.atom"] == ids["case/1/feed.atom"] {
		t.Error("two feeds have one id")
	}
	old := v.page()
	v.say(secretary, "web renew")
	if now := v.feed("feed.atom"); now.ID != ids["feed.atom"] || old == v.page() {
		t.Errorf("the id was %s and is %s", ids["feed.atom"], now.ID)
	}
	if code := v.get(old + "feed.atom").Code; code != http.StatusNotFound {
		t.Errorf("the old address still answers: %d", code)
	}
}

// A reader of feeds that is not ours understands them, malice and all.
func TestFeedsByAnotherReader(t *testing.T) {
	v := found(t)
	v.live()
	v.hostile()
	for _, path := range []string{"feed.atom", "case/1/feed.atom", "case/8/feed.atom"} {
		f, err := (&atom.Parser{}).Parse(strings.NewReader(v.shows(path)))
		if err != nil || f.ID == "" || f.UpdatedParsed == nil || len(f.Authors) != 1 || len(f.Entries) == 0 {
			t.Fatalf("%s: %v, %+v", path, err, f)
		}
		for _, e := range f.Entries {
			if e.ID == "" || e.Title == "" || e.UpdatedParsed == nil || len(e.Links) != 1 ||
				!strings.HasPrefix(e.Links[0].Href, "https://wall.example.org/w/") {
				t.Errorf("%s: %+v", path, e)
			}
		}
	}
}

// The schema that RFC 4287 comes with finds nothing wrong with any feed, malice and all; with a feed that lacks its id
// it does.
func TestFeedsBySchema(t *testing.T) {
	xmllint := testenv.Tool(t, "xmllint")
	valid := func(feed string) (said string, ok bool) {
		check := exec.Command(xmllint, "--noout", "--relaxng", "testdata/atom.rng", "-")
		check.Stdin = strings.NewReader(feed)
		out, err := check.CombinedOutput()
		return string(out), err == nil
	}
	v := found(t)
	v.live()
	v.hostile()
	for _, path := range []string{"feed.atom", "feed.atom?lang=en", "case/1/feed.atom", "case/5/feed.atom",
		"case/8/feed.atom", "case/9/feed.atom"} {
		if said, ok := valid(v.shows(path)); !ok {
			t.Errorf("%s: %s", path, said)
		}
	}
	feed := v.shows("feed.atom")
	for _, broken := range []string{
		regexp.MustCompile(`<id>[^<]*</id>`).ReplaceAllString(feed, ""), strings.ReplaceAll(feed, "updated>", "changed>"),
		regexp.MustCompile(`<updated>[^<]*`).ReplaceAllString(feed, "<updated>yesterday"),
	} {
		if _, ok := valid(broken); ok {
			t.Errorf("the schema finds nothing wrong with\n%s", broken)
		}
	}
}

func TestData(t *testing.T) {
	v := found(t)
	v.live()
	var list struct {
		Total int `json:"total"`
		Cases []struct {
			Number int    `json:"number"`
			Status string `json:"status"`
			URL    string `json:"url"`
		} `json:"cases"`
	}
	must(t, json.Unmarshal([]byte(v.shows("cases.json")), &list))
	if list.Total != 7 || len(list.Cases) != 7 || list.Cases[0].Number != 7 || list.Cases[2].Status != "closed" {
		t.Errorf("%+v", list)
	}
	var one map[string]any
	must(t, json.Unmarshal([]byte(v.shows("case/1.json", "Accept-Language", "en")), &one))
	if one["stage"] != "implementation" || one["step"] != "Follow through" || len(one["history"].([]any)) < 15 {
		t.Errorf("%+v", one)
	}
}

// A reader that has an answer already is not sent it again; after a change it is.
func TestETags(t *testing.T) {
	v := found(t)
	v.live()
	for _, path := range []string{"", "case/1", "feed.atom", "cases.json", "figures"} {
		first := v.get(path)
		tag := first.Header().Get("ETag")
		if !regexp.MustCompile(`^"[0-9a-f]{20}"$`).MatchString(tag) {
			t.Fatalf("%s: the tag is %s", path, tag)
		}
		if again := v.get(path, "If-None-Match", tag); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%s: status %d with %d bytes", path, again.Code, again.Body.Len())
		}
		if zipped := v.get(path, "Accept-Encoding", "gzip", "If-None-Match", tag); zipped.Code != http.StatusNotModified {
			t.Errorf("%s: compressed, status %d", path, zipped.Code)
		}
	}
	tag := v.get("").Header().Get("ETag")
	v.say(neighbour, "support 4")
	if now := v.get("", "If-None-Match", tag); now.Code != http.StatusOK {
		t.Errorf("after a change: status %d", now.Code)
	}
}
