package wall_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestAnonymousRaiserStandsOnNoPage walks through every page there is, feeds and data among them, and looks for whoever raised a matter
// without a name: by name, by @name and by Telegram id.
func TestAnonymousRaiserStandsOnNoPage(t *testing.T) {
	v := found(t)
	v.say(resident, "start")
	v.say(resident, "raise anonymous 隔壁厂子半夜排烟，呛得睡不着。")
	v.say(neighbour, "support 1")
	v.say(secretary, "screen 1 accept small")
	v.later(8 * 24 * time.Hour)
	v.tick("case:1")
	v.say(resident, "raise anonymous 村干部的狗咬人。")
	v.say(secretary, "screen 2 answer 狗已经拴上了。")
	trace := regexp.MustCompile(`王秀英|p1007|\b1007\b`)
	links := regexp.MustCompile(`(?:href|src)="(/[^"#]*)"`)
	seen, waiting := map[string]bool{}, []string{v.page()}
	for len(waiting) > 0 && len(seen) < 500 {
		path := waiting[0]
		waiting = waiting[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		rec := v.get(path)
		v.later(time.Second) // nobody reads faster
		if rec.Code == http.StatusTooManyRequests {
			t.Fatal("not all pages were looked at")
		}
		for where, text := range map[string]string{"body": rec.Body.String(), "address": path} {
			if found := trace.FindString(text); found != "" {
				t.Errorf("%s: the %s holds %q", path, where, found)
			}
		}
		for _, m := range links.FindAllStringSubmatch(rec.Body.String(), -1) {
			waiting = append(waiting, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	if len(seen) < 100 || len(waiting) > 0 || !strings.Contains(v.shows(""), "排烟") {
		t.Errorf("only %d pages were looked at", len(seen))
	}
	if trace.MatchString(v.log.String()) {
		t.Error("the log of the wall holds a trace")
	}
}
