package text_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"echowall/bot/text"
	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/intake"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/voting"
	"echowall/storage/testenv"
)

// TestViews shows the card, the wall, the ballot and the meeting at every step of the lamps, in each language. The
// golden files are there to be looked at.
func TestViews(t *testing.T) {
	pages := map[string]*strings.Builder{"zh-Hans": {}, "en": {}}
	show := map[string][]string{
		"intake": {"card:1", "wall"}, "research": {"card:1"}, "meeting": {"meeting:1"}, "open": {"meeting:1", "card:1"},
		"ballot": {"ballot:1.1", "meeting:1", "card:1"}, "adopted": {"ballot:1.1"}, "publicity": {"card:1"},
		"overdue": {"card:1", "wall"}, "evaluation": {"card:1"}, "closed": {"card:1", "wall"},
	}
	h := newHamlet(t)
	h.lamps(func(step string) {
		for lang, page := range pages {
			for _, view := range show[step] {
				fmt.Fprintf(page, "======== %s: %s\n\n%s\n\n", step, view, h.view(lang, view))
			}
		}
	})
	h.others()
	for lang, page := range pages {
		for _, view := range []string{"card:2", "card:3", "card:4", "meeting:2", "wall"} {
			fmt.Fprintf(page, "======== others: %s\n\n%s\n\n", view, h.view(lang, view))
		}
		golden(t, "views."+lang, page.String())
	}
}

// An anonymous raiser is shown nowhere.
func TestAnonymousRaiser(t *testing.T) {
	h := newHamlet(t)
	h.do(command{Verb: permission.Raise, By: resident, Values: intake.Raise{Text: "电动车没地方充电", Anonymous: true}})
	for _, lang := range []string{"zh-Hans", "en"} {
		for _, view := range []string{"card:1", "wall"} {
			if text := h.view(lang, view); strings.Contains(text, "孙阿姨") {
				t.Errorf("%s names the raiser:\n%s", view, text)
			}
		}
	}
}

// What people type cannot break a view, and what is erased is not shown.
func TestHostileTexts(t *testing.T) {
	h := newHamlet(t)
	h.do(command{
		Verb: permission.Raise, By: neighbour,
		Values: intake.Raise{Text: "</b><a href='tg://user?id=1'>x</a>\u202e&amp;\x00 שלום"},
	})
	h.do(command{Verb: permission.Raise, By: resident, Photos: []string{"p1", "p2"}})
	h.do(command{Verb: permission.Erase, By: neighbour})
	golden(t, "hostile", h.view("zh-Hans", "card:1")+"\n\n"+h.view("en", "card:2")+"\n\n"+h.view("zh-Hans", "wall")+"\n")
}

// Nothing anybody writes makes a view or a message too long for Telegram, and what comes next is never cut away.
func TestLongTexts(t *testing.T) {
	h := newHamlet(t)
	long := strings.Repeat("路灯坏了六年<没人修>，晚上走夜路不安全。", 170)
	h.do(command{Verb: permission.Raise, By: resident, Values: intake.Raise{Text: long}})
	h.do(command{
		Verb: permission.Screen, By: secretary, Case: 1, Values: cases.Verdict{Kind: cases.Accept, Track: "small"},
	})
	h.do(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: []int{1}, When: h.now.Add(day), Place: long},
	})
	h.later(day)
	h.do(command{Verb: permission.Resolve, By: secretary, Case: 1, Values: voting.Resolve{Class: ballot.B, Text: long}})
	h.do(command{Verb: permission.Minutes, By: secretary, Meeting: 1, Values: convening.Minutes{Text: long}})
	for _, lang := range []string{"zh-Hans", "en"} {
		for _, view := range []string{"card:1", "wall", "ballot:1.1", "meeting:1"} {
			fits(t, view, h.view(lang, view))
		}
		for _, x := range h.told {
			text := h.r.Message(h.s, lang, h.now, x.n.Message)
			fits(t, x.n.Message.ID, text)
			if next := x.n.Message.Args["Next"].Msg; next != nil && strings.HasPrefix(x.n.Message.ID, "echo.") {
				if end := h.r.Message(h.s, lang, h.now, *next); !strings.HasSuffix(text, end) {
					t.Errorf("%s in %s does not end with %q", x.n.Message.ID, lang, end)
				}
			}
			if n := len(utf16.Encode([]rune(h.r.Toast(h.s, lang, h.now, x.n.Message)))); n > 200 {
				t.Errorf("the toast of %s is %d long", x.n.Message.ID, n)
			}
		}
	}
}

// fits holds a rendered text to Telegram's limit, counted as if no tag and no reference were short.
func fits(t *testing.T, what, markup string) {
	t.Helper()
	if text.Fit(markup, text.MaxMessage) != markup {
		t.Errorf("%s is too long", what)
	}
}

// A busy village: the wall still fits, and shows who is waited for as long as there is room.
func TestBusyWall(t *testing.T) {
	for _, n := range []int{20, 60, 120, 400} {
		h := newHamlet(t)
		for i := range n {
			h.apply(resident, intake.CaseRaised{
				Case: i + 1, Title: "垃圾桶满了三天没人清，味道很大，楼下住户意见很多，请物业尽快处理", Text: "x", Raiser: resident,
				Procedure: "six-step", Version: 1,
			})
		}
		text := h.view("zh-Hans", "wall")
		fits(t, fmt.Sprintf("the wall of %d cases", n), text)
		if shown := strings.Count(text, "\n#"); shown < min(n, 100) {
			t.Errorf("of %d cases the wall shows %d", n, shown)
		}
		if n == 20 && !strings.Contains(text, "等秘书受理") {
			t.Error("the wall does not say who is waited for")
		}
	}
}

// Of a secret ballot nothing is known before its end.
func TestSecretBallot(t *testing.T) {
	h := newHamlet(t)
	h.lampsInTalk()
	rule := procedure.Rule{
		Secret: true, Electorate: procedure.Council, Base: procedure.Cast, Quorum: procedure.Fraction{Num: 2, Den: 3},
		Majority: procedure.Fraction{Num: 2, Den: 3},
	}
	b := ballot.Ballot{
		ID: "1.1", Case: 1, Purpose: ballot.Resolution, Text: "装在车棚", Class: ballot.C, Rule: rule, Entitled: 3, Recused: 1,
		Opened: h.now, Closes: h.now.Add(day), Tally: ballot.Tally{Sealed: 2},
	}
	h.apply(secretary, voting.BallotOpened{Ballot: b})
	text := h.view("zh-Hans", "ballot:1.1") + "\n\n" + h.view("en", "ballot:1.1")
	h.apply(0, voting.BallotClosed{Ballot: "1.1", Result: ballot.Rejected, Tally: ballot.Tally{Yes: 1, No: 1}})
	golden(t, "secret", text+"\n\n"+h.view("zh-Hans", "ballot:1.1")+"\n\n"+h.view("en", "ballot:1.1")+"\n")
}

func (h *hamlet) lampsInTalk() {
	h.do(command{Verb: permission.Raise, By: resident, Values: intake.Raise{Text: "电动车没地方充电"}})
	h.do(command{
		Verb: permission.Screen, By: secretary, Case: 1, Values: cases.Verdict{Kind: cases.Accept, Track: "small"},
	})
}

func TestNoSuchView(t *testing.T) {
	h := newHamlet(t)
	for _, view := range []string{"card:9", "card:", "ballot:1.1", "meeting:x", "menu:1", "", "wall2"} {
		h.whole(func() {
			if text, _, ok := h.r.View(h.s, "en", h.now, view); ok {
				t.Errorf("%q is a view: %s", view, text)
			}
		})
	}
}

// samples are data for every placeholder there is.
func samples() say.Args {
	at := time.Date(2027, 2, 28, 6, 30, 0, 0, time.UTC)
	args := say.Args{
		"Lines": say.Lines(say.Text("a"), say.Text("b")), "Names": say.Names(map[string]string{"en": "N"}),
		"Month": say.Text("2026-02"),
		"Tasks": say.Lines(say.Text("t")), "Rule": say.List(say.Text("r"), say.Num(2)),
		"Step":     say.Names(map[string]string{"en": "S"}),
		"Majority": say.Text(">1/2"), "Quorum": say.Text("2/3"), "Within": say.Text("5wd"), "Window": say.Text("7d"),
		"Open": say.Text("1h30m"), "Class": say.Msg("class.A"),
	}
	for _, name := range strings.Fields("Next Roles Places Others People Ask Problem Role Ground Track Motion Outcome " +
		"Stage Choice Base Use") {
		args[name] = say.List(say.Msg("role.secretary"), say.Msg("role.convener"), say.Text("x<y"))
	}
	for _, name := range strings.Fields("By Person") {
		args[name] = say.Person(1)
	}
	for _, name := range strings.Fields("Closes Until When Now") {
		args[name] = say.Time(at)
	}
	for _, name := range strings.Fields("Due Since Date") {
		args[name] = say.Date(at)
	}
	for _, name := range strings.Fields(`
		Case Count Into Number Meeting Yes No Abstain Cast Entitled Needed Round Rounds Task First Invited
		There Coming Not Maybe Solved Partly Unsolved Satisfied Both Four Lead Day Year Num Den Times Photos
		Moved Recused Echo`) {
		args[name] = say.Num(2)
	}
	for _, name := range strings.Fields(`
		Title Text Reason Name Value Zone Code Receipt Receipts Witness Unit Measure Detail Known Place
		Cases Procedure ID Language Council Wall Verb Given Hour Clock Weekday Last Part`) {
		args[name] = say.Text("<x>")
	}
	return args
}

// Every message there is can be rendered, in every language.
func TestEveryMessage(t *testing.T) {
	testenv.Unraced(t)
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	h, args := newHamlet(t), samples()
	for _, lang := range c.Languages() {
		for _, id := range c.IDs(lang) {
			var text string
			h.whole(func() { text = h.r.Message(h.s, lang, h.now, say.New(id, args)) })
			check(t, id, text)
			fits(t, id, text)
			if text == id || strings.Contains(text, "<x>") {
				t.Errorf("%s in %s became %q", id, lang, text)
			}
		}
	}
}

// An unknown message is not lost: it is told by its id. An unknown language is answered in English.
func TestUnknown(t *testing.T) {
	r, now := renderer(t), time.Now()
	for _, x := range []struct{ lang, id, want string }{
		{"en", "no.such", "no.such"}, {"zh-CN", "someone", "一位居民"}, {"fr", "someone", "a resident"},
		{"", "someone", "a resident"},
	} {
		if got := r.Message(nil, x.lang, now, say.New(x.id)); got != x.want {
			t.Errorf("%s in %q is %q, want %q", x.id, x.lang, got, x.want)
		}
	}
}

// A rate is written as the language writes it; one of too few is not told, and one of an older program as it was
// written.
func TestRates(t *testing.T) {
	r, now := renderer(t), time.Now()
	for _, x := range []struct {
		rate say.Arg
		want string
	}{
		{say.Rate(948), "Satisfied: <b>2 of 3</b> who judged · 94.8%"},
		{say.Rate(850), "Satisfied: <b>2 of 3</b> who judged · 85%"},
		{say.Arg{}, "Satisfied: <b>2 of 3</b> who judged"},
		{say.Text("94.8%"), "Satisfied: <b>2 of 3</b> who judged · 94.8%"},
	} {
		m := say.New("report.satisfied", say.Args{"Yes": say.Num(2), "Of": say.Num(3), "Rate": x.rate})
		if got := r.Message(nil, "en", now, m); got != x.want {
			t.Errorf("%+v is told as %q, want %q", x.rate, got, x.want)
		}
	}
}

// Buttons are put into words: a label is as long as Telegram takes at most, and a start code becomes a link.
func TestKeys(t *testing.T) {
	r := renderer(t)
	long := say.Press(say.New("button.name", say.Args{"Name": say.Text(strings.Repeat("名", 80))}), "case 1")
	keys := r.Keys(nil, "en", time.Now(), [][]say.Button{
		{say.Press(say.New("button.confirm"), "confirm 1"), {Label: say.New("button.private"), Start: "abc"}},
		{}, {long}, {{Label: say.New("button.confirm"), Page: "nowhere"}},
	})
	if len(keys) != 2 || len(keys[0]) != 2 {
		t.Fatalf("the keys are %+v", keys)
	}
	if k := keys[0][1]; k.URL != "https://t.me/echo_wall_bot?start=abc" || k.Line != "" {
		t.Errorf("the start link is %+v", k)
	}
	if n := len([]rune(keys[1][0].Text)); n > 64 {
		t.Errorf("a label is %d long", n)
	}
	if k := r.Keys(nil, "en", time.Now(), nil); k != nil {
		t.Errorf("no buttons made %+v", k)
	}
}
