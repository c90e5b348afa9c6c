package calendar

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// Days is which days of some years are not as their weekday says, written out, so that a journal kept with it counts
// the same whatever a later program knows.
type Days struct {
	// Country is the ISO 3166 code, "" for no holidays.
	Country string `json:"country,omitempty"`
	// From and To are the first and the last year.
	From int `json:"from"`
	To   int `json:"to"`
	// Off are days off, Work make-up working days, in order. Weekends off and weekdays worked are not told.
	Off  []Day `json:"off,omitempty"`
	Work []Day `json:"work,omitempty"`
	// Unannounced are the years whose holidays the country has yet to announce: their weekends alone are counted.
	Unannounced []int `json:"unannounced,omitempty"`
}

// Calendar counts by these days.
func (d Days) Calendar() Calendar {
	c, err := Plain().With(d.Off, d.Work)
	if err != nil {
		return Plain() // a record written by Almanac.Around never holds a day twice
	}
	return c
}

// Equal tells whether both say the same.
func (d Days) Equal(e Days) bool {
	return d.Country == e.Country && d.From == e.From && d.To == e.To && slices.Equal(d.Off, e.Off) &&
		slices.Equal(d.Work, e.Work) &&
		slices.Equal(d.Unannounced, e.Unannounced)
}

// Almanac is all that is known of days off: the holidays of the countries, and the operator's own list on top. The zero
// Almanac has no own list.
type Almanac struct {
	own map[string]ownDays
}

// ownDays is what the operator, or a notice, says of one country.
type ownDays struct {
	Off  []string `yaml:"off"`
	Work []string `yaml:"work"`

	off, work []Day
}

// everywhere is the name under which the operator lists days for all countries.
const everywhere = "all"

// ParseAlmanac reads the operator's own list: for each country, or for all of them, days off and working days, each a
// day or a run of days.
//
//	CN:
//	  off: [2027-01-01, 2027-02-05..2027-02-11]
//	  work: [2027-02-14]
//	all:
//	  off: [2026-08-15]
//
// An error says in one line what is wrong and what was expected.
func ParseAlmanac(raw []byte) (Almanac, error) {
	var a Almanac
	if err := unmarshal(raw, &a.own); err != nil {
		return Almanac{}, err
	}
	for name, own := range a.own {
		if name != everywhere && !Knows(name) || name == "" {
			return Almanac{}, fmt.Errorf("%q: expected all, or a country as one of %s", name, strings.Join(Countries(), " "))
		}
		if err := own.resolve(); err != nil {
			return Almanac{}, fmt.Errorf("%s: %w", name, err)
		}
		a.own[name] = own
	}
	return a, nil
}

// read reads the days of one country.
func (o *ownDays) read(raw []byte) error {
	if err := unmarshal(raw, o); err != nil {
		return err
	}
	return o.resolve()
}

// resolve makes days of what was written.
func (o *ownDays) resolve() (err error) {
	if o.off, err = runs(o.Off); err == nil {
		o.work, err = runs(o.Work)
	}
	if err == nil {
		_, err = Plain().With(o.off, o.work)
	}
	return err
}

// unmarshal reads YAML. The library stumbles over some texts that are none.
func unmarshal(raw []byte, v any) (err error) {
	expected := errors.New("expected countries with their days, as CN: {off: [2027-01-01], work: [2027-02-14]}")
	defer func() {
		if recover() != nil {
			err = expected
		}
	}()
	if err := yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(v); err != nil {
		return expected
	}
	return nil
}

// longestRun is how many days a run may have: a longer one is a slip.
const longestRun = 60

func runs(texts []string) ([]Day, error) {
	var all []Day
	for _, text := range texts {
		first, last, isRun := strings.Cut(text, "..")
		d, err := ParseDay(strings.TrimSpace(first))
		end := d
		if err == nil && isRun {
			end, err = ParseDay(strings.TrimSpace(last))
		}
		if err != nil {
			return nil, fmt.Errorf("%w: expected a day as 2027-01-01, or a run as 2027-02-05..2027-02-11", err)
		}
		if end.Before(d) || d.Add(longestRun).Before(end) {
			return nil, fmt.Errorf("%q: expected a run of up to %d days, the first day first", text, longestRun)
		}
		for ; !end.Before(d); d = d.Add(1) {
			all = append(all, d)
		}
	}
	return all, nil
}

// Around writes out the days of a country from the year before to the year after; of a country that is not known, the
// weekends and the operator's own days. What the operator says of a day goes before what the country says.
func (a Almanac) Around(country string, year int) Days {
	if !Knows(country) {
		country = ""
	}
	d := Days{Country: country, From: year - 1, To: year + 1}
	works := map[Day]bool{}
	for y := d.From; y <= d.To; y++ {
		off, work := days(country, y)
		if country == China && len(off) == 0 {
			d.Unannounced = append(d.Unannounced, y)
		}
		mark(works, off, work)
	}
	mark(works, a.own[everywhere].off, a.own[everywhere].work)
	mark(works, a.own[country].off, a.own[country].work)
	for day, work := range works {
		if day.Year < d.From || day.Year > d.To || work != Plain().weekend[day.Weekday()] {
			continue // of another year, or as its weekday says
		}
		if work {
			d.Work = append(d.Work, day)
		} else {
			d.Off = append(d.Off, day)
		}
	}
	slices.SortFunc(d.Off, Day.compare)
	slices.SortFunc(d.Work, Day.compare)
	d.Unannounced = slices.DeleteFunc(d.Unannounced, func(y int) bool {
		return slices.ContainsFunc(d.Off, func(x Day) bool { return x.Year == y })
	})
	return d
}

func mark(works map[Day]bool, off, work []Day) {
	for _, d := range off {
		works[d] = false
	}
	for _, d := range work {
		works[d] = true
	}
}

func (d Day) compare(e Day) int { return d.utc().Compare(e.utc()) }
