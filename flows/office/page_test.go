package office_test

import (
	"errors"
	"strings"
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// web says something of the page.
func web(word, code string) life.Command {
	return life.Command{
		Verb: permission.Web, By: village.Secretary, Code: code, Values: office.Web{Word: word},
	}
}

func TestThePage(t *testing.T) {
	none := village.Found(t, "six-step")
	private, public := none.Copy(t), none.Copy(t)
	private.Must(web("", "Rose"))
	public.Must(web(office.PagePublic, "Rose"))
	moved, wall := []string{"page.moved"}, []string{"group: wall"}
	for _, c := range []struct {
		v      *village.Village
		rule   string
		word   string
		answer string
		moves  bool
		page   record.Page
	}{
		{none, "it has an address when one is asked for", "", "page.private", true, record.Page{Code: "lily"}},
		{none, "it is private from the start", office.PagePrivate, "page.private", true, record.Page{Code: "lily"}},
		{none, "or public", office.PagePublic, "page.public", true, record.Page{Code: "lily", Public: true}},
		{none, "renewed before it was there it is there", office.PageRenew, "page.private", true, record.Page{Code: "lily"}},
		{private, "once it is there it is shown", "", "page.private", false, record.Page{Code: "rose"}},
		{private, "it is private already", office.PagePrivate, "page.private", false, record.Page{Code: "rose"}},
		{
			private, "public, it has another address", office.PagePublic, "page.public", true,
			record.Page{Code: "lily", Public: true},
		},
		{private, "renewed it stays private", office.PageRenew, "page.private", true, record.Page{Code: "lily"}},
		{public, "it is public already", office.PagePublic, "page.public", false, record.Page{Code: "rose", Public: true}},
		{public, "shown it is public", "", "page.public", false, record.Page{Code: "rose", Public: true}},
		{public, "private again, the world has lost it", office.PagePrivate, "page.private", true, record.Page{Code: "lily"}},
		{public, "renewed it stays public", office.PageRenew, "page.public", true, record.Page{Code: "lily", Public: true}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := c.v.Copy(t)
			v.Must(web(c.word, "LILY"))
			if v.Answer.Message.ID != c.answer || v.Head().Page != c.page {
				t.Errorf("answered %s, is %+v", v.Answer.Message.ID, v.Head().Page)
			}
			if b := v.Answer.Buttons[0][0]; b.Page != c.page.Code {
				t.Errorf("opened by %+v", v.Answer.Buttons[0][0])
			}
			if c.moves {
				v.Came(moved...)
				v.Hears(wall...)
			} else {
				v.Came()
			}
			v.ProvesJournal()
		})
	}
	own := web(office.PagePublic, "lily")
	own.By = village.Convener
	none.Refused("refuse.role", own)
}

func TestTheKeyByWhichAnotherSystemFiles(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Plays(t, []village.Row{
		{Rule: "no key where there is no page", Cmd: web(office.PageKey, "key"), Refused: "refuse.no_page"},
		{Rule: "no key to take away", Cmd: web(office.PageNoKey, ""), Refused: "refuse.no_key"},
	})
	v.Must(web("", "rose"))
	v.Must(web(office.PageKey, "first"))
	v.Came("page.key")
	v.Hears()
	if v.Answer.Kind != say.Secret || strings.Contains(string(v.Journal[len(v.Journal)-1].Data), "first") {
		t.Errorf("a key is told as %v, and kept as %s", v.Answer.Kind, v.Journal[len(v.Journal)-1].Data)
	}
	v.Must(web(office.PageKey, "Second"))
	files := func(key, text string) (intake.CaseRaised, error) {
		var e intake.CaseRaised
		var err error
		v.Ask(func(s *life.State) { e, err = office.File(s, key, text) })
		return e, err
	}
	for name, c := range map[string]struct{ key, text, refused string }{
		"its key":             {"Second", "  The bridge sways \n", ""},
		"the key before":      {"first", "The bridge sways", "refuse.filing_key"},
		"other letters":       {"second", "The bridge sways", "refuse.filing_key"},
		"no key":              {"", "The bridge sways", "refuse.filing_key"},
		"what is kept of it":  {record.KeyHash("Second"), "The bridge sways", "refuse.filing_key"},
		"three letters":       {"Second", " 桥坏了 ", "refuse.too_short"},
		"four letters":        {"Second", "桥坏了吧", ""},
		"nothing but blanks":  {"Second", " \n\t   ", "refuse.too_short"},
		"short and the wrong": {"first", "no", "refuse.filing_key"},
	} {
		e, err := files(c.key, c.text)
		var refusal *life.Refusal
		switch {
		case c.refused == "" && (err != nil || e.Case != 1 || e.Text != strings.TrimSpace(c.text) || e.Raiser != 0 ||
			e.Via != office.ViaSystem || e.Procedure != "six-step" || e.Title == ""):
			t.Errorf("%s: filed %+v, %v", name, e, err)
		case c.refused != "" && (!errors.As(err, &refusal) || refusal.Message.ID != c.refused):
			t.Errorf("%s: %v", name, err)
		}
	}
	v.Must(web(office.PageRenew, "lily"))
	if _, err := files("Second", "The bridge sways"); err != nil {
		t.Errorf("with the address went the key: %v", err)
	}
	v.Must(web(office.PageNoKey, ""))
	v.Came("page.key")
	if _, err := files("Second", "The bridge sways"); err == nil {
		t.Error("a key that was taken away opens")
	}
	v.ProvesJournal()
}

func TestNothingIsFiledBeforeThereIsACommunity(t *testing.T) {
	v := village.Bare(t)
	v.Ask(func(s *life.State) {
		var refusal *life.Refusal
		if _, err := office.File(s, "key", "The bridge sways"); !errors.As(err, &refusal) ||
			refusal.Reason != life.WrongKey {
			t.Errorf("filed: %v", err)
		}
	})
}
