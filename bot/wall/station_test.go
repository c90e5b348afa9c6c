package wall_test

import (
	"strings"
	"testing"
)

// What a station must have is shown with what is missing: what the secretary says, and what the records hold.
func TestStation(t *testing.T) {
	v := found(t)
	station := func() string {
		return within(t, v.shows("council", "Accept-Language", "zh-CN"), "station")
	}
	for _, want := range []string{"2/6", "场所 还没有", "标识 还没有", "设施 还没有", "制度 6个步骤", "活动记录 还没有", "固定成员 3人"} {
		if got := station(); !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	v.live()
	v.say(secretary, "settings place 村部一楼")
	v.say(secretary, "settings station sign 门口挂牌")
	v.say(secretary, "settings station gear <b>桌椅</b>")
	v.say(secretary, "settings station funds 每年两千元")
	for _, want := range []string{"7/7", "场所 村部一楼", "标识 门口挂牌", "设施 <b>桌椅</b>", "活动记录 1次会议记录", "经费 每年两千元"} {
		if got := station(); !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	v.say(secretary, "settings station sign 没有")
	if got := station(); !strings.Contains(got, "6/7") || !strings.Contains(got, "标识 还没有") {
		t.Errorf("without a sign: %q", got)
	}
}
