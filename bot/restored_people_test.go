package bot_test

import (
	"time"

	"echowall/bot/sim/people"
)

// place is a group in a backup, and who is in it; the first owns it.
type place struct {
	key, title string
	people     []someone
}

// people gives the village those whom a backup knows: Telegram numbers people and groups as they come, so the order is
// part of it.
func (v *village) people(backup string) {
	places := map[string][]place{"demo": demoPlaces(), "county": countyPlaces()}[backup]
	v.cast = &people.Cast{World: v.server.World, People: map[string]*people.User{}, Zone: villageZone(), Wait: time.Sleep}
	for _, p := range places {
		v.settlePlace(p)
	}
}

// settlePlace adds a group with its people. The first is the cast's, the others go by their names.
func (v *village) settlePlace(p place) {
	for _, x := range p.people {
		v.cast.People[x.key] = v.server.AddUser(people.User{First: x.first, Last: x.last, Username: x.username, Lang: "en"})
	}
	owner := v.cast.People[p.people[0].key]
	group := v.server.AddGroup(p.title, owner)
	for _, x := range p.people[1:] {
		v.server.Join(group, v.cast.People[x.key])
	}
	if v.cast.Group == nil {
		v.cast.Group, v.cast.Owner = group, owner
		return
	}
	if v.cast.Groups == nil {
		v.cast.Groups = map[string]*people.Chat{}
	}
	v.cast.Groups[p.key] = group
}

// demoPlaces is the village of "echowall demo", in English.
func demoPlaces() []place {
	return []place{{"", "Willow Village", []someone{
		{"secretary", "Chen Jing", "", "chenjing", "", false},
		{"convener", "Liu Guoqiang", "", "liuguoqiang", "convener", false},
		{"li", "Li Ming", "", "liming", "member:branch", false},
		{"wu", "Wu Fang", "", "wufang", "member:law", false},
		{"zhao", "Zhao Tiezhu", "", "zhaotiezhu", "member:elders", false},
		{"supervisor", "Sun Dashan", "", "sundashan", "supervisor", false},
		{"authority", "Zhou Weidong", "", "zhouweidong", "authority", false},
		{"handler", "Ma Jun", "", "majun", "handler:power-company", false},
		{"xiuying", "Wang Xiuying", "", "wangxiuying", "", false},
		{"baoguo", "Zhang Baoguo", "", "zhangbaoguo", "", false},
		{"meihua", "Yang Meihua", "", "yangmeihua", "", false},
	}}}
}

// countyPlaces are a village, the township above it, a village beside it, and a hamlet that votes in secret.
func countyPlaces() []place {
	return []place{
		{"", "Willow Village", villagers()},
		{"township", "Willow Township", others()},
		{"riverside", "Riverside", []someone{
			{"lan", "Lan", "Gao", "gaolan", "", false},
			{"gen", "Gen", "Gao", "gaogen", "convener", false},
			{"mei", "Mei", "Luo", "luomei", "member", false},
		}},
		{"hill", "Hill Hamlet", []someone{
			{"shan", "Shan", "Tang", "tangshan", "", false},
			{"song", "Song", "Tang", "tangsong", "convener", false},
			{"tao", "Tao", "Pan", "pantao", "member", false},
			{"bo", "Bo", "Pan", "panbo", "member", false},
			{"fen", "Fen", "Qin", "qinfen", "", false},
		}},
	}
}
