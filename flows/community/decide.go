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

// theRules are the tables by which cases live, made once and never changed.
var theRules = rules()

func rules() *Rules {
	stages := map[procedure.Kind]Stage{}
	for _, x := range []Stage{
		intakeStage(), screeningRules(), researching(), deliberation(), publishing(), approving(), working(), judging(),
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

// allKinds are the kinds of all events.
func allKinds() []kind {
	return slices.Concat(workEvents(), officeEvents(), screeningEvents(), lifeEvents(), intakeEvents(), researchEvents(), conveningEvents(), votingEvents(), publicityEvents(), evaluationEvents(), communityEvents(), roundsEvents(), tiesEvents())
}
