package flows_test

import "testing"

// FuzzCallbackData presses buttons with data that no button has: nothing stumbles, whoever presses; and when the
// village is closed the journal still says what the records say.
func FuzzCallbackData(f *testing.F) {
	for _, data := range []string{
		"vote 1.1 yes", "rsvp M1 no", "screen 1 accept ?", "fill abc 2026-06-04", "page abc 2026-13", "support 1",
		"rate 1 unsolved",
		"settle 1 1 upheld", "💥", "vote", "confirm 99999999999", "start X", "follow X", "take 1\x00", "setup", "pick c1",
		"schedule 1 ?",
	} {
		f.Add(data, true)
	}
	v := found(f)
	v.group(wang, "/raise The lamps are dark.")
	f.Fuzz(func(t *testing.T, data string, office bool) {
		if data == "" {
			t.Skip("a button without data reaches nobody")
		}
		v.t = t
		defer func() { v.t = f }()
		who := yang
		if office {
			who = liu
		}
		v.press(who, data)
	})
}
