package demo

import (
	"strings"
	"time"

	"echowall/bot/sim/people"
)

// person is one of the people of the demo, in every language the same but for the words.
type person struct {
	// key is what a script or somebody at the prompt calls the person.
	key, username string
	// name and part are the ids of the texts that say who it is.
	name, part string
}

// persons are the village's, the one who runs the group first.
func persons() []person {
	return []person{
		{"secretary", "chenjing", "demo.name.secretary", "demo.part.secretary"},
		{"convener", "liuguoqiang", "demo.name.convener", "demo.part.convener"},
		{"li", "liming", "demo.name.li", "demo.part.li"},
		{"wu", "wufang", "demo.name.wu", "demo.part.wu"},
		{"zhao", "zhaotiezhu", "demo.name.zhao", "demo.part.zhao"},
		{"supervisor", "sundashan", "demo.name.supervisor", "demo.part.supervisor"},
		{"authority", "zhouweidong", "demo.name.authority", "demo.part.authority"},
		{"handler", "majun", "demo.name.handler", "demo.part.handler"},
		{"xiuying", "wangxiuying", "demo.name.xiuying", "demo.part.xiuying"},
		{"baoguo", "zhangbaoguo", "demo.name.baoguo", "demo.part.baoguo"},
		{"meihua", "yangmeihua", "demo.name.meihua", "demo.part.meihua"},
	}
}

// newCast puts the people into their group. Everybody answers to the key, and to the name where it is one word.
func (s *stage) newCast(zone *time.Location) *people.Cast {
	cast := &people.Cast{World: s.server.World, People: map[string]*people.User{}, Zone: zone}
	for _, p := range persons() {
		u := s.server.AddUser(people.User{First: s.say(p.name, nil), Username: p.username, Lang: s.lang})
		cast.People[p.key], cast.People[u.First] = u, u
		if cast.Owner == nil {
			cast.Owner = u
			cast.Group = s.server.AddGroup(s.say("demo.village", nil), u)
			continue
		}
		s.server.Join(cast.Group, u)
	}
	return cast
}

// door is the start code of the link that the group was given into the private chat; "" while there is none.
func (s *stage) door() string {
	for _, m := range s.server.Messages(s.cast.Group) {
		for _, row := range m.Buttons {
			for _, b := range row {
				if _, code, ok := strings.Cut(b.URL, "?start="); ok {
					return code
				}
			}
		}
	}
	return ""
}
