// Package places knows what a community uses each place in Telegram for, and what its secretaries are told when a place
// takes nothing, and when it does again. Where things are posted, and what waits meanwhile, is for the outbox to say;
// the engine and package bot ask here.
package places

import (
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Room is what a community uses a place for; "" where it is none of its own.
func Room(s *life.State, chat int64, thread int) say.Room {
	h := s.Head()
	switch {
	case h == nil || chat >= 0:
	case chat == h.Wall.Chat && thread == h.Wall.Thread:
		return say.Wall
	case chat == h.Council.Chat && thread == h.Council.Thread:
		return say.Council
	case chat == h.Chat:
		return say.Group
	}
	return ""
}

// Shut tells the secretaries that nothing can be posted in a room. Of a removal from the home group that was
// noticed they know already.
func Shut(s *life.State, room say.Room, why say.Closure) []say.Notice {
	h := s.Head()
	if h == nil || room == "" || room == say.Group && !h.Present {
		return nil
	}
	return toSecretaries(s, say.New("bot.shut."+string(why), say.Args{"Place": placeOf(h, room)}))
}

func placeOf(h *record.Community, room say.Room) say.Arg {
	return say.Arg{Msg: record.Ptr(say.New("bot.place."+string(room), say.Args{"Name": say.Text(h.Name)}))}
}

func toSecretaries(s *life.State, m say.Message) (all []say.Notice) {
	for _, officer := range s.Holders().Of(people.Secretary) {
		all = append(all, say.Notice{To: say.Address{Person: officer}, Message: m})
	}
	return all
}

// Open tells the secretaries that something can be posted in a room again. Of a return to where the bot was removed
// from they need not be told: one of them let it in.
func Open(s *life.State, room say.Room, was say.Closure) []say.Notice {
	if room == "" || was == say.Removed {
		return nil
	}
	return toSecretaries(s, say.New("bot.open", say.Args{"Place": placeOf(s.Head(), room)}))
}

// Meanwhile is what is told in the home group of an echo that waits for a wall elsewhere, as long as that takes it;
// nothing of all else.
func Meanwhile(s *life.State, n say.Notice, shut say.Room, homeShut bool) []say.Notice {
	if shut != say.Wall || n.To.Room != say.Wall || n.View != "" || homeShut || !s.Head().Present {
		return nil
	}
	n.To = say.Address{Room: say.Group}
	return []say.Notice{n}
}
