package community

import (
	"slices"
)

// standard are the verbs of the program. They are put together once, for every command is held against them.
var standard = NewVerbs()

// AllVerbs is the table of everything people can want.
func AllVerbs() *Verbs { return standard }

// NewVerbs puts the verbs of the program together, with more beside them.
func NewVerbs(more ...Verb) *Verbs {
	list := slices.Concat(
		intakeVerbs(), screeningVerbs(), researchVerbs(), meetingVerbs(), ballotVerbs(), publicityVerbs(), workVerbs(),
		ratingVerbs(), tieVerbs(), officeVerbs(), deskVerbs(), more,
	)
	others := tableOf(list)
	return tableOf(append(list, helpVerb(others.HelpFor)))
}

// Decide is what follows from a command of the program's verbs; see Verbs.Decide.
func Decide(s *State, cmd Command) (Result, error) { return standard.Decide(s, cmd) }

// kinds names every event for the journal. A name is never given twice, nor a name changed.
func kinds() []kind {
	return slices.Concat(letterKinds(), councilKinds(), intakeKinds(), visitKinds(), acceptanceKinds(), []kind{
		kindOf[Founded]("community.founded"), kindOf[SettingChanged]("community.setting"), kindOf[ChatMoved]("community.moved"),
		kindOf[ChatBound]("community.bound"), kindOf[StandingChanged]("community.standing"), kindOf[PersonJoined]("person.joined"),
		kindOf[Appointed]("person.appointed"), kindOf[Dismissed]("person.dismissed"), kindOf[CodeIssued]("person.code"),
		kindOf[Erased]("person.erased"), kindOf[CaseRaised]("case.raised"), kindOf[CaseSupported]("case.supported"),
		kindOf[CaseReworded]("case.reworded"), kindOf[PhotosAdded]("case.photos"), kindOf[StakeholderInvited]("case.stakeholder"),
		kindOf[StageEntered]("case.stage"), kindOf[CaseAccepted]("case.accepted"), kindOf[CaseClosed]("case.closed"),
		kindOf[CaseReopened]("case.reopened"), kindOf[Recurred]("case.recurred"), kindOf[FindingsRecorded]("research.findings"),
		kindOf[FindingsConfirmed]("research.confirmed"), kindOf[StatementMade]("statement.made"),
		kindOf[MeetingScheduled]("meeting.scheduled"), kindOf[MeetingMoved]("meeting.moved"),
		kindOf[MeetingCalledOff]("meeting.called_off"), kindOf[MeetingOpened]("meeting.opened"),
		kindOf[MinutesRecorded]("meeting.minutes"), kindOf[InvitationAnswered]("meeting.answered"),
		kindOf[CheckedIn]("meeting.checked_in"), kindOf[MeetingReminded]("meeting.reminded"),
		kindOf[PollOpened]("meeting.polled"), kindOf[DatesChosen]("meeting.chosen"), kindOf[PollOffered]("meeting.offered"),
		kindOf[PollReminded]("meeting.poll_reminded"),
		kindOf[DateFixed]("meeting.fixed"), kindOf[AgendaPublished]("meeting.agenda"), kindOf[PersonsInvited]("meeting.invited"),
		kindOf[ChairNamed]("meeting.chair"), kindOf[MinutesChased]("meeting.chased"),
		kindOf[BallotOpened]("ballot.opened"), kindOf[VoteCast]("ballot.vote"), kindOf[Recused]("ballot.recused"),
		kindOf[BallotReminded]("ballot.reminded"), kindOf[BallotClosed]("ballot.closed"), kindOf[RoundFailed]("ballot.failed"),
		kindOf[ResolutionAdopted]("ballot.adopted"), kindOf[Published]("publicity.published"), kindOf[FormNamed]("publicity.named"), kindOf[Objected]("publicity.objected"),
		kindOf[ObjectionSettled]("publicity.settled"), kindOf[PublicityEnded]("publicity.ended"),
		kindOf[CaseSubmitted]("approval.submitted"), kindOf[AssemblyDecided]("approval.assembly"), kindOf[Approved]("approval.approved"), kindOf[Returned]("approval.returned"), kindOf[TaskAssigned]("task.assigned"),
		kindOf[TaskExtended]("task.extended"), kindOf[ProgressNoted]("task.progress"), kindOf[TaskDone]("task.done"),
		kindOf[Rated]("evaluation.rated"), kindOf[DeadlinePassed]("case.overdue"), kindOf[TaskOverdue]("task.overdue"),
		kindOf[SilenceEchoed]("case.silence"), kindOf[PhaseEntered]("meeting.phase"), kindOf[PageMoved]("page.moved"), kindOf[FilingKeyChanged]("page.key"),
		kindOf[DaysKnown]("community.days"), kindOf[MethodKept]("community.method"), kindOf[MethodRenewed]("community.renewed"), kindOf[SchedulesSet]("schedule.set"),
		kindOf[ScheduleCalled]("schedule.called"), kindOf[Reminded]("case.reminded"),
		kindOf[OverdueClimbed]("case.climbed"), kindOf[DeadlineExtended]("case.extended"),
	})
}
