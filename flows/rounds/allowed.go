package rounds

import (
	"fmt"
	"slices"

	"echowall/flows/permission"
	"echowall/flows/proof"
	"echowall/flows/schedule"
)

// settingAllowed sets what comes round: by the word of whoever may change settings, or as the procedure has it.
func settingAllowed(a *proof.Act, e SchedulesSet) error {
	for _, r := range e.List {
		if !slices.Contains(schedule.Kinds(), r.Kind) {
			return fmt.Errorf("%q does not come round", r.Kind)
		}
	}
	if a.Cause == proof.FromClock {
		return proof.Unless(a.Now.Agenda() == nil || a.After("community.renewed"), "the clock changed what comes round")
	}
	return proof.May(a, permission.Settings, 0)
}
