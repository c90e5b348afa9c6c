package wall_test

import (
	"net/http"
	"strings"
	"testing"
)

// Minutes that were gathered stand on the web as well: who spoke in an office by name, anybody else as a resident, and
// the votes.
func TestGatheredMinutes(t *testing.T) {
	v := found(t)
	v.live()
	v.gathers()
	for _, path := range []string{"meeting/2", "meetings"} {
		page := v.shows(path, "Accept-Language", "zh-CN")
		for _, want := range []string{"李明：末班车晚开半小时就行", "一位居民：孩子在路口等得害怕", "公交车末班五点半"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s does not say %q", path, want)
			}
		}
		if strings.Contains(page, "张保国") {
			t.Errorf("%s names a resident who spoke", path)
		}
	}
	page := v.shows("meeting/2", "Accept-Language", "zh-CN")
	for _, want := range []string{
		"柳树村协商议事会会议记录", "2026年6月28日", "校门口", "现场（例会）", "刘国强", "李明，另有居民1人",
		"表决通过，同意4票，反对0票，弃权0票：请公交公司把末班车改到六点", "记录人（签字）",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the minutes do not say %q", want)
		}
	}
}

// A notice says what was adopted, how, until when, and how one objects. Before publicity there is none.
func TestNotice(t *testing.T) {
	v := found(t)
	v.live()
	page := v.shows("case/1/notice", "Accept-Language", "zh-CN")
	for _, want := range []string{
		"村东头的路灯坏了六年", "就第1号议题，柳树村协商议事会于2026年6月5日形成决议", "同意3票", "更换村东头六盏路灯", "2026年6月5日至2026年6月", "陈静", "/object 1",
		"raise.svg",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the notice does not say %q", want)
		}
	}
	if body := v.shows("case/1"); !strings.Contains(body, v.page()+"case/1/notice") ||
		!strings.Contains(body, v.page()+"meeting/1") {
		t.Error("the case does not lead to its notice and its meeting")
	}
	for _, path := range []string{"case/2/notice", "case/99/notice", "meeting/9", "meeting/x"} {
		if code := v.get(path).Code; code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, code)
		}
	}
}
