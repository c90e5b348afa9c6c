package office

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("community.bound", bindingAllowed, permission.Follow),
		proof.EventOf("community.days", proof.Any[DaysKnown], proof.FromClock),
		proof.EventOf("community.founded", foundingAllowed, permission.Setup),
		proof.EventOf(
			"community.method",
			keepingAllowed,
			permission.Setup,
			permission.Settings,
			permission.Procedure,
			proof.FromClock,
		),
		proof.EventOf("community.moved", moveAllowed, proof.FromChat),
		proof.EventOf("community.renewed", renewalAllowed, proof.FromClock),
		proof.EventOf("community.rolled_back", rollbackAllowed, proof.FromOperator),
		proof.EventOf("community.rules", rulesAllowed, proof.FromClock),
		proof.EventOf("community.setting", settingAllowed, permission.Settings, permission.Procedure, permission.Language),
		proof.EventOf("community.standing", proof.Any[StandingChanged], proof.FromChat),
		proof.EventOf("community.station", stationAllowed, permission.Settings),
		proof.EventOf("page.key", proof.Any[FilingKeyChanged], permission.Web),
		proof.EventOf("page.moved", proof.Any[PageMoved], permission.Web),
		proof.EventOf("person.muted", muteAllowed, permission.Mute),
		proof.EventOf("person.unmuted", unmuteAllowed, permission.Unmute),
		proof.EventOf("person.term_ending", proof.Clocked[TermEnding], proof.FromClock),
	}
}
