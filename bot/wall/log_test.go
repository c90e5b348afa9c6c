package wall_test

import (
	"strings"
	"testing"
)

// What an office did stands on the page and in the feed, and nobody is named there who holds no office.
func TestNoActOfAnOfficeIsHiddenFromThePage(t *testing.T) {
	v := found(t)
	v.say(secretary, "settings conveners both")
	log := within(t, v.shows("council", "Accept-Language", "zh-CN"), "log")
	for _, want := range []string{"陈静任命刘国强为召集人", "修改设置：研判意见由谁定→双召集人一致同意", "更换网页地址"} {
		if !strings.Contains(log, want) {
			t.Errorf("the page does not tell %q: %s", want, log)
		}
	}
	var titles []string
	for _, e := range v.feed("feed.atom").Entries {
		titles = append(titles, e.Title)
	}
	if all := strings.Join(titles, "\n"); !strings.Contains(all, "陈静任命刘国强为召集人") {
		t.Errorf("the feed does not tell of the appointment:\n%s", all)
	}
}
