package dialog_test

import (
	"errors"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/dialog"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

func TestAnswersAreForOneField(t *testing.T) {
	choice := dialog.Field{Name: "choice", Kind: dialog.Option, Options: []string{"yes", "no"}}
	for _, c := range []struct {
		field        dialog.Field
		answer, want string
		problem      string
	}{
		{choice, " 同意 ", "yes", ""},
		{choice, "ＹＥＳ", "yes", ""},
		{choice, "yes please", "", "option"},
		{choice, "", "", "option"},
		{dialog.Field{Name: "case", Kind: dialog.CaseNo}, "#１２", "12", ""},
		{dialog.Field{Name: "case", Kind: dialog.CaseNo}, "12 13", "", "case"},
		{dialog.Field{Name: "cases", Kind: dialog.CaseList}, "12、 13", "12,13", ""},
		{dialog.Field{Name: "when", Kind: dialog.When}, "下周三 14:30 please", "2026-12-09T14:30:00+08:00", ""},
		{dialog.Field{Name: "when", Kind: dialog.When}, "friday", "", "hour"},
		{dialog.Field{Name: "date", Kind: dialog.Date}, "friday", "2026-12-04T18:00:00+08:00", ""},
		{dialog.Field{Name: "text", Kind: dialog.Text}, "two\nlines\tand\u202e more\x00", "two\nlines and more", ""},
		{dialog.Field{Name: "text", Kind: dialog.Text}, "？！", "", "words"},
		{dialog.Field{Name: "span", Kind: dialog.Span}, "2w", "14d", ""},
		{dialog.Field{Name: "role", Kind: dialog.Role}, "成员:法律", "member:法律", ""},
		{dialog.Field{Name: "number", Kind: dialog.Number}, "３", "3", ""},
		{dialog.Field{Name: "unit", Kind: dialog.Word}, "供电所", "供电所", ""},
		{dialog.Field{Name: "unit", Kind: dialog.Word}, "", "", "words"},
		{dialog.Field{Name: "who", Kind: dialog.Name}, "Grandma Li", "Grandma Li", ""},
		{dialog.Field{Name: "who", Kind: dialog.Name}, "“李 大妈”", "李 大妈", ""},
		{dialog.Field{Name: "who", Kind: dialog.Name}, "“ ”", "", "words"},
	} {
		t.Run(c.answer, func(t *testing.T) {
			got := dialog.Values{}
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
	base := community.Command{By: 7, At: tuesday, Number: 5}
	for _, c := range []struct {
		verb permission.Verb
		got  dialog.Values
		same func(community.Command) bool
	}{
		{permission.Vote, dialog.Values{"ballot": "12.2", "choice": "yes"}, func(c community.Command) bool {
			return c.Case == 12 && c.Ballot == "12.2" && c.Choice == ballot.Yes && c.By == 7
		}},
		{permission.Vote, dialog.Values{"ballot": "12"}, func(c community.Command) bool { return c.Case == 12 && c.Ballot == "" }},
		{permission.Done, dialog.Values{"task": "12.3", "text": "lamps"}, func(c community.Command) bool { return c.Case == 12 && c.Task == 3 }},
		{permission.Done, dialog.Values{"task": "12"}, func(c community.Command) bool { return c.Case == 12 && c.Task == 0 }},
		{permission.Screen, dialog.Values{"case": "12", "verdict": "merge", "into": "7"}, func(c community.Command) bool {
			return c.Verdict == cases.Verdict{Kind: cases.Merge, Into: 7}
		}},
		{permission.Screen, dialog.Values{"verdict": "accept", "track": "small"}, func(c community.Command) bool {
			return c.Verdict.Track == procedure.Small && c.Track == procedure.Small
		}},
		{permission.Rate, dialog.Values{"solved": "partly", "satisfied": "satisfied", "text": "dim"}, func(c community.Command) bool {
			return c.Rating == cases.Rating{Solved: "partly", Satisfied: true, Reason: "dim"}
		}},
		{permission.Schedule, dialog.Values{"cases": "12,13,12,x", "when": "2026-12-03T09:00:00+08:00"}, func(c community.Command) bool {
			return len(c.Cases) == 2 && c.When.Equal(time.Date(2026, 12, 3, 1, 0, 0, 0, time.UTC))
		}},
		{permission.Raise, dialog.Values{"name": "anonymous"}, func(c community.Command) bool { return c.Anonymous }},
		{permission.Assign, dialog.Values{"unit": "power"}, func(c community.Command) bool { return c.Word == "power" }},
		{permission.Publish, dialog.Values{"span": "5wd"}, func(c community.Command) bool { return c.Span.WorkDays == 5 }},
		{permission.Appoint, dialog.Values{"role": "handler:power"}, func(c community.Command) bool { return c.Grant.Detail == "power" }},
		{permission.Settle, dialog.Values{"number": "2", "ruling": "upheld"}, func(c community.Command) bool {
			return c.Number == 2 && c.Ruling == cases.Upheld
		}},
		{permission.Follow, dialog.Values{"word": "code"}, func(c community.Command) bool { return c.Number == 5 && c.Word == "code" }},
	} {
		if cmd := dialog.Build(c.verb, c.got, base); cmd.Verb != c.verb || !c.same(cmd) {
			t.Errorf("%s %v: got %+v", c.verb, c.got, cmd)
		}
	}
}
