package community

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func triageVerb() Verb {
	return Verb{
		Name:   permission.Triage,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening},
		Fields: form.Takes(
			form.Case(), form.OneOf("urgency", "urgent", "calm"), form.OneOf("difficulty", "hard", "easy"),
			form.OneOf("weight", "big", "small"),
		),
		Decide: (*State).triage,
		Menu:   Menu{For: ForOffice, Rank: 510},
	}
}

// triage weighs a case by urgency, difficulty and size; the procedure says what follows.
func (s *State) triage(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	track, level := s.Method(c).Sort(cmd.Weighed)
	e := CaseWeighed{Case: c.Number, Weighed: cases.Weighed{Weighed: cmd.Weighed, Track: track, Level: level}}
	return answer(one(e), "receipt.weighed", caseArgs(c, weighedArgs(e.Weighed)))
}

func weighedArgs(w cases.Weighed) say.Args {
	return say.Args{"Track": say.Msg("track." + string(w.Track)), "Level": say.Msg("level." + string(w.Level))}
}

// trackOf is the track a case is accepted on: the one that was said, or the one that its weighing leads to.
func trackOf(c *cases.Case, said procedure.Track) procedure.Track {
	if said == "" && c.Weighed != nil {
		return c.Weighed.Track
	}
	return said
}

// CaseWeighed keeps how a case was weighed.
type CaseWeighed struct {
	Case    int           `json:"case"`
	Weighed cases.Weighed `json:"weighed"`
}

func (e CaseWeighed) apply(s *State, _ Meta) {
	w := e.Weighed
	edit[cases.Case](s.Book, caseKey(e.Case)).Weighed = &w
}

func (e CaseWeighed) announce(_ *State, _ Meta, n *Notices) { n.card(e.Case) }

func teamVerb() Verb {
	return Verb{
		Name:   permission.Team,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Research},
		Fields: form.Takes(form.Case(), form.New("person", form.Person), form.Optional(form.New("date", form.Date))),
		Decide: (*State).team,
		Menu:   Menu{For: ForOffice, Rank: 520},
	}
}

// team asks somebody to look into a case, by a day if one is said.
func (s *State) team(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	p := s.Person(cmd.Person)
	switch {
	case p == nil:
		return Result{}, refuse("refuse.no_person")
	case !s.Permissions().By(permission.Research, p.Roles()):
		rule, _ := s.Permissions().Find(permission.Research)
		return Result{}, refuse("refuse.cannot_research", caseArgs(c, say.Args{"Person": say.Person(cmd.Person), "Roles": roleArgs(rule.Roles)}))
	}
	if !cmd.When.IsZero() {
		if err := s.inFuture(cmd.At, cmd.When); err != nil {
			return Result{}, err
		}
	}
	e := TeamJoined{Case: c.Number, Person: cmd.Person, Due: cmd.When}
	return answer(one(e), "receipt.team", caseArgs(c, say.Args{"Person": say.Person(cmd.Person)}))
}

func volunteerVerb() Verb {
	return Verb{
		Name:   permission.Volunteer,
		Roles:  []people.Role{people.Member, people.Convener, people.Expert},
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Research},
		Fields: form.Takes(form.Case()),
		Decide: (*State).volunteer,
		Menu:   Menu{For: ForOffice, Rank: 530},
	}
}

// volunteer lets a member look into a case unasked.
func (s *State) volunteer(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if slices.Contains(c.Team, cmd.By) {
		return Result{}, refuse("refuse.on_team", caseArgs(c))
	}
	return answer(one(TeamJoined{Case: c.Number, Person: cmd.By, Own: true}), "receipt.volunteered", caseArgs(c))
}

// TeamJoined puts somebody on the group that looks into a case. Own says that they offered it.
type TeamJoined struct {
	Case   int       `json:"case"`
	Person int       `json:"person"`
	Due    time.Time `json:"due,omitzero"`
	Own    bool      `json:"own,omitempty"`
}

func (e TeamJoined) apply(s *State, _ Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	if !slices.Contains(c.Team, e.Person) {
		c.Team = append(c.Team, e.Person)
	}
	if !e.Due.IsZero() && c.Kind(s.Method(c)) == procedure.Research {
		c.Postpone(e.Due)
	}
}

func (e TeamJoined) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.card(e.Case)
	if e.Own {
		n.tells(s.officers(), say.New("notice.volunteered", caseArgs(c, say.Args{"Person": say.Person(e.Person)})), "")
		return
	}
	args := caseArgs(c)
	if !e.Due.IsZero() {
		args["Due"] = say.Date(e.Due)
	}
	n.tells([]int{e.Person}, say.New("notice.team", args), line(permission.Research, num(c.Number)))
}

func visitVerb() Verb {
	return Verb{
		Name:   permission.Visit,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Member, people.Supervisor, people.Expert},
		Stages: []procedure.Kind{procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.New("date", form.Date), form.New("spot", form.Name), form.Prose("visit")),
		Decide: (*State).visit,
		Menu:   Menu{For: ForOffice, Rank: 540},
	}
}

// visit records a look on the spot: when, where, what was seen, with photos.
func (s *State) visit(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if cmd.When.After(cmd.At.AddDate(0, 0, 1)) {
		return Result{}, refuse("refuse.visit_ahead", caseArgs(c))
	}
	e := Visited{Case: c.Number, Visit: cases.Visit{At: cmd.When, Place: cmd.Word, By: cmd.By, Text: cmd.Text, Photos: cmd.Photos}}
	return answer(one(e), "receipt.visit", caseArgs(c, say.Args{"Count": say.Num(len(c.Visits) + 1)}))
}

// Visited keeps a visit.
type Visited struct {
	Case  int         `json:"case"`
	Visit cases.Visit `json:"visit"`
}

func (e Visited) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Visits = append(c.Visits, e.Visit)
	c.Touch(m.At)
}

func (e Visited) announce(s *State, _ Meta, n *Notices) {
	c, v := s.Case(e.Case), e.Visit
	n.echo(s, c, "echo.visit", say.Args{
		"By": say.Person(v.By), "Date": say.Date(v.At), "Place": say.Place(v.Place), "Text": say.Text(v.Text),
	})
	n.evidence(c, v.Photos, "case.evidence.visit")
}

// researchers are those who are asked for findings: the team, or where there is none those whom the procedure names.
func (s *State) researchers(c *cases.Case, w Wait) Wait {
	w.For, w.Verb = "findings", permission.Research
	team := slices.DeleteFunc(slices.Clone(c.Team), func(n int) bool {
		p := s.Person(n)
		return p == nil || !s.Permissions().By(permission.Research, p.Roles())
	})
	if len(team) > 0 {
		w.Persons = team
		return w
	}
	w.Roles = s.actors(c, []people.Role{people.Secretary, people.Convener})
	return w
}
