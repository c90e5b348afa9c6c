package bot_test

import (
	"strings"
	"testing"

	"echowall/bot/sim/people"
)

// TestNoCommandInsideASentenceIsCarriedOut lets people speak of commands without giving them, in the group, in private,
// below a photo and in a reply, and holds that all is as it was.
func TestNoCommandInsideASentenceIsCarriedOut(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("xiuying: /raise The lamps are dark.")
		for _, said := range []string{
			"Somebody told me to send /withdraw 1 but I will not", "有人叫我发 /withdraw 1", "(/withdraw 1)", "“/withdraw 1”",
			"No /withdraw@echo_wall_bot 1",
		} {
			v.do("xiuying: "+said, "xiuying in private: "+said, "xiuying in private presses \"No, leave it\"")
		}
		if m := v.heard("#1 The lamps are dark"); strings.Contains(m.Text, "🏁") {
			t.Errorf("the case was withdrawn: %s", m.Text)
		}
		if _, cases := v.booked(); cases != 1 {
			t.Errorf("there are %d cases", cases)
		}
	})
}

// TestCommandsAreUnderstoodAsPeopleWriteThem tries the ways in which people write one and the same command.
func TestCommandsAreUnderstoodAsPeopleWriteThem(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("xiuying: /raise The lamps are dark.")
		for _, said := range []string{
			"/case1", "／case 1", "/case 1。", "/case 1.", "@echo_wall_bot /case 1", "@echo_wall_bot, /case1", "/case＃１",
			"/Case@echo_wall_bot 1",
		} {
			before := len(v.server.Messages(v.cast.Group))
			v.do("meihua: " + said)
			all := v.server.Messages(v.cast.Group)
			if last := all[len(all)-1]; len(all) != before+2 || !strings.HasPrefix(last.Text, "#1 The lamps are dark") {
				t.Errorf("%s is answered by %q", said, last.Text)
			}
		}
	})
}

// TestNoWordsLeftOverAreDropped holds that a command with words at the end that nothing takes is refused, and
// nothing is done.
func TestNoWordsLeftOverAreDropped(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("xiuying: /raise The lamps are dark.")
		for _, said := range []string{
			"/support 1 if they pay for it", "/wall of the other village", "/cancel 1", "/setup six-step five-step",
			"/language en or not",
		} {
			v.do("secretary: " + said)
			all := v.server.Messages(v.cast.Group)
			if last := all[len(all)-1]; !strings.HasPrefix(last.Text, "Nothing has been done") {
				t.Errorf("%s is answered by %q", said, last.Text)
			}
		}
		if m := v.heard("#1 The lamps are dark"); strings.Contains(m.Text, "supporter") {
			t.Errorf("the support was counted: %s", m.Text)
		}
	})
}

// TestNoNameIsPublishedUnaskedInPrivate raises a matter in private in every way there is: nothing of it is told to
// anybody before the raiser has said whether with the name, and anonymously none ever is.
func TestNoNameIsPublishedUnaskedInPrivate(t *testing.T) {
	for _, way := range [][]string{
		{"xiuying in private: /raise The dam is cracked."},
		{"xiuying in private: /raise", "xiuying in private: The dam is cracked."},
		{"xiuying in private: @echo_wall_bot The dam is cracked."},
		{"xiuying in private: #issue The dam is cracked."},
		{"xiuying in private sends a photo: /raise The dam is cracked."},
		{"xiuying in private: The dam is cracked."},
		{"xiuying in private: /again 1 The dam is cracked."},
	} {
		t.Run(way[0], func(t *testing.T) {
			inVillage(t, func(v *village) {
				v.do("baoguo: /raise The dam leaks.", "baoguo: /withdraw 1")
				before := len(v.server.Messages(v.cast.Group))
				v.do(way...)
				if asked := v.last(v.cast.People["xiuying"]); !strings.Contains(asked.Text, "neither the group nor the office") {
					t.Errorf("the raiser is not asked, but told %q", asked.Text)
				}
				if _, cases := v.booked(); cases != 1 || len(v.server.Messages(v.cast.Group)) != before {
					t.Errorf("the matter is published unasked")
				}
				v.do(`xiuying in private presses "Anonymously"`)
				if m := v.heard("#2 The dam is cracked"); !strings.Contains(m.Text, "Raised by a resident") {
					t.Errorf("the group reads %q", m.Text)
				}
			})
		})
	}
}

// TestNoMediaIsLostUnsaid gives commands, answers and matters with media that the program does not keep: each is told
// so and none is told as done, and what people show one another in the group is left alone.
func TestNoMediaIsLostUnsaid(t *testing.T) {
	inVillage(t, func(v *village) {
		v.do("xiuying: /raise The lamps are dark.", "secretary in private: /screen 1 accept")
		for _, said := range []string{
			"xiuying in private sends a video: /raise The dam leaks", "xiuying in private sends a voice message",
			"xiuying in private sends a place", "xiuying in private sends a file: This is the contract of the dam",
			"xiuying in private sends a video: /support 1",
		} {
			v.do(said)
			told := v.last(v.cast.People["xiuying"]).Text
			if !strings.Contains(told, "nothing has been done") {
				t.Errorf("%s is answered by %q", said, told)
			}
		}
		for _, said := range []string{
			"baoguo sends a video: @echo_wall_bot The dam leaks", "li sends a file: /statement 1 Read this",
		} {
			before := len(v.server.Messages(v.cast.Group))
			v.do(said)
			all := v.server.Messages(v.cast.Group)
			if len(all) != before+2 || !strings.Contains(all[len(all)-1].Text, "nothing has been done") {
				t.Errorf("%s is answered by %q", said, all[len(all)-1].Text)
			}
		}
		before := len(v.server.Messages(v.cast.Group))
		v.do("baoguo sends a video: Look at the dam", "baoguo sends a place")
		if len(v.server.Messages(v.cast.Group)) != before+2 {
			t.Error("talk in the group is answered")
		}
		v.do(`meihua replies to "Look at the dam": /raise`)
		if all := v.server.Messages(v.cast.Group); !strings.Contains(all[len(all)-1].Text, "not a video") {
			t.Errorf("a matter raised from a video is answered by %q", all[len(all)-1].Text)
		}
		if _, cases := v.booked(); cases != 1 {
			t.Errorf("there are %d cases", cases)
		}
	})
}

// TestNobodyPassesForAnother brings somebody of a neighbour's name, one of the secretary's and one without any:
// wherever they are named, they are told apart.
func TestNobodyPassesForAnother(t *testing.T) {
	inVillage(t, func(v *village) {
		for key, u := range map[string]people.User{
			"double":  {First: "秀\u200b英", Last: "王", Lang: "en"},
			"clerk":   {First: "静", Last: "陈", Username: "chen_jing", Lang: "en"},
			"nobody":  {First: "\u3164", Lang: "en"},
			"nowhere": {First: "\u115f", Username: "nowhere_man", Lang: "en"},
		} {
			v.cast.People[key] = v.server.AddUser(u)
			v.server.Join(v.cast.Group, v.cast.People[key])
		}
		for i, c := range []struct{ who, by string }{
			{"xiuying", "Raised by 王秀英 on"}, {"double", "Raised by 王秀英 (2) on"},
			{"xiuying", "Raised by 王秀英 @xiuying on"}, {"clerk", "Raised by 陈静 @chen_jing (not the secretary of that name) on"},
			{"nobody", "Raised by (a resident without a name, no. "}, {"nowhere", "Raised by @nowhere_man on"},
			{"baoguo", "Raised by 张保国 on"},
		} {
			v.do(c.who + ": /raise The lamps are dark.")
			if m := v.heard("#" + string(rune('1'+i)) + " The lamps"); !strings.Contains(m.Text, c.by) {
				t.Errorf("%s is shown in %q", c.who, m.Text)
			}
		}
		v.do("secretary: /people")
		all := v.server.Messages(v.cast.Group)
		if last := all[len(all)-1]; !strings.Contains(last.Text, "陈静 @chenjing") || strings.Contains(last.Text, "(not the") {
			t.Errorf("the offices are told as %q", last.Text)
		}
	})
}
