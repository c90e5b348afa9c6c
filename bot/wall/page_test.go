package wall_test

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"echowall/storage/testenv"
)

// everyPage are the pages of a village, each with something that stands on it.
func everyPage() map[string]string {
	return map[string]string{
		"": "村东头的路灯坏了六年", "case/1": "电缆已经换好", "case/2": "公交车", "case/4": "电动车", "case/5": "政策", "case/6": "环卫站",
		"meeting/1": "灯杆要离电线远一些", "meeting/2": "末班车晚开半小时", "case/1/notice": "现将决议公示如下", "figures": "响应率",
		"figures/answered": "电动车", "closed": "垃圾桶", "closed?q=垃圾": "垃圾桶", "meetings": "村委会二楼会议室", "procedure": "议前调研",
		"council": "刘国强",
		"kiosk":   "路灯", "kiosk?slide=2": "二维码", "step?step=!": "西头水渠", "closed?q=nothing": "没有找到",
	}
}

func TestPages(t *testing.T) {
	v := found(t)
	v.live()
	v.gathers()
	for path, want := range everyPage() {
		if body := v.shows(path, "Accept-Language", "zh-CN"); !strings.Contains(body, want) {
			t.Errorf("%q does not say %q:\n%s", path, want, body)
		}
	}
}

// A validator that is not ours finds no error in any page, malice and all. What it warns of is younger than itself:
// aria-current, lazy images, empty elements for dots.
func TestPagesByTidy(t *testing.T) {
	tidy := testenv.Tool(t, "tidy")
	v := found(t)
	v.live()
	v.gathers()
	v.hostile()
	pages := map[string]string{"front": v.shows("/"), "sorry": v.get("/nowhere").Body.String(),
		"hostile": v.shows("case/8"), "hostile meeting": v.shows("meeting/3")}
	for path := range everyPage() {
		pages[path] = v.shows(path)
	}
	known := regexp.MustCompile(`proprietary attribute "(aria-current|loading)"|trimming empty <(i|span)>`)
	for path, page := range pages {
		check := exec.Command(tidy, "-errors", "-quiet", "-utf8")
		check.Stdin = strings.NewReader(page)
		said, _ := check.CombinedOutput() // its status is 1 for a warning
		for line := range strings.Lines(string(said)) {
			if !known.MatchString(line) {
				t.Errorf("%q: %s", path, line)
			}
		}
	}
}
