package dialog_test

import (
	"errors"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

func TestAnswersAreForOneField(t *testing.T) {
	choice := form.Field{Name: "choice", Kind: form.Option, Options: []string{"yes", "no"}}
	for _, c := range []struct {
		field        form.Field
		answer, want string
		problem      string
	}{
		{choice, " 同意 ", "yes", ""},
		{choice, "ＹＥＳ", "yes", ""},
		{choice, "yes please", "", "option"},
		{choice, "", "", "option"},
		{form.Field{Name: "case", Kind: form.CaseNo}, "#１２", "12", ""},
		{form.Field{Name: "case", Kind: form.CaseNo}, "12 13", "", "case"},
		{form.Field{Name: "cases", Kind: form.CaseList}, "12、 13", "12,13", ""},
		{form.Field{Name: "when", Kind: form.When}, "下周三 14:30 please", "2026-12-09T14:30:00+08:00", ""},
		{form.Field{Name: "when", Kind: form.When}, "friday", "", "hour"},
		{form.Field{Name: "date", Kind: form.Date}, "friday", "2026-12-04T18:00:00+08:00", ""},
		{form.Field{Name: "text", Kind: form.Text}, "two\nlines\tand\u202e more\x00", "two\nlines and more", ""},
		{form.Field{Name: "text", Kind: form.Text}, "？！", "", "words"},
		{form.Field{Name: "span", Kind: form.Span}, "2w", "14d", ""},
		{form.Field{Name: "role", Kind: form.Role}, "成员:法律", "member:法律", ""},
		{form.Field{Name: "number", Kind: form.Number}, "３", "3", ""},
		{form.Field{Name: "unit", Kind: form.Word}, "供电所", "供电所", ""},
		{form.Field{Name: "unit", Kind: form.Word}, "", "", "words"},
		{form.Field{Name: "who", Kind: form.Name}, "Grandma Li", "Grandma Li", ""},
		{form.Field{Name: "who", Kind: form.Name}, "“李 大妈”", "李 大妈", ""},
		{form.Field{Name: "who", Kind: form.Name}, "“ ”", "", "words"},
	} {
		t.Run(c.answer, func(t *testing.T) {
			got := form.Values{}
			err := reader().Answer(c.field, c.answer, got)
			var p *dialog.Problem
			kind := ""
			if errors.As(err, &p) {
				kind = p.Kind
			}
			if got[c.field.Name] != c.want || kind != c.problem {
				t.Errorf("expected %q, problem %q; got %q, %q", c.want, c.problem, got[c.field.Name], kind)
			}
		})
	}
}

func TestValuesMakeACommand(t *testing.T) {
	base := life.Command{By: 7, At: tuesday, Number: 5}
	for _, c := range []struct {
		verb permission.Verb
		got  form.Values
		same func(life.Command) bool
	}{
		{permission.Vote, form.Values{"ballot": "12.2", "choice": "yes"}, func(c life.Command) bool {
			return c.Case == 12 && c.Ballot == "12.2" && c.Choice == ballot.Yes && c.By == 7
		}},
		{permission.Vote, form.Values{"ballot": "12"}, func(c life.Command) bool { return c.Case == 12 && c.Ballot == "" }},
		{permission.Done, form.Values{"task": "12.3", "text": "lamps"}, func(c life.Command) bool { return c.Case == 12 && c.Task == 3 }},
		{permission.Done, form.Values{"task": "12"}, func(c life.Command) bool { return c.Case == 12 && c.Task == 0 }},
		{permission.Screen, form.Values{"case": "12", "verdict": "merge", "into": "7"}, func(c life.Command) bool {
			return c.Verdict == cases.Verdict{Kind: cases.Merge, Into: 7}
		}},
		{permission.Screen, form.Values{"verdict": "accept", "track": "small"}, func(c life.Command) bool {
			return c.Verdict.Track == procedure.Small && c.Track == procedure.Small
		}},
		{permission.Rate, form.Values{"solved": "partly", "satisfied": "satisfied", "text": "dim"}, func(c life.Command) bool {
			return c.Rating == cases.Rating{Solved: "partly", Satisfied: true, Reason: "dim"}
		}},
		{permission.Schedule, form.Values{"cases": "12,13,12,x", "when": "2026-12-03T09:00:00+08:00"}, func(c life.Command) bool {
			return len(c.Cases) == 2 && c.When.Equal(time.Date(2026, 12, 3, 1, 0, 0, 0, time.UTC))
		}},
		{permission.Raise, form.Values{"name": "anonymous"}, func(c life.Command) bool { return c.Anonymous }},
		{permission.Assign, form.Values{"unit": "power"}, func(c life.Command) bool { return c.Word == "power" }},
		{permission.Publish, form.Values{"span": "5wd"}, func(c life.Command) bool { return c.Span.WorkDays == 5 }},
		{permission.Appoint, form.Values{"role": "handler:power"}, func(c life.Command) bool { return c.Grant.Detail == "power" }},
		{permission.Settle, form.Values{"number": "2", "ruling": "upheld"}, func(c life.Command) bool {
			return c.Number == 2 && c.Ruling == cases.Upheld
		}},
		{permission.Follow, form.Values{"word": "code"}, func(c life.Command) bool { return c.Number == 5 && c.Word == "code" }},
	} {
		if cmd := dialog.Build(c.verb, c.got, base); cmd.Verb != c.verb || !c.same(cmd) {
			t.Errorf("%s %v: got %+v", c.verb, c.got, cmd)
		}
	}
}
