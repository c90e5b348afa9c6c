package wall_test

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// malice is what somebody might write to do harm wherever it is shown.
const malice = `</title></script><script>alert(1)</script>"'><img src=x onerror=alert(1)>&lt; =cmd|' /C calc'!A0 ` +
	"\u202egnp.exe\u202c \u2066x\u2069 BEGIN:VEVENT\rEND:VCALENDAR\nline two ]]> \x00\x1b[31m {{.Door}} " +
	"javascript:alert(1)"

// hostile lets everything that people can write be malice.
func (v *village) hostile() {
	v.say(resident, "raise named "+malice, "page-photo")
	v.say(secretary, "screen 8 accept small")
	v.say(secretary, "schedule 8 2026-07-20 19:30 "+malice)
	v.say(resident, "raise named "+malice+" 2")
	v.say(secretary, "screen 9 decline other "+malice)
}

// TestHostile shows malice on every page and in every format: it comes out as text, and as nothing else.
func TestHostile(t *testing.T) {
	v := found(t)
	v.live()
	v.hostile()
	for _, path := range []string{"", "case/8", "case/9", "closed", "closed?q=" + "%3Cscript%3Ealert(1)%3C/script%3E%22",
		"meetings", "meeting/2", "figures", "figures/raised", "kiosk", "step?step=Settle+the+issue"} {
		body := v.shows(path)
		harmless(t, path, body)
		scripts, images := 0, 0
		root, err := html.Parse(strings.NewReader(body))
		must(t, err)
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "href" && strings.HasPrefix(a.Val, "javascript") {
					t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
				}
			}
			if n.Data == "script" && n.Type == html.ElementNode {
				scripts++
				if n.FirstChild != nil {
					t.Errorf("%s holds a script", path)
				}
			}
			if n.Data == "img" {
				images++
			}
		}
		if scripts != 1 || strings.Contains(path, "closed") && images != 0 {
			t.Errorf("%s has %d scripts and %d images", path, scripts, images)
		}
	}
	must(t, xml.Unmarshal([]byte(v.shows("open311/v2/requests.xml?extensions=true")), new(requests)))
	for _, path := range []string{"feed.atom", "case/8/feed.atom", "case/9/feed.atom",
		"open311/v2/requests.xml?extensions=true"} {
		body := v.shows(path)
		harmless(t, path, body)
		if strings.HasSuffix(path, "atom") {
			must(t, xml.Unmarshal([]byte(body), new(feed)))
		}
	}
	for _, path := range []string{"cases.json", "case/8.json", "open311/v2/requests.json?extensions=true"} {
		body := v.shows(path)
		harmless(t, path, body)
		if !json.Valid([]byte(body)) || strings.Contains(body, "<script") {
			t.Errorf("%s: %s", path, body)
		}
	}
}

// harmless holds what must stand nowhere as it was typed.
func harmless(t *testing.T, path, body string) {
	t.Helper()
	for _, bad := range []string{"<script>", "<img src=x", "\u202e", "\u2066", "\x00", "\x1b", "</title></script>"} {
		if strings.Contains(body, bad) {
			t.Errorf("%s holds %q", path, bad)
		}
	}
}

// What Telegram gives for a photo is shown only if it is one.
func TestAPhotoThatIsNone(t *testing.T) {
	v := found(t)
	v.live()
	v.hostile()
	for _, n := range photosOf(t, v.shows("case/8")) {
		if rec := v.get(n); rec.Code != 404 || strings.Contains(rec.Body.String(), "alert") {
			t.Errorf("%s: %d %s", n, rec.Code, rec.Body)
		}
	}
}

func photosOf(t *testing.T, body string) (links []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	must(t, err)
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if n.Data == "img" && a.Key == "src" {
				links = append(links, a.Val)
			}
		}
	}
	if links == nil {
		t.Fatal("no photo is shown")
	}
	return links
}
