package community

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// settings shows or changes how the community works.
func (s *State) settings(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	switch cmd.Word {
	case SettingSchedule:
		return s.setSchedule(cmd)
	case SettingMinimum:
		return s.setMinimum(cmd)
	case SettingStation:
		return s.setStation(cmd)
	}
	e := SettingChanged{Name: cmd.Word, Value: strings.TrimSpace(cmd.Text)}
	if e.Name == "" {
		return s.showSettings()
	}
	if err := s.checkSetting(&e); err != nil {
		return Result{}, err
	}
	events := one(e)
	if p, ok := s.methods.Latest(e.Value); ok && e.Name == SettingProcedure {
		e.Version = p.Version
		events = append(append(s.keeping(p), e), SchedulesSet{List: s.roundsBy(p)})
	}
	return answer(events, "receipt.setting", say.Args{"Name": say.Msg("setting." + e.Name), "Value": settingArg(e)})
}

func (s *State) checkSetting(e *SettingChanged) error {
	switch e.Name {
	case SettingEcho:
		span, err := calendar.ParseSpan(e.Value)
		if err != nil || days(span) < 1 {
			return refuse("refuse.span", say.Args{"Value": say.Text(e.Value)})
		}
		e.Value = span.String()
	case SettingNotice:
		span, err := calendar.ParseSpan(e.Value)
		if err != nil {
			return refuse("refuse.span", say.Args{"Value": say.Text(e.Value)})
		}
		e.Value = span.String()
	case SettingZone:
		if _, err := time.LoadLocation(e.Value); err != nil || e.Value == "" || e.Value == "Local" {
			return refuse("refuse.zone", say.Args{"Zone": say.Text(e.Value)})
		}
	case SettingProcedure:
		if _, ok := s.methods.Latest(e.Value); !ok {
			return s.noMethod(e.Value)
		}
	case SettingCountry:
		if e.Value = country(e.Value); e.Value != noCountry && !calendar.Knows(e.Value) {
			return refuse("refuse.country", say.Args{
				"Value": say.Text(e.Value), "Known": say.Text(strings.Join(calendar.Countries(), " ")),
			})
		}
	case SettingQuiet:
		q, err := calendar.ParseQuiet(e.Value)
		if err != nil {
			return refuse("refuse.quiet", say.Args{"Value": say.Text(e.Value)})
		}
		e.Value = q.String()
	case SettingPlace:
		if e.Value == "" {
			return refuse("refuse.place")
		}
	case SettingLanguage:
		// The languages known are those of the texts; whoever reads the command has matched the word against them.
	case SettingConveners:
		return fitting(e, OneConvener, BothConveners)
	case SettingParties:
		return fitting(e, AnyParties, FourParties)
	case SettingAcceptance:
		return fitting(e, DoneByUnit, DoneBySupervisor)
	default:
		return refuse("refuse.setting", say.Args{"Name": say.Text(e.Name)})
	}
	return nil
}

// fitting refuses a value that is none of those a setting may have.
func fitting(e *SettingChanged, values ...string) error {
	if e.Value = strings.ToLower(e.Value); slices.Contains(values, e.Value) {
		return nil
	}
	return refuse("refuse.setting_value", say.Args{"Value": say.Text(e.Value), "Known": say.Text(strings.Join(values, ", "))})
}

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
	// SettingStation is what the station has.
	SettingStation = "station"
)

// noCountry is the word for no public holidays at all.
const noCountry = "none"

// country is what was written as a country, as it is kept.
func country(text string) string {
	if strings.EqualFold(text, noCountry) || text == "-" {
		return noCountry
	}
	return strings.ToUpper(text)
}

// Settings lists the names of the settings.
func Settings() []string {
	return []string{
		SettingEcho, SettingNotice, SettingZone, SettingProcedure, SettingLanguage, SettingCountry, SettingQuiet, SettingPlace,
		SettingSchedule, SettingMinimum, SettingConveners, SettingParties, SettingAcceptance, SettingStation,
	}
}

func (s *State) showSettings() (Result, error) {
	h := s.Head()
	return Result{Answer: say.Notice{Buttons: settingButtons(), Message: say.New("settings.show", say.Args{
		"Name": say.Text(h.Name), "Procedure": say.Names(s.Current().Names), "ID": say.Text(h.Method), "Zone": say.Text(h.Zone),
		"Language": say.Text(h.Language), "Echo": say.Text(h.Echo.String()), "Notice": say.Text(h.Notice.String()),
		"Council": boundArg(h.Council), "Wall": boundArg(h.Wall), "Days": s.daysArg(), "Quiet": say.Text(s.Quiet().String()),
		"Where": say.Text(h.Place), "CouncilRules": s.councilRules(), "Schedules": say.Lines(s.scheduleLines()...),
	})}}, nil
}

// settingButtons are a button for each setting, which asks for its new value.
func settingButtons() [][]say.Button {
	var all []say.Button
	for _, name := range Settings() {
		all = append(all, say.Press(say.New("option."+name), line(permission.Settings, name)))
	}
	return slices.Collect(slices.Chunk(all, 3))
}

func boundArg(p Place) say.Arg {
	if p.Chat == 0 {
		return say.Msg("settings.here")
	}
	return say.Msg("settings.bound")
}

// language changes the language of the group, for those who run it; a person's own is kept with the profile.
func (s *State) language(cmd Command) (Result, error) {
	asked := cmd
	asked.Verb = permission.Settings
	if cmd.Chat == 0 || (!cmd.Admin && s.allowed(asked) != nil) {
		return answer(nil, "receipt.language", say.Args{"Language": say.Msg("language.name")})
	}
	e := SettingChanged{Name: SettingLanguage, Value: cmd.Word}
	return answer(one(e), "receipt.group_language", say.Args{"Language": say.Msg("language.name")})
}

// SettingChanged changes one setting.
type SettingChanged struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	// Version is that of the procedure.
	Version int `json:"version,omitempty"`
}

func (e SettingChanged) apply(s *State, _ Meta) {
	h := edit[Community](s.Book, headKey)
	switch e.Name {
	case SettingEcho:
		if span, err := calendar.ParseSpan(e.Value); err == nil {
			h.Echo = span
		}
		s.wakeAll(h)
	case SettingNotice:
		if span, err := calendar.ParseSpan(e.Value); err == nil {
			h.Notice = span
		}
	case SettingZone:
		h.Zone = e.Value
		s.wakeAll(h)
	case SettingLanguage:
		h.Language = e.Value
	case SettingConveners:
		h.Conveners = e.Value
	case SettingParties:
		h.Parties = e.Value
	case SettingAcceptance:
		h.Acceptance = e.Value
	case SettingCountry:
		h.Country = e.Value
	case SettingQuiet:
		if q, err := calendar.ParseQuiet(e.Value); err == nil {
			h.Quiet = &q
		}
		s.wakeAll(h)
	case SettingPlace:
		h.Place = e.Value
	case SettingProcedure:
		h.Method, h.Version = e.chosen(s)
	}
}

func (e SettingChanged) announce(_ *State, _ Meta, n *Notices) { n.wall() }
