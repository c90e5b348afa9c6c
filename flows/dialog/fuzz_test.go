package dialog_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"echowall/flows/community"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
)

// verbs are those of the table, and one that nobody knows.
func verbs() []permission.Verb {
	all := []permission.Verb{"dance"}
	for _, rule := range community.AllVerbs().Permissions().All() {
		all = append(all, rule.Verb)
	}
	return all
}

// spoken is a canonical value as a person would type it again.
func spoken(f form.Field, value string) string {
	switch f.Kind {
	case form.Person:
		return "@" + value
	case form.When, form.Date:
		t, err := time.Parse(time.RFC3339, value)
		if err != nil {
			return "not canonical"
		}
		return t.Format("2006-01-02 15:04")
	default:
		return value
	}
}

// canonical asks that every value read is one that, read again, gives itself.
func canonical(t *testing.T, v permission.Verb, got form.Values) {
	t.Helper()
	fields, _ := community.AllVerbs().Fields(v, got)
	for _, f := range fields {
		value, have := got[f.Name]
		if !have || value == "" {
			continue
		}
		again := form.Values{}
		if err := reader().Answer(f, spoken(f, value), again); err != nil || again[f.Name] != value {
			t.Errorf("%s %s: %q is read again as %q (%v)", v, f.Name, value, again[f.Name], err)
		}
		if !utf8.ValidString(value) || strings.ContainsAny(value, "\x00\u202e\u2066") {
			t.Errorf("%s %s: %q is not clean", v, f.Name, value)
		}
	}
}

func FuzzLine(f *testing.F) {
	for i, rest := range []string{
		"", "12", "#１２ 同意", "12,13 2026-12-03 09:00 hall", "M3 明天下午3点 活动室", "12 accept ?", "handler：供电所 @li", "匿名 路灯坏了",
		"12 10wd", "\xff\xfe",
	} {
		f.Add(i, rest)
	}
	f.Fuzz(func(t *testing.T, n int, rest string) {
		for i, v := range verbs() {
			if n >= 0 && n < len(verbs()) && i != n {
				continue
			}
			got := form.Values{}
			wish, err := reader().Line(v, rest, got)
			canonical(t, v, got)
			if _, missing := dialog.Missing(community.AllVerbs(), v, got, wish); !missing && err == nil {
				dialog.Build(community.AllVerbs(), v, read(got), life.Command{At: tuesday})
			}
		}
	})
}

func FuzzAnswer(f *testing.F) {
	f.Add(int(form.Name), `"Grandma Li"`)
	for kind := range int(form.Word) + 1 {
		f.Add(kind, "12.1")
		f.Add(kind, "同意")
		f.Add(kind, "2026-12-03 09:00")
	}
	f.Fuzz(func(t *testing.T, kind int, answer string) {
		field := form.Field{Name: "x", Kind: form.Kind(kind), Options: []string{"yes", "no", "A"}}
		got := form.Values{}
		if err := reader().Answer(field, answer, got); err != nil {
			if len(got) > 0 {
				t.Errorf("%q is wrong and kept: %v", answer, got)
			}
			return
		}
		again := form.Values{}
		if err := reader().Answer(field, spoken(field, got["x"]), again); err != nil || again["x"] != got["x"] {
			t.Errorf("%q is read as %q, then as %q (%v)", answer, got["x"], again["x"], err)
		}
	})
}

func FuzzBuild(f *testing.F) {
	f.Add("case", "12", "text", "lamps", "when", "2026-12-03T09:00:00+08:00")
	f.Add("ballot", "12.1", "task", "7.", "span", "5wd")
	f.Add("cases", "1,,x,1", "role", "handler:power", "number", "-1")
	f.Fuzz(func(t *testing.T, k1, v1, k2, v2, k3, v3 string) {
		got := form.Values{k1: v1, k2: v2, k3: v3}
		for _, v := range verbs() {
			cmd := dialog.Build(community.AllVerbs(), v, read(got), life.Command{By: 7, At: tuesday})
			if cmd.Verb != v || cmd.By != 7 {
				t.Errorf("%s of %v: %+v", v, got, cmd)
			}
			dialog.Missing(community.AllVerbs(), v, got, true)
		}
	})
}
