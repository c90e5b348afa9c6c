package wall

import (
	"net/http"
	"slices"
	"strings"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/open311"
	"echowall/bot/wall/reader"
	"echowall/flows"
	"echowall/flows/public"
	"echowall/flows/record"
)

// chunk is how many cases are read at once.
const chunk = 100

// requests lists the cases that a reader asks for, the newest first.
func (p *sheet) requests(format string) (answer.Answer, error) {
	q, err := open311.ReadQuery(p.args, p.now)
	if err != nil {
		return answer.Answer{}, err
	}
	var found []int
	for some := range slices.Chunk(p.asked(q), chunk) {
		lines := public.Lines(p.state, some)
		for _, l := range lines {
			if q.Wants(l.Number, statusOf(l), l.Raised) {
				found = append(found, l.Number)
			}
		}
		// Those before were raised earlier still.
		older := len(q.IDs) == 0 && len(lines) > 0 && lines[len(lines)-1].Raised.Before(q.From)
		if older || q.Enough(len(found)) {
			break
		}
	}
	all := []open311.Request{}
	record.Each(q.Cut(found), func(n int) { all = append(all, p.requestOf(n)) })
	return open311.Answer(format, "service_requests", all)
}

// asked are the cases that a reader names, all where none is named, the newest first.
func (p *sheet) asked(q open311.Query) []int {
	var all []int
	for n := p.community.Opened + p.community.Ended; n > 0; n-- {
		if len(q.IDs) == 0 || slices.Contains(q.IDs, n) {
			all = append(all, n)
		}
	}
	return all
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
