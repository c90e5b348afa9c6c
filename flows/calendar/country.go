package calendar

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	austria "github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// China is the country whose days off are announced year by year, with working days to make up for them.
const China = "CN"

// ruled are the countries whose holidays follow from rules, as the library knows them: the national ones, not those of
// a region.
func ruled() map[string][]*cal.Holiday {
	return map[string][]*cal.Holiday{
		"AR": ar.Holidays, "AT": austria.Holidays, "BE": be.Holidays, "BG": bg.Holidays, "BR": br.Holidays, "CA": ca.Holidays,
		"CH": ch.Holidays, "CZ": cz.Holidays, "DE": de.Holidays, "DK": dk.Holidays, "ES": es.Holidays, "FR": fr.Holidays,
		"GB": gb.Holidays, "GR": gr.Holidays, "HR": hr.Holidays, "IE": ie.Holidays, "IT": it.Holidays, "JP": jp.Holidays,
		"LT": lt.Holidays, "LV": lv.Holidays, "NL": nl.Holidays, "NO": no.Holidays, "NZ": nz.Holidays, "PL": pl.Holidays,
		"RO": ro.Holidays, "RU": ru.Holidays, "SE": se.Holidays, "SI": si.Holidays, "SK": sk.Holidays, "UA": ua.Holidays,
		"US": us.Holidays, "ZA": za.Holidays,
	}
}

// Countries lists the countries whose holidays are known, by their ISO 3166 codes.
func Countries() []string {
	return slices.Sorted(maps.Keys(known()))
}

// Knows tells whether the holidays of a country are known; a country without a code has none.
func Knows(country string) bool {
	return country == "" || known()[country] != nil
}

// known are the countries with the rules of their holidays, of China without.
func known() map[string][]*cal.Holiday {
	all := ruled()
	all[China] = []*cal.Holiday{}
	return all
}

// days are the days of one year that are not as their weekday says: days off, and working days to make up for them.
func days(country string, year int) (off, work []Day) {
	if country == China {
		return china(year)
	}
	for _, h := range ruled()[country] {
		if h.Type != cal.ObservanceOther && h.Type != cal.ObservanceReligious {
			off = append(off, observed(h, year)...)
		}
	}
	return append(off, amended(country, year)...), nil
}

// observed are the days on which a holiday of a year is kept: the day itself, and the day off in its place where it
// falls on a weekend. The library counts from midnight of wherever the program runs; at noon the day is the right one
// everywhere.
func observed(h *cal.Holiday, year int) []Day {
	actual, instead := h.Calc(year)
	if actual.IsZero() {
		return nil
	}
	return []Day{DayOf(actual.Add(12 * time.Hour)), DayOf(instead.Add(12 * time.Hour))}
}

// amended are the days off that the library does not know yet.
func amended(country string, year int) []Day {
	if country == "BR" && year >= 2024 {
		return []Day{{year, time.November, 20}} // Dia da Consciência Negra, Lei 14.759 of 21 December 2023
	}
	return nil
}

//go:embed zones.tab
var zones string

// CountryOf is the country in which a time zone lies, "" where that cannot be said.
func CountryOf(zone string) string {
	for line := range strings.Lines(zones) {
		if country, name, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && name == zone {
			return country
		}
	}
	return ""
}
