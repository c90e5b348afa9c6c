package procedure_test

import (
	"slices"
	"strings"
	"testing"

	"echowall/flows/procedure"
	"echowall/flows/schedule"
)

// method is a local method as the domain describes it: its own name, its steps, and the way of each track through the
// kinds of stages.
type method struct {
	id, name, steps string
	// ways are the kinds after screening, by track.
	ways map[procedure.Track]string
}

// The ways that several methods have in common, after screening.
const (
	work    = "implementation evaluation"
	talk    = "deliberation " + work
	publish = "deliberation publicity " + work
	whole   = "research " + publish
)

func methods() []method {
	type ways = map[procedure.Track]string
	const big, hard, small, urgent = procedure.Big, procedure.Hard, procedure.Small, procedure.Urgent
	const approved = "deliberation publicity approval " + work
	const twice = "deliberation implementation evaluation evaluation"
	return []method{
		{
			"six-step", "六步议事法", "收集议题 确定议题 议前调研 协商议事 公开公示 跟踪落实",
			ways{big: "research " + approved, hard: "research " + approved, small: approved, urgent: approved},
		}, {
			"five-step", "五步协商议事法", "采集 研判 调研走访 协商办理 督查反馈",
			ways{big: "research " + talk, hard: "research " + talk, small: talk, urgent: work},
		}, {
			// Hard matters are talked over once before.
			"six-plus-four", "6+4协商程序", "收集议题 确定议题 议前调研 协商议事 公开公示 跟踪落实",
			ways{big: "research " + approved, hard: "research deliberation " + approved, small: approved, urgent: approved},
		}, {
			// The plan is approved before it is run, and the effect is judged twice.
			"four-rings", "四环八步工作法", "征集议题 双召集人会商 制定方案 方案报批 协商决议 转化落实 群众评议 组织评估",
			ways{big: "research approval " + twice, hard: "research approval " + twice, small: twice, urgent: twice},
		}, {
			"six-links", "六环节小微协商", "选题 调研 协商 转化 督办 评估",
			ways{big: whole, hard: whole, small: whole, urgent: talk},
		}, {
			"five-step-hall", "议事堂五环节", "收集信息 确定议题 调查研究 开展协商 跟踪问效",
			ways{big: whole, hard: whole, small: publish, urgent: talk},
		}, {
			"three-four-five", "345工作法", "议题收集 民主协商 成果转化",
			ways{big: publish, hard: publish, small: publish, urgent: talk},
		}, {
			// Discussing and deciding are one step: see the file.
			"monthly", "村民议事会", "收集议题 讨论决定 公布办理情况",
			ways{big: talk, hard: talk, small: talk, urgent: work},
		}, {
			"bimonthly", "单双月协商", "收集线索 逐条研判 组团走访 协商答复 跟踪督办",
			ways{big: "research " + talk, hard: "research " + talk, small: "research " + talk, urgent: work},
		}, {
			"fast", "小事小议、急事快议", "提出 答复或办理 公布",
			ways{big: work, hard: work, small: work, urgent: work},
		},
	}
}

// TestTheLocalMethods holds each procedure that comes with the program to what the domain says of it, and lists them
// all.
func TestTheLocalMethods(t *testing.T) {
	registry, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, m := range methods() {
		ids = append(ids, m.id)
		t.Run(m.id, func(t *testing.T) { m.check(t, registry) })
	}
	if slices.Sort(ids); !slices.Equal(ids, registry.IDs()) {
		t.Errorf("expected %v, got %v", ids, registry.IDs())
	}
}

func (m method) check(t *testing.T, registry *procedure.Registry) {
	p, ok := registry.Latest(m.id)
	if !ok {
		t.Fatalf("there is no %s", m.id)
	}
	if p.Names["zh-Hans"] != m.name || p.Names["en"] == "" {
		t.Errorf("expected %s, got %v", m.name, p.Names)
	}
	var names []string
	english := map[string]bool{}
	last := -1
	for _, s := range p.Steps() {
		names = append(names, s.Names["zh-Hans"])
		english[s.Names["en"]] = true
		if s.First != last+1 {
			t.Errorf("step %v begins at stage %d, after %d", s.Names, s.First, last)
		}
		last = s.Last
	}
	if got := strings.Join(names, " "); got != m.steps || last != len(p.Stages)-1 {
		t.Errorf("expected %s to the last stage, got %s to stage %d", m.steps, got, last)
	}
	if len(english) != len(names) {
		t.Errorf("%d steps have %d English names", len(names), len(english))
	}
	for _, track := range procedure.Tracks() {
		if got := way(p, track); got != "intake screening "+m.ways[track] {
			t.Errorf("%s: expected %s after screening, got %s", track, m.ways[track], got)
		}
	}
}

// way walks a track from its first stage until there is none to follow.
func way(p *procedure.Procedure, track procedure.Track) string {
	kinds := []string{string(p.Stage(0).Kind)}
	for i, ok := p.Next(0, track); ok; i, ok = p.Next(i, track) {
		kinds = append(kinds, string(p.Stage(i).Kind))
	}
	return strings.Join(kinds, " ")
}

// TestEveryMethodHasADigest: what is late is told to all, and the registry has witnesses, whatever a community works
// by.
func TestEveryMethodHasADigest(t *testing.T) {
	registry, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range registry.IDs() {
		p, _ := registry.Latest(id)
		if !slices.ContainsFunc(p.Schedules, func(s procedure.Schedule) bool { return s.Kind == schedule.Digest }) {
			t.Errorf("%s has no digest", id)
		}
	}
}
