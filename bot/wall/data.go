package wall

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"echowall/flows/public"
)

// The case as other programs read it. Fields are added, never renamed; texts are as people wrote them, and to be escaped by whoever
// shows them.
type (
	caseData struct {
		Number     int        `json:"number"`
		Title      string     `json:"title"`
		URL        string     `json:"url"`
		Status     string     `json:"status"` // open, closed
		Stage      string     `json:"stage"`
		Step       string     `json:"step"`
		StepNumber int        `json:"step_number"`
		Steps      int        `json:"steps"`
		Raised     time.Time  `json:"raised"`
		Updated    time.Time  `json:"updated"`
		Due        *time.Time `json:"due,omitempty"`
		Overdue    bool       `json:"overdue"`
		Supporters int        `json:"supporters"`
		WaitingFor string     `json:"waiting_for,omitempty"`
		Outcome    string     `json:"outcome,omitempty"`
		Reason     string     `json:"reason,omitempty"`
		MergedInto int        `json:"merged_into,omitempty"`
	}
	caseWhole struct {
		caseData
		Text       string       `json:"text"`
		Photos     []string     `json:"photos,omitempty"`
		Findings   string       `json:"findings,omitempty"`
		Resolution *resolved    `json:"resolution,omitempty"`
		Tasks      []taskData   `json:"tasks,omitempty"`
		Judged     *judgedData  `json:"judged,omitempty"`
		History    []momentData `json:"history"`
	}
	resolved struct {
		Text  string    `json:"text"`
		Class string    `json:"class"`
		As    string    `json:"as"`
		At    time.Time `json:"at"`
	}
	taskData struct {
		Number  int        `json:"number"`
		Unit    string     `json:"unit"`
		Measure string     `json:"measure"`
		Due     time.Time  `json:"due"`
		Done    *time.Time `json:"done,omitempty"`
		Overdue bool       `json:"overdue"`
	}
	judgedData struct {
		Count     int `json:"count"`
		Answered  int `json:"answered"`
		Solved    int `json:"solved"`
		Partly    int `json:"partly"`
		Unsolved  int `json:"unsolved"`
		Satisfied int `json:"satisfied"`
		Silent    int `json:"silent"`
	}
	momentData struct {
		At   time.Time `json:"at"`
		What string    `json:"what"`
		Text string    `json:"text,omitempty"`
	}
)

// casesData is all cases, the newest first, in pages.
var casesData = builder{build: func(p *sheet) (answer, error) {
	numbers := make([]int, 0, p.community.Opened+p.community.Ended)
	for n := p.community.Opened + p.community.Ended; n > 0; n-- {
		numbers = append(numbers, n)
	}
	list := turn(p, numbers, "cases.json")
	body := struct {
		Community string     `json:"community"`
		URL       string     `json:"url"`
		Total     int        `json:"total"`
		Page      int        `json:"page"`
		Pages     int        `json:"pages"`
		Next      string     `json:"next,omitempty"`
		Cases     []caseData `json:"cases"`
	}{Community: p.Line(p.community.Name), URL: p.Abs(""), Total: list.All, Page: list.Page, Pages: list.Pages, Cases: []caseData{}}
	if list.Page < list.Pages {
		body.Next = p.Abs("cases.json?page=" + itoa(list.Page+1))
	}
	for _, l := range public.Lines(p.state, list.Items) {
		body.Cases = append(body.Cases, p.data(l))
	}
	return jsonAnswer(body)
}}

// wholeData is one case.
func wholeData(p *sheet) (answer, error) {
	c, ok := public.Find(p.state, numbered(strings.TrimSuffix(p.values["number"], ".json")))
	if !ok {
		return answer{}, errNotFound
	}
	whole := caseWhole{caseData: p.data(c.Line), Text: p.Typed(c.Text), Findings: p.Typed(c.Findings), History: []momentData{}}
	for _, x := range c.Photos {
		whole.Photos = append(whole.Photos, p.Abs("photo/"+itoa(c.Number)+"/"+x.Ref))
	}
	if r := c.Resolution; r != nil {
		whole.Resolution = &resolved{p.Typed(r.Text), string(r.Class), string(r.Form()), r.At}
	}
	for _, t := range c.Tasks {
		whole.Tasks = append(whole.Tasks, taskData{t.Number, p.Line(t.Unit), p.Typed(t.Measure), t.Due, moment(t.Done), t.Overdue})
	}
	if j := c.Judged; j.Count > 0 {
		whole.Judged = &judgedData{j.Count, j.Answered, j.Solved, j.Partly, j.Unsolved, j.Satisfied, j.Silent}
	}
	for _, m := range slices.Backward(p.site.past.moments[c.Number]) {
		whole.History = append(whole.History, momentData{m.At, p.Say(m.Message), p.Typed(m.Text)})
	}
	return jsonAnswer(whole)
}

func (p *sheet) data(l public.Line) caseData {
	d := caseData{
		Number: l.Number, Title: p.Title(l.Title), URL: p.Abs("case/" + itoa(l.Number)), Status: "open", Stage: string(l.Kind),
		Step: p.Named(l.Step), StepNumber: l.At, Steps: l.Of, Raised: l.Raised, Updated: l.Updated, Due: moment(l.Due), Overdue: l.Overdue,
		Supporters: l.Supporters,
	}
	if l.Closed != nil {
		d.Status, d.Outcome, d.Reason, d.MergedInto = "closed", string(l.Closed.Outcome), p.Typed(l.Closed.Reason), l.Closed.Into
	} else {
		d.WaitingFor = p.Say(l.Wait())
	}
	return d
}

// moment is a time that may be unset.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func jsonAnswer(body any) (answer, error) {
	raw, err := json.Marshal(body)
	return answer{"application/json; charset=utf-8", raw}, err
}
