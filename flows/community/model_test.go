package community_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/research"
	"echowall/flows/screening"
	"echowall/flows/ties"
	"echowall/flows/work"
)

// model is what a bystander with pencil and paper knows of a village: it hears the events, and asks whether each may
// follow.
type model struct {
	methods *procedure.Registry
	method  string
	people  int
	matters []*matter // by number, from 1
	polls   map[string]*poll
	// choice is what the command said whose events are seen, for a secret vote's event does not say it.
	choice ballot.Choice
	// code is that of the same command, from which the receipt of a secret vote is made.
	code string
}

type matter struct {
	method     *procedure.Procedure
	open       bool
	stage      int
	track      procedure.Track
	raiser     int
	supporters map[int]bool
	objections map[int]bool // by number: still open
	tasks      map[int]bool // by number: still to do
	class      ballot.Class
	// submitted says that it waits for the authority or the assembly without a stage for that, confirmed that one has
	// agreed.
	submitted, confirmed bool
	statements           int
	ballots              int
	ballot               string
	// lead is the community that leads it, "" for its own; partners are those that vote along, counts what those have said
	// that did.
	lead     string
	partners map[string]bool
	counts   []ballot.Result
}

type poll struct {
	council  bool
	entitled map[int]bool
	votes    map[int]ballot.Choice
	receipts map[int]string
}

func newModel(methods *procedure.Registry, method string) *model {
	return &model{methods: methods, method: method, polls: map[string]*poll{}}
}

func (m *model) matter(n int) *matter { return m.matters[n-1] }

func (x *matter) kind() procedure.Kind {
	if !x.open {
		return procedure.Closed
	}
	if x.submitted {
		return procedure.Approval
	}
	return x.method.Stages[x.stage].Kind
}

// next is the stage that must come now; -1 when there is none.
func (x *matter) next(track procedure.Track) int {
	for i := x.stage + 1; i < len(x.method.Stages); i++ {
		s := x.method.Stages[i]
		of := len(s.Only) == 0 || track == "" || slices.Contains(s.Only, track)
		if of && !slices.Contains(x.method.Tracks[track].Skip, s.Kind) {
			return i
		}
	}
	return -1
}

// see takes the events of one step; an error says which may not follow.
func (m *model) see(events []life.Event) error {
	for i, e := range events {
		if err := m.nothingAfterTheClose(e); err != nil {
			return err
		}
		ok := true
		switch e := e.(type) {
		case personnel.PersonJoined:
			m.people++
			ok = e.Person == m.people
		case office.SettingChanged:
			if e.Name == office.SettingProcedure {
				m.method = e.Value
			}
		case intake.CaseRaised:
			ok = m.raise(e)
		case intake.CaseSupported:
			x := m.matter(e.Case)
			ok = !x.supporters[e.Person] && e.Person != x.raiser
			x.supporters[e.Person] = true
		case intake.SupportTakenBack:
			x := m.matter(e.Case)
			ok = x.supporters[e.Person]
			delete(x.supporters, e.Person)
		case life.StageEntered:
			ok = m.enter(e, events[:i])
		case screening.CaseAccepted:
			x := m.matter(e.Case)
			ok = x.kind() == procedure.Screening && e.Stage == x.next(e.Track)
			x.track, x.stage = e.Track, e.Stage
		case life.CaseClosed:
			ok = m.close(e)
		case life.CaseReopened:
			x := m.matter(e.Case)
			ok = slices.Contains([]procedure.Kind{procedure.Closed, procedure.Evaluation}, x.kind())
			x.open, x.stage = true, e.Stage
			if !e.Lead {
				x.lead = ""
			}
		default:
			ok = m.seeWork(e) && m.seeVote(e) && m.seeOthers(e)
		}
		if !ok {
			return fmt.Errorf("event %d may not follow: %#v among %T", i, e, events)
		}
	}
	return nil
}

func (m *model) nothingAfterTheClose(e life.Event) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return err
	}
	var of struct{ Case int }
	_ = json.Unmarshal(raw, &of)
	switch e.(type) {
	case intake.CaseRaised, life.CaseReopened, ties.CaseShared, ties.DispatchTurnedBack,
		personnel.Erased: // whoever wants to be forgotten is, also after the close
	default:
		if of.Case != 0 && !m.matter(of.Case).open {
			return fmt.Errorf("%T of case #%d, which is closed", e, of.Case)
		}
	}
	return nil
}

func (m *model) raise(e intake.CaseRaised) bool {
	p, _ := m.methods.Latest(m.method)
	m.matters = append(m.matters, &matter{
		method: p, open: true, raiser: e.Raiser, supporters: map[int]bool{}, objections: map[int]bool{},
		tasks:    map[int]bool{},
		partners: map[string]bool{},
	})
	return e.Case == len(m.matters) && e.Procedure == p.ID && e.Version == p.Version
}

// enter allows the next stage, the screening out of intake, and the way back that an objection or the authority sends.
func (m *model) enter(e life.StageEntered, before []life.Event) bool {
	x := m.matter(e.Case)
	sentBack := slices.ContainsFunc(before, func(e life.Event) bool {
		settled, ok := e.(publicity.ObjectionSettled)
		_, returned := e.(publicity.Returned)
		said, assembly := e.(publicity.AssemblyDecided)
		return returned || assembly && !said.Agreed || ok && settled.Ruling == cases.Upheld
	})
	to := x.method.Stages[e.Stage].Kind
	ok := e.Stage == x.next(x.track) && x.lead == ""
	switch {
	case sentBack:
		origin := procedure.Deliberation
		if x.class == "" {
			origin = procedure.Research // a plan that was to be agreed to before anybody voted
		}
		ok = to == origin && (e.Stage < x.stage || x.submitted && e.Stage == x.stage)
	case e.Why == life.Quietly:
		ok = x.kind() == procedure.Intake && to == procedure.Screening
	}
	if x.class == ballot.B && to == procedure.Implementation && !x.confirmed {
		ok = false // what needs a decision from elsewhere is not carried out before
	}
	x.stage, x.submitted = e.Stage, false
	if to == procedure.Publicity {
		clear(x.objections)
	}
	return ok && len(x.openOnes(x.objections)) == 0
}

func (x *matter) openOnes(of map[int]bool) []int {
	var open []int
	for _, k := range slices.Sorted(maps.Keys(of)) {
		if of[k] {
			open = append(open, k)
		}
	}
	return open
}

func (m *model) close(e life.CaseClosed) bool {
	x := m.matter(e.Case)
	kind := x.kind()
	x.open, x.submitted = false, false
	if x.lead != "" {
		return x.ballot == "" && e.How.Outcome != cases.Merged
	}
	switch e.How.Outcome {
	case cases.Solved, cases.Partly:
		return kind == procedure.Evaluation || x.next(x.track) < 0
	case cases.Explained:
		return x.class == ballot.C && (kind == procedure.Deliberation || kind == procedure.Publicity)
	case cases.Merged:
		into := m.matter(e.How.Into)
		for p := range x.supporters {
			into.supporters[p] = true
		}
		into.supporters[x.raiser] = true
		delete(into.supporters, into.raiser)
		delete(into.supporters, 0) // nobody here has raised what came from below
		return kind == procedure.Screening && into.open && into != x
	case cases.Referred:
		return kind == procedure.Screening || kind == procedure.Deliberation
	case cases.Withdrawn:
		return x.ballot == "" && slices.Index(procedure.Kinds(), kind) <= slices.Index(procedure.Kinds(),
			procedure.Deliberation)
	default:
	}
	return kind == procedure.Screening
}

// submit lets what needs a decision from elsewhere wait, unless it is to be published or has a stage for its approval.
func (m *model) submit(e life.CaseSubmitted) bool {
	x := m.matter(e.Case)
	at := x.kind()
	x.submitted = true
	next := x.next(x.track)
	ahead := next >= 0 && slices.Contains([]procedure.Kind{procedure.Publicity, procedure.Approval},
		x.method.Stages[next].Kind)
	return x.class == ballot.B && !x.confirmed && !ahead && x.lead == "" &&
		(at == procedure.Deliberation || at == procedure.Publicity)
}

// seeWork follows what is said, objected and done.
func (m *model) seeWork(e life.Event) bool {
	switch e := e.(type) {
	case research.StatementMade:
		x := m.matter(e.Case)
		x.statements++
		return e.Number == x.statements
	case life.CaseSubmitted:
		return m.submit(e)
	case publicity.Approved:
		m.matter(e.Case).confirmed = true
	case publicity.AssemblyDecided:
		x := m.matter(e.Case)
		x.confirmed = e.Agreed
		return x.submitted
	case publicity.Objected:
		x := m.matter(e.Case)
		x.objections[e.Number] = true
		return e.Number == len(x.objections)
	case publicity.ObjectionSettled:
		open := m.matter(e.Case).objections[e.Number]
		m.matter(e.Case).objections[e.Number] = false
		return open
	case publicity.Ended:
		return len(m.matter(e.Case).openOnes(m.matter(e.Case).objections)) == 0
	case work.TaskAssigned:
		x := m.matter(e.Case)
		x.tasks[e.Task] = true
		return e.Task == len(x.tasks)
	case work.TaskDone:
		open := m.matter(e.Case).tasks[e.Task]
		m.matter(e.Case).tasks[e.Task] = false
		return open
	case work.TaskExtended:
		return m.matter(e.Case).tasks[e.Task]
	}
	return true
}
