package dialog_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/convening"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/schedule"
	"echowall/flows/ties"
	"echowall/flows/voting"
	"echowall/flows/work"
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
		{form.Field{Name: "when", Kind: form.When}, "下周三 14:30。", "2026-12-09T14:30:00+08:00", ""},
		{form.Field{Name: "when", Kind: form.When}, "下周三 14:30 not sure", "", "left_over"},
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

// read is what was said in the zone of the test.
func read(got form.Values) life.Reading { return life.Reading{Said: got, Zone: tuesday.Location()} }

func TestValuesMakeACommand(t *testing.T) {
	for _, c := range []struct {
		verb permission.Verb
		got  form.Values
		want life.Command
	}{
		{permission.Vote, form.Values{"ballot": "12.2", "choice": "yes"}, life.Command{
			Case: 12, Values: voting.Vote{Ballot: "12.2", Choice: ballot.Yes},
		}},
		{permission.Vote, form.Values{"ballot": "12"}, life.Command{Case: 12, Values: voting.Vote{}}},
		{permission.Done, form.Values{"task": "12.3", "text": "lamps"}, life.Command{
			Case: 12, Values: work.Report{Task: 3, Text: "lamps"},
		}},
		{permission.Done, form.Values{"task": "12"}, life.Command{Case: 12, Values: work.Report{}}},
		{permission.Screen, form.Values{"case": "12", "verdict": "merge", "into": "7"}, life.Command{
			Case: 12, Values: cases.Verdict{Kind: cases.Merge, Into: 7},
		}},
		{permission.Screen, form.Values{"verdict": "accept", "track": "small"}, life.Command{
			Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
		}},
		{permission.Rate, form.Values{"solved": "partly", "satisfied": "satisfied", "text": "dim"}, life.Command{
			Values: cases.Rating{Solved: "partly", Satisfied: true, Reason: "dim"},
		}},
		{permission.Schedule, form.Values{"cases": "12,13,12,x", "when": "2026-12-03T09:00:00+08:00"}, life.Command{
			Values: convening.Schedule{
				Cases: []int{12, 13}, When: time.Date(2026, 12, 3, 9, 0, 0, 0, tuesday.Location()),
			},
		}},
		{permission.Suit, form.Values{"meeting": "3", "dates": "all"}, life.Command{
			Meeting: 3, Values: convening.Suit{All: true},
		}},
		{permission.Raise, form.Values{"name": "anonymous"}, life.Command{Values: intake.Raise{Anonymous: true}}},
		{permission.Assign, form.Values{"unit": "power"}, life.Command{Values: work.Assign{Unit: "power"}}},
		{permission.Publish, form.Values{"span": "5wd"}, life.Command{
			Values: publicity.Publish{Window: calendar.Span{WorkDays: 5}},
		}},
		{permission.Dismiss, form.Values{"role": "handler:power"}, life.Command{
			Values: people.Grant{Role: people.Handler, Detail: "power"},
		}},
		{permission.Settle, form.Values{"number": "2", "ruling": "upheld"}, life.Command{
			Values: publicity.Settle{Number: 2, Ruling: cases.Upheld},
		}},
		{permission.Settings, form.Values{
			"word": "schedule", "round": "digest", "rhythm": "weekly", "weekday": "monday", "hour": "09:30",
		}, life.Command{Values: office.Setting{Name: "schedule", Value: "30 9 * * 1", Round: schedule.Digest}}},
		{permission.Close, form.Values{"case": "12", "text": "it shines"}, life.Command{
			Case: 12, Values: life.Prose{Text: "it shines"},
		}},
		{permission.Take, form.Values{"case": "12"}, life.Command{Case: 12}},
	} {
		c.want.Verb, c.want.By, c.want.At = c.verb, 7, tuesday
		cmd := dialog.Build(community.AllVerbs(), c.verb, read(c.got), life.Command{By: 7, At: tuesday})
		if !reflect.DeepEqual(cmd, c.want) {
			t.Errorf("%s %v:\nexpected %+v\ngot      %+v", c.verb, c.got, c.want, cmd)
		}
	}
}

// TestTheChatTellsTheRest reads what no field says: in which thread, of which community, what a word means.
func TestTheChatTellsTheRest(t *testing.T) {
	words := map[string]string{"匿名": "anonymous", "下级": "below", "两位": "both"}
	heard := func(got form.Values) life.Reading {
		means := func(w string) string { return words[w] }
		return life.Reading{Said: got, Zone: tuesday.Location(), Thread: 5, Other: "town", Means: means}
	}
	for _, c := range []struct {
		verb permission.Verb
		got  form.Values
		want any
	}{
		{permission.Follow, form.Values{"word": "code"}, office.Follow{Code: "code", Thread: 5}},
		{permission.Behalf, form.Values{"who": "匿名", "text": "dry"}, intake.Behalf{Name: "匿名", Text: "dry", Anonymous: true}},
		{permission.Link, form.Values{"word": "下级"}, ties.Link{Word: "below", Other: "town"}},
		{permission.Link, form.Values{"word": "rose"}, ties.Link{Word: "rose", Other: "town"}},
		{permission.Settings, form.Values{"word": "conveners", "text": "两位"},
			office.Setting{Name: "conveners", Value: "both"}},
		{permission.Settings, form.Values{"word": "place", "text": "两位"}, office.Setting{Name: "place", Value: "两位"}},
	} {
		if cmd := dialog.Build(community.AllVerbs(), c.verb, heard(c.got), life.Command{}); cmd.Values != c.want {
			t.Errorf("%s %v: expected %+v, got %+v", c.verb, c.got, c.want, cmd.Values)
		}
	}
}
