package office

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
)

// The settings a secretary may change.
const (
	SettingEcho      = "echo_every"
	SettingNotice    = "notice"
	SettingZone      = "zone"
	SettingProcedure = "procedure"
	SettingLanguage  = "language"
	SettingCountry   = "country"
	SettingQuiet     = "quiet"
	SettingPlace     = "place"
	SettingSchedule  = "schedule"
	SettingMinimum   = "minimum"
	SettingConveners = "conveners"
	SettingParties   = "parties"
	// SettingAcceptance is who finds that work is done.
	SettingAcceptance = "acceptance"
	// SettingResidents is who counts as a resident.
	SettingResidents = "residents"
	// SettingStation is what the station has.
	SettingStation = "station"
	// SettingCommands, SettingRaises and SettingUnnamed are what each person may ask for: commands a minute, matters a
	// day, open ones without a name.
	SettingCommands = "commands"
	SettingRaises   = "raises"
	SettingUnnamed  = "unnamed"
)

// keep is how a value that was written is kept, or why it is refused.
type keep func(s *life.State, value string) (string, error)

// setting is a row of the table of settings. What comes round and what the station has are decided otherwise, and have
// no keep.
type setting struct {
	name string
	keep keep
}

// settingTable has the settings in the order in which they are offered.
func settingTable() []setting {
	return []setting{
		{SettingEcho, keepDays}, {SettingNotice, keepSpan}, {SettingZone, keepZone}, {SettingProcedure, keepMethod},
		{SettingLanguage, keepAny}, {SettingCountry, keepCountry}, {SettingQuiet, keepQuiet}, {SettingPlace, keepPlace},
		{SettingSchedule, nil}, {SettingMinimum, nil},
		{SettingConveners, keepOneOf(record.OneConvener, record.BothConveners)},
		{SettingParties, keepOneOf(record.AnyParties, record.FourParties)},
		{SettingAcceptance, keepOneOf(record.DoneByUnit, record.DoneBySupervisor)}, {SettingStation, nil},
		{SettingResidents, keepOneOf(record.InGroup, record.Confirmed, record.Anyone)},
		{SettingCommands, keepLimit}, {SettingRaises, keepLimit}, {SettingUnnamed, keepLimit},
	}
}

// Settings lists the names of the settings.
func Settings() []string {
	var names []string
	for _, x := range settingTable() {
		names = append(names, x.name)
	}
	return names
}

// keptAs is the value of a setting as it is kept.
func keptAs(s *life.State, name, value string) (string, error) {
	for _, x := range settingTable() {
		if x.name == name && x.keep != nil {
			return x.keep(s, value)
		}
	}
	return "", life.Refuse("refuse.setting", say.Args{"Name": say.Text(name)})
}

func keepSpan(_ *life.State, value string) (string, error) {
	span, err := calendar.ParseSpan(value)
	if err != nil {
		return "", life.Refuse("refuse.span", say.Args{"Value": say.Text(value)})
	}
	return span.String(), nil
}

// keepDays is for a span that is no shorter than a day.
func keepDays(s *life.State, value string) (string, error) {
	span, err := calendar.ParseSpan(value)
	if err == nil && record.Days(span) < 1 {
		return "", life.Refuse("refuse.span", say.Args{"Value": say.Span(span)})
	}
	return keepSpan(s, value)
}

func keepZone(_ *life.State, value string) (string, error) {
	if _, err := time.LoadLocation(value); err != nil || value == "" || value == "Local" {
		return "", life.Refuse("refuse.zone", say.Args{"Zone": say.Text(value)})
	}
	return value, nil
}

func keepMethod(s *life.State, value string) (string, error) {
	if _, ok := s.Methods().Latest(value); !ok {
		return "", noMethod(s, value)
	}
	return value, nil
}

// keepAny takes a language as it is: those known are those of the texts, and whoever reads the command has matched the
// word against them.
func keepAny(_ *life.State, value string) (string, error) { return value, nil }

func keepCountry(_ *life.State, value string) (string, error) {
	if strings.EqualFold(value, record.NoCountry) || value == "-" {
		return record.NoCountry, nil
	}
	country := strings.ToUpper(value)
	if !calendar.Knows(country) {
		return "", life.Refuse("refuse.country", say.Args{
			"Value": say.Text(country), "Known": say.Text(strings.Join(calendar.Countries(), " ")),
		})
	}
	return country, nil
}

func keepQuiet(_ *life.State, value string) (string, error) {
	q, err := calendar.ParseQuiet(value)
	if err != nil {
		return "", life.Refuse("refuse.quiet", say.Args{"Value": say.Text(value)})
	}
	return q.String(), nil
}

func keepPlace(_ *life.State, value string) (string, error) {
	if value == "" {
		return "", life.Refuse("refuse.place")
	}
	return value, nil
}

// mostOfALimit is the widest that a limit can be set.
const mostOfALimit = 1000

// keepLimit is for how much one person may ask for. Nobody can be kept from asking at all.
func keepLimit(_ *life.State, value string) (string, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > mostOfALimit {
		return "", life.Refuse("refuse.limit", say.Args{"Value": say.Text(value), "Count": say.Num(mostOfALimit)})
	}
	return strconv.Itoa(n), nil
}

// keepOneOf is for a setting that has these values and no other.
func keepOneOf(values ...string) keep {
	return func(_ *life.State, value string) (string, error) {
		if value = strings.ToLower(value); slices.Contains(values, value) {
			return value, nil
		}
		return "", life.Refuse("refuse.setting_value",
			say.Args{"Value": say.Text(value), "Known": say.Text(strings.Join(values, ", "))})
	}
}
