package wall

import (
	"slices"
	"strings"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/feed"
	"echowall/bot/wall/reader"
	"echowall/flows/public"
)

// casesData is all cases, the newest first, in pages.
var casesData = builder{build: func(p *sheet) (answer.Answer, error) {
	numbers := make([]int, 0, p.community.Opened+p.community.Ended)
	for n := p.community.Opened + p.community.Ended; n > 0; n-- {
		numbers = append(numbers, n)
	}
	list := paginate(p, numbers, "cases.json")
	body := struct {
		Community string      `json:"community"`
		URL       string      `json:"url"`
		Total     int         `json:"total"`
		Page      int         `json:"page"`
		Pages     int         `json:"pages"`
		Next      string      `json:"next,omitempty"`
		Cases     []feed.Case `json:"cases"`
	}{Community: p.Line(p.community.Name), URL: p.Abs(""), Total: list.All, Page: list.Page, Pages: list.Pages,
		Cases: []feed.Case{}}
	if list.Page < list.Pages {
		body.Next = p.Abs("cases.json?page=" + itoa(list.Page+1))
	}
	for _, l := range public.Lines(p.state, list.Items) {
		body.Cases = append(body.Cases, p.data(l))
	}
	return answer.JSON(body)
}}

// wholeData is one case.
func wholeData(p *sheet) (answer.Answer, error) {
	c, ok := public.Find(p.state, reader.Number(strings.TrimSuffix(p.values["number"], ".json")))
	if !ok {
		return answer.Answer{}, errNotFound
	}
	whole := feed.Whole{Case: p.data(c.Line), Text: p.Typed(c.Text), Findings: p.Typed(c.Findings),
		History: []feed.Event{}}
	for _, x := range c.Photos {
		whole.Photos = append(whole.Photos, p.Abs("photo/"+itoa(c.Number)+"/"+x.Ref))
	}
	if r := c.Resolution; r != nil {
		whole.Resolution = &feed.Resolution{Text: p.Typed(r.Text), Class: string(r.Class), As: string(r.Form()), At: r.At}
	}
	for _, t := range c.Tasks {
		whole.Tasks = append(whole.Tasks, feed.Task{
			Number: t.Number, Unit: p.Line(t.Unit), Measure: p.Typed(t.Measure), Due: t.Due, Done: feed.Moment(t.Done),
			Overdue: t.Overdue,
		})
	}
	if j := c.Judged; j.Count > 0 {
		whole.Judged = &feed.Judged{
			Count: j.Count, Answered: j.Answered, Solved: j.Solved, Partly: j.Partly, Unsolved: j.Unsolved,
			Satisfied: j.Satisfied, Silent: j.Silent,
		}
	}
	for _, m := range slices.Backward(p.site.past.moments[c.Number]) {
		whole.History = append(whole.History, feed.Event{At: m.At, What: p.Say(m.Message), Text: p.Typed(m.Text)})
	}
	return answer.JSON(whole)
}

func (p *sheet) data(l public.Line) feed.Case {
	d := feed.Case{
		Number: l.Number, Title: p.Title(l.Title), URL: p.Abs("case/" + itoa(l.Number)), Status: "open",
		Stage: string(l.Kind),
		Step:  p.Named(l.Step), StepNumber: l.At, Steps: l.Of, Raised: l.Raised, Updated: l.Updated, Due: feed.Moment(l.Due),
		Overdue:    l.Overdue,
		Supporters: l.Supporters,
	}
	if l.Closed != nil {
		d.Status, d.Outcome, d.Reason, d.MergedInto = "closed", string(l.Closed.Outcome), p.Typed(l.Closed.Reason),
			l.Closed.Into
	} else {
		d.WaitingFor = p.Say(l.Wait())
	}
	return d
}
