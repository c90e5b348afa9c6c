package text

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"echowall/bot/books"
	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/record"
	"echowall/flows/rollcall"
)

// Books are the four books of a period and its figures, in the community's language: what was raised, what was found
// out, what was said and decided, and what was published and done. Whoever raised something anonymously stands in none.
func (r *Renderer) Books(s *life.State, now time.Time, period calendar.Period) []books.Table {
	v := r.voice(s, s.Head().Language, now)
	b := binder{voice: v, period: period}
	s.WantMeetings(record.UpTo(s.Head().Meetings)...)
	record.Each(record.UpTo(s.Head().Cases), func(n int) {
		if c := s.Case(n); c != nil && c.Raised.Before(period.To) && (c.Closed == nil || !c.Closed.At.Before(period.From)) {
			b.cases = append(b.cases, c)
		}
	})
	return []books.Table{b.topics(), b.research(), b.minutes(), b.handling(), b.figures()}
}

// booksFile makes a workbook of the books of a period.
func (r *Renderer) booksFile(o fileOrder) (*File, error) {
	p, ok := calendar.ParsePeriod(o.of, o.now.In(o.s.Location()))
	if !ok {
		return nil, fmt.Errorf("write the books: no period %q", o.of)
	}
	tables := r.Books(o.s, o.now, p)
	data, err := books.Workbook(tables)
	if err != nil {
		return nil, fmt.Errorf("write the books: %w", err)
	}
	return &File{Name: "echowall-" + o.of + ".xlsx", Data: data}, nil
}

// binder fills the books. cases are those that were open in the period, or closed in it.
type binder struct {
	voice
	period calendar.Period
	cases  []*cases.Case
}

// table is an empty book with its headings.
func (b binder) table(key string) books.Table {
	head := strings.Split(plain(b.tell("books."+key+".head", nil)), "|")
	return books.Table{Key: key, Name: plain(b.tell("books."+key, nil)), Head: head}
}

func (b binder) text(s string) books.Cell  { return books.Text(plain(escape(strings.TrimSpace(s)))) }
func (b binder) told(id string) books.Cell { return books.Text(plain(b.tell(id, nil))) }
func (b binder) day(t time.Time) books.Cell {
	if t.IsZero() {
		return books.Cell{}
	}
	return books.Day(t.In(b.zone()))
}

// names are people by name.
func (b binder) names(persons []int) books.Cell {
	record.WantCalled(b.s.Records, persons...)
	var all []string
	for _, p := range persons {
		all = append(all, plain(b.person(p)))
	}
	return books.Text(strings.Join(all, plain(b.tell("list.comma", nil))))
}

func (b binder) word(prefix, word string) books.Cell {
	if word == "" {
		return books.Cell{}
	}
	return b.told(prefix + word)
}

// topics is the book of what was raised in the period.
func (b binder) topics() books.Table {
	t := b.table("topics")
	record.Each(b.cases, func(c *cases.Case) {
		if !b.period.Has(c.Raised) {
			return
		}
		by := b.told("someone")
		if !c.Anonymous {
			by = b.names([]int{c.Raiser})
		}
		t.Rows = append(t.Rows, []books.Cell{
			books.Number(c.Number), b.day(c.Raised), b.text(c.Title), b.text(c.Text), by, books.Number(c.Supporters),
			b.word("track.", string(c.Track)), b.standsAt(c),
		})
	})
	return t
}

// standsAt is the step a case is in, or how it ended.
func (b binder) standsAt(c *cases.Case) books.Cell {
	if c.Closed != nil {
		return b.told("outcome." + string(c.Closed.Outcome))
	}
	name, _ := b.step(c)
	return books.Text(plain(name))
}

// research is the book of what was found out before talking.
func (b binder) research() books.Table {
	t := b.table("research")
	record.Each(b.cases, func(c *cases.Case) {
		if c.Findings == nil {
			return
		}
		confirmed := books.Cell{}
		if c.Findings.Confirmed != 0 {
			confirmed = b.names([]int{c.Findings.Confirmed})
		}
		t.Rows = append(t.Rows, []books.Cell{
			books.Number(c.Number), b.text(c.Title), b.text(c.Findings.Text), b.names([]int{c.Findings.By}), confirmed,
		})
	})
	return t
}

// minutes is the book of the meetings held in the period.
func (b binder) minutes() books.Table {
	t := b.table("minutes")
	record.Each(record.UpTo(b.s.Head().Meetings), func(n int) {
		m := b.s.Meeting(n)
		if m == nil || m.Opened.IsZero() || m.Status == meeting.CalledOff || !m.Counts() || !b.period.Has(m.Opened) {
			return
		}
		t.Rows = append(t.Rows, []books.Cell{
			books.Text("M" + strconv.Itoa(m.Number)), b.day(m.At), b.text(m.Place), books.Text(strings.Join(b.agenda(m), "\n")),
			books.Number(len(m.Invited)), books.Number(len(m.There)), b.names(m.There),
			books.Text(strings.Join(b.statements(m), "\n")),
			books.Text(strings.Join(b.results(m), "\n")), b.text(m.Minutes),
		})
	})
	return t
}

// agenda names the cases of a meeting.
func (b binder) agenda(m *meeting.Meeting) []string {
	var all []string
	for _, n := range m.Cases {
		if c := b.s.Case(n); c != nil {
			all = append(all, fmt.Sprintf("#%d %s", n, plain(b.title(c.Title))))
		}
	}
	return all
}

// statements are what was said on the cases of a meeting, and by whom.
func (b binder) statements(m *meeting.Meeting) []string {
	var all []string
	for _, n := range m.Cases {
		record.Each(b.s.Statements(n), func(st record.Statement) {
			said := data{"Case": n, "Who": b.person(st.By), "What": escape(oneLine(st.Text))}
			all = append(all, plain(b.tell("books.said", said)))
		})
	}
	return all
}

// results are how the cases of a meeting were voted on since.
func (b binder) results(m *meeting.Meeting) []string {
	var all []string
	for _, n := range m.Cases {
		c := b.s.Case(n)
		if c == nil {
			continue
		}
		b.s.WantBallots(c)
		for k := 1; k <= c.Talk.Ballots; k++ {
			if v := b.s.Ballot(ballot.Key(n, k)); v != nil && !v.IsOpen() && v.Purpose == ballot.Resolution {
				all = append(all, plain(b.tell("books.voted", data{
					"Case": n, "Votes": b.votes(v), "Result": b.ballotResult(v),
				})))
				for _, told := range rollcall.After(b.s.Records, v, 0) {
					all = append(all, plain(b.message(told)))
				}
			}
		}
	}
	return all
}

// votes are how the votes of a ballot fell, in a line.
func (b binder) votes(v *ballot.Ballot) string {
	if v.Manner == "" {
		return b.tell("votes.text", data{"Yes": v.Tally.Yes, "No": v.Tally.No, "Abstain": v.Tally.Abstain})
	}
	var all []string
	for i, o := range v.Options {
		all = append(all, b.tell("votes.option", data{"Text": escape(o), "Count": v.Tally.Options[i]}))
	}
	return strings.Join(append(all, b.tell("votes.abstain", data{"Count": v.Tally.Abstain})), b.tell("list.clause", nil))
}

// handling is the book of what was published and done: a row for each task, and one for a case without any.
func (b binder) handling() books.Table {
	t := b.table("handling")
	for _, c := range b.cases {
		if c.Resolution == nil && len(c.Tasks) == 0 && c.Closed == nil {
			continue
		}
		tasks := c.Tasks
		if len(tasks) == 0 {
			tasks = []cases.Task{{}}
		}
		for _, task := range tasks {
			row := append([]books.Cell{books.Number(c.Number), b.text(c.Title)}, b.decided(c)...)
			row = append(row, b.text(task.Unit), b.text(task.Measure), b.day(task.Due), b.day(task.Done), b.text(task.Evidence))
			t.Rows = append(t.Rows, append(row, b.judgedAndClosed(c)...))
		}
	}
	return t
}

// decided is what was adopted and published, with the objections.
func (b binder) decided(c *cases.Case) []books.Cell {
	cells := []books.Cell{{}, {}, {}, {}}
	if r := c.Resolution; r != nil {
		cells = []books.Cell{books.Text(string(r.Class)), b.told("form." + string(r.Form())), b.text(r.Text), b.day(r.At)}
	}
	var objections []string
	for _, o := range c.Publicity.Objections {
		line := strconv.Itoa(o.Number) + ". " + plain(escape(oneLine(o.Text)))
		if o.Ruling != "" {
			line += " → " + b.voice.word("word."+o.Ruling, 0) + " " + plain(escape(oneLine(o.Reason)))
		}
		objections = append(objections, line)
	}
	return append(cells, b.day(c.Publicity.From), b.day(c.Publicity.Until), books.Text(strings.Join(objections, "\n")))
}

// judgedAndClosed is what people said of the result, and how the case ended.
func (b binder) judgedAndClosed(c *cases.Case) []books.Cell {
	e := c.Evaluation
	cells := []books.Cell{books.Number(e.Count()), books.Number(e.Silent()), books.Number(e.Unanswered),
		books.Number(e.Solved), books.Number(e.Satisfied), {}, {}, {}}
	if c.Closed != nil {
		cells[5], cells[6], cells[7] = b.told("outcome."+string(c.Closed.Outcome)), b.day(c.Closed.At),
			b.text(c.Closed.Reason)
	}
	return cells
}
