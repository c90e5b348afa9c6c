package dialog

import (
	"strconv"

	"echowall/flows/meeting"
)

// meetingFields are those of a meeting with a date. A written one has a window in which people speak and vote, and no place.
func meetingFields(got Values) []Field {
	fields := []Field{field("cases", CaseList), field("when", When), wanted(formField(meeting.Forms()...))}
	if got["form"] == string(meeting.Written) {
		return append(fields, Field{Name: "span", Kind: Span, Ask: "window"}, purposeField())
	}
	return append(fields, purposeField(), text("place"))
}

// pollFields are those of a meeting whose date is to be found: from two dates on, one more is asked for until there are enough.
func pollFields(got Values) []Field {
	fields := []Field{field("cases", CaseList)}
	for i := 1; i <= meeting.MostDates; i++ {
		f := Field{Name: dateName(i), Kind: When, Ask: "poll." + strconv.Itoa(min(i, meeting.FewestDates+1))}
		if i > meeting.FewestDates {
			f = wanted(f)
		}
		fields = append(fields, f)
		if last, have := got[f.Name]; i >= meeting.FewestDates && (!have || last == "") {
			break
		}
	}
	return append(fields, wanted(formField(meeting.InPerson, meeting.Online)), purposeField(), text("place"))
}

// dateName is the name of one of a poll's dates.
func dateName(i int) string { return "date" + strconv.Itoa(i) }

// minutesFields take the minutes in words, or the word that they are to be as they were gathered.
func minutesFields(got Values) []Field {
	draft := optional(option("draft", "draft", "confirm"))
	draft.Whole, draft.Ask = true, "text.minutes"
	words := text("minutes")
	words.Optional = got["draft"] != ""
	return []Field{field("meeting", MeetingNo), draft, words}
}

func formField(of ...meeting.Form) Field {
	f := Field{Name: "form", Kind: Option, Ask: "form"}
	for _, x := range of {
		f.Options = append(f.Options, string(x))
	}
	return f
}

func purposeField() Field {
	f := Field{Name: "purpose", Kind: Option, Ask: "purpose", Optional: true}
	for _, x := range meeting.Purposes() {
		f.Options = append(f.Options, string(x))
	}
	return f
}
