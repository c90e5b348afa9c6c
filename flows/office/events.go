package office

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[ChatBound]("community.bound"),
		life.EventOf[DaysKnown]("community.days"),
		life.EventOf[Founded]("community.founded"),
		life.EventOf[MethodKept]("community.method"),
		life.EventOf[ChatMoved]("community.moved"),
		life.EventOf[MethodRenewed]("community.renewed"),
		life.EventOf[SettingChanged]("community.setting"),
		life.EventOf[StandingChanged]("community.standing"),
		life.EventOf[StationSet]("community.station"),
		life.EventOf[FilingKeyChanged]("page.key"),
		life.EventOf[PageMoved]("page.moved"),
		life.EventOf[TermEnding]("person.term_ending"),
	}
}
