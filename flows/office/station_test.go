package office_test

import (
	"slices"
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
)

// have says what the station has of a thing.
func have(item, text string) life.Command {
	return does(permission.Settings, office.Setting{Name: office.SettingStation, Item: item, Value: text})
}

func TestWhatIsSaidOfTheStation(t *testing.T) {
	v := village.Found(t, "six-step")
	own := have(office.HasSign, "above the door")
	own.By = village.Convener
	kept := []string{"community.station"}
	v.Plays(t, []village.Row{
		{Rule: "a convener says nothing of it", Cmd: own, Refused: "refuse.role"},
		{Rule: "it has no roof", Cmd: have("roof", "tiles"), Refused: "refuse.have"},
		{Rule: "a thing is meant", Cmd: have("", "tiles"), Refused: "refuse.have"},
		{
			Rule: "what is seen from the records is not said", Cmd: have(office.HasRecords, "many"),
			Refused: "refuse.have",
		},
		{
			Rule: "it has a sign", Cmd: have(office.HasSign, " above the door "), Answer: "receipt.station", Events: kept,
			Told: []string{},
		},
		{
			Rule: "it has none", Cmd: have(office.HasSign, "None"), Answer: "receipt.station.none", Events: kept,
		},
	})
	v.Must(have(office.HasSign, "above the door"))
	if len(v.Answer.Buttons) > 0 {
		t.Errorf("without a page nothing is opened: %+v", v.Answer.Buttons)
	}
	v.Must(web("", "rose"))
	v.Must(have(office.HasGear, "twelve chairs"))
	if b := v.Answer.Buttons; len(b) != 1 || b[0][0].Page != "rose" {
		t.Errorf("the page is opened by %+v", b)
	}
	v.ProvesJournal()
}

func TestWhatAStationHas(t *testing.T) {
	v := village.Found(t, "six-step")
	lacks := func() []string {
		var all []string
		for _, h := range village.Look(v, office.Station) {
			if !h.There() {
				all = append(all, h.Item)
			}
		}
		return all
	}
	// Its rules are those of the procedure, its fixed members were appointed.
	if got := lacks(); !slices.Equal(got, []string{office.HasSite, office.HasSign, office.HasGear, office.HasRecords}) {
		t.Errorf("a new one lacks %v", got)
	}
	v.Must(set(office.SettingPlace, "the hall"))
	m := v.Meets(v.Talked())
	v.Must(have(office.HasSign, "above the door"))
	if got := lacks(); !slices.Equal(got, []string{office.HasGear, office.HasRecords}) {
		t.Errorf("it lacks %v", got)
	}
	v.Must(life.Command{
		Verb: permission.Minutes, By: village.Secretary, Meeting: m, Values: convening.Minutes{Text: "talked over"},
	})
	v.Must(have(office.HasGear, "twelve chairs"))
	v.Must(have(office.HasFunds, "5,000 a year")) // which only some places ask for
	v.Must(have(office.HasSite, "the old school"))
	all := village.Look(v, office.Station)
	if got := lacks(); got != nil || len(all) != 7 || all[0].Text != "the old school" || all[4].Count != 1 ||
		all[5].Count != 4 || all[6].Item != office.HasFunds {
		t.Errorf("it has %+v and lacks %v", all, got)
	}
	v.Must(have(office.HasFunds, "none"))
	v.Must(have(office.HasSite, "none")) // then it is where people meet
	if all := village.Look(v, office.Station); len(all) != 6 || all[0].Text != "the hall" {
		t.Errorf("it has %+v", all)
	}
	v.ProvesJournal()
}
