package office

import (
	"cmp"
	"slices"
	"strings"

	"echowall/flows/calendar"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/rounds"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// Setting is a setting and its new value; without a name all are shown.
type Setting struct {
	Name  string
	Value string
	// Round is what comes round, where the value is when; Item is the thing of the station, where the value is what
	// there is of it.
	Round schedule.Kind
	Item  string
}

func readSetting(got life.Reading) Setting {
	to := Setting{Name: got.Said["word"], Value: got.Said["text"], Item: got.Said["have"]}
	switch to.Name {
	case SettingConveners, SettingParties, SettingAcceptance, SettingResidents:
		to.Value = cmp.Or(got.Meaning("text"), to.Value) // people say it in their own language
	case SettingStation, SettingCountry:
		if word := got.Meaning("text"); word == "skip" || word == "nothing" {
			to.Value = Nothing
		}
	case SettingSchedule:
		to.Round, to.Value = rounds.ReadSchedule(got)
	}
	return to
}

func settingsVerb() life.Verb {
	return life.Verb{
		Name:   permission.Settings,
		Roles:  []people.Role{people.Secretary},
		Fields: settingsFields,
		Decide: life.With(readSetting, ChangeSettings),
		Menu:   life.Menu{For: life.ForOffice, Rank: 470},
	}
}

// settingsFields ask for a setting's value in words that fit it.
func settingsFields(got form.Values) []form.Field {
	word := form.OneOf("word", Settings()...)
	switch got["word"] {
	case "":
		return []form.Field{form.Optional(word)}
	case SettingSchedule:
		return append([]form.Field{word}, rounds.RoundFields(got)...)
	case SettingLanguage:
		return []form.Field{word, {Name: "text", Kind: form.Language, Ask: "text.setting.language"}}
	case SettingStation:
		return []form.Field{word, form.OneOf("have", StationItems()...), form.Prose("station")}
	}
	return []form.Field{word, form.Prose("setting." + got["word"])}
}

// ChangeSettings shows or changes how the community works.
func ChangeSettings(s *life.State, cmd life.Command, to Setting) (life.Result, error) {
	err := life.Allowed(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	switch to.Name {
	case SettingSchedule:
		return rounds.SetSchedule(s, cmd, to.Round, to.Value)
	case SettingMinimum:
		return rounds.SetMinimum(s, cmd, to.Value)
	case SettingStation:
		return setStation(s, to)
	}
	e := SettingChanged{Name: to.Name, Value: strings.TrimSpace(to.Value)}
	if e.Name == "" {
		return showSettings(s)
	}
	if e.Value, err = keptAs(s, e.Name, e.Value); err != nil {
		return life.Result{}, life.Amiss("text", err)
	}
	events := life.One(e)
	if p, ok := s.Methods().Latest(e.Value); ok && e.Name == SettingProcedure {
		e.Version = p.Version
		events = append(append(keeping(s, p), e), rounds.SchedulesSet{List: rounds.By(s, p)})
	}
	return life.Answer(events, "receipt.setting", say.Args{"Name": say.Msg("setting." + e.Name), "Value": SettingArg(e)})
}

func showSettings(s *life.State) (life.Result, error) {
	h := s.Head()
	limits := h.Limits.InForce()
	return life.Result{Answer: say.Notice{Buttons: settingButtons(), Message: say.New("settings.show", say.Args{
		"Name": say.Text(h.Name), "Procedure": say.Names(s.Current().Names), "ID": say.Text(h.Method),
		"Zone":     say.Text(h.Zone),
		"Language": say.Text(h.Language), "Echo": say.Span(h.Echo), "Notice": say.Span(h.Notice),
		"Council": boundArg(h.Council), "Wall": boundArg(h.Wall), "Days": s.DaysArg(), "Quiet": say.Text(s.Quiet().String()),
		"Where": say.Text(h.Place), "CouncilRules": councilRules(s), "Schedules": say.Lines(rounds.ScheduleLines(s)...),
		"Commands": say.Num(limits.Commands), "Raises": say.Num(limits.Raises), "Unnamed": say.Num(limits.Unnamed),
	})}}, nil
}

// settingButtons are a button for each setting, which asks for its new value.
func settingButtons() [][]say.Button {
	var all []say.Button
	for _, name := range Settings() {
		all = append(all, say.Press(say.New("option."+name), record.Line(permission.Settings, name)))
	}
	return slices.Collect(slices.Chunk(all, 3))
}

func boundArg(p record.Place) say.Arg {
	if p.Chat == 0 {
		return say.Msg("settings.here")
	}
	return say.Msg("settings.bound")
}

// Language is the tag of a language.
type Language struct{ Language string }

func readLanguage(got life.Reading) Language { return Language{Language: got.Said["language"]} }

func languageVerb() life.Verb {
	return life.Verb{
		Name:   permission.Language,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.New("language", form.Language)),
		Decide: life.With(readLanguage, language),
		Menu:   life.Menu{For: life.ForAllInOffice, Rank: 820},
	}
}

// language changes the language of the group, for those who run it; a person's own is kept with the profile.
func language(s *life.State, cmd life.Command, to Language) (life.Result, error) {
	asked := cmd
	asked.Verb = permission.Settings
	if cmd.Chat == 0 || (!cmd.Admin && life.Allowed(s, asked) != nil) {
		return life.AnswerAs(say.Personal, nil, "receipt.language", say.Args{"Language": say.Msg("language.name")})
	}
	e := SettingChanged{Name: SettingLanguage, Value: to.Language}
	return life.Answer(life.One(e), "receipt.group_language", say.Args{"Language": say.Msg("language.name")})
}

// SettingChanged changes one setting.
type SettingChanged struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	// Version is that of the procedure.
	Version int `json:"version,omitempty"`
}

// Apply implements life.Event.
func (e SettingChanged) Apply(s *life.State, _ life.Meta) {
	h := record.Edit[record.Community](s.Cache, record.HeadKey)
	switch e.Name {
	case SettingEcho:
		if span, err := calendar.ParseSpan(e.Value); err == nil {
			h.Echo = span
		}
		s.WakeAll(h)
	case SettingNotice:
		if span, err := calendar.ParseSpan(e.Value); err == nil {
			h.Notice = span
		}
	case SettingZone:
		h.Zone = e.Value
		s.WakeAll(h)
	case SettingLanguage:
		h.Language = e.Value
	case SettingConveners:
		h.Conveners = e.Value
	case SettingParties:
		h.Parties = e.Value
	case SettingAcceptance:
		h.Acceptance = e.Value
	case SettingResidents:
		h.Residents = e.Value
	case SettingCountry:
		h.Country = e.Value
	case SettingQuiet:
		if q, err := calendar.ParseQuiet(e.Value); err == nil {
			h.Quiet = &q
		}
		s.WakeAll(h)
	case SettingPlace:
		h.Place = e.Value
	case SettingCommands:
		h.Limits.Commands = record.Atoi(e.Value)
	case SettingRaises:
		h.Limits.Raises = record.Atoi(e.Value)
	case SettingUnnamed:
		h.Limits.Unnamed = record.Atoi(e.Value)
	case SettingProcedure:
		h.Method, h.Version = e.chosen(s)
	}
}

// Tell implements life.Event.
func (e SettingChanged) Tell(_ *life.State, _ life.Meta, n *life.Notices) { n.Wall() }
