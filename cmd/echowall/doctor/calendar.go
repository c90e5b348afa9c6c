package doctor

import (
	"context"
	"slices"

	"echowall/flows"
	"echowall/flows/calendar"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/storage"
)

// ahead is how many days before a country's holidays run out that is told: notices are published in November.
const ahead = 60

// holidays tells when the days off of a country that announces them year by year run out. Nothing is said where nobody
// counts by them, and with a store that cannot be looked into only that they will.
func (d *doctor) holidays(ctx context.Context, store storage.Store) {
	almanac, err := d.Almanac()
	if err != nil {
		d.failed("calendar", err)
		return
	}
	counts := store == nil || d.countsBy(ctx, store, calendar.China)
	today := d.now()
	this, soon := today.Year(), today.AddDate(0, 0, ahead).Year()
	missing := almanac.Around(calendar.China, this).Unannounced
	switch {
	case !counts:
	case store != nil && slices.Contains(missing, this):
		d.bad("calendar", "install a newer version, or list them in the file of ECHOWALL_CALENDAR",
			"the holidays of China of %d are not known, and working days are counted without them", this)
	case slices.Contains(missing, soon):
		d.soon("calendar", "the holidays of China are known to the end of %d; once those of %d are announced, install a "+
			"newer version, or list them in the file of ECHOWALL_CALENDAR", soon-1, soon)
	}
}

// countsBy tells whether a community counts its working days by the holidays of a country.
func (d *doctor) countsBy(ctx context.Context, store storage.Store, country string) (found bool) {
	for after := storage.ID(""); ; {
		ids, err := store.Communities(ctx, after, 100)
		if err != nil || len(ids) == 0 {
			return found // what is wrong with the store is told of it
		}
		for _, id := range ids {
			// A community that cannot be read is told of above.
			_ = flows.Read(ctx, store, d.methods, id, func(s *life.State) error {
				days := record.Extra[calendar.Days](s.Records, "days")
				found = found || days != nil && days.Country == country
				return nil
			})
		}
		after = ids[len(ids)-1]
	}
}
