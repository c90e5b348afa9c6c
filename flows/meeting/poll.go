package meeting

import (
	"slices"
	"time"
)

// The number of dates a poll offers.
const (
	FewestDates = 2
	MostDates   = 6
)

// Poll asks those who are invited which dates suit them.
type Poll struct {
	Dates []time.Time `json:"dates"`
	// Choices are the numbers of the dates that suit a person, from 1, in order; an empty list says that none does.
	Choices map[int][]int `json:"choices,omitempty"`
	// Until is when the best date is offered to the secretary, Offered that it was.
	Until   time.Time `json:"until"`
	Offered bool      `json:"offered,omitempty"`
	// Nudged is up to when those who had not answered were reminded.
	Nudged time.Time `json:"nudged,omitzero"`
}

// longestPoll is how long those who are asked have at the most.
const longestPoll = 3 * 24 * time.Hour

// NewPoll asks about dates, which it puts in order. Those who are asked have three days, but never more than half of
// the time that is left before the first date.
func NewPoll(dates []time.Time, now time.Time) *Poll {
	dates = slices.Clone(dates)
	slices.SortFunc(dates, time.Time.Compare)
	dates = slices.CompactFunc(dates, time.Time.Equal)
	half := dates[0].Sub(now) / 2
	return &Poll{Dates: dates, Until: now.Add(min(half, longestPoll))}
}

// Date is the date with a number, and whether there is one.
func (p *Poll) Date(n int) (time.Time, bool) {
	if p == nil || n < 1 || n > len(p.Dates) {
		return time.Time{}, false
	}
	return p.Dates[n-1], true
}

// Suits tells whether a date suits a person.
func (p *Poll) Suits(person, n int) bool { return slices.Contains(p.Choices[person], n) }

// Toggled is what a person's choice becomes by pressing one date: it is taken in, or out again.
func (p *Poll) Toggled(person, n int) []int {
	old := p.Choices[person]
	if i := slices.Index(old, n); i >= 0 {
		return slices.Delete(slices.Clone(old), i, i+1)
	}
	all := append(slices.Clone(old), n)
	slices.Sort(all)
	return all
}

// Choose keeps what suits a person; the last word counts. That none does is always kept in the same way.
func (p *Poll) Choose(person int, dates []int) {
	if len(dates) == 0 {
		dates = nil
	}
	if p.Choices == nil {
		p.Choices = map[int][]int{}
	}
	p.Choices[person] = dates
}

// Count is how many a date suits.
func (p *Poll) Count(n int) int {
	count := 0
	for person := range p.Choices {
		if p.Suits(person, n) {
			count++
		}
	}
	return count
}

// Best is the number of the date to come that suits most, the earliest of them; 0 when all are over.
func (p *Poll) Best(now time.Time) int {
	best, most := 0, -1
	for i, date := range p.Dates {
		if n := p.Count(i + 1); date.After(now) && n > most {
			best, most = i+1, n
		}
	}
	return best
}

// Answered tells whether all of those asked have said what suits them.
func (p *Poll) Answered(asked []int) bool {
	return !slices.ContainsFunc(asked, func(person int) bool { _, said := p.Choices[person]; return !said })
}

// NextLook is when the best date is to be offered; zero once it was.
func (p *Poll) NextLook() time.Time {
	if p == nil || p.Offered {
		return time.Time{}
	}
	return p.Until
}
