package form_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"echowall/flows/form"
)

type colour string

// ready are the fields that most verbs take.
func ready() map[string]form.Field {
	return map[string]form.Field{
		"case": form.Case(), "meeting": form.Meeting(), "task": form.Task(), "ballot": form.Ballot(),
		"choice": form.Choice(),
		"text":   form.Prose("why"), "colour": form.OneOf[colour]("colour", "red", "green"),
		"place": form.New("place", form.Word),
	}
}

func TestAFieldMustBeSaidUnlessItIsMadeOptional(t *testing.T) {
	for name, f := range ready() {
		if f.Optional || f.Wanted || f.Firm || f.Whole {
			t.Errorf("%s is %+v", name, f)
		}
		if f.Name != name {
			t.Errorf("%s is kept as %q", name, f.Name)
		}
		if f.Ask == "" {
			t.Errorf("%s cannot be asked for", name)
		}
	}
}

// What may be left out is asked for only on wish; what is wanted is asked for nevertheless, and may be left out all
// the same.
func TestHowAFieldIsAskedFor(t *testing.T) {
	for name, f := range ready() {
		for how, c := range map[string]struct {
			made             form.Field
			optional, wanted bool
		}{
			"as it is": {f, false, false}, "optional": {form.Optional(f), true, false},
			"wanted":               {form.Wanted(f), true, true},
			"optional twice":       {form.Optional(form.Optional(f)), true, false},
			"wanted, and optional": {form.Optional(form.Wanted(f)), true, true},
		} {
			if c.made.Optional != c.optional || c.made.Wanted != c.wanted {
				t.Errorf("%s, %s: %+v", name, how, c.made)
			}
			c.made.Optional, c.made.Wanted = f.Optional, f.Wanted
			if fmt.Sprint(c.made) != fmt.Sprint(f) {
				t.Errorf("%s, %s, has become another: %+v", name, how, c.made)
			}
		}
		if ready()[name].Optional {
			t.Errorf("%s has become optional for everybody", name)
		}
	}
}

func TestTheKindOfEachFieldSaysHowItIsRead(t *testing.T) {
	for name, want := range map[string]form.Kind{
		"case": form.CaseNo, "meeting": form.MeetingNo, "task": form.TaskNo, "ballot": form.BallotNo,
		"choice": form.Paper, "text": form.Text,
		"colour": form.Option, "place": form.Word,
	} {
		if got := ready()[name].Kind; got != want {
			t.Errorf("%s is of kind %d, expected %d", name, got, want)
		}
	}
}

// A text of one verb is another question than that of the next; it is kept under one name, for it is always the rest
// of the line.
func TestTextsAreAskedForEachInItsOwnWords(t *testing.T) {
	asked := map[string]bool{}
	for _, of := range []string{"why", "findings", "measure"} {
		f := form.Prose(of)
		if f.Name != "text" || f.Ask != "text."+of {
			t.Errorf("%s is kept as %s and asked for as %s", of, f.Name, f.Ask)
		}
		asked[f.Ask] = true
	}
	if len(asked) != 3 {
		t.Errorf("asked for are %v", asked)
	}
}

func TestOptionsAreOfferedInTheOrderInWhichTheyAreNamed(t *testing.T) {
	for want, f := range map[string]form.Field{
		"[red green blue]": form.OneOf[colour]("colour", "red", "green", "blue"), "[]": form.OneOf[colour]("colour"),
		"[yes no abstain]": form.Choice(),
	} {
		if got := fmt.Sprint(f.Options); got != want {
			t.Errorf("offered are %s, expected %s", got, want)
		}
	}
}

// What a verb takes may hang on what was said so far.
func TestFixedFieldsAreTakenWhateverIsSaid(t *testing.T) {
	takes := form.Takes(form.Case(), form.Prose("why"))
	for _, said := range []form.Values{nil, {}, {"case": "12"},
		{"case": "12", "text": "no lamps", "more": "than asked"}} {
		if got := takes(said); len(got) != 2 || got[0].Name != "case" || got[1].Name != "text" {
			t.Errorf("after %v: takes %v", said, got)
		}
	}
	if got := form.Takes()(nil); len(got) > 0 {
		t.Errorf("a verb without fields takes %v", got)
	}
}

func TestDatesOfAPollAreNamedApart(t *testing.T) {
	seen := map[string]int{}
	for i := 1; i <= 12; i++ {
		name := form.DateName(i)
		if other, taken := seen[name]; taken {
			t.Errorf("dates %d and %d are both called %s", other, i, name)
		}
		seen[name] = i
	}
	if seen["date1"] != 1 || seen["date12"] != 12 {
		t.Errorf("dates are called %v", seen)
	}
}

// The week of people begins with Monday, that of cron and of Go with Sunday.
func TestTheWeekBeginsOnMonday(t *testing.T) {
	days := form.Weekdays()
	for i, day := range days {
		if want := time.Weekday((i + 1) % 7).String(); day != strings.ToLower(want) {
			t.Errorf("day %d is %s, expected %s", i, day, want)
		}
	}
	if len(days) != 7 {
		t.Errorf("a week of %d days", len(days))
	}
}
