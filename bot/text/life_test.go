package text_test

import (
	"strings"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
)

const day = 24 * time.Hour

type command = life.Command

// lamps lets the hamlet raise a matter and take it through all its steps to the end; each step is told to seen.
func (h *hamlet) lamps(seen func(step string)) {
	h.do(command{Verb: permission.Raise, By: resident, Text: "村东头的路灯坏了六年没人修，晚上孩子放学走夜路不安全。\n希望今年能修好。"})
	h.do(command{Verb: permission.Support, By: neighbour, Case: 1})
	seen("intake")
	h.do(command{Verb: permission.Screen, By: secretary, Case: 1, Verdict: cases.Verdict{Kind: cases.Accept}})
	h.do(command{Verb: permission.Research, By: member, Case: 1, Text: "走访了12户，坏了14盏，线路没问题，只要换灯头。"})
	seen("research")
	h.do(command{Verb: permission.Confirm, By: convener, Case: 1})
	h.do(command{Verb: permission.Involve, By: secretary, Case: 1, Person: resident})
	h.do(command{Verb: permission.Statement, By: member, Case: 1, Text: "先修学校门口那几盏。"})
	h.do(command{Verb: permission.Schedule, By: secretary, Cases: []int{1}, When: h.now.Add(3 * day), Text: "活动室二楼"})
	h.do(command{Verb: permission.RSVP, By: member, Meeting: 1, Reply: meeting.Coming})
	h.do(command{Verb: permission.RSVP, By: memberToo, Meeting: 1, Reply: meeting.Maybe})
	seen("meeting")
	h.do(command{Verb: permission.Reschedule, By: secretary, Meeting: 1, When: h.now.Add(4 * day)})
	h.later(4 * day)
	h.do(command{Verb: permission.CheckIn, By: member, Meeting: 1})
	h.do(command{Verb: permission.CheckIn, By: convener, Meeting: 1})
	seen("open")
	h.do(command{
		Verb: permission.Resolve, By: secretary, Case: 1, Class: ballot.A,
		Text: "由供电所在6月30日前更换14盏路灯，费用从村集体公益金列支，监委会全程监督。",
	})
	h.do(command{Verb: permission.Minutes, By: secretary, Meeting: 1, Text: "到会2人，一致同意先修学校门口。"})
	h.vote("1.1", ballot.Yes, member, convener)
	h.do(command{Verb: permission.Recuse, By: resident, Ballot: "1.1", Text: "是我提的"})
	seen("ballot")
	h.vote("1.1", ballot.Yes, memberToo)
	seen("adopted")
	h.publicity(seen)
	h.work(seen)
}

func (h *hamlet) vote(id string, choice ballot.Choice, persons ...int) {
	for _, p := range persons {
		h.do(command{Verb: permission.Vote, By: p, Ballot: id, Choice: choice})
	}
}

func (h *hamlet) publicity(seen func(string)) {
	h.do(command{Verb: permission.Publish, By: secretary, Case: 1})
	h.do(command{Verb: permission.Object, By: neighbour, Case: 1, Text: "西头也有两盏不亮，要一起修。"})
	seen("publicity")
	h.do(command{Verb: permission.Settle, By: secretary, Case: 1, Number: 1, Ruling: cases.Dismissed, Text: "西头的灯已另立议题。"})
	h.later(8 * day)
	h.do(command{Verb: permission.Approve, By: authority, Case: 1})
}

func (h *hamlet) work(seen func(string)) {
	due := h.now.Add(5 * day)
	h.do(command{Verb: permission.Assign, By: secretary, Case: 1, Word: "供电所", When: due, Text: "更换14盏路灯"})
	h.do(command{Verb: permission.Assign, By: secretary, Case: 1, Word: "监委会", When: due.Add(2 * day), Text: "验收并拍照公开"})
	h.do(command{Verb: permission.Progress, By: handler, Case: 1, Task: 1, Text: "已换8盏", Photos: []string{"p1"}})
	h.later(6 * day)
	seen("overdue")
	h.do(command{Verb: permission.Done, By: handler, Case: 1, Task: 1, Text: "14盏全部换好"})
	h.do(command{Verb: permission.Extend, By: secretary, Case: 1, Task: 2, When: h.now.Add(3 * day), Text: "连日下雨"})
	h.do(command{Verb: permission.Done, By: secretary, Case: 1, Task: 2, Text: "验收合格"})
	h.do(command{
		Verb: permission.Rate, By: resident, Case: 1,
		Rating: cases.Rating{Solved: cases.RatedSolved, Satisfied: true},
	})
	seen("evaluation")
	h.later(8 * day)
	seen("closed")
}

// others lets the hamlet do what the lamps did not need.
func (h *hamlet) others() {
	h.do(command{Verb: permission.Raise, By: resident, Text: "电动车没地方充电", Anonymous: true})
	h.do(command{Verb: permission.Raise, By: neighbour, Text: "充电桩装在哪里"})
	h.do(command{Verb: permission.Raise, By: member, Text: "张家不许姓王的进祠堂"})
	h.do(command{Verb: permission.Take, By: secretary, Case: 2})
	h.do(command{Verb: permission.Screen, By: secretary, Case: 3, Verdict: cases.Verdict{Kind: cases.Merge, Into: 2}})
	h.do(command{
		Verb: permission.Screen, By: secretary, Case: 4,
		Verdict: cases.Verdict{Kind: cases.Decline, Ground: cases.Discriminatory, Text: "祠堂是全村的，人人可进"},
	})
	h.later(8 * day)
	h.later(8 * day)
	h.do(command{Verb: permission.Screen, By: secretary, Case: 2, Verdict: cases.Verdict{Kind: cases.Accept, Track: "small"}})
	h.do(command{Verb: permission.Schedule, By: secretary, Cases: []int{2}, When: h.now.Add(2 * day), Text: "小区凉亭"})
	h.do(command{Verb: permission.CallOff, By: secretary, Meeting: 2, Text: "下大雨"})
	h.do(command{Verb: permission.Appoint, By: secretary, Person: neighbour, Grant: people.Grant{Role: people.Expert, Detail: "消防"}})
	h.do(command{Verb: permission.Dismiss, By: secretary, Person: neighbour, Grant: people.Grant{Role: people.Expert}})
	h.do(command{Verb: permission.Invite, By: secretary, Grant: people.Grant{Role: people.Handler, Detail: "物业"}})
	h.do(command{Verb: permission.Bind, By: secretary, Word: "wall"})
	for _, v := range []permission.Verb{
		permission.Mine, permission.Queue, permission.Meetings, permission.People, permission.Procedure, permission.Settings,
		permission.Privacy,
	} {
		h.do(command{Verb: v, By: secretary})
	}
	for _, person := range []int{secretary, member, handler, authority, resident} {
		h.do(command{Verb: permission.Help, By: person})
		h.do(command{Verb: permission.Mine, By: person})
	}
	h.do(command{Verb: permission.Settings, By: secretary, Word: office.SettingEcho, Text: "5wd"})
	h.do(command{Verb: permission.Start, By: resident})
}

func (h *hamlet) refusals() {
	h.refused("refuse.no_case", command{Verb: permission.Case, By: resident, Case: 99})
	h.refused("refuse.role", command{Verb: permission.Screen, By: resident, Case: 2})
	h.refused("refuse.stage", command{Verb: permission.Object, By: resident, Case: 2, Text: "不行"})
	h.refused("refuse.closed", command{Verb: permission.Support, By: resident, Case: 1})
	h.refused("refuse.not_heard", command{Verb: permission.Resolve, By: secretary, Case: 2, Class: ballot.A, Text: "装在车棚"})
	h.refused("refuse.past", command{Verb: permission.Schedule, By: secretary, Cases: []int{2}, When: h.now.Add(-day), Text: "凉亭"})
	h.refused("refuse.supported", command{Verb: permission.Support, By: neighbour, Case: 2})
	h.refused("refuse.no_role", command{
		Verb: permission.Dismiss, By: secretary, Person: resident, Grant: people.Grant{Role: people.Member},
	})
	h.refused("refuse.last_secretary", command{
		Verb: permission.Dismiss, By: secretary, Person: secretary, Grant: people.Grant{Role: people.Secretary},
	})
	h.refused("refuse.no_procedure", command{Verb: permission.Procedure, By: secretary, Word: "nine-step"})
}

// TestLife renders all that is told in the life of a hamlet. Its golden file is there to be read aloud.
func TestLife(t *testing.T) {
	h := newHamlet(t)
	h.lamps(func(string) {})
	h.others()
	h.refusals()
	for _, lang := range []string{"zh-Hans", "en"} {
		golden(t, "life."+lang, h.transcript(lang))
	}
}

// transcript is what was told, what was told to several only once.
func (h *hamlet) transcript(lang string) string {
	var b strings.Builder
	seen, by := map[string]bool{}, ""
	for _, x := range h.told {
		if x.n.Message.ID == "" {
			continue
		}
		var text string
		h.whole(func() { text = h.r.Message(h.s, lang, x.at, x.n.Message) })
		check(h.t, x.n.Message.ID, text)
		if text == x.n.Message.ID {
			h.t.Errorf("there is no message %s", text)
		}
		text += h.keys(lang, x.n.Buttons)
		if seen[text] {
			continue
		}
		seen[text] = true
		if x.by != by {
			by = x.by
			b.WriteString("\n======== " + by + "\n")
		}
		b.WriteString("\n" + text + "\n")
	}
	return b.String()
}
