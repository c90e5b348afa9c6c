package desk

import (
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/statistics"
)

// Period is the time that is asked for, as people write it; see calendar.ParsePeriod.
type Period struct{ Word string }

func readPeriod(got life.Reading) Period { return Period{Word: got.Said["word"]} }

func reportVerb() life.Verb {
	return life.Verb{
		Name:   permission.Report,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Member, people.Supervisor, people.Authority},
		Fields: form.Takes(form.Optional(form.New("word", form.Word))),
		Decide: life.With(readPeriod, report),
		Menu:   life.Menu{For: life.ForOffice, Rank: 450},
	}
}

// report answers with the figures of a period, as text and as a picture.
func report(s *life.State, cmd life.Command, of Period) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	p, ok := calendar.ParsePeriod(of.Word, s.Local(cmd.At))
	if !ok {
		return life.Result{}, life.Refuse("refuse.period", say.Args{"Given": say.Text(of.Word)})
	}
	return life.Result{Answer: say.Notice{
		Message: reportOf(s.Head().Name, Figures(s, p)), File: say.File{Kind: say.ReportFile, Of: p.String()},
	}}, nil
}

func exportVerb() life.Verb {
	return life.Verb{
		Name:   permission.Export,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Supervisor, people.Authority},
		Fields: form.Takes(form.Optional(form.New("word", form.Word))),
		Decide: life.With(readPeriod, export),
		Menu:   life.Menu{For: life.ForOffice, Rank: 460},
	}
}

// export answers with the books of a period as a workbook.
func export(s *life.State, cmd life.Command, of Period) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	p, ok := calendar.ParsePeriod(of.Word, s.Local(cmd.At))
	if !ok {
		return life.Result{}, life.Refuse("refuse.period", say.Args{"Given": say.Text(of.Word)})
	}
	return life.Result{Answer: say.Notice{
		Message: say.New("export.ready", say.Args{"Name": say.Text(s.Head().Name), "Period": PeriodArg(p)}),
		File:    say.File{Kind: say.BooksFile, Of: p.String()},
	}}, nil
}

// Figures counts a period.
func Figures(s *life.State, p calendar.Period) *statistics.Report {
	return statistics.Count(p, facts(s))
}

// facts are what can be counted of the community.
func facts(s *life.State) statistics.Facts {
	h := s.Head()
	f := statistics.Facts{Members: s.Holders().Of(people.Member, people.Convener)}
	slices.Sort(f.Members)
	s.WantMeetings(record.UpTo(h.Meetings)...)
	record.Each(record.UpTo(h.Cases), func(n int) {
		s.Want(record.PathKey(n))
		if c := s.Case(n); c != nil {
			f.Cases = append(f.Cases, factsOf(s, c))
			for _, st := range s.Statements(n) {
				f.Statements = append(f.Statements, statistics.Statement{Case: n, By: st.By})
			}
		}
	})
	for n := 1; n <= h.Meetings; n++ {
		if m := s.Meeting(n); m != nil && m.Status != meeting.CalledOff && m.Counts() && !m.Opened.IsZero() {
			f.Meetings = append(f.Meetings, statistics.Meeting{
				Number: m.Number, At: m.Opened, Cases: m.Cases, Invited: m.Invited, There: m.There,
			})
		}
	}
	return f
}

func factsOf(s *life.State, c *cases.Case) statistics.Case {
	f := statistics.Case{
		Number: c.Number, Raised: c.Raised, Track: c.Track, Source: string(c.Source), Topic: string(c.Topic),
		Reopened: c.Reopened, Asked: !c.Evaluation.Until.IsZero(),
		Judged: statistics.Voices{
			Solved: c.Evaluation.Solved, Partly: c.Evaluation.Partly, Unsolved: c.Evaluation.Unsolved,
			Satisfied:  c.Evaluation.Satisfied,
			Unanswered: c.Evaluation.Unanswered, Residents: c.Evaluation.Residents, Members: c.Evaluation.Members,
			Authority: c.Evaluation.Authority,
		},
		Overdue: c.Closed == nil && c.Overdue, Repeat: c.Earlier != 0, Unheard: !c.Evaluation.Answered(),
	}
	if c.Closed != nil {
		f.Closed, f.Outcome, f.Answered = c.Closed.At, c.Closed.Outcome, c.Closed.At
	}
	if r := c.Resolution; r != nil && r.Class != ballot.C {
		f.Adopted, f.Realised = r.At, realised(s, c)
		if !c.Publicity.From.IsZero() || r.Published != "" {
			f.Published = r.Form()
		}
	}
	walked(s, c, &f)
	return f
}

// realised tells whether a result was converted: all was done that the resolution asks for, or it is in force as a
// covenant or a village rule that nobody objects to any more.
func realised(s *life.State, c *cases.Case) bool {
	m := s.Method(c)
	if m != nil && c.Resolution.Lasting() && (c.Kind(m) == procedure.Implementation || c.Kind(m) == procedure.Evaluation) {
		return true
	}
	done := len(c.Tasks) > 0 && !slices.ContainsFunc(c.Tasks, func(t cases.Task) bool { return !t.IsDone() })
	return done || c.Closed != nil && c.Closed.Outcome == cases.Solved
}

// walked tells the steps of a case. Those raised before steps were kept have none.
func walked(s *life.State, c *cases.Case, f *statistics.Case) {
	var steps []record.Stay
	if p := record.Get[record.Path](s.Cache, record.PathKey(c.Number)); p != nil {
		steps = p.Steps
	}
	for i, st := range steps {
		step := statistics.Step{Kind: st.Kind, From: st.At}
		if i+1 < len(steps) {
			step.To = steps[i+1].At
		}
		if st.Kind != procedure.Closed {
			f.Steps = append(f.Steps, step)
		}
		if f.Answered.IsZero() && st.Kind != procedure.Intake {
			f.Answered = st.At
		}
	}
	if m := s.Method(c); f.Answered.IsZero() && m != nil && c.Kind(m) != procedure.Intake {
		f.Answered = c.Entered
	}
}
