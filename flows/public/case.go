package public

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/rollcall"
	"echowall/flows/say"
)

// Line is a case as a list shows it.
type Line struct {
	Number     int
	Title      string
	Raised     time.Time
	Updated    time.Time
	Supporters int
	// Step names the step it is in, number At of Of.
	Step   map[string]string
	At, Of int
	Kind   procedure.Kind
	Due    time.Time
	// Overdue says that something should have been done by now.
	Overdue bool
	// Closed is how it ended; nil while it is open.
	Closed *cases.Closing
	wait   life.Wait
}

// Wait says who is waited for; nobody when it is closed. It is put into a message when it is asked for, for a wall of
// hundreds of cases shows a few dozen.
func (l Line) Wait() say.Message {
	if l.Closed != nil {
		return say.Message{}
	}
	return l.wait.Message()
}

// Case is a case whole.
type Case struct {
	Line
	Text   string
	Photos []Photo
	// Procedure names the method it runs by, Track its weight.
	Procedure   map[string]string
	Track       procedure.Track
	Steps       []cases.Passage
	Findings    string
	Confirmed   bool
	Ballots     []Ballot
	Resolution  *cases.Resolution
	From, Until time.Time
	Objections  []Objection
	Tasks       []Task
	Judged      Judgement
	Reopened    int
	// Meeting is the last meeting that it was on the agenda of; 0 where there was none.
	Meeting int
}

// Photo is a picture of a case. Ref is its name in an address; File the id by which Telegram gives it, which is no
// business of readers.
type Photo struct {
	Ref  string
	File string `json:"-"`
}

// Ballot is a vote: while it is open only how many have voted, for a count that is seen is followed.
type Ballot struct {
	ID             string
	Screening      bool
	Text           string
	Class          ballot.Class
	Opened, Closes time.Time
	// Result is "" while it is open; the counts stand with it.
	Result           ballot.Result
	Closed           time.Time
	Yes, No, Abstain int
	Cast, Entitled   int
	Secret           bool
	// Roll is who voted how and why, and which votes were given through others, once it is closed.
	Roll []say.Message
}

// Judgement is how the result is judged, counted. Answered are those of Count who do not say that nobody answered them;
// Silent are those who were asked and said nothing.
type Judgement struct {
	Until                                                        time.Time
	Count, Answered, Solved, Partly, Unsolved, Satisfied, Silent int
}

// Objection is an objection and its answer.
type Objection struct {
	Number         int
	Text           string
	At             time.Time
	Ruling, Reason string
}

// Task is who does what by when.
type Task struct {
	Number             int
	Unit, Measure      string
	Due, Done          time.Time
	Overdue            bool
	Extended           int
	Progress, Evidence string
	Photos             []Photo
}

// photos names pictures for addresses. The name tells nothing of the id.
func photos(files []string) []Photo {
	var all []Photo
	for _, f := range files {
		sum := sha256.Sum256([]byte(f))
		all = append(all, Photo{Ref: hex.EncodeToString(sum[:6]), File: f})
	}
	return all
}

// Lines are cases as a list shows them; those that are not there are left out.
func Lines(s *life.State, numbers []int) []Line {
	lines := make([]Line, 0, len(numbers))
	steps := map[*procedure.Procedure][]procedure.Step{} // the cases of a community run by a few procedures
	record.Each(numbers, func(n int) {
		c := s.Case(n)
		if c == nil {
			return
		}
		p := s.Method(c)
		if p == nil {
			return
		}
		if steps[p] == nil {
			steps[p] = p.Steps()
		}
		lines = append(lines, lineOf(s, c, p, steps[p]))
	})
	return lines
}

func lineOf(s *life.State, c *cases.Case, p *procedure.Procedure, steps []procedure.Step) Line {
	l := Line{
		Number: c.Number, Title: c.Title, Raised: c.Raised, Updated: c.Echoed, Supporters: c.Supporters, Kind: c.Kind(p),
		Due: c.Due, Overdue: c.Closed == nil && c.Late(), Closed: c.Closed,
	}
	l.Of = len(steps)
	for i, step := range steps {
		if c.Stage <= step.Last {
			l.Step, l.At = step.Names, i+1
			break
		}
	}
	if c.Closed == nil {
		l.wait = life.Waiting(s, c)
		l.Due = l.wait.Due
	}
	return l
}

// Find is a case whole; ok is false when there is none.
func Find(s *life.State, number int) (found Case, ok bool) {
	c := s.Case(number)
	if c == nil {
		return found, false
	}
	p := s.Method(c)
	if p == nil {
		return found, false
	}
	found = Case{
		Line: lineOf(s, c, p, p.Steps()), Text: c.Text, Photos: photos(c.Photos), Procedure: p.Names, Track: c.Track,
		Steps:   c.Way(p),
		Ballots: ballots(s, c), Resolution: c.Resolution, From: c.Publicity.From, Until: c.Publicity.Until,
		Judged: judgement(c.Evaluation), Reopened: c.Reopened, Meeting: c.Talk.Meeting,
	}
	if c.Findings != nil {
		found.Findings, found.Confirmed = c.Findings.Text, c.Findings.Confirmed != 0
	}
	for _, o := range c.Publicity.Objections {
		found.Objections = append(found.Objections,
			Objection{Number: o.Number, Text: o.Text, At: o.At, Ruling: o.Ruling, Reason: o.Reason})
	}
	for _, t := range c.Tasks {
		found.Tasks = append(found.Tasks, Task{
			Number: t.Number, Unit: t.Unit, Measure: t.Measure, Due: t.Due, Done: t.Done, Overdue: t.Overdue && !t.IsDone(),
			Extended: t.Extended, Progress: t.Progress, Evidence: t.Evidence, Photos: photos(t.Photos),
		})
	}
	return found, true
}

// judgement leaves out whether the raiser found it unsolved: whose word that was would be known.
func judgement(e cases.Evaluation) Judgement {
	return Judgement{e.Until, e.Count(), e.Count() - e.Unanswered, e.Solved, e.Partly, e.Unsolved, e.Satisfied, e.Silent()}
}

// ballots are the votes on a case, in order.
func ballots(s *life.State, c *cases.Case) []Ballot {
	var all []Ballot
	s.WantBallots(c)
	for n := 1; n <= c.Talk.Ballots; n++ {
		b := s.Ballot(ballot.Key(c.Number, n))
		if b == nil {
			continue
		}
		x := Ballot{
			ID: b.ID, Screening: b.Purpose == ballot.Screening, Text: b.Text, Class: b.Class, Opened: b.Opened, Closes: b.Closes,
			Cast: b.Tally.Cast(), Entitled: b.Voters(), Secret: b.Rule.Secret,
		}
		if !b.IsOpen() {
			x.Result, x.Closed, x.Yes, x.No, x.Abstain = b.Result, b.Closed, b.Tally.Yes, b.Tally.No, b.Tally.Abstain
		}
		x.Roll = roll(s, b)
		all = append(all, x)
	}
	return all
}

// mostVotes is how many votes a page tells one by one.
const mostVotes = 200

// roll tells of single votes, and names those who hold an office.
func roll(s *life.State, b *ballot.Ballot) []say.Message {
	var lines []say.Message
	for _, told := range rollcall.After(s.Records, b, mostVotes) {
		lines = append(lines, unnamed(s, told))
	}
	return lines
}
