package demo

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"echowall/cmd/echowall/config"
	"echowall/storage/testenv"
)

var shots = flag.String("shots", "", "folder into which the test of the playground puts pictures of it")

// play is what people do on the page, one after another, in words the page shows in its language.
type play struct {
	lang, raise, title, accept, track, findings, confirm, place, text, yes, publish, photo string
}

func plays() []play {
	return []play{{
		lang: "en", raise: "/raise The bus leaves before school is out. Our children wait an hour in the cold.",
		title:  "#2 The bus leaves before school is out",
		accept: "Accept", track: "Big",
		findings: "/research 2 The bus goes at 16:05, school ends at 16:20. The company can shift it by half an hour.",
		confirm:  "Confirm",
		place:    "/schedule 2 2026-07-03 19:30 Village hall",
		text:     "/resolve 2 A The afternoon bus leaves at 16:35 from September on.", yes: "Yes", publish: "Publish",
		photo: "The stop this afternoon",
	}, {
		lang: "zh-Hans", raise: "/raise 班车发得太早，孩子还没放学，要在冷风里等一个钟头。", title: "#2 班车发得太早",
		accept: "列入", track: "大事", findings: "/research 2 班车16:05开，学校16:20放学。客运公司可以推迟半小时。", confirm: "确认",
		place: "/schedule 2 2026-07-03 19:30 村委会会议室", text: "/resolve 2 A 从9月起，下午的班车改为16:35开。", yes: "同意", publish: "公示",
		photo: "今天下午的车站",
	}}
}

// A resident raises a case, the secretary screens it, members vote, and the wall beside the chat follows without a
// reload.
func TestPlaygroundInABrowser(t *testing.T) {
	for _, p := range plays() {
		if p.lang != "en" && *shots == "" {
			continue // the page is the same; a second language is played for its picture
		}
		t.Run(p.lang, func(t *testing.T) { p.run(t) })
	}
}

func (p play) run(t *testing.T) {
	b := openBrowser(t, serveDemo(t, p.lang))
	b.do(chromedp.Evaluate[chromedp.Void](`window.loaded = 1`))
	b.as("xiuying").say(p.raise).sees("#messages", p.title)
	b.beside(strings.TrimPrefix(p.title, "#2 "))
	b.as("secretary").alone().press(p.accept).press(p.track)
	b.as("li").alone().say(p.findings)
	b.as("convener").alone().press(p.confirm)
	b.as("secretary").alone().say(p.place)
	b.as("convener").alone().say("/open M2")
	b.as("secretary").alone().say(p.text)
	for _, member := range []string{"li", "wu", "zhao"} {
		b.as(member).alone().press(p.yes)
	}
	b.as("convener").alone().press(p.yes)
	b.beside(p.publish)
	b.as("xiuying").attach().say(p.photo).await(`() => [...document.querySelectorAll(".me .photo")].some((p) => ` +
		`p.naturalWidth > 300)`)
	b.await(`() => window.loaded === 1`) // nothing was loaded anew
	if *shots != "" {
		b.await(`() => { const m = document.getElementById("messages"); return m.scrollHeight - m.scrollTop - ` +
			`m.clientHeight < 5 }`)
		b.shoot(filepath.Join(*shots, "playground."+p.lang+".png"))
	}
}

// serveDemo runs the demo until the test ends and returns the address of its page.
func serveDemo(t *testing.T, lang string) string {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	keyboard, hands := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	ready, over := make(chan struct{}), make(chan error, 1)
	shown := &screen{want: "secretary> ", seen: func() { close(ready) }}
	c := Cmd{Lang: lang, Speed: 300, LogFlags: config.LogFlags{Level: "info", Format: "text"}}
	go func() { over <- c.play(ctx, console{in: keyboard, out: shown, typed: true}) }()
	t.Cleanup(func() {
		cancel()
		if err := <-over; err != nil {
			t.Error(err)
		}
		_ = hands.Close()
	})
	select {
	case <-ready:
	case err := <-over:
		over <- err
		t.Fatal("the demo ended early:", err)
	}
	return regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(shown.String())
}

// browser is somebody who looks at a page and does something there.
type browser struct {
	t   *testing.T
	ctx context.Context
	who string
}

// openBrowser opens a page in Debian's Chromium.
func openBrowser(t *testing.T, url string) *browser {
	t.Helper()
	path := testenv.Tool(t, "chromium")
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(1400, 1000), chromedp.Flag("force-device-scale-factor", "1.5"),
		chromedp.Flag("hide-scrollbars", true))
	if os.Getuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium's sandbox refuses root
	}
	ctx, stop := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
	ctx, leave := chromedp.NewContext(ctx)
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Error("close the browser:", err)
		}
		leave()
		stop()
	})
	if err := chromedp.Do(ctx); err != nil { // the first call starts the browser, and its end would stop it
		t.Fatal("start the browser:", err)
	}
	b := &browser{t: t, ctx: ctx}
	b.do(chromedp.Navigate(url), chromedp.WaitVisible("#m1, .msg"))
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
		defer cancel()
		now, _ := chromedp.Run(ctx, chromedp.Text("body")) // there may be no page any more
		b.t.Fatalf("%s: %v; the page shows\n%s", b.who, err, now)
	}
}

// await waits until an expression holds on the page.
func (b *browser) await(expression string, args ...any) {
	b.t.Helper()
	b.do(chromedp.PollFunction[chromedp.Void](expression, chromedp.WithPollingArgs(args...),
		chromedp.WithPollingInterval(50*time.Millisecond),
		chromedp.WithPollingTimeout(30*time.Second)))
}

// as becomes somebody, in the group.
func (b *browser) as(who string) *browser {
	b.t.Helper()
	b.who = who
	for i, p := range persons() {
		if p.key == who {
			b.await(`(i) => { document.querySelectorAll("#people button")[i].click(); `+
				`document.querySelector("[data-tab=group]").click(); return true }`, i)
		}
	}
	return b
}

// alone goes into the private chat with the bot.
func (b *browser) alone() *browser {
	b.t.Helper()
	b.await(`() => { document.querySelector("[data-tab=private]").click(); return true }`)
	return b
}

// say types a text and sends it. In private it waits for the answer.
func (b *browser) say(text string) *browser {
	b.t.Helper()
	before := b.messages()
	b.await(`() => { const t = document.getElementById("text"); t.focus(); return document.activeElement === t }`)
	b.do(chromedp.KeyEvent(text), chromedp.Click("#send"))
	b.await(`(n) => document.querySelectorAll(".msg").length > n`, before)
	return b
}

// attach chooses a picture to be sent with the next text.
func (b *browser) attach() *browser {
	b.t.Helper()
	name := filepath.Join(b.t.TempDir(), "stop.png")
	if err := os.WriteFile(name, busStop(b.t), 0o644); err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.SetUploadFiles("#picture", []string{name}))
	b.await(`() => document.querySelector("#answering img")`)
	return b
}

// busStop is a picture of a bus stop at dusk.
func busStop(t *testing.T) []byte {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, 480, 300))
	for y := range 300 {
		for x := range 480 {
			c := color.RGBA{uint8(70 + y/2), uint8(90 + y/3), uint8(150 - y/4), 255}
			switch {
			case y > 235:
				c = color.RGBA{58, 60, 66, 255}
			case y > 215:
				c = color.RGBA{84, 96, 78, 255}
			case x > 130 && x < 137 && y > 70:
				c = color.RGBA{40, 44, 52, 255}
			case x > 105 && x < 163 && y > 55 && y < 100:
				c = color.RGBA{36, 122, 105, 255}
			case (x-380)*(x-380)+(y-110)*(y-110) < 900:
				c = color.RGBA{250, 214, 150, 255}
			}
			p.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// press waits for a button with a label in the last messages, and presses it; it waits for the answer.
func (b *browser) press(label string) *browser {
	b.t.Helper()
	before := b.messages()
	b.await(`(label) => {
		const found = [...document.querySelectorAll(".keys [data-press]")].filter((k) => k.textContent.includes(label)).pop();
		if (!found) return false;
		document.getElementById("toasts").replaceChildren();
		found.click();
		return true;
	}`, label)
	b.await(`(n) => document.querySelector("#toasts p") || document.querySelector("dialog[open]") || `+
		`document.querySelectorAll(".msg").length > n`, before)
	b.await(`() => { document.querySelector("dialog").close(); return true }`)
	return b
}

// messages is how many are shown.
func (b *browser) messages() int {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	n, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelectorAll(".msg").length`))
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

// sees waits until words stand on the page.
func (b *browser) sees(where, words string) *browser {
	b.t.Helper()
	b.await(`(where, words) => document.querySelector(where).textContent.includes(words)`, where, words)
	return b
}

// beside waits until words stand on the wall beside the chat, which is a page of its own in a frame.
func (b *browser) beside(words string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	frames, err := chromedp.Run(ctx, chromedp.Nodes("#beside"))
	if err != nil || len(frames) != 1 {
		b.t.Fatalf("no wall stands beside the chat: %v", err)
	}
	if _, err := chromedp.Run(ctx,
		chromedp.PollFunction[chromedp.Void](`(words) => document.body.innerText.includes(words)`,
			chromedp.WithPollingArgs(words), chromedp.WithPollingInFrame(frames[0]),
			chromedp.WithPollingInterval(50*time.Millisecond))); err != nil {
		b.t.Fatalf("the wall beside the chat does not show %q: %v", words, err)
	}
}

func (b *browser) shoot(name string) {
	b.t.Helper()
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(name, picture, 0o644)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}
