package demo

import (
	"echowall/bot/sim/chat"
	"echowall/bot/sim/people"
)

// newWorld is what the page shows of the stage.
func (s *stage) newWorld() *chat.World {
	group := s.cast.Group
	w := &chat.World{
		Server: s.server, Clock: s.clock, Zone: s.cast.Zone, Lang: s.lang, Texts: s.pageTexts(),
		Group: func() *people.Chat { return s.server.Current(group) },
		Me:    s.cast.People["xiuying"],
	}
	for _, p := range persons() {
		w.People = append(w.People, chat.Person{User: s.cast.People[p.key], Part: s.say(p.part, nil)})
	}
	for _, tag := range playable(s.texts) {
		w.Langs = append(w.Langs, chat.Lang{Tag: tag, Name: s.texts.Name(tag)})
	}
	return w
}

// pageTexts are what the page says, by the names it knows them by.
func (s *stage) pageTexts() map[string]string {
	all := map[string]string{}
	for _, name := range chat.Texts() {
		all[name] = s.say("demo.page."+name, nil)
	}
	return all
}
