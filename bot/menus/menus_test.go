package menus

import (
	"slices"
	"strings"
	"testing"

	"echowall/bot/text"
	"echowall/flows/community"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/locales"
)

func renderer(t *testing.T) *text.Renderer {
	t.Helper()
	c, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	return text.NewRenderer(c, "echo_wall_bot")
}

func TestCommands(t *testing.T) {
	r := renderer(t)
	verbs := func(private bool, roles ...people.Role) []string {
		var all []string
		for _, c := range Commands(r, community.AllVerbs(), "en", roles, private) {
			if c.Description == "" || len(c.Description) > 256 || strings.HasPrefix(c.Description, "command.") {
				t.Errorf("/%s is described as %q", c.Command, c.Description)
			}
			all = append(all, c.Command)
		}
		return all
	}
	if got := verbs(true, people.Resident); len(got) != 6 {
		t.Errorf("a resident sees %v", got)
	}
	if got := verbs(true, people.Resident, people.Member); !slices.Contains(got, "statement") ||
		slices.Contains(got, "screen") {
		t.Errorf("a member sees %v", got)
	}
	got := verbs(true, people.Resident, people.Secretary)
	for _, rule := range community.AllVerbs().Permissions().All() {
		office := slices.Contains(rule.Roles, people.Secretary) && !slices.Contains(rule.Roles, people.Resident)
		buttons := []permission.Verb{
			permission.Take, permission.Confirm, permission.Involve, permission.Retire, permission.Second, permission.TakeBack,
		}
		if office && !slices.Contains(buttons, rule.Verb) && !slices.Contains(got, string(rule.Verb)) {
			t.Errorf("a secretary does not see /%s", rule.Verb)
		}
	}
	if got := verbs(false, people.Admin); !slices.Contains(got, "setup") {
		t.Errorf("an admin in the group sees %v", got)
	}
	if slices.Contains(verbs(true, people.Admin), "setup") {
		t.Error("/setup is offered in private")
	}
}
