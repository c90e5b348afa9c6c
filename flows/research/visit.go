package research

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

func readWeighed(got life.Reading) procedure.Weighed {
	return procedure.Weighed{
		Urgent: got.Said["urgency"] == "urgent", Hard: got.Said["difficulty"] == "hard",
		Large: got.Said["weight"] == "big",
	}
}

func triageVerb() life.Verb {
	return life.Verb{
		Name:   permission.Triage,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening},
		Fields: form.Takes(
			form.Case(), form.OneOf("urgency", "urgent", "calm"), form.OneOf("difficulty", "hard", "easy"),
			form.OneOf("weight", "big", "small"),
		),
		Decide: life.With(readWeighed, triage),
		Menu:   life.Menu{For: life.ForOffice, Rank: 510},
	}
}

// triage weighs a case by urgency, difficulty and size; the procedure says what follows.
func triage(s *life.State, cmd life.Command, weighed procedure.Weighed) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	track, level := s.Method(c).Sort(weighed)
	e := CaseWeighed{Case: c.Number, Weighed: cases.Weighed{Weighed: weighed, Track: track, Level: level}}
	args := weighedArgs(e.Weighed)
	if level == procedure.Township {
		args["Untold"] = say.Num(1)
	}
	return life.Answer(life.One(e), "receipt.weighed", life.CaseArgs(c, args))
}

func weighedArgs(w cases.Weighed) say.Args {
	return say.Args{"Track": say.Msg("track." + string(w.Track)), "Level": say.Msg("level." + string(w.Level))}
}

// CaseWeighed keeps how a case was weighed.
type CaseWeighed struct {
	Case    int           `json:"case"`
	Weighed cases.Weighed `json:"weighed"`
}

// Apply implements life.Event.
func (e CaseWeighed) Apply(s *life.State, _ life.Meta) {
	w := e.Weighed
	record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Weighed = &w
}

// Tell implements life.Event.
func (e CaseWeighed) Tell(_ *life.State, _ life.Meta, n *life.Notices) { n.Card(e.Case) }

// Team is by when somebody should have looked into a case; zero where nobody said.
type Team struct{ Due time.Time }

func readTeam(got life.Reading) Team { return Team{Due: got.Moment("date")} }

func teamVerb() life.Verb {
	return life.Verb{
		Name:   permission.Team,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Research},
		Fields: form.Takes(form.Case(), form.New("person", form.Person), form.Optional(form.New("date", form.Date))),
		Decide: life.With(readTeam, team),
		Menu:   life.Menu{For: life.ForOffice, Rank: 520},
	}
}

// team asks somebody to look into a case, by a day if one is said.
func team(s *life.State, cmd life.Command, joins Team) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	p := s.Person(cmd.Person)
	switch {
	case p == nil:
		return life.Result{}, life.Refuse("refuse.no_person")
	case !life.Permissions(s).By(permission.Research, p.Roles()):
		rule, _ := life.Permissions(s).Find(permission.Research)
		return life.Result{}, life.Amiss("person", life.Refuse("refuse.cannot_research",
			life.CaseArgs(c, say.Args{"Person": say.Person(cmd.Person), "Roles": life.RoleArgs(rule.Roles)})))
	}
	if !joins.Due.IsZero() {
		if err := life.InFuture(cmd.At, joins.Due); err != nil {
			return life.Result{}, life.Amiss("date", err)
		}
	}
	e := TeamJoined{Case: c.Number, Person: cmd.Person, Due: joins.Due}
	return life.Answer(life.One(e), "receipt.team", life.CaseArgs(c, say.Args{"Person": say.Person(cmd.Person)}))
}

func volunteerVerb() life.Verb {
	return life.Verb{
		Name:   permission.Volunteer,
		Roles:  []people.Role{people.Member, people.Convener, people.Expert},
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Research},
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(volunteer),
		Menu:   life.Menu{For: life.ForOffice, Rank: 530},
	}
}

// volunteer lets a member look into a case unasked.
func volunteer(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if slices.Contains(c.Team, cmd.By) {
		return life.Result{}, life.Refuse("refuse.on_team", life.CaseArgs(c))
	}
	return life.Answer(life.One(TeamJoined{Case: c.Number, Person: cmd.By, Own: true}), "receipt.volunteered",
		life.CaseArgs(c))
}

// TeamJoined puts somebody on the group that looks into a case. Own says that they offered it.
type TeamJoined struct {
	Case   int       `json:"case"`
	Person int       `json:"person"`
	Due    time.Time `json:"due,omitzero"`
	Own    bool      `json:"own,omitempty"`
}

// Apply implements life.Event.
func (e TeamJoined) Apply(s *life.State, _ life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	if !slices.Contains(c.Team, e.Person) {
		c.Team = append(c.Team, e.Person)
	}
	if !e.Due.IsZero() && c.Kind(s.Method(c)) == procedure.Research {
		c.Postpone(e.Due)
	}
}

// Tell implements life.Event.
func (e TeamJoined) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Card(e.Case)
	if e.Own {
		n.Tells(s.Officers(), say.New("notice.volunteered", life.CaseArgs(c, say.Args{"Person": say.Person(e.Person)})), "")
		return
	}
	args := life.CaseArgs(c)
	if !e.Due.IsZero() {
		args["Due"] = say.Date(e.Due)
	}
	n.Tells([]int{e.Person}, say.New("notice.team", args), record.Line(permission.Research, record.Num(c.Number)))
}

// Visit is where and when somebody went to see, and what they saw.
type Visit struct {
	At    time.Time
	Place string
	Text  string
}

func readVisit(got life.Reading) Visit {
	return Visit{At: got.Moment("date"), Place: got.Said["spot"], Text: got.Said["text"]}
}

func visitVerb() life.Verb {
	return life.Verb{
		Name:   permission.Visit,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Member, people.Supervisor, people.Expert},
		Stages: []procedure.Kind{procedure.Research, procedure.Deliberation},
		Fields: form.Takes(
			form.Case(), form.Field{Name: "date", Kind: form.Date, Gone: true, Ask: "visited"},
			form.New("spot", form.Name), form.Prose("visit"),
		),
		Decide: life.With(readVisit, visit),
		Menu:   life.Menu{For: life.ForOffice, Rank: 540},
	}
}

// visit records a look on the spot: when, where, what was seen, with photos.
func visit(s *life.State, cmd life.Command, seen Visit) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if seen.At.After(cmd.At.AddDate(0, 0, 1)) {
		return life.Result{}, life.Amiss("date", life.Refuse("refuse.visit_ahead", life.CaseArgs(c)))
	}
	e := Visited{Case: c.Number, Visit: cases.Visit{At: seen.At, Place: seen.Place, By: cmd.By, Text: seen.Text,
		Photos: cmd.Photos}}
	return life.Answer(life.One(e), "receipt.visit", life.CaseArgs(c, say.Args{"Count": say.Num(len(c.Visits) + 1)}))
}

// Visited keeps a visit.
type Visited struct {
	Case  int         `json:"case"`
	Visit cases.Visit `json:"visit"`
}

// Apply implements life.Event.
func (e Visited) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Visits = append(c.Visits, e.Visit)
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e Visited) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c, v := s.Case(e.Case), e.Visit
	n.Echo(s, c, "echo.visit", say.Args{
		"By": say.Person(v.By), "Date": say.Date(v.At), "Place": say.Place(v.Place), "Text": say.Text(v.Text),
	})
	n.Evidence(c, v.Photos, "case.evidence.visit")
}

// researchers are those who are asked for findings: the team, or where there is none those whom the procedure names.
func researchers(s *life.State, c *cases.Case, w life.Wait) life.Wait {
	w.For, w.Verb = "findings", permission.Research
	team := slices.DeleteFunc(slices.Clone(c.Team), func(n int) bool {
		p := s.Person(n)
		return p == nil || !life.Permissions(s).By(permission.Research, p.Roles())
	})
	if len(team) > 0 {
		w.Persons = team
		return w
	}
	w.Roles = life.Actors(s, c, []people.Role{people.Secretary, people.Convener})
	return w
}
