package dialog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/schedule"
)

// Build makes a command of complete values. The person named is filled in by the engine, which knows names.
func Build(v permission.Verb, got form.Values, base life.Command) life.Command {
	cmd := base
	cmd.Verb = v
	cmd.Case, cmd.Meeting = number(got["case"]), number(got["meeting"])
	for _, name := range []string{"number", "tie", "times", "earlier"} {
		if got[name] != "" {
			cmd.Number = number(got[name])
		}
	}
	words(&cmd, got)
	moments(&cmd, got, base.At.Location())
	cmd.Cases = numbers(got["cases"])
	for _, name := range []string{"role", "guest"} {
		if g, ok := people.ParseRole(got[name]); ok {
			cmd.Grant = g
		}
	}
	splitDotted(&cmd, got)
	if got["rhythm"] != "" {
		cmd.Round, cmd.Text = schedule.Kind(got["round"]), spec(got)
	}
	cmd.Verdict = cases.Verdict{
		Kind: cases.VerdictKind(got["verdict"]), Track: cmd.Track, Ground: cases.Ground(got["ground"]),
		Into: number(got["into"]), Text: got["text"],
	}
	cmd.Rating = cases.Rating{Solved: got["solved"], Satisfied: got["satisfied"] == "satisfied", Reason: got["text"]}
	cmd.Rating.Unanswered = cmp.Or(got["answered"], got["heard"]) == "unanswered"
	return cmd
}

// words fills in what was said in words and chosen among options.
func words(cmd *life.Command, got form.Values) {
	cmd.Text, cmd.Word, cmd.Ruling = got["text"], got["word"], got["ruling"]
	cmd.Track, cmd.Class = procedure.Track(got["track"]), ballot.Class(got["class"])
	cmd.Choice, cmd.Reply = ballot.Choice(got["choice"]), meeting.Reply(got["reply"])
	cmd.Manner = ballot.Manner(got["manner"])
	cmd.Form, cmd.Purpose, cmd.Draft = meeting.Form(got["form"]), meeting.Purpose(got["purpose"]), got["draft"] != ""
	cmd.Anonymous = got["name"] == "anonymous"
	cmd.Topic, cmd.Have = got["topic"], got["have"]
	cmd.As = cases.Form(got["published"])
	cmd.Weighed = procedure.Weighed{Urgent: got["urgency"] == "urgent", Hard: got["difficulty"] == "hard", Large: got["weight"] == "big"}
	for _, name := range []string{"unit", "room", "language", "receipt", "who", "source", "spot"} {
		if got[name] != "" {
			cmd.Word = got[name]
		}
	}
}

// moments fills in dates and lengths of time.
func moments(cmd *life.Command, got form.Values, zone *time.Location) {
	for i := 1; i <= meeting.MostDates; i++ {
		if t, err := time.Parse(time.RFC3339, got[form.DateName(i)]); err == nil {
			cmd.Dates = append(cmd.Dates, t.In(zone))
		}
	}
	if cmd.Numbers = numbers(got["dates"]); got["dates"] == allDates {
		cmd.Word = convening.AllDates
	}
	for _, name := range []string{"when", "date"} {
		if t, err := time.Parse(time.RFC3339, got[name]); err == nil {
			cmd.When = t.In(zone)
		}
	}
	for _, name := range []string{"span", "valid"} {
		if s, err := calendar.ParseSpan(got[name]); err == nil {
			cmd.Span = s
		}
	}
}

// spec composes the cron spec of what was chosen step by step; what was written as a spec stays as it is.
func spec(got form.Values) string {
	r := schedule.Rhythm(got["rhythm"])
	if r == schedule.Off || !slices.Contains(schedule.Rhythms(), r) {
		return string(r)
	}
	day := number(got["day"])
	if i := slices.Index(form.Weekdays(), got["weekday"]); i >= 0 {
		day = (i + 1) % 7
	}
	hand, err := calendar.ParseHour(got["hour"])
	if err != nil {
		return "" // it has not been asked for yet
	}
	return schedule.Compose(r, day, int(hand.Hours()), int(hand.Minutes())%60)
}

// splitDotted reads "12.2" as the second task or ballot of case 12.
func splitDotted(cmd *life.Command, got form.Values) {
	if task := got["task"]; task != "" {
		a, b, _ := strings.Cut(task, ".")
		cmd.Case, cmd.Task = number(a), number(b)
	}
	if id := got["ballot"]; id != "" {
		a, b, two := strings.Cut(id, ".")
		cmd.Case = number(a)
		if two {
			cmd.Ballot = ballot.Key(cmd.Case, number(b))
		}
	}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func numbers(s string) []int {
	var all []int
	for _, w := range strings.Split(s, ",") {
		if n := number(w); n > 0 && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}
