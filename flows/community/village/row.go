package village

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Row is a row of a table of commands: a rule, the command that tries it, and what comes of that.
type Row struct {
	// Rule says what is so, and names the test.
	Rule string
	Cmd  life.Command
	// Refused is the refusal; "" where the command is done.
	Refused string
	// Answer is the receipt, Events are the names of what happened. They are asked for where the command is done.
	Answer string
	Events []string
	// Told is what is said to whom, as Hears has it; nil where the rule says nothing of it.
	Told []string
}

// Plays gives each command of a table to the village as it stands, each apart from the others.
func (v *Village) Plays(t *testing.T, rows []Row) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.Rule, func(t *testing.T) {
			t.Helper()
			v.Copy(t).plays(r)
		})
	}
}

func (v *Village) plays(r Row) {
	v.TB.Helper()
	if r.Refused != "" {
		v.Refused(r.Refused, r.Cmd)
		return
	}
	v.Must(r.Cmd)
	if v.Answer.Message.ID != r.Answer {
		v.TB.Errorf("expected to be answered %q, was answered %q", r.Answer, v.Answer.Message.ID)
	}
	v.Came(r.Events...)
	if r.Told != nil {
		v.Hears(r.Told...)
	}
	if !v.bent {
		v.ProvesJournal()
	}
}

// Came asks for the events of the last step, by the names under which the journal keeps them.
func (v *Village) Came(want ...string) {
	v.TB.Helper()
	var got []string
	for _, e := range v.Events {
		name, err := community.Name(e)
		if err != nil {
			v.TB.Fatal(err)
		}
		got = append(got, name)
	}
	if !slices.Equal(got, want) {
		v.TB.Fatalf("expected %v to happen, what happened is %v", want, got)
	}
}

// Hears asks for all that the last step told, in order: to whom, as what, and which message or view. "wall: echo
// echo.accepted", "convener: duty task.confirm", "group: card:1", "willow: mail opened".
func (v *Village) Hears(want ...string) {
	v.TB.Helper()
	var got []string
	for _, n := range v.Notices {
		got = append(got, v.line(n))
	}
	if !slices.Equal(got, want) {
		v.TB.Fatalf("expected to be told\n%q\nwas told\n%q", want, got)
	}
}

func (v *Village) line(n say.Notice) string {
	v.TB.Helper()
	to := string(n.To.Room) + n.To.Community
	if n.To.Person != 0 {
		to = nameOf(n.To.Person)
	}
	if n.Dispatch == nil {
		return to + ": " + kinds()[n.Kind] + n.View + n.Message.ID
	}
	var l life.Dispatch
	if err := json.Unmarshal(n.Dispatch.Body, &l); err != nil {
		v.TB.Fatal(err)
	}
	return to + ": mail " + string(l.Subject)
}

// nameOf is somebody of the cast by name, and whoever came later by number.
func nameOf(person int) string {
	cast := []string{
		"secretary", "convener", "member", "lawyer", "elder", "supervisor", "authority", "power", "water", "expert",
		"resident", "neighbour", "widow", "shy", "shyer",
	}
	if person > len(cast) {
		return fmt.Sprint(person)
	}
	return cast[person-1]
}

// Echoed is how an echo of a case is told: its card and the wall change, all can read it, and its followers hear of it.
func Echoed(n int, id string, followers ...string) []string {
	told := []string{"group: " + say.CardView(n), "group: " + say.WallView, "wall: echo " + id}
	for _, f := range followers {
		told = append(told, f+": "+id)
	}
	return told
}

// kinds are what a notice can be beside plain news.
func kinds() map[say.Kind]string {
	return map[say.Kind]string{
		say.Echo: "echo ", say.Duty: "duty ", say.Relayed: "relayed ", say.Secret: "secret ", say.Lasting: "lasting ",
		say.Personal: "personal ",
	}
}

// HoldsBallot lets a ballot be held as fn makes it, whatever its procedure says.
func (v *Village) HoldsBallot(id string, fn func(b *ballot.Ballot)) {
	v.TB.Helper()
	v.bent = true
	v.Ask(func(s *life.State) {
		if s.Ballot(id) == nil {
			return // it is read first
		}
		sheet := s.Fork()
		fn(record.Edit[ballot.Ballot](sheet.Cache, record.BallotKey(id)))
		sheet.Merge()
	})
}

// Holds lets a case stand as fn makes it, whatever its journal says: for what no road leads to.
func (v *Village) Holds(n int, fn func(c *cases.Case)) {
	v.TB.Helper()
	v.bent = true
	v.Ask(func(s *life.State) {
		if s.Case(n) == nil {
			return // it is read first
		}
		sheet := s.Fork()
		fn(record.Edit[cases.Case](sheet.Cache, record.CaseKey(n)))
		sheet.Merge()
	})
}
