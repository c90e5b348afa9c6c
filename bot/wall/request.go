package wall

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/open311"
	"echowall/bot/wall/reader"
	"echowall/flows"
	"echowall/flows/public"
	"echowall/flows/record"
)

// Limits of what GET requests tells, as the specification has them: the longest time and the most requests of one
// answer.
const (
	longestSpan  = 90 * 24 * time.Hour
	mostRequests = 1000
	requestsPage = 100
)

// requests lists the cases that a reader asks for, the newest first. Where no time is asked for, it is the last 90
// days.
func (p *sheet) requests(format string) (answer.Answer, error) {
	from, until, err := p.span()
	if err != nil {
		return answer.Answer{}, err
	}
	ids, status := p.args.Get("service_request_id"), p.args.Get("status")
	size := reader.Number(p.args.Get("page_size"))
	if size == 0 || size > mostRequests {
		size = requestsPage
	}
	fits := func(l public.Line) bool {
		timely := ids != "" || !l.Raised.Before(from) && !l.Raised.After(until)
		return timely && open311.Among(status, statusOf(l)) &&
			open311.Among(p.args.Get("service_code"), open311.ServiceCode)
	}
	skip := (max(1, reader.Number(p.args.Get("page"))) - 1) * size
	var found []int
	for some := range slices.Chunk(p.asked(ids), requestsPage) {
		lines := public.Lines(p.state, some)
		for _, l := range lines {
			if fits(l) {
				found = append(found, l.Number)
			}
		}
		// Those before were raised earlier still.
		older := ids == "" && len(lines) > 0 && lines[len(lines)-1].Raised.Before(from)
		if older || len(found) >= skip+size {
			break
		}
	}
	all := []open311.Request{}
	record.Each(found[min(skip, len(found)):min(skip+size, len(found))], func(n int) {
		all = append(all, p.requestOf(n))
	})
	return open311.Answer(format, "service_requests", all)
}

// asked are the cases that a reader names, all where none is named, the newest first.
func (p *sheet) asked(ids string) []int {
	var all []int
	for n := p.community.Opened + p.community.Ended; n > 0; n-- {
		if open311.Among(ids, itoa(n)) {
			all = append(all, n)
		}
	}
	return all
}

// span is the time that a reader asks for.
func (p *sheet) span() (from, until time.Time, err error) {
	read := func(name string) (t time.Time) {
		if text := p.args.Get(name); text != "" && err == nil {
			if t, err = time.Parse(time.RFC3339, text); err != nil {
				err = &open311.Fault{Code: http.StatusBadRequest, Description: name + " must be a time as 2026-06-01T09:00:00Z"}
			}
		}
		return t
	}
	from, until = read("start_date"), read("end_date")
	if until.IsZero() {
		until = p.now
	}
	if from.IsZero() || until.Sub(from) > longestSpan {
		from = until.Add(-longestSpan)
	}
	return from, until, err
}

// request is one case.
func (p *sheet) request(which, format string) (answer.Answer, error) {
	if _, ok := public.Find(p.state, reader.Number(which)); !ok {
		return answer.Answer{}, &open311.Fault{Code: http.StatusNotFound, Description: "service_request_id was not found"}
	}
	return open311.Answer(format, "service_requests", []open311.Request{p.requestOf(reader.Number(which))})
}

// token tells which case came of a filing.
func (p *sheet) token(token, format string) (answer.Answer, error) {
	n := 0
	if len(token) <= maxToken {
		n = flows.FiledAs(p.state, token)
	}
	if n == 0 {
		return answer.Answer{}, &open311.Fault{Code: http.StatusNotFound, Description: "token was not found"}
	}
	return open311.Answer(format, "service_requests", []open311.Receipt{{ID: itoa(n), Token: token}})
}

func statusOf(l public.Line) string {
	if l.Closed != nil {
		return "closed"
	}
	return "open"
}

// requestOf is a case as the interface tells it.
func (p *sheet) requestOf(number int) open311.Request {
	c, _ := public.Find(p.state, number)
	r := open311.Request{
		ID: itoa(c.Number), Status: statusOf(c.Line), Notes: p.standing(c.Line), Name: p.text("page.raise"),
		Code: open311.ServiceCode,
		Text: p.Typed(c.Text), Requested: p.ISO(c.Raised), Updated: p.ISO(c.Updated), Agency: p.agency(c),
	}
	if r.Text == "" {
		r.Text = p.Title(c.Title)
	}
	if !c.Due.IsZero() && c.Closed == nil {
		r.Expected = p.ISO(c.Due)
	}
	if len(c.Photos) > 0 {
		r.Media = p.Abs("photo/" + itoa(number) + "/" + c.Photos[0].Ref)
	}
	if p.args.Get("extensions") == "true" {
		r.Extensions = &open311.Extended{
			URL: p.Abs("case/" + itoa(number)), Title: p.Title(c.Title), Stage: string(c.Kind), Step: p.Named(c.Step),
			StepNumber: c.At, Steps: c.Of,
			Overdue: c.Overdue, Supporters: c.Supporters,
		}
		if c.Closed != nil {
			r.Extensions.Outcome = string(c.Closed.Outcome)
		}
	}
	return r
}

// agency is who does the work.
func (p *sheet) agency(c public.Case) string {
	var units []string
	for _, t := range c.Tasks {
		units = append(units, p.Line(t.Unit))
	}
	return strings.Join(units, ", ")
}
