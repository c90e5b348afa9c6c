package bot_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
	"echowall/flows/procedure"
	"echowall/flows/procedure/openvote"
)

// onTheSquare is a village in which all residents vote on a matter.
func onTheSquare(t *testing.T, dir string) *village {
	methods, err := procedure.Load(fstest.MapFS{"open.yaml": {Data: openvote.Method("six-step", "7d")}})
	if err != nil {
		t.Fatal(err)
	}
	v := foundBy(t, dir, []string{"en"}, methods)
	v.do("xiuying: /raise The new square: trees or a car park?", "secretary in private: /screen 1 accept",
		"secretary in private: /resolve 1 A Trees are planted on the new square.")
	return v
}

// lastSaid is what somebody was last told in private.
func (v *village) lastSaid(u *people.User) string {
	said := v.server.Messages(u.Private())
	return said[len(said)-1].Text
}

// counted is what the ballot in the group shows.
func (v *village) counted() string {
	m, _ := v.server.Message(v.cast.Group, v.ballot())
	return m.Text
}

// TestNoStrangerFromTheDoorVotes lets somebody who came by the link, and is not in the group, vote in private beside
// somebody who is: one vote is counted. Who joins the group may vote a day later.
func TestNoStrangerFromTheDoorVotes(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := onTheSquare(t, dir)
		stranger := v.server.AddUser(people.User{First: "Stranger", Lang: "en"})
		v.cast.People["stranger"] = stranger
		v.do("stranger starts through \""+v.door()+"\"", "stranger in private: /vote 1 no", "xiuying in private: /vote 1 yes")
		if got := v.counted(); !strings.Contains(got, "yes 1") || !strings.Contains(got, "no 0") {
			t.Errorf("the stranger counts:\n%s", got)
		}
		if got := v.lastSaid(stranger); !strings.Contains(got, "you are not in it") {
			t.Errorf("the stranger is told %q", got)
		}
		v.server.Join(v.cast.Group, stranger)
		time.Sleep(25 * time.Hour)
		v.do("stranger in private: /vote 1 no")
		if got := v.counted(); !strings.Contains(got, "no 1") {
			t.Errorf("whoever joined does not count:\n%s", got)
		}
		v.close()
	})
}

// TestNobodyIsCountedWhoseGroupCannotBeAsked lets Telegram fail to say who is in the group: nothing is counted and the
// person is told, until it says so again.
func TestNobodyIsCountedWhoseGroupCannotBeAsked(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := onTheSquare(t, dir)
		v.wild = true
		v.server.Fail(api.Fault{Method: "getChatMember", Times: -1})
		v.do("xiuying in private: /vote 1 yes")
		if got := v.lastSaid(v.cast.People["xiuying"]); !strings.Contains(got, "Nothing is counted yet") ||
			!strings.Contains(v.counted(), "yes 0") {
			t.Errorf("told is %q, counted\n%s", got, v.counted())
		}
		v.server.ClearFaults()
		v.do("xiuying in private: /vote 1 yes")
		if got := v.counted(); !strings.Contains(got, "yes 1") {
			t.Errorf("counted is\n%s", got)
		}
		v.close()
	})
}
