package community

import (
	"slices"

	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// Decide turns a command into what happens and what the one who gave it is told; a *Refusal says why nothing does. It changes
// nothing.
func Decide(s *State, cmd Command) (Result, error) {
	if s.Head() == nil && cmd.Verb != permission.Setup {
		return Result{}, refuse("refuse.not_set_up")
	}
	decide := s.decision(cmd.Verb)
	if decide == nil {
		return Result{}, refuse("refuse.unknown", say.Args{"Verb": say.Text("/" + string(cmd.Verb))})
	}
	return decide(cmd)
}

type decision func(Command) (Result, error)

func (s *State) decision(v permission.Verb) decision {
	for _, table := range []map[permission.Verb]decision{s.caseDecisions(), s.talkDecisions(), s.officeDecisions(), s.levelDecisions(), s.councilDecisions(), s.intakeDecisions(),
		s.visitDecisions(), s.acceptanceDecisions(),
	} {
		if d, ok := table[v]; ok {
			return d
		}
	}
	return nil
}

func (s *State) caseDecisions() map[permission.Verb]decision {
	return map[permission.Verb]decision{
		permission.Raise: s.raise, permission.Support: s.support, permission.Withdraw: s.withdraw, permission.Take: s.take,
		permission.Reword: s.reword, permission.Photo: s.photo, permission.Reopen: s.reopen, permission.Screen: s.screen,
		permission.Research: s.research, permission.Confirm: s.confirm, permission.Statement: s.statement,
		permission.Involve: s.involve, permission.Publish: s.publish, permission.Object: s.object, permission.Settle: s.settle,
		permission.Approve: s.approve, permission.Return: s.giveBack, permission.Assembly: s.assembly,
		permission.Again: s.again, permission.Recurs: s.recurs, permission.Assign: s.assign, permission.Extend: s.extend,
		permission.Progress: s.progress, permission.Done: s.done, permission.Rate: s.rate, permission.Close: s.closeCase,
		permission.Case: s.showCase, permission.Wall: s.showWall, permission.Mine: s.mine, permission.Queue: s.queue,
	}
}

func (s *State) talkDecisions() map[permission.Verb]decision {
	return map[permission.Verb]decision{
		permission.Schedule: s.schedule, permission.Reschedule: s.reschedule, permission.CallOff: s.callOff,
		permission.Poll: s.poll, permission.Suit: s.suit, permission.Fix: s.fix, permission.Chair: s.chair, permission.Bring: s.bring,
		permission.Open: s.open, permission.Minutes: s.minutes, permission.RSVP: s.rsvp, permission.CheckIn: s.checkIn,
		permission.Meetings: s.meetings, permission.Resolve: s.resolve, permission.Vote: s.vote, permission.Recuse: s.recuse,
		permission.Tally: s.tally, permission.Proxy: s.proxy, permission.Choose: s.choose, permission.Mark: s.mark,
		permission.Receipt: s.receipt, permission.Phase: s.phase,
	}
}

func (s *State) officeDecisions() map[permission.Verb]decision {
	return map[permission.Verb]decision{
		permission.Setup: s.setup, permission.Appoint: s.appoint, permission.Dismiss: s.dismiss, permission.Invite: s.invite,
		permission.QR: s.qr, permission.Report: s.report, permission.Export: s.export, permission.Start: s.start, permission.People: s.showPeople, permission.Procedure: s.showProcedure,
		permission.Settings: s.settings, permission.Language: s.language, permission.Bind: s.bind, permission.Help: s.help,
		permission.Privacy: s.privacy, permission.Erase: s.erase, permission.Follow: s.follow, permission.Web: s.page,
	}
}

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

// theRules are the tables by which cases live, made once and never changed.
var theRules = rules()

func rules() *Rules {
	stages := map[procedure.Kind]Stage{}
	for _, x := range []Stage{
		intakeStage(), screening(), researching(), deliberation(), publishing(), approving(), working(), judging(),
	} {
		stages[x.Kind] = x
	}
	return &Rules{Stages: stages, Presses: presses(), Motion: motions(), Refer: (*State).refer, Share: (*State).countOwn}
}

func presses() map[permission.Verb]Press {
	return map[permission.Verb]Press{
		permission.Screen: pressScreen(), permission.Vote: pressVote(), permission.Rate: pressRate(), permission.Done: pressDone(),
		permission.Approve: pressApprove(), permission.Assembly: pressAssembly(), permission.Publish: pressPublish(),
		permission.Fix: pressDate(), permission.Open: byItself(), permission.Minutes: byItself(),
		permission.Research: {About: aboutNumber}, permission.Confirm: {About: aboutNumber},
	}
}

// NewState reads the records of a community under the procedures known, with all the rules there are.
func NewState(b *Book, methods *procedure.Book) *State { return New(NewRecords(b, methods), theRules) }
