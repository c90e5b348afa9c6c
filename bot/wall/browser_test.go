package wall_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"echowall/storage/testenv"
)

// pictures, when set, is the folder into which the pages are photographed: go test ./bot/wall -run TestBrowser
// -pictures ../../docs/img
var pictures = flag.String("pictures", "", "the folder for pictures of the pages")

// browser is a Chromium without a window; the test is skipped where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := testenv.Tool(t, "chromium")
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("hide-scrollbars", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(time.Minute))
	ctx, end := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(end)
	ctx, stop := chromedp.NewContext(ctx)
	t.Cleanup(stop)
	must(t, chromedp.Do(ctx, chromedp.Navigate("about:blank")))
	ctx, over := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(over)
	return ctx
}

// shot is a page as somebody sees it. Those called page-… are photographed for the documentation.
type shot struct {
	name, path    string
	width, height int64
	dark, rtl     bool
	// year says that it is a page of a village that has gone through a year.
	year bool
}

func shots() []shot {
	return []shot{
		{"page-wall.zh-Hans", "?lang=zh-Hans", 800, 1180, false, false, false},
		{"page-wall.en", "?lang=en", 800, 1180, false, false, false},
		{"page-case.zh-Hans", "case/1?lang=zh-Hans", 800, 0, false, false, false},
		{"page-case.en", "case/1?lang=en", 800, 0, false, false, false},
		{"page-dark", "case/1?lang=zh-Hans", 800, 1180, true, false, false},
		{"page-phone", "?lang=zh-Hans", 360, 780, false, false, false},
		{"page-rtl", "?lang=en", 800, 1180, false, true, false},
		{"page-kiosk", "kiosk?lang=zh-Hans", 1280, 720, false, false, false},
		{"page-figures.zh-Hans", "figures?lang=zh-Hans", 800, 0, false, false, true},
		{"page-figures.en", "figures?lang=en", 800, 0, false, false, true},
		{"check-figures-dark", "figures?lang=zh-Hans", 800, 0, true, false, true},
		{"check-figures-phone", "figures?lang=zh-Hans", 360, 0, false, false, true},
		{"check-figures-rtl", "figures?lang=en", 800, 0, false, true, true},
		{"check-figures-few", "figures?lang=en", 800, 0, true, false, false},
		{"check-behind", "figures/answered?lang=en", 800, 0, false, false, true},
		{"page-minutes", "meeting/1?lang=zh-Hans", 800, 0, false, false, false},
		{"page-notice", "case/1/notice?lang=zh-Hans", 800, 0, false, false, false},
		{"check-minutes-dark", "meeting/1?lang=en", 800, 0, true, false, false},
		{"check-minutes-gathered", "meeting/2?lang=zh-Hans", 800, 0, false, false, false},
		{"check-notice-phone", "case/1/notice?lang=en", 360, 0, false, false, false},
		{"check-meetings", "meetings?lang=zh-Hans", 800, 900, false, false, false},
		{"check-council", "council?lang=zh-Hans", 800, 900, false, false, false},
		{"check-procedure", "procedure?lang=zh-Hans", 800, 900, true, false, false},
		{"check-closed", "closed?lang=en", 360, 900, false, false, false},
		{"check-sorry", "case/999?lang=en", 360, 700, true, false, false},
		{"check-front", "/?lang=zh-Hans", 800, 700, false, false, false},
	}
}

// TestBrowser opens the pages in Chromium. On none of them axe-core finds anything, and nothing breaks the page's own
// policy.
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	villages := map[string]*village{"": found(t), "rtl": foundIn(t, "en", 0), "year": found(t), "year rtl": found(t)}
	villages[""].live()
	villages[""].gathers()
	villages["rtl"].speakArabic()
	villages["year"].year()
	villages["year rtl"].year()
	villages["year rtl"].wall.FromRightToLeft()
	axe, err := os.ReadFile("testdata/axe.min.js")
	must(t, err)
	for _, s := range shots() {
		t.Run(s.name, func(t *testing.T) {
			at := villages[s.where()]
			server := httptest.NewServer(at.pages)
			defer func() { server.CloseClientConnections(); server.Close() }() // a page goes on listening
			scheme := "light"
			if s.dark {
				scheme = "dark"
			}
			path := s.path
			if path[0] != '/' {
				path = at.page() + path
			}
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
				},
			})
			must(t, err)
			must(t, chromedp.Do(ctx,
				chromedp.EmulateViewport(s.width, cmp.Or(s.height, 1000)), chromedp.Navigate(server.URL+path),
				chromedp.Evaluate[chromedp.Void](string(axe)+";0"),
			))
			said, err := chromedp.Run(ctx, chromedp.Evaluate[string](findings, chromedp.EvalAwaitPromise))
			must(t, err)
			if said != "[]" {
				t.Errorf("axe finds %s", said)
			}
			if *pictures != "" && strings.HasPrefix(s.name, "page-") {
				s.photograph(t, ctx)
			}
		})
	}
}

// where is the village that a picture is taken of.
func (s shot) where() string {
	var all []string
	if s.year {
		all = append(all, "year")
	}
	if s.rtl {
		all = append(all, "rtl")
	}
	return strings.Join(all, " ")
}

// findings is what axe-core finds, in short.
const findings = `axe.run(document, {resultTypes: ["violations"]}).then(
	r => JSON.stringify(r.violations.map(v => ({id: v.id, at: v.nodes.map(n => n.html)}))))`

func (s shot) photograph(t *testing.T, ctx context.Context) {
	take := chromedp.CaptureScreenshot()
	if s.height == 0 {
		take = chromedp.FullScreenshot(100)
	}
	png, err := chromedp.Run(ctx, take)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(*pictures, s.name+".png"), png, 0o644))
}

// What happens is seen on an open page without a reload, and the screen in the hall goes on when the network is gone.
func TestBrowserFollows(t *testing.T) {
	ctx := browser(t)
	v := found(t)
	v.live()
	server := httptest.NewServer(v.pages)
	stop := sync.OnceFunc(func() { server.CloseClientConnections(); server.Close() })
	defer stop()
	script := func(js string) {
		t.Helper()
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](js, chromedp.WithPollingTimeout(time.Minute)))
		must(t, err)
	}
	must(t, chromedp.Do(ctx, chromedp.Navigate(server.URL+v.page()+"kiosk?lang=en"),
		chromedp.Evaluate[chromedp.Void](`window.loaded = 1`)))
	slides := len(regexp.MustCompile(`<section class="slide`).FindAllString(v.shows("kiosk"), -1))
	v.say(resident, "raise named The well is dry")
	script(`document.querySelector("main").textContent.includes("The well is dry") && window.loaded === 1`)
	stop()
	script(`!document.getElementById("off").hidden`)
	script(fmt.Sprintf(`document.querySelectorAll(".slide").length > %d && window.loaded === 1`, slides-1))
}
