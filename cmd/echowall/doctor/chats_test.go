package doctor

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"echowall/flows/record"
	"echowall/storage"
)

// TestNoChatLeadsAstray finds a home that leads to another community, as a code of a stranger once made it, and gives
// it back; the stranger's council stays where it is not wanted until its secretary binds another, which is said.
func TestNoChatLeadsAstray(t *testing.T) {
	t.Parallel()
	c := newClinic(t, false)
	thiefs := c.server.AddSupergroup("Willow Village", c.owner)
	c.keepIn("thief", func(tx storage.Tx) error {
		head, err := json.Marshal(record.Community{
			Name: "Willow Village", Chat: thiefs.ID, Council: record.Place{Chat: c.group.ID}, Method: "six-step", Version: 1,
			Present: true,
		})
		return errors.Join(err, tx.Put("community", fmt.Appendf(nil, `{"v":1,"d":%s}`, head)))
	})
	c.leads(c.group, "thief")
	c.leads(thiefs, "thief")
	says := func(want string) {
		t.Helper()
		if found, _ := c.examine(); !strings.Contains(found, want) {
			t.Errorf("it does not say %q:\n%s", want, found)
		}
	}
	home := fmt.Sprint(c.group.ID)
	says("wrong  chats     " + home + ` is the home of willow "Willow Village", but leads to thief; run echowall doctor ` +
		"--mend-chat=" + home)
	c.doctor.MendChat = c.group.ID
	says("ok     mend      " + home + " led to thief and leads to willow now")
	c.doctor.MendChat = 0
	says("ok     chats     " + home + ` is the home of willow "Willow Village"`)
	says("wrong  chats     " + home + ` is also the council of thief "Willow Village"`)

	c.leads(c.wall, "")
	c.doctor.MendChat = c.wall.ID
	says(fmt.Sprintf("ok     mend      %d led to nothing and leads to willow now", c.wall.ID))
	c.doctor.MendChat = -7
	says("ok     mend      -7 led to nothing and leads to nothing now")
}
