package text

import (
	"slices"
	"strconv"
	"strings"

	"echowall/flows/cases"
	"echowall/flows/evaluation"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// How long the texts on a card may be, in characters. Who wants to read all of it finds it below the card.
const (
	cardText      = 900
	cardMeasure   = 120
	cardObjection = 160
	// folded is from how many characters on a text is folded up until somebody opens it.
	folded = 160
	// cardItems is how many tasks or objections a card lists.
	cardItems = 8
)

// card is a case as it stands: what matters most to a passer-by first, for the end is cut when it is too long.
func (v voice) card(number int) (string, [][]say.Button, bool) {
	c := v.s.Case(number)
	if c == nil {
		return "", nil, false
	}
	p := v.s.Method(c)
	if p == nil {
		return "", nil, false
	}
	v.s.WantTalks(c)
	record.WantCalled(v.s.Records, c.Raiser)
	head := []string{v.tell("card.head", data{"Case": c.Number, "Title": v.title(c.Title)}), v.timeline(c, p),
		v.standing(c)}
	body := []string{v.raised(c), reworded(v, c), v.recurrence(c), v.sorted(c), v.together(c), v.issue(c),
		v.resolution(c), v.tasks(c),
		v.objections(c), v.ratings(c, p), v.lastEcho(c)}
	return lines(head) + "\n\n" + lines(body), v.cardButtons(c, c.Kind(p)), true
}

// lines puts texts below one another, without those that are empty.
func lines(texts []string) string {
	var all []string
	for _, t := range texts {
		if t != "" {
			all = append(all, t)
		}
	}
	return strings.Join(all, "\n")
}

// quote is what somebody wrote, set apart and folded up when it is long; "" for nothing.
func quote(text string, limit int) string {
	text = strings.TrimSpace(text)
	switch n := len([]rune(text)); {
	case n == 0:
		return ""
	case n > folded:
		return "<blockquote expandable>" + escape(clipped(text, limit)) + "</blockquote>"
	default:
		return "<blockquote>" + escape(text) + "</blockquote>"
	}
}

// timeline is the way of a case in the procedure's own step names, without what its track leaves out.
func (v voice) timeline(c *cases.Case, p *procedure.Procedure) string {
	ids := map[cases.StepState]string{
		cases.StepDone: "card.step.done", cases.StepNow: "card.step.now", cases.StepNext: "card.step.next",
	}
	var steps []string
	for _, step := range c.Way(p) {
		name := strings.ReplaceAll(escape(v.named(step.Names)), " ", "\u00a0")
		steps = append(steps, v.tell(ids[step.State], data{"Step": name}))
	}
	return strings.Join(steps, " ")
}

// standing says who is waited for, or how it ended.
func (v voice) standing(c *cases.Case) string {
	if c.Closed == nil {
		id := "card.next"
		if c.Late() {
			id = "card.next.overdue"
		}
		return v.tell(id, data{"Next": v.message(life.Waiting(v.s, c).Message())})
	}
	d := data{"Outcome": v.tell("outcome."+string(c.Closed.Outcome), nil), "Date": v.date(c.Closed.At),
		"Into": c.Closed.Into}
	if c.Closed.Ground != "" {
		d["Ground"] = v.tell("ground."+string(c.Closed.Ground), nil)
	}
	return lines([]string{v.tell("card.closed", d), quote(c.Closed.Reason, cardText)})
}

// reworded says that its words were changed after others had taken it up, and what they were.
func reworded(v voice, c *cases.Case) string {
	if c.Reworded == nil {
		return ""
	}
	was := data{"Date": v.date(c.Reworded.At), "Was": escape(clipped(oneLine(c.Reworded.Was), cardObjection))}
	return v.tell("card.reworded", was)
}

// raised says who raised it, when, and how many support it.
func (v voice) raised(c *cases.Case) string {
	by := v.tell("someone", nil)
	switch {
	case c.Follows(cases.Joint):
		by = v.tell("raised.lead", data{"Name": escape(oneLine(c.Lead.Name)), "Case": c.Lead.Case})
	case c.Raiser == 0 && len(c.Followers) > 0:
		by = v.tell("raised.below", data{"Name": escape(oneLine(c.Followers[0].Name)), "Case": c.Followers[0].Case})
	case c.Via != "":
		by = v.tell("raised.via", nil)
	case !c.Anonymous && (c.EnteredBy == 0 || v.s.Profile(c.Raiser) != nil):
		by = v.person(c.Raiser)
	}
	if c.EnteredBy != 0 {
		by = v.tell("raised.behalf", data{"Person": by, "By": v.person(c.EnteredBy)})
	}
	return v.tell("card.raised", data{"By": by, "Date": v.date(c.Raised), "Count": c.Supporters, "Photos": len(c.Photos)})
}

// recurrence names the case that this one is again, and those that were this one again.
func (v voice) recurrence(c *cases.Case) string {
	var all []string
	if c.Earlier != 0 {
		if earlier := v.s.Case(c.Earlier); earlier != nil && earlier.Closed != nil {
			all = append(all, v.tell("card.earlier", data{
				"Case": c.Earlier, "Outcome": v.tell("outcome."+string(earlier.Closed.Outcome), nil),
				"Date": v.date(earlier.Closed.At),
			}))
		}
	}
	for _, n := range c.Later {
		all = append(all, v.tell("card.later", data{"Case": n}))
	}
	return lines(all)
}

// issue is what the raiser wrote, where the title does not say all of it.
func (v voice) issue(c *cases.Case) string {
	if v.title(c.Text) == v.title(c.Title) {
		return ""
	}
	return quote(c.Text, cardText)
}

func (v voice) resolution(c *cases.Case) string {
	if c.Resolution == nil {
		return ""
	}
	head := v.tell("card.resolution", data{
		"Class": v.tell("class."+string(c.Resolution.Class), nil), "Form": v.tell("option."+string(c.Resolution.Form()), nil),
	})
	return head + "\n" + quote(c.Resolution.Text, cardText)
}

func (v voice) tasks(c *cases.Case) string {
	if len(c.Tasks) == 0 {
		return ""
	}
	all := []string{v.tell("card.tasks", nil)}
	for i := range c.Tasks[:min(len(c.Tasks), cardItems)] {
		t := &c.Tasks[i]
		id, date := "card.task", t.Due
		switch {
		case t.IsDone():
			id, date = "card.task.done", t.Done
		case t.Overdue:
			id = "card.task.overdue"
		}
		all = append(all, v.tell(id, data{
			"Task": t.Number, "Unit": escape(oneLine(t.Unit)), "Measure": escape(clipped(oneLine(t.Measure), cardMeasure)),
			"Date": v.date(date),
		}))
	}
	return lines(append(all, v.more(len(c.Tasks)-cardItems)))
}

// more says how many were left out; "" for none.
func (v voice) more(n int) string {
	if n <= 0 {
		return ""
	}
	return v.tell("card.more", data{"Count": n})
}

// objections lists those that await their answer.
func (v voice) objections(c *cases.Case) string {
	var all []string
	for _, o := range c.Publicity.Objections {
		if o.Ruling == "" && len(all) < cardItems {
			all = append(all, v.tell("card.objection", data{
				"Number": o.Number, "Text": escape(clipped(oneLine(o.Text), cardObjection)),
			}))
		}
	}
	return lines(append(all, v.more(c.ObjectionsOpen()-cardItems)))
}

func (v voice) ratings(c *cases.Case, p *procedure.Procedure) string {
	e := c.Evaluation
	if c.Kind(p) != procedure.Evaluation && (c.Closed == nil || e.Count() == 0) {
		return ""
	}
	all := []string{v.tell("card.ratings", data{
		"Count": e.Count(), "Solved": e.Solved, "Partly": e.Partly, "Unsolved": e.Unsolved, "Satisfied": e.Satisfied,
		"Unanswered": e.Unanswered,
	})}
	for _, kind := range procedure.Evaluators() {
		if w := e.Of(kind); e.Count() > 0 && w.Said+w.Asked > 0 {
			all = append(all, v.tell("card.voices", data{
				"Who": v.tell("evaluator."+string(kind), nil), "Count": w.Said, "Solved": w.Solved, "Satisfied": w.Satisfied,
				"Silent": w.Silent(),
			}))
		}
	}
	return lines(all)
}

func (v voice) lastEcho(c *cases.Case) string {
	if c.Closed != nil {
		return ""
	}
	return v.tell("card.echoed", data{"Date": v.date(c.Echoed)})
}

// cardButtons are what anybody can do about the case at its stage.
func (v voice) cardButtons(c *cases.Case, kind procedure.Kind) [][]say.Button {
	which := " " + strconv.Itoa(c.Number)
	var rows [][]say.Button
	if kind != procedure.Closed && life.Permissions(v.s).At(permission.Support, kind) {
		label := say.New("button.support", say.Args{"Count": say.Num(c.Supporters)})
		rows = append(rows, say.Row(say.Press(label, string(permission.Support)+which)))
	}
	if kind == procedure.Publicity && c.Publicity.Until.After(v.now) {
		rows = append(rows, say.Row(say.Press(say.New("button.object"), string(permission.Object)+which)))
	}
	if kind == procedure.Evaluation {
		rows = append(rows, evaluation.RateButtons(c.Number)...)
	}
	if c.Closed != nil && slices.Contains([]cases.Outcome{cases.Solved, cases.Partly, cases.Explained}, c.Closed.Outcome) {
		rows = append(rows, say.Row(say.Press(say.New("button.again"), string(permission.Again)+which)))
	}
	return rows
}
