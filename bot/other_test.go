package bot_test

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"echowall/bot/sim/people"
)

// others are the people of a second community, which a header asks for with "other=" and its name: its group is "other"
// in a script.
func others() []someone {
	return []someone{
		{"clerk", "敏", "郑", "zhengmin", "", false},
		{"chair", "建华", "何", "hejianhua", "convener", false},
		{"hua", "小华", "许", "xuxiaohua", "member", false},
		{"chief", "志远", "方", "fangzhiyuan", "authority", false},
	}
}

// foundOther makes the second community.
func (v *village) foundOther(name, lang string) {
	for _, p := range others() {
		v.cast.People[p.key] = v.server.AddUser(people.User{First: p.first, Last: p.last, Username: p.username, Lang: lang})
	}
	owner := v.cast.People["clerk"]
	group := v.server.AddGroup(name, owner)
	v.cast.Groups = map[string]*people.Chat{"other": group}
	v.server.AddBot(group, owner)
	v.server.PromoteBot(group, owner, people.Rights{Pin: true})
	v.settle()
	v.do("clerk in other: /setup six-step " + lang + " Asia/Shanghai")
	for _, p := range others() {
		v.server.Join(group, v.cast.People[p.key])
		v.do(p.key + ` starts through "` + v.doorIn(group) + `"`)
	}
	for _, p := range others()[1:] {
		v.do("clerk in private: /appoint " + p.role + " @" + p.username)
	}
}

// tieCode is the code of a tie that was last given to anybody.
func (v *village) tieCode() string {
	last := ""
	for _, e := range v.server.Log() {
		if m := tieLine.FindStringSubmatch(e.Message.Text); e.Kind == people.Sent && m != nil {
			last = m[1]
		}
	}
	return last
}

var tieLine = regexp.MustCompile(`/link (X[0-9A-Z]+)`)

// maskedTie puts "{code}" for the code of a tie, which is another each time the program grows.
func maskedTie(line string) string {
	if m := tieLine.FindStringSubmatch(line); m != nil {
		return strings.ReplaceAll(line, m[1], "{code}")
	}
	return line
}

// settled is what a step came to where two communities write to one another. Their commits and the refreshing of views
// run side by side, so of a message only its last look is told: with its sending, or after all that was sent in its
// chat.
func (v *village) settled(events []people.Event) []people.Event {
	var sent, edited []people.Event
	for _, e := range events {
		same := func(x people.Event) bool { return x.Chat == e.Chat && x.Message.ID == e.Message.ID }
		now, ok := v.server.Message(e.Chat, e.Message.ID)
		switch {
		case e.Kind == people.Sent && ok:
			e.Message = now
			sent = append(sent, e)
		case e.Kind == people.Edited && ok && !slices.ContainsFunc(slices.Concat(sent, edited), same):
			e.Message = now
			edited = append(edited, e)
		}
	}
	slices.SortStableFunc(edited, func(a, b people.Event) int { return cmp.Compare(a.Message.ID, b.Message.ID) })
	all := slices.Concat(sent, edited)
	slices.SortStableFunc(all, func(a, b people.Event) int { return strings.Compare(v.place(a.Chat), v.place(b.Chat)) })
	return all
}
