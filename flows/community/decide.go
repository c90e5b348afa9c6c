package community

import (
	"slices"

	"echowall/flows/convening"
	"echowall/flows/desk"
	"echowall/flows/evaluation"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/proof"
	"echowall/flows/publicity"
	"echowall/flows/record"
	"echowall/flows/research"
	"echowall/flows/residency"
	"echowall/flows/rounds"
	"echowall/flows/screening"
	"echowall/flows/ties"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// standard are the verbs of the program. They are put together once, for every command is held against them.
var standard = NewVerbs()

// AllVerbs is the table of everything people can want.
func AllVerbs() *life.Verbs { return standard }

// NewVerbs puts the verbs of the program together, with more beside them.
func NewVerbs(more ...life.Verb) *life.Verbs {
	list := slices.Concat(
		intake.Verbs(), screening.Verbs(), research.Verbs(), convening.Verbs(), voting.Verbs(), publicity.Verbs(),
		work.Verbs(),
		evaluation.Verbs(), ties.Verbs(), office.Verbs(), residency.Verbs(), desk.Verbs(),
		more,
	)
	others := life.TableOf(list)
	return life.TableOf(append(list, desk.HelpVerb(others.HelpFor)))
}

// Decide is what follows from a command of the program's verbs; see Verbs.Decide.
func Decide(s *life.State, cmd life.Command) (life.Result, error) { return standard.Decide(s, cmd) }

// theRules are the tables by which cases live, made once and never changed.
var theRules = rules()

func rules() *life.Rules {
	stages := map[procedure.Kind]life.Stage{}
	for _, x := range []life.Stage{
		intake.Stage(), screening.Stage(), research.Stage(), voting.Stage(), publicity.Stage(), publicity.ApprovalStage(),
		work.Stage(), evaluation.Stage(),
	} {
		stages[x.Kind] = x
	}
	return &life.Rules{Stages: stages, Verbs: standard, Ballot: voting.Tick, Motion: screening.Motions(),
		Refer: screening.Refer, Share: ties.CountOwn}
}

// NewState reads the records of a community under the procedures known, with all the rules there are.
func NewState(b *record.Cache, methods *procedure.Registry) *life.State {
	return life.New(record.NewRecords(b, methods), theRules)
}

// allKinds are the kinds of all events.
func allKinds() []proof.EventKind {
	return slices.Concat(work.Events(), office.Events(), screening.Events(), proof.Events(), personnel.Events(),
		intake.Events(), research.Events(), convening.Events(), voting.Events(), publicity.Events(), evaluation.Events(),
		rounds.Events(), ties.Events(), residency.Events())
}
