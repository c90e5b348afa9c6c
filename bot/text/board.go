package text

import (
	"cmp"
	"slices"
	"strings"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/say"
)

// detail is how much the wall tells of a case.
type detail struct {
	title int  // how long a title may be, in characters
	next  bool // who is waited for
}

// wall is the pinned list of open cases by step, what is overdue apart. The more cases there are, the less is told of
// each.
func (v voice) wall() (string, [][]say.Button, bool) {
	if v.s.Head() == nil {
		return "", nil, false
	}
	return v.board(), v.pageButton(), true
}

// pageButton opens the wall in the browser, where it stands on the web.
func (v voice) pageButton() [][]say.Button {
	code := v.s.Head().Page.Code
	if v.r.page(code) == "" {
		return nil
	}
	return [][]say.Button{say.Row(office.PageButton(code))}
}

func (v voice) board() string {
	head := v.tell("wall.head", data{"Name": escape(clipped(oneLine(v.s.Head().Name), 2*maxName))})
	open := v.s.OpenCases()
	if len(open) == 0 {
		return head + "\n\n" + v.tell("wall.quiet", nil)
	}
	head += "\n" + v.tell("wall.count", data{"Count": len(open)})
	foot := "\n\n" + v.tell("wall.foot", nil)
	for _, d := range []detail{{60, true}, {36, true}, {36, false}, {12, false}} {
		if text := head + v.groups(open, d) + foot; units(text) <= MaxMessage {
			return text
		}
	}
	return v.firstCases(head, open, foot)
}

// firstCases shows as many of the cases as fit, the oldest, and how many more there are.
func (v voice) firstCases(head string, open []*cases.Case, foot string) string {
	for n := len(open); n > 0; n = n * 9 / 10 {
		more := "\n\n" + v.tell("wall.more", data{"Count": len(open) - n})
		if text := head + v.groups(open[:n], detail{title: 12}) + more + foot; units(text) <= MaxMessage {
			return text
		}
	}
	return head + foot
}

// group is the cases that stand together on the wall.
type group struct {
	name  string
	order int
	lines []string
}

// groups are the cases by the names of their steps, in the order of the steps, those overdue before all.
func (v voice) groups(open []*cases.Case, d detail) string {
	all := map[string]*group{}
	for _, c := range open {
		name, order := v.tell("wall.overdue", nil), -1
		if !c.Late() {
			name, order = v.step(c)
		}
		if all[name] == nil {
			all[name] = &group{name: name, order: order}
		}
		all[name].lines = append(all[name].lines, v.wallLine(c, d))
	}
	var text strings.Builder
	for _, g := range sorted(all) {
		text.WriteString("\n\n" + g.name + "\n" + strings.Join(g.lines, "\n"))
	}
	return text.String()
}

func sorted(all map[string]*group) []*group {
	var groups []*group
	for _, g := range all {
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a,
		b *group) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.name, b.name))
	})
	return groups
}

// step is the heading for the step a case is in, and the number of the step.
func (v voice) step(c *cases.Case) (string, int) {
	p := v.s.Method(c)
	if p == nil {
		return "", 0
	}
	for i, step := range p.Steps() {
		if c.Stage <= step.Last {
			return v.tell("wall.step", data{"Step": escape(v.named(step.Names))}), i
		}
	}
	return "", len(p.Stages)
}

func (v voice) wallLine(c *cases.Case, d detail) string {
	args := data{"Case": c.Number, "Title": v.title(clipped(oneLine(c.Title), d.title))}
	if !d.next {
		return v.tell("wall.case.short", args)
	}
	args["Next"] = v.message(life.Waiting(v.s, c).Message())
	return v.tell("wall.case", args)
}
