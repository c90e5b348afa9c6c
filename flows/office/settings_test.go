package office_test

import (
	"slices"
	"strconv"
	"testing"

	"echowall/flows/calendar"
	"echowall/flows/community/village"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// asKept is what a setting is kept as.
func asKept(h record.Community, name string) string {
	return map[string]string{
		office.SettingEcho: h.Echo.String(), office.SettingNotice: h.Notice.String(), office.SettingZone: h.Zone,
		office.SettingProcedure: h.Method, office.SettingLanguage: h.Language, office.SettingCountry: h.Country,
		office.SettingPlace: h.Place, office.SettingConveners: h.Conveners, office.SettingParties: h.Parties,
		office.SettingAcceptance: h.Acceptance, office.SettingResidents: h.Residents,
		office.SettingCommands: strconv.Itoa(h.Limits.Commands), office.SettingRaises: strconv.Itoa(h.Limits.Raises),
		office.SettingUnnamed: strconv.Itoa(h.Limits.Unnamed),
	}[name]
}

func TestWhatASettingTakes(t *testing.T) {
	v := village.Found(t, "six-step")
	for name, of := range map[string]struct {
		kept    map[string]string // by what was written
		refused map[string][]string
	}{
		office.SettingEcho: {
			map[string]string{" 3d ": "3d", "3天": "3d", "2w": "14d", "24h": "24h", "5wd": "5wd"},
			map[string][]string{"refuse.span": {"", "2h", "23h", "3", "soon", "-3d", "0d", "100000d"}},
		},
		office.SettingNotice: {
			map[string]string{"5天": "5d", "2h": "2h"},
			map[string][]string{"refuse.span": {"", "often", "0d", "1.5d"}},
		},
		office.SettingZone: {
			map[string]string{"UTC": "UTC", "Europe/London": "Europe/London"},
			map[string][]string{"refuse.zone": {"", "Local", "Atlantis", "/etc/localtime", "../UTC"}},
		},
		office.SettingProcedure: {
			map[string]string{"hall": "hall", " street": "street"},
			map[string][]string{"refuse.no_procedure": {"", "Hall", "six step"}},
		},
		office.SettingLanguage: {map[string]string{"zh-Hans": "zh-Hans"}, nil},
		office.SettingCountry: {
			map[string]string{"es": "ES", "CN": "CN", "None": record.NoCountry, "-": record.NoCountry, "": ""},
			map[string][]string{"refuse.country": {"Atlantis", "C", "C N"}},
		},
		office.SettingPlace: {
			map[string]string{" The hall ": "The hall"}, map[string][]string{"refuse.place": {"", "  \n"}},
		},
		office.SettingConveners: {
			map[string]string{"Both": record.BothConveners, "either": record.OneConvener},
			map[string][]string{"refuse.setting_value": {"", "three", "four"}},
		},
		office.SettingParties: {
			map[string]string{"FOUR": record.FourParties, "usual": record.AnyParties},
			map[string][]string{"refuse.setting_value": {"", "4", "both"}},
		},
		office.SettingAcceptance: {
			map[string]string{"supervisor": record.DoneBySupervisor, "handler": record.DoneByUnit},
			map[string][]string{"refuse.setting_value": {"", "secretary"}},
		},
		office.SettingResidents: {
			map[string]string{"Group": record.InGroup, "secretary": record.Confirmed, "anyone": record.Anyone},
			map[string][]string{"refuse.setting_value": {"", "all"}},
		},
		office.SettingCommands: {
			map[string]string{" 5 ": "5", "1000": "1000"}, map[string][]string{"refuse.limit": {"", "0", "-1", "1001", "many"}},
		},
		office.SettingRaises: {
			map[string]string{"1": "1"}, map[string][]string{"refuse.limit": {"0", "1.5"}},
		},
		office.SettingUnnamed: {
			map[string]string{"1": "1"}, map[string][]string{"refuse.limit": {"0", "off"}},
		},
		"mood":          {nil, map[string][]string{"refuse.setting": {"good"}}},
		"Zone":          {nil, map[string][]string{"refuse.setting": {"UTC"}}},
		"language.name": {nil, map[string][]string{"refuse.setting": {"en"}}},
	} {
		for written, kept := range of.kept {
			x := v.Copy(t)
			x.Must(set(name, written))
			if x.Answer.Message.ID != "receipt.setting" {
				t.Errorf("%s %q: answered %s", name, written, x.Answer.Message.ID)
			}
			if got := asKept(x.Head(), name); got != kept {
				t.Errorf("%s %q is kept as %q, expected %q", name, written, got, kept)
			}
			x.ProvesJournal()
		}
		for id, all := range of.refused {
			for _, written := range all {
				v.Refused(id, set(name, written))
			}
		}
	}
}

func TestTheQuietHours(t *testing.T) {
	v := village.Found(t, "six-step")
	for written, kept := range map[string]string{
		"21:00-7:00": "21:00-07:00", "22点到8点": "22:00-08:00", "off": "off", "13:00–14:30": "13:00-14:30",
	} {
		if v.Must(set(office.SettingQuiet, written)); v.Head().Quiet.String() != kept {
			t.Errorf("%q is kept as %s", written, v.Head().Quiet)
		}
	}
	for _, wrong := range []string{"", "at night", "22:00", "22:00-22:00", "25:00-8:00", "22:00-8:00-9:00"} {
		v.Refused("refuse.quiet", set(office.SettingQuiet, wrong))
	}
	v.ProvesJournal()
}

func TestWhoSets(t *testing.T) {
	v := village.Found(t, "six-step")
	zone := office.Setting{Name: office.SettingZone, Value: "UTC"}
	round := func(value string) office.Setting {
		return office.Setting{Name: office.SettingSchedule, Round: schedule.Digest, Value: value}
	}
	v.Plays(t, []village.Row{
		{Rule: "a convener sets nothing", Cmd: by(village.Convener, permission.Settings, zone), Refused: "refuse.role"},
		{
			Rule: "nor looks", Cmd: by(village.Widow, permission.Settings, office.Setting{}), Refused: "refuse.role",
		},
		{
			Rule: "nor says what comes round", Cmd: by(village.Member, permission.Settings, round("0 9 * * 1")),
			Refused: "refuse.role",
		},
		{Rule: "the secretary looks", Cmd: does(permission.Settings, office.Setting{}), Answer: "settings.show"},
		{
			Rule: "what comes round is set beside", Cmd: does(permission.Settings, round("0 9 * * 1")),
			Answer: "receipt.schedule", Events: []string{"schedule.set"},
		},
		{
			Rule: "what does not come round is not set aside", Cmd: does(permission.Settings, round("off")),
			Refused: "refuse.no_schedule",
		},
		{
			Rule: "the least of a year is set beside", Cmd: set(office.SettingMinimum, "12"), Answer: "receipt.minimum",
			Events: []string{"schedule.set"},
		},
		{Rule: "no such least", Cmd: set(office.SettingMinimum, "-1"), Refused: "refuse.minimum"},
		{
			Rule: "a procedure brings what comes round by it", Cmd: set(office.SettingProcedure, "hall"),
			Answer: "receipt.setting",
			Events: []string{"community.setting", "schedule.set"},
		},
		{
			Rule: "the wall shows what was set", Cmd: set(office.SettingZone, "UTC"), Answer: "receipt.setting",
			Events: []string{"community.setting"}, Told: []string{"group: wall"},
		},
	})
}

func TestWhatTheSettingsShow(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(does(permission.Settings, office.Setting{}))
	if got := len(slices.Concat(v.Answer.Buttons...)); got != len(office.Settings()) {
		t.Errorf("%d buttons for %d settings", got, len(office.Settings()))
	}
	rules := func() say.Args { return v.Answer.Message.Args["CouncilRules"].Msg.Args }
	if len(rules()) != 0 || v.Answer.Message.Args["Wall"].Msg.ID != "settings.here" {
		t.Errorf("at first it is shown as %+v", v.Answer.Message)
	}
	for _, x := range [][2]string{
		{office.SettingConveners, "both"}, {office.SettingParties, "four"}, {office.SettingAcceptance, "supervisor"},
		{office.SettingResidents, "secretary"},
	} {
		v.Must(set(x[0], x[1]))
		if value := v.Answer.Message.Args["Value"].Msg; value == nil || value.ID != "setting.value."+x[1] {
			t.Errorf("%s is told as %+v", x[0], v.Answer.Message.Args["Value"])
		}
	}
	v.Must(does(permission.Bind, office.Bind{Room: "wall"}))
	v.Must(follow(-300, office.Follow{Code: v.Code}))
	v.Must(does(permission.Settings, office.Setting{}))
	for _, name := range []string{"Both", "Four", "Pass"} {
		if rules()[name].Num == nil {
			t.Errorf("%s is not shown: %+v", name, rules())
		}
	}
	if v.Answer.Message.Args["Wall"].Msg.ID != "settings.bound" {
		t.Errorf("the wall is shown as %+v", v.Answer.Message.Args["Wall"])
	}
}

func TestTheLanguageOfTheGroup(t *testing.T) {
	v := village.Found(t, "six-step")
	speak := func(person int, chat int64, admin bool) life.Command {
		return life.Command{Verb: permission.Language, By: person, Chat: chat, Admin: admin,
			Values: office.Language{Language: "zh-Hans"}}
	}
	set := []string{"community.setting"}
	v.Plays(t, []village.Row{
		{Rule: "in private it is one's own", Cmd: speak(village.Secretary, 0, false), Answer: "receipt.language"},
		{Rule: "of whoever is there as well", Cmd: speak(village.Widow, -100, false), Answer: "receipt.language"},
		{Rule: "an admin alone in private", Cmd: speak(village.Widow, 0, true), Answer: "receipt.language"},
		{
			Rule: "the secretary speaks for the group", Cmd: speak(village.Secretary, -100, false),
			Answer: "receipt.group_language", Events: set,
		},
		{
			Rule: "so does an admin", Cmd: speak(village.Widow, -100, true), Answer: "receipt.group_language",
			Events: set,
		},
	})
}

func TestACaseEndsUnderTheProcedureItBeganWith(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Must(set(office.SettingProcedure, "hall"))
	if old, fresh := v.Find(n), v.Find(v.Raised()); old.Procedure != "six-step" || fresh.Procedure != "hall" {
		t.Errorf("the old one runs under %s, the new one under %s", old.Procedure, fresh.Procedure)
	}
	v.Must(life.Command{Verb: permission.Take, By: village.Secretary, Case: n})
	v.Is(n, procedure.Screening)
}

func TestOldSettingsStillCount(t *testing.T) {
	v := village.Found(t, "six-step")
	for _, e := range []office.SettingChanged{
		{Name: office.SettingEcho, Value: "soon"}, {Name: office.SettingNotice, Value: ""},
		{Name: office.SettingQuiet, Value: "night"}, {Name: "mood", Value: "good"},
		{Name: office.SettingProcedure, Value: "gone"},
	} {
		before := v.Head()
		v.Happen(0, func(*life.State) []life.Event { return life.One(e) })
		h := v.Head()
		if h.Echo != before.Echo || h.Notice != before.Notice || h.Quiet != before.Quiet || h.Method != before.Method {
			t.Errorf("%+v is kept as %+v", e, h)
		}
	}
	v.Happen(0, func(*life.State) []life.Event { // from before versions were written
		return life.One(office.SettingChanged{Name: office.SettingProcedure, Value: "hall"})
	})
	if h := v.Head(); h.Method != "hall" || h.Version != 1 {
		t.Errorf("runs under %s %d", h.Method, h.Version)
	}
	v.ProvesJournal()
}

func TestWhatASettingAsksFor(t *testing.T) {
	verbs := life.TableOf(office.Verbs())
	for _, c := range []struct {
		rule string
		got  form.Values
		want []string
	}{
		{"which one", form.Values{}, []string{"word?"}},
		{"its value", form.Values{"word": "zone"}, []string{"word", "text"}},
		{"a language of those there are", form.Values{"word": "language"}, []string{"word", "text"}},
		{"the thing of the station first", form.Values{"word": "station"}, []string{"word", "have", "text"}},
		{"what comes round, and how often", form.Values{"word": "schedule"}, []string{"word", "round", "rhythm"}},
		{
			"then the hour", form.Values{"word": "schedule", "rhythm": "daily"},
			[]string{"word", "round", "rhythm", "hour"},
		},
	} {
		fields, ok := verbs.Fields(permission.Settings, c.got)
		var got []string
		for _, f := range fields {
			name := f.Name
			if f.Optional {
				name += "?"
			}
			got = append(got, name)
		}
		if !ok || !slices.Equal(got, c.want) {
			t.Errorf("%s: asks for %v, expected %v", c.rule, got, c.want)
		}
	}
}

func TestASettingIsReadInEveryTongue(t *testing.T) {
	verbs := life.TableOf(office.Verbs())
	means := func(word string) string {
		return map[string]string{
			"两位": "both", "四方": "four", "监督员": "supervisor", "跳过": "skip", "没有": "nothing",
		}[word]
	}
	for _, c := range []struct {
		said form.Values
		want office.Setting
	}{
		{form.Values{"word": "conveners", "text": "两位"}, office.Setting{Name: "conveners", Value: "both"}},
		{form.Values{"word": "parties", "text": "四方"}, office.Setting{Name: "parties", Value: "four"}},
		{form.Values{"word": "acceptance", "text": "监督员"}, office.Setting{Name: "acceptance", Value: "supervisor"}},
		{form.Values{"word": "acceptance", "text": "天"}, office.Setting{Name: "acceptance", Value: "天"}},
		{form.Values{"word": "country", "text": "跳过"}, office.Setting{Name: "country", Value: office.Nothing}},
		{
			form.Values{"word": "station", "have": "sign", "text": "没有"},
			office.Setting{Name: "station", Item: "sign", Value: office.Nothing},
		},
		{form.Values{"word": "place", "text": "没有"}, office.Setting{Name: "place", Value: "没有"}},
		{
			form.Values{"word": "schedule", "round": "digest", "rhythm": "daily", "hour": "18:30"},
			office.Setting{Name: "schedule", Round: schedule.Digest, Value: "30 18 * * *"},
		},
	} {
		if got := verbs.Read(permission.Settings, life.Reading{Said: c.said, Means: means}); got != c.want {
			t.Errorf("%v is read as %+v", c.said, got)
		}
	}
	for verb, c := range map[permission.Verb]struct {
		said form.Values
		want any
	}{
		permission.Language: {form.Values{"language": "en"}, office.Language{Language: "en"}},
		permission.Bind:     {form.Values{"room": "wall"}, office.Bind{Room: "wall"}},
		permission.Follow:   {form.Values{"word": "rose"}, office.Follow{Code: "rose", Thread: 4}},
		permission.Start:    {form.Values{"word": "rose"}, office.Start{Code: "rose"}},
		permission.Web:      {form.Values{"word": "renew"}, office.Web{Word: office.PageRenew}},
		permission.Concern: {
			form.Values{"times": "3", "valid": "2d"}, office.Concern{Times: 3, Valid: calendar.Span{Days: 2}},
		},
		permission.Invite: {
			form.Values{"role": "handler:gas", "times": "x", "valid": "5wd"},
			office.Invite{Grant: grant("handler", "gas"), Valid: calendar.Span{WorkDays: 5}},
		},
		permission.Dismiss: {form.Values{"role": "member"}, grant("member", "")},
		permission.Appoint: {form.Values{"role": "expert:wells"}, office.Appoint{Grant: grant("expert", "wells")}},
	} {
		if got := verbs.Read(verb, life.Reading{Said: c.said, Thread: 4}); got != c.want {
			t.Errorf("%s: %v is read as %+v", verb, c.said, got)
		}
	}
}
