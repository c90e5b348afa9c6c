package bot_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"echowall/flows/community"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/procedure"
	"echowall/flows/research"
	"echowall/flows/say"
	"echowall/locales"
)

// lendVerb is a verb that the program does not have: whoever sits on the council lends what is needed to look into a
// matter.
func lendVerb() life.Verb {
	return life.Verb{
		Name:   "lend",
		Roles:  []people.Role{people.Member},
		Stages: []procedure.Kind{procedure.Research},
		Fields: form.Takes(form.Case(), form.Prose("lend")),
		Decide: lend,
		Menu:   life.Menu{For: life.ForOffice, Rank: 125},
		Help:   []life.HelpLine{{Reader: "member", Rank: 45}},
	}
}

func lend(s *life.State, cmd life.Command) (life.Result, error) {
	if err := life.Early(s, cmd); err != nil {
		return life.Result{}, err
	}
	number := s.Case(cmd.Case).Statements + 1
	return life.Result{
		Events: []life.Event{research.StatementMade{Case: cmd.Case, Number: number, By: cmd.By, Text: cmd.Text}},
		Answer: say.Notice{Message: say.New("receipt.lend", say.Args{"Case": say.Num(cmd.Case), "Text": say.Text(cmd.Text)})},
	}, nil
}

// lendTexts are its texts.
const lendTexts = `
command.lend: "Lend what is needed to look into a case"
help.member.lend: "🪜 Lend a thing: /lend 12 and what it is"
ask.text.lend: "What do you lend for #{{.Case}}?"
receipt.lend: "✅ For #{{.Case}} you lend: {{.Text}}"
`

// textsWith is the program's catalogue with more texts in English.
func textsWith(t *testing.T, more string) *locales.Catalogue {
	t.Helper()
	folders := fstest.MapFS{"en/more.yaml": {Data: []byte(more)}}
	own := os.DirFS("../locales")
	files, err := fs.Glob(own, "*/*.yaml")
	for _, name := range files {
		raw, readErr := fs.ReadFile(own, name)
		if readErr != nil {
			t.Fatal(readErr)
		}
		folders[name] = &fstest.MapFile{Data: raw}
	}
	texts, loadErr := locales.LoadFrom(folders)
	if err != nil || loadErr != nil {
		t.Fatal(err, loadErr)
	}
	return texts
}

// TestAVerbIsOneValue gives the program one verb more. All the rest follows: it can be typed, is asked for what it
// lacks, is refused to those and at the stages that are not its own, and stands in the menu and in the help.
func TestAVerbIsOneValue(t *testing.T) {
	texts := textsWith(t, lendTexts)
	inVillage(t, func(v *village) {
		v.halt()
		v.texts, v.verbs = texts, community.NewVerbs(lendVerb())
		v.start()
		v.do("xiuying: /raise The lamps are dark.")
		for _, step := range []struct{ line, who, answer string }{
			{"li in private: /lend 1 a ladder", "li", "/lend belongs to"},
			{"secretary in private: /screen 1 accept", "", ""},
			{"xiuying in private: /lend 1 a ladder", "xiuying", "/lend is only for"},
			{"li in private: /lend", "li", "Which case?"},
			{`li in private presses "#1"`, "li", "What do you lend for #1?"},
			{"li in private: a ladder", "li", "✅ For #1 you lend: a ladder"},
			{"li in private: /help", "li", "🪜 Lend a thing: /lend 12 and what it is"},
		} {
			v.do(step.line)
			if step.who != "" && !strings.Contains(v.last(v.cast.People[step.who]).Text, step.answer) {
				t.Errorf("%s: expected %q, got %q", step.line, step.answer, v.last(v.cast.People[step.who]).Text)
			}
		}
		v.do("secretary in private: /appoint member:elder @sundashan")
		if menu := v.menu("supervisor"); !slices.Contains(menu, "lend") {
			t.Errorf("a member is shown %q", menu)
		}
		if menu := v.menu("secretary"); slices.Contains(menu, "lend") {
			t.Errorf("the secretary is shown %q", menu)
		}
	})
}

// menu are the commands that somebody is shown in private.
func (v *village) menu(name string) (commands []string) {
	who := v.cast.People[name]
	for _, c := range v.server.Commands(who.Private(), who) {
		commands = append(commands, c.Name)
	}
	return commands
}
