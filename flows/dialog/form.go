// Package dialog is the grammar of what people type, press and answer: it reads command lines into values, knows which values a
// command still lacks, and asks for them one by one. Typed commands, buttons and replies in words all pass here, so that
// everything a button does, words do as well. It knows no Telegram, and decides nothing: what it makes is a
// community.Command for the engine.
package dialog

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/permission"
	"echowall/flows/schedule"
)

// Kind is what sort of value a field takes.
type Kind int

// The kinds of values. Text takes the rest of the line; all others take a word, When a date and an hour.
const (
	Text      Kind = iota
	CaseNo         // 12 or #12
	CaseList       // 12,13
	TaskNo         // 12 or 12.2, the second task of case 12
	BallotNo       // 12.1, the first ballot of case 12; or 12, its open one
	MeetingNo      // M3 or 3
	Number         // a plain number
	TieNo          // the number of a tie to another community
	Option         // one of the field's options, by any word of any language that means it
	When           // a date with an hour
	Date           // a date
	Person         // an @name, or the person whose message is replied to
	Role           // a role with its detail, as handler:power
	Span           // 5wd
	Word           // a plain word
	Rhythm         // how often: one of the field's options, or the five fields of a cron spec
	MonthDay       // a day of the month
	Hour           // an hour of the day
	Paper          // what a voter says: yes, no, abstain, or the numbers of options, as 1,3
	DateNos        // 1,3: numbers of dates in a poll; or all, or none of them
	Guest          // an @name, the person whose message is replied to, or a role with its detail, as expert:water
	Name           // what somebody is called: a word, or several in quotes
	Language       // one of the reader's languages, by its tag or any word that means it
)

// Field is one value a command takes.
type Field struct {
	// Name is the value's name in Values.
	Name string
	Kind Kind
	// Optional fields are asked for only on wish.
	Optional bool
	// Wanted fields are optional and asked for nevertheless.
	Wanted bool
	// Firm fields, once asked for, cannot be skipped.
	Firm bool
	// Whole options are meant only when nothing else is said: what follows is text that may begin with the same word.
	Whole bool
	// Options are the canonical words of an Option.
	Options []string
	// Ask is the end of the id of the question: "ask.when".
	Ask string
}

// Values are the values read so far, canonical, by field name.
type Values map[string]string

func text(ask string) Field  { return Field{Name: "text", Kind: Text, Ask: "text." + ask} }
func optional(f Field) Field { f.Optional = true; return f }
func wanted(f Field) Field   { f.Optional, f.Wanted = true, true; return f }
func option(name string, of ...string) Field {
	return Field{Name: name, Kind: Option, Options: of, Ask: name}
}

// underName is whether an issue is raised with the raiser's name. Who is asked must say it.
func underName() Field {
	f := optional(option("name", "named", "anonymous"))
	f.Firm = true
	return f
}

func field(name string, k Kind) Field { return Field{Name: name, Kind: k, Ask: name} }

// Fields lists what a verb takes, in order, given the values read so far: what follows may depend on them. A verb that is not
// in the grammar has none and is told by ok.
func Fields(v permission.Verb, got Values) (fields []Field, ok bool) {
	if f, known := plain[v]; known {
		return f, true
	}
	switch v {
	case permission.Screen:
		return screenFields(got), true
	case permission.Rate:
		return rateFields(got), true
	case permission.Again:
		return againFields(got), true
	case permission.Publish:
		return publishFields(got), true
	case permission.Schedule:
		return meetingFields(got), true
	case permission.Poll:
		return pollFields(got), true
	case permission.Minutes:
		return minutesFields(got), true
	case permission.Settings:
		return settingsFields(got), true
	}
	return nil, false
}

// settingsFields ask for a setting's value in words that fit it.
func settingsFields(got Values) []Field {
	word := option("word", community.Settings()...)
	switch got["word"] {
	case "":
		return []Field{optional(word)}
	case community.SettingSchedule:
		return append([]Field{word}, scheduleFields(got)...)
	case community.SettingLanguage:
		return []Field{word, {Name: "text", Kind: Language, Ask: "text.setting.language"}}
	case community.SettingStation:
		return []Field{word, option("have", community.StationItems()...), text("station")}
	}
	return []Field{word, text("setting." + got["word"])}
}

// scheduleFields ask step by step when something comes round. Who knows the cron spec writes it at once.
func scheduleFields(got Values) []Field {
	fields := []Field{option("round", texts(schedule.Kinds())...), {Name: "rhythm", Kind: Rhythm, Options: texts(schedule.Rhythms()), Ask: "rhythm"}}
	hour := field("hour", Hour)
	switch schedule.Rhythm(got["rhythm"]) {
	case schedule.Daily:
		return append(fields, hour)
	case schedule.Weekly:
		return append(fields, option("weekday", weekdays()...), hour)
	case schedule.EachMonth, schedule.Even, schedule.Odd, schedule.Quarterly:
		return append(fields, field("day", MonthDay), hour)
	}
	return fields
}

// weekdays are the days of the week from Monday on, as they are kept; those of a spec begin with Sunday.
func weekdays() []string {
	return []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
}

// texts are words of a type of their own as plain ones.
func texts[T ~string](all []T) []string {
	var words []string
	for _, x := range all {
		words = append(words, string(x))
	}
	return words
}

func screenFields(got Values) []Field {
	fields := []Field{field("case", CaseNo), option("verdict", "accept", "decline", "merge", "answer", "refer")}
	switch cases.VerdictKind(got["verdict"]) {
	case cases.Accept:
		return append(fields, optional(option("track", "big", "small", "urgent", "hard")))
	case cases.Decline:
		reason := text("decline")
		reason.Optional = got["ground"] != "" && got["ground"] != string(cases.Other)
		return append(fields, option("ground", "policy", "ordered", "discriminatory", "other"), reason)
	case cases.Merge:
		return append(fields, field("into", CaseNo))
	case cases.Answer:
		return append(fields, text("answer"))
	case cases.Refer:
		return append(fields, text("refer"))
	}
	return fields
}

// againFields ask for the name only where the rest is asked for as well.
func againFields(got Values) []Field {
	name := underName()
	name.Wanted = got["text"] == ""
	return []Field{field("case", CaseNo), name, text("again")}
}

// publishFields let a result be called what it is, before the window or after it.
func publishFields(got Values) []Field {
	span, form := optional(field("span", Span)), optional(option("published", texts(cases.Forms())...))
	fields := []Field{field("case", CaseNo), span, form}
	if got["span"] == "" && got["published"] != "" {
		span.Name = "valid" // it may stand behind as well
		fields = append(fields, span)
	}
	return fields
}

func rateFields(got Values) []Field {
	reason := text("rate")
	reason.Optional = got["solved"] != cases.RatedUnsolved && got["satisfied"] != "unsatisfied"
	// Who says the other two at once need not say this one; who is asked for them is asked for it, too.
	answered := optional(option("answered", "answered", "unanswered"))
	answered.Wanted = got["satisfied"] == ""
	fields := []Field{
		field("case", CaseNo), option("solved", "solved", "partly", "unsolved"), answered, option("satisfied", "satisfied", "unsatisfied"),
	}
	if got["answered"] == "" && got["satisfied"] != "" {
		late := answered
		late.Name = "heard"
		fields = append(fields, late)
	}
	return append(fields, reason)
}

// Missing is the first field a command still needs; with wish, the optional ones count as well. ok is false when there is none.
func Missing(v permission.Verb, got Values, wish bool) (Field, bool) {
	fields, _ := Fields(v, got)
	i := slices.IndexFunc(fields, func(f Field) bool {
		_, have := got[f.Name]
		return !have && (!f.Optional || f.Wanted || wish)
	})
	if i < 0 {
		return Field{}, false
	}
	return fields[i], true
}
