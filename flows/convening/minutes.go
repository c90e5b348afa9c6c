package convening

import (
	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/rollcall"
	"echowall/flows/say"
)

// Minutes is what came of a meeting: in words, or as it was gathered.
type Minutes struct {
	Text string
	// Draft takes them as they were gathered.
	Draft bool
}

func readMinutes(got life.Reading) Minutes {
	return Minutes{Text: got.Said["text"], Draft: got.Said["draft"] != ""}
}

func minutesVerb() life.Verb {
	return life.Verb{
		Name:   permission.Minutes,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Chair},
		Fields: minutesFields,
		Decide: life.With(readMinutes, minutes),
		Press:  byItself(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 240},
	}
}

// minutesFields take the minutes in words, or the word that they are to be as they were gathered.
func minutesFields(got form.Values) []form.Field {
	draft := form.Optional(form.OneOf("draft", "draft", "confirm"))
	draft.Whole, draft.Ask = true, "text.minutes"
	words := form.Prose("minutes")
	words.Optional = got["draft"] != ""
	return []form.Field{form.Meeting(), draft, words}
}

// minutes records what came of a meeting: in the secretary's words, or as it was gathered.
func minutes(s *life.State, cmd life.Command, of Minutes) (life.Result, error) {
	m, err := life.InMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if m.Status == meeting.Scheduled || m.Status == meeting.Polled {
		return life.Result{}, life.Refuse("refuse.not_held", life.MeetingArgs(m))
	}
	e := MinutesRecorded{Meeting: m.Number, Text: of.Text, Draft: of.Draft, Said: saidAt(s, m)}
	if e.Draft {
		e.Text = ""
	}
	events := life.One(e)
	for _, c := range s.OnAgenda(m) {
		if c.Lead == nil && c.Talk.Heard && s.Method(c).Stage(c.Stage).Preliminary {
			events = append(events, life.Advance(s, c, "talked"))
		}
	}
	return life.Result{Events: events, Answer: say.Notice{
		Message: say.New("receipt.minutes", life.MeetingArgs(m)),
		Buttons: life.Printed(s, "minutes", "meeting/"+record.Num(m.Number)),
	}}, nil
}

// MinutesLine is a line of what was gathered of a meeting.
type MinutesLine struct {
	Of      LineKind
	Message say.Message
	// Result is how a vote ended; "open" where it has not.
	Result string
}

// LineKind is what a line of minutes tells of.
type LineKind int

// The kinds of lines: a case of the meeting, what was said on it, how it was voted on.
const (
	CaseLine LineKind = iota
	SaidLine
	VoteLine
	// RollLine tells of the single votes of the ballot before it.
	RollLine
)

// Gathered are lines of minutes as data of a message.
func Gathered(lines []MinutesLine) []say.Arg {
	var all []say.Arg
	for _, l := range lines {
		all = append(all, say.Arg{Msg: &l.Message})
	}
	return all
}

// Draft is what was gathered of a meeting, a line each: its cases, what was said on them, and what was voted.
func Draft(s *life.State, m *meeting.Meeting) []MinutesLine {
	var lines []MinutesLine
	s.WantCases(m.Cases...)
	for _, n := range m.Cases {
		c := s.Case(n)
		if c == nil {
			continue
		}
		lines = append(lines, MinutesLine{Of: CaseLine, Message: say.New("minutes.case", life.CaseArgs(c))})
		lines = append(lines, words(s, m, c)...)
		lines = append(lines, votes(s, m, c)...)
	}
	return lines
}

// words are the statements made on a case since its meeting was called.
func words(s *life.State, m *meeting.Meeting, c *cases.Case) []MinutesLine {
	said, known := m.SaidOn(c.Number)
	if !known {
		return nil
	}
	last := said.Last
	if last == 0 && m.Finished().IsZero() {
		last = c.Statements
	}
	var lines []MinutesLine
	s.WantStatements(c.Number, said.First, last)
	for k := said.First; k <= last; k++ {
		if x := record.Get[record.Statement](s.Cache, record.StatementKey(c.Number, k)); x != nil {
			said := say.New("minutes.said", say.Args{"Person": record.Speaker(x.By, x.Of), "Text": say.Text(x.Text)})
			lines = append(lines, MinutesLine{Of: SaidLine, Message: said})
		}
	}
	if len(lines) == 0 {
		lines = append(lines, MinutesLine{Of: SaidLine, Message: say.New("minutes.silent")})
	}
	return lines
}

// mostVotes is how many votes the minutes tell one by one: they must stay a message.
const mostVotes = 40

// votes are the ballots on a case that were opened after its meeting began and before it was over.
func votes(s *life.State, m *meeting.Meeting, c *cases.Case) []MinutesLine {
	var lines []MinutesLine
	s.WantBallots(c)
	for k := 1; k <= c.Talk.Ballots; k++ {
		b := s.Ballot(ballot.Key(c.Number, k))
		over := m.Finished()
		if b == nil || b.Purpose != ballot.Resolution || b.Opened.Before(m.Opened) ||
			!over.IsZero() && b.Opened.After(over) {
			continue
		}
		args := say.Args{"Text": say.Text(b.Resolution(b.Winner)), "Votes": votesArg(b), "Closes": say.Time(b.Closes)}
		result := "open"
		if !b.IsOpen() {
			result = string(b.Result)
		}
		lines = append(lines, MinutesLine{Of: VoteLine, Message: say.New("minutes.vote."+result, args), Result: result})
		for _, told := range rollcall.After(s.Records, b, mostVotes) {
			lines = append(lines, MinutesLine{Of: RollLine, Message: told})
		}
	}
	return lines
}

// votesArg tells how the votes of a ballot fell: on its text, or on each of its options.
func votesArg(b *ballot.Ballot) say.Arg {
	if b.Manner == "" {
		return say.Msg("votes.text", say.Args{"Yes": say.Num(b.Tally.Yes), "No": say.Num(b.Tally.No),
			"Abstain": say.Num(b.Tally.Abstain)})
	}
	var each []say.Arg
	for i, o := range b.Options {
		each = append(each, say.Msg("votes.option", say.Args{"Text": say.Text(o), "Count": say.Num(b.Tally.Options[i])}))
	}
	return say.Clauses(append(each, say.Msg("votes.abstain", say.Args{"Count": say.Num(b.Tally.Abstain)}))...)
}

// minutesArgs are the data of the minutes: what a meeting was, who was there, and what was gathered or recorded.
func minutesArgs(s *life.State, m *meeting.Meeting) say.Args {
	args := life.MeetingArgs(m)
	invited, guests := m.Attendance()
	args["People"], args["Chairs"] = life.Persons(invited), life.Persons(m.Chairs)
	if len(guests) > 0 {
		args["Guests"] = life.Persons(guests)
	}
	args["Text"] = say.Text(m.Minutes)
	if m.Minutes == "" {
		args["Text"] = say.Lines(Gathered(Draft(s, m))...)
	}
	return args
}

// MinutesRecorded keeps what was said and ends the meeting.
type MinutesRecorded struct {
	Meeting int    `json:"meeting"`
	Text    string `json:"text"`
	// Draft says that the minutes are what was gathered, and Said what that is.
	Draft bool           `json:"draft,omitempty"`
	Said  []meeting.Said `json:"said,omitempty"`
}

// Apply implements life.Event.
func (e MinutesRecorded) Apply(s *life.State, m life.Meta) {
	x := record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting))
	x.Status, x.Minutes, x.Recorded = meeting.Over, e.Text, m.At
	if e.Said != nil {
		x.Said = e.Said
	}
	meetingOver(s, e.Meeting)
}

// Tell implements life.Event.
func (e MinutesRecorded) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	n.Show(say.Council, say.MeetingView(m.Number))
	id := "notice.minutes"
	if m.InWriting() {
		id += ".written"
	}
	n.Add(say.Notice{To: say.Address{Room: say.Wall}, Message: say.New(id, minutesArgs(s, m))})
}

// MinutesChased notes that the minutes of a meeting were asked for: first, with what was gathered, when it should be
// over.
type MinutesChased struct {
	Meeting int `json:"meeting"`
	Count   int `json:"count"`
}

// Apply implements life.Event.
func (e MinutesChased) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Chased = e.Count
}

// Tell implements life.Event.
//
// The secretaries are asked first, with what was gathered; from three days on the conveners hear of it as well.
func (e MinutesChased) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	if e.Count == 1 {
		n.Show(say.Council, say.MeetingView(m.Number))
	}
	roles := []people.Role{people.Secretary}
	if e.Count > 2 {
		roles = append(roles, people.Convener)
	}
	args := minutesArgs(s, m)
	args["Since"] = say.Date(m.Close())
	id := "task.minutes"
	if e.Count > 1 {
		id += ".late"
	}
	writes := record.Line(permission.Minutes, "M"+record.Num(m.Number))
	n.Asks(s.Holders().Of(roles...), say.New(id, args), writes,
		say.Row(say.Press(say.New("button.minutes.draft"), writes+" draft")))
}
