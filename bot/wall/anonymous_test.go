package wall_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/trace"
)

// TestAnonymousRaiserStandsOnNoPage walks through everything that the wall serves, feeds, data and Open311 among them,
// and looks for whoever raised a matter without a name: by name, by @name and by Telegram id.
func TestAnonymousRaiserStandsOnNoPage(t *testing.T) {
	v := found(t)
	all := v.served("隔壁厂子半夜排烟，呛得睡不着。")
	for path, raw := range all {
		if hits := trace.Find(raw, raiser()...); len(hits) > 0 || number.Match(raw) {
			t.Errorf("%s: %+v", path, hits)
		}
	}
	if len(all) < 100 || !strings.Contains(v.shows(""), "排烟") {
		t.Errorf("only %d pages were looked at", len(all))
	}
	if hits := trace.Find(v.log.Bytes(), raiser()...); len(hits) > 0 {
		t.Errorf("the log of the wall: %+v", hits)
	}
}

// TestARaiserIsFoundOnPages has the raisers name themselves in what they write: the same search finds them on every
// page that shows the case.
func TestARaiserIsFoundOnPages(t *testing.T) {
	v := found(t)
	for path, raw := range v.served("我是王秀英（p1007），隔壁厂子半夜排烟，呛得睡不着。") {
		hits := trace.Find(raw, raiser()...)
		if slices.ContainsFunc(telling(), func(end string) bool { return strings.HasSuffix(path, end) }) && len(hits) < 2 {
			t.Errorf("%s: found only %+v", path, hits)
		}
	}
}

// raiser is what the raiser is known by; the Telegram id is so short that number looks for it.
func raiser() []string { return []string{"王秀英", "p1007"} }

var number = regexp.MustCompile(`\b1007\b`)

// telling are the ends of addresses at which the text of a case stands.
func telling() []string {
	return []string{
		"/case/1", "/case/1.json", "cases.json", "/case/1/feed.atom", "/kiosk", "open311/v2/requests.json",
		"open311/v2/requests.xml",
		"open311/v2/requests/1.json", "open311/v2/requests/1.xml",
	}
}

// served is what the wall serves of a village where a matter was raised without a name and one more was answered: each
// page that links lead to, and what programs ask for, with its address.
func (v *village) served(text string) map[string][]byte {
	v.t.Helper()
	v.say(resident, "start")
	v.say(resident, "raise anonymous "+text)
	v.say(neighbour, "support 1")
	v.say(secretary, "screen 1 accept small")
	v.later(8 * 24 * time.Hour)
	v.tick("case:1")
	v.say(resident, "raise anonymous 村干部的狗咬人。")
	v.say(secretary, "screen 2 answer 狗已经拴上了。")
	links := regexp.MustCompile(`(?:href|src)="(/[^"#]*)"`)
	waiting := []string{v.page()}
	for _, path := range append(telling(), "closed", "meetings", "council", "procedure", "feed.atom",
		"open311/discovery.xml",
		"open311/discovery.json", "meetings.ics", "figures", "open311/v2/services.json",
		"open311/v2/requests.json?extensions=true", "case/2.json", "case/2/feed.atom") {
		waiting = append(waiting, v.page()+strings.TrimPrefix(path, "/"))
	}
	all := map[string][]byte{}
	for ; len(waiting) > 0 && len(all) < 500; waiting = waiting[1:] {
		path := waiting[0]
		if all[path] != nil {
			continue
		}
		rec := v.get(path)
		v.later(time.Second) // nobody reads faster
		if rec.Code >= 400 {
			v.t.Errorf("%s: status %d", path, rec.Code)
		}
		all[path] = slices.Concat([]byte(path+"\n"), rec.Body.Bytes())
		for _, values := range maps.All(rec.Header()) {
			all[path] = append(all[path], strings.Join(values, "\n")...)
		}
		for _, m := range links.FindAllStringSubmatch(rec.Body.String(), -1) {
			waiting = append(waiting, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	if len(waiting) > 0 {
		v.t.Errorf("%d pages were not looked at", len(waiting))
	}
	return all
}
