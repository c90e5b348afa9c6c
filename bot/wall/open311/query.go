package open311

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limits of what GET requests tells: the longest time between two dates and the most requests of one answer, as the
// specification has them; and how many an answer holds where a reader does not say.
const (
	longestSpan  = 90 * 24 * time.Hour
	mostRequests = 1000
	requestsPage = 100
)

// Query is which service requests a reader asks for.
type Query struct {
	// From and Until are when they were requested; where IDs are named, it does not matter.
	From, Until time.Time
	// IDs, Statuses and Services are those that were named; empty where any will do.
	IDs                []int
	Statuses, Services []string
	// Page counts from 1, Size is how many a page holds.
	Page, Size int
}

// ReadQuery reads which service requests a reader asks for. Without dates it is the last 90 days, with a first date
// alone all since then. What cannot be read, or would be cut short in silence, is a fault that says why.
func ReadQuery(args url.Values, now time.Time) (Query, error) {
	r := form{args: args}
	q := Query{
		From: r.time("start_date"), Until: r.time("end_date"), IDs: r.numbers("service_request_id"),
		Statuses: list(args.Get("status")), Services: list(args.Get("service_code")),
		Page: r.number("page", 1, 1_000_000), Size: r.number("page_size", requestsPage, mostRequests),
	}
	for _, s := range q.Statuses {
		if s != "open" && s != "closed" {
			r.wrong("status must be open, closed, or both parted by a comma")
		}
	}
	switch open := q.Until.IsZero(); {
	case open && q.From.IsZero():
		q.From, q.Until = now.Add(-longestSpan), now
	case open:
		q.Until = now
	case q.From.IsZero():
		q.From = q.Until.Add(-longestSpan)
	case q.Until.Before(q.From):
		r.wrong("end_date must not be before start_date")
	case q.Until.Sub(q.From) > longestSpan:
		r.wrong("start_date and end_date must not be more than 90 days apart; leave out end_date for all since start_date")
	}
	return q, r.fault
}

// Wants tells whether a request of this status, made then, is asked for.
func (q Query) Wants(id int, status string, requested time.Time) bool {
	timely := len(q.IDs) > 0 || !requested.Before(q.From) && !requested.After(q.Until)
	return timely && among(q.IDs, id) && among(q.Statuses, status) && among(q.Services, ServiceCode)
}

// Cut is the page of what was found that is asked for.
func (q Query) Cut(found []int) []int {
	skip := (q.Page - 1) * q.Size
	return found[min(skip, len(found)):min(skip+q.Size, len(found))]
}

// Enough tells whether so many were found that the page asked for is full.
func (q Query) Enough(found int) bool { return found >= q.Page*q.Size }

// form reads the arguments of an address and keeps the first fault.
type form struct {
	args  url.Values
	fault error
}

func (f *form) wrong(why string) {
	if f.fault == nil {
		f.fault = &Fault{Code: http.StatusBadRequest, Description: why}
	}
}

func (f *form) time(name string) time.Time {
	text := f.args.Get(name)
	if text == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		f.wrong(name + " must be a time as 2026-06-01T09:00:00Z")
	}
	return t
}

func (f *form) number(name string, otherwise, most int) int {
	text := f.args.Get(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		f.wrong(name + " must be a number from 1 to " + strconv.Itoa(most))
	}
	return n
}

func (f *form) numbers(name string) []int {
	var all []int
	for _, text := range list(f.args.Get(name)) {
		n, err := strconv.Atoi(text)
		if err != nil {
			f.wrong(name + " must be numbers parted by commas")
		}
		all = append(all, n)
	}
	return all
}

// list is what stands between commas.
func list(text string) []string {
	var all []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

func among[T comparable](named []T, x T) bool { return len(named) == 0 || slices.Contains(named, x) }
