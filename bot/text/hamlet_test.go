package text_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"echowall/bot/text"
	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/say"
)

// hamlet is a community in memory: commands are decided and applied, and all that is told of them is kept, to be
// rendered.
type hamlet struct {
	t    *testing.T
	s    *life.State
	r    *text.Renderer
	now  time.Time
	told []said
	code int
}

// said is something that was told, and by which command.
type said struct {
	by string
	n  say.Notice
	at time.Time
}

// The people of a hamlet, by number.
const (
	secretary = 1 + iota
	convener
	member
	memberToo
	supervisor
	authority
	handler
	resident
	neighbour
)

func names() []string {
	return []string{"李秘书", "陈书记", "王明", "Zhang Hua", "周监督", "赵主任", "供电所老刘", "孙阿姨", "<b>吴</b> & Co"}
}

// newHamlet is a community founded on Monday, 1 June 2026 in the morning, with an office and a council.
func newHamlet(t *testing.T) *hamlet {
	t.Helper()
	methods, err := ownMethods()
	if err != nil {
		t.Fatal(err)
	}
	h := &hamlet{t: t, r: renderer(t), now: time.Date(2026, 6, 1, 1, 0, 0, 0, time.UTC)}
	h.s = community.NewState(record.NewCache(nil), methods)
	h.do(life.Command{Verb: permission.Setup, Chat: -100, Admin: true, By: secretary, Values: office.Founding{
		Name: "幸福里社区", Method: "six-step", Language: "zh-Hans", Zone: "Asia/Shanghai",
	}})
	for i, name := range names() {
		if i > 0 {
			h.apply(secretary, personnel.PersonJoined{Person: i + 1})
		}
		h.whole(func() { h.s.Learn(people.Profile{Person: i + 1, User: int64(1000 + i), Name: name, Reachable: true}) })
	}
	for i, grant := range []people.Grant{
		{Role: people.Convener}, {Role: people.Member, Detail: "法律工作者"}, {Role: people.Member},
		{Role: people.Supervisor}, {Role: people.Authority}, {Role: people.Handler, Detail: "供电所"},
	} {
		h.apply(secretary, personnel.Appointed{Person: convener + i, Grant: grant})
	}
	return h
}

func renderer(t testing.TB) *text.Renderer {
	t.Helper()
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return text.NewRenderer(c, "echo_wall_bot")
}

// whole runs fn until it has missed nothing: what the cache does not hold is not there.
func (h *hamlet) whole(fn func()) {
	for {
		unread, _ := record.Attempt(func() error { fn(); return nil })
		if !unread {
			return
		}
		for _, key := range h.s.Missing() {
			if prefix, ok := strings.CutSuffix(key, "*"); ok {
				h.s.FillRange(prefix)
			} else {
				h.s.Fill(key, nil)
			}
		}
	}
}

// do gives a command; it must not be refused.
func (h *hamlet) do(cmd life.Command) {
	h.t.Helper()
	if err := h.try(cmd); err != nil {
		h.t.Fatalf("/%s by %d: %v", cmd.Verb, cmd.By, err)
	}
}

// refused gives a command that must be refused with a message.
func (h *hamlet) refused(id string, cmd life.Command) {
	h.t.Helper()
	var no *life.Refusal
	if err := h.try(cmd); !errors.As(err, &no) || no.Message.ID != id {
		h.t.Fatalf("/%s by %d: %v, want %s", cmd.Verb, cmd.By, err, id)
	}
	h.told = append(h.told, said{"/" + string(cmd.Verb), say.Notice{Message: no.Message}, h.now})
}

func (h *hamlet) try(cmd life.Command) error {
	h.code++
	cmd.At, cmd.Code = h.now, fmt.Sprintf("code%d", h.code)
	var result life.Result
	var err error
	h.whole(func() { result, err = community.Decide(h.s, cmd) })
	if err != nil {
		return err
	}
	by := "/" + string(cmd.Verb)
	h.told = append(h.told, said{by, result.Answer, h.now})
	h.happen(by, cmd.By, result.Events)
	return nil
}

// apply lets something happen without a command.
func (h *hamlet) apply(by int, events ...life.Event) { h.happen("", by, events) }

func (h *hamlet) happen(by string, person int, events []life.Event) {
	meta := life.Meta{At: h.now, By: person}
	for _, e := range events {
		var fork *life.State
		h.whole(func() {
			fork = h.s.Fork()
			life.Apply(fork, e, meta)
		})
		fork.Merge()
	}
	for _, e := range events { // all is told after all has happened, as the engine does
		var notices []say.Notice
		h.whole(func() { notices = life.Announce(h.s, e, meta) })
		for _, n := range notices {
			h.told = append(h.told, said{by, n, h.now})
		}
	}
}

// later lets time pass, with the clock looking at what there is.
func (h *hamlet) later(d time.Duration) {
	h.now = h.now.Add(d)
	for _, thing := range []string{"case:1", "case:2", "case:3", "case:4", "meeting:1", "meeting:2"} {
		for range 5 {
			var events []life.Event
			h.whole(func() { events = community.Tick(h.s, thing, h.now) })
			if len(events) == 0 {
				break
			}
			h.happen("⏰ "+thing, 0, events)
		}
	}
}

// view renders a view, with its buttons below it.
func (h *hamlet) view(lang, view string) string {
	h.t.Helper()
	var text string
	var buttons [][]say.Button
	var ok bool
	h.whole(func() { text, buttons, ok = h.r.View(h.s, lang, h.now, view) })
	if !ok {
		h.t.Fatalf("there is no view %q", view)
	}
	check(h.t, view, text)
	return text + h.keys(lang, buttons)
}

// keys renders buttons, a row a line.
func (h *hamlet) keys(lang string, rows [][]say.Button) string {
	text := ""
	for _, row := range h.r.Keys(h.s, lang, h.now, rows) {
		text += "\n"
		for _, k := range row {
			text += "[" + k.Text + " → " + k.Line + k.URL + "]"
		}
	}
	return text
}

// check holds what Telegram would refuse, and what nobody should read.
func check(t *testing.T, what, text string) {
	t.Helper()
	if n := len([]rune(text)); n == 0 || n > 4096+500 {
		t.Errorf("%s is %d long", what, n)
	}
	for _, bad := range []string{"<no value>", "%!", "\x00", "{{", "map[", "0001"} {
		if strings.Contains(text, bad) {
			t.Errorf("%s holds %q:\n%s", what, bad, text)
		}
	}
}

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file of testdata, or rewrites it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s reads otherwise (-golden +now); -update rewrites it:\n%s", file, diff)
	}
}
