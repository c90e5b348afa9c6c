package community

import (
	"slices"

	"echowall/flows/procedure"
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

// theRules are the tables by which cases live, made once and never changed.
var theRules = rules()

func rules() *Rules {
	stages := map[procedure.Kind]Stage{}
	for _, x := range []Stage{
		intakeStage(), screeningRules(), researching(), deliberation(), publishing(), approving(), working(), judging(),
	} {
		stages[x.Kind] = x
	}
	return &Rules{Stages: stages, Verbs: standard, Motion: motions(), Refer: (*State).refer, Share: (*State).countOwn}
}

// NewState reads the records of a community under the procedures known, with all the rules there are.
func NewState(b *Book, methods *procedure.Book) *State { return New(NewRecords(b, methods), theRules) }

// allKinds are the kinds of all events.
func allKinds() []kind {
	return slices.Concat(workEvents(), officeEvents(), screeningEvents(), lifeEvents(), intakeEvents(), researchEvents(), conveningEvents(), votingEvents(), publicityEvents(), evaluationEvents(), communityEvents(), roundsEvents(), tiesEvents())
}
