package hearing_test

import (
	"testing"

	"echowall/bot/hearing"
	"echowall/flows/community"
)

func ear() hearing.Ear {
	return hearing.Ear{
		Verbs: community.AllVerbs(), Username: "echo_wall_bot",
		Raises: func(hashtag string) bool { return hashtag == "#issue" },
	}
}

// TestOnlyAMentionMayStandBeforeACommand tries what may stand before a command, and holds that behind anything else
// there is none.
func TestOnlyAMentionMayStandBeforeACommand(t *testing.T) {
	for text, want := range map[string]hearing.Heard{
		"@echo_wall_bot /case 1":    {Line: "case 1"},
		"@Echo_Wall_Bot, ／case1":    {Line: "case 1"},
		"/case@echo_wall_bot 1":     {Line: "case 1"},
		"/case@other_bot 1":         {Line: "case 1", Other: true},
		"@echo_wall_bots /case 1":   {},
		"@other_bot /case 1":        {},
		"Please, @echo_wall_bot /x": {},
	} {
		want.Text = text
		if got := ear().Hear(text, nil); got != want {
			t.Errorf("%q: expected %+v, got %+v", text, want, got)
		}
	}
}

// TestMarksOutsideTheTextAreLeftAlone gives marks that no honest Telegram sends.
func TestMarksOutsideTheTextAreLeftAlone(t *testing.T) {
	marks := []hearing.Mark{
		{Type: "hashtag", Offset: -1, Length: 3},
		{Type: "hashtag", Offset: 2, Length: 99},
		{Type: "hashtag", Offset: 3, Length: 6},
	}
	if got := ear().Hear("😀 #issue dark", marks); got != (hearing.Heard{Raise: true, Text: "😀 dark"}) {
		t.Errorf("heard %+v", got)
	}
}

// TestNoVoteIsOverlooked finds a vote wherever it stands, for what may be one is never written down.
func TestNoVoteIsOverlooked(t *testing.T) {
	for text, want := range map[string]bool{
		"/vote 1 yes": true, "/vote12.1 yes": true, "I said ／vote 1 yes": true, "@echo_wall_bot/mark 1": true,
		"/receipt@echo_wall_bot 1-1-A": true, "/raise a vote": false, "vote 1 yes": false, "": false,
	} {
		if got := hearing.Votes(community.AllVerbs(), text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
