package community

// officeEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func officeEvents() []kind {
	return []kind{
		kindOf[ChatBound]("community.bound"),
		kindOf[DaysKnown]("community.days"),
		kindOf[Founded]("community.founded"),
		kindOf[MethodKept]("community.method"),
		kindOf[ChatMoved]("community.moved"),
		kindOf[MethodRenewed]("community.renewed"),
		kindOf[SettingChanged]("community.setting"),
		kindOf[StandingChanged]("community.standing"),
		kindOf[StationSet]("community.station"),
		kindOf[FilingKeyChanged]("page.key"),
		kindOf[PageMoved]("page.moved"),
		kindOf[TermEnding]("person.term_ending"),
	}
}
