package life

import (
	"cmp"
	"strings"

	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// VerdictArgs are the data of a message about a decision of screening.
func VerdictArgs(v cases.Verdict) say.Args {
	args := say.Args{"Into": say.Num(v.Into)}
	if v.Track != "" {
		args["Track"] = say.Msg("track." + string(v.Track))
	} else {
		args["Track"] = say.Msg("track." + string(procedure.Big))
	}
	if v.Ground != "" {
		args["Ground"] = say.Msg("ground." + string(v.Ground))
	}
	return args
}

// TaskArgs are the data that nearly every message about a task has.
func TaskArgs(t *cases.Task) say.Args {
	return say.Args{
		"Task": say.Num(t.Number), "Unit": say.Text(t.Unit), "Measure": say.Text(t.Measure), "Due": say.Date(t.Due),
	}
}

// FormArg is as what a result is published, in words.
func FormArg(f cases.Form) say.Arg { return say.Msg("form." + string(cmp.Or(f, cases.AsResolution))) }

// Planned is the variant of a message for a case whose plan, and no findings or resolution, is spoken of.
func Planned(c *cases.Case, id string) string {
	if c.Resolution == nil && c.Findings != nil && c.Findings.Plan {
		return id + ".plan"
	}
	return id
}

// Printed is a button that opens what can be printed, where the community is on the web.
func Printed(s *State, what, path string) [][]say.Button {
	code := s.Head().Page.Code
	if code == "" {
		return nil
	}
	return [][]say.Button{say.Row(say.Button{Label: say.New("button.print." + what), Page: code, Below: path})}
}

// MeetingArgs are the data that nearly every message about a meeting has.
func MeetingArgs(m *meeting.Meeting) say.Args {
	var agenda []string
	for _, n := range m.Cases {
		agenda = append(agenda, "#"+record.Num(n))
	}
	invited, _ := m.Attendance()
	args := say.Args{
		"Meeting": say.Num(m.Number), "When": say.Time(m.At), "Place": say.Place(m.Place),
		"Cases": say.Text(strings.Join(agenda, " ")), "Invited": say.Num(len(m.Invited)), "There": say.Num(len(invited)),
		"Coming": say.Num(m.Count(meeting.Coming)), "Not": say.Num(m.Count(meeting.NotComing)),
		"Maybe": say.Num(m.Count(meeting.Maybe)),
	}
	if m.Purpose != "" {
		args["Purpose"] = say.Msg("purpose." + string(m.Purpose))
	}
	if !m.Until.IsZero() {
		args["Until"] = say.Time(m.Until)
	}
	return args
}

// CaseArgs are the data that nearly every message about a case has.
func CaseArgs(c *cases.Case, more ...say.Args) say.Args {
	args := say.Args{"Case": say.Case(c.Number), "Title": say.Title(c.Title)}
	for _, m := range more {
		for k, v := range m {
			args[k] = v
		}
	}
	return args
}

// Persons turns numbers into data of a message.
func Persons(numbers []int) say.Arg {
	var all []say.Arg
	for _, p := range numbers {
		all = append(all, say.Person(p))
	}
	return say.List(all...)
}

// RaiserArg is the raiser as the public may know it.
func RaiserArg(c *cases.Case) say.Arg {
	switch {
	case c.Anonymous:
		return say.Msg("someone")
	case c.Via != "":
		return say.Msg("raised.via")
	case c.Raiser == 0 && len(c.Followers) > 0:
		return say.Msg("raised.below", whoseArgs(c.Followers[0]))
	}
	return say.Person(c.Raiser)
}

// RoleArgs are roles by their names.
func RoleArgs(roles []people.Role) say.Arg {
	var all []say.Arg
	for _, r := range roles {
		all = append(all, say.Msg("role."+string(r)))
	}
	return say.List(all...)
}
